// SPDX-License-Identifier: BSL-1.0
//
// Signature Version 4: against vectors that botocore made (tests/data/signatures.py), against every change of
// a byte, and against headers that nobody honest sends.
#include "sign.hpp"

#include "support/catch.hpp"

#include <boost/json/parse.hpp>
#include <boost/json/value.hpp>
#include <boost/json/value_to.hpp>

#include <fstream>
#include <functional>
#include <iterator>
#include <string>
#include <string_view>
#include <vector>

namespace cs = cognito_sync;
namespace signing = example::signing;
using example::claimed_signature;

namespace {

/// One request, who signs it, and what botocore made of it.
struct vector {
    std::string name, host, date, canonical_request, string_to_sign, authorization;
    cs::request request;
    example::credentials who;
    example::signing_scope scope;

    cs::timestamp now() const { return signing::read_date(date).value(); }

    /// As it crosses the wire: signed, with its Host.
    cs::request sent() const {
        cs::request made = request;
        example::sign(made, host, who, scope, now());
        made.headers.emplace_back("Host", host);
        return made;
    }
};

std::string text(boost::json::value const& from, std::string_view name) {
    return boost::json::value_to<std::string>(from.at(name));
}

vector read(boost::json::value const& from) {
    vector made{text(from, "name"),
                text(from, "host"),
                text(from, "date"),
                text(from, "canonical_request"),
                text(from, "string_to_sign"),
                text(from, "authorization"),
                {},
                {},
                {}};
    made.request = {
        .method = text(from, "method"), .target = text(from, "target"), .body = text(from, "body")};
    for (auto const& each : from.at("headers").as_array())
        made.request.headers.emplace_back(each.at(0).as_string(), each.at(1).as_string());
    made.who = {.access_key = text(from, "access_key"), .secret_key = text(from, "secret_key")};
    if (from.at("session_token").is_string()) made.who.session_token = text(from, "session_token");
    made.scope = {.region = text(from, "region"), .service = text(from, "service")};
    return made;
}

std::vector<vector> const& vectors() {
    static std::vector<vector> const all = [] {
        std::ifstream file(COGNITO_SYNC_SOURCE_DIR "/tests/data/signatures.json");
        std::string const read_text{std::istreambuf_iterator<char>(file), {}};
        std::vector<vector> made;
        boost::json::value const parsed = boost::json::parse(read_text);
        for (auto const& each : parsed.at("vectors").as_array()) made.push_back(read(each));
        return made;
    }();
    return all;
}

vector const& named(std::string_view name) {
    for (auto const& each : vectors())
        if (each.name == name) return each;
    throw std::runtime_error("no vector has the name " + std::string(name));
}

bool fits(cs::request const& sent, std::string_view secret) {
    auto const claim = example::read_authorization(sent);
    return claim && example::signature_fits(sent, *claim, secret);
}

std::string& header(cs::request& of, std::string_view name) {
    for (auto& [each, value] : of.headers)
        if (cs::equal_without_case(each, name)) return value;
    throw std::runtime_error("no header " + std::string(name));
}

/// Changes each byte of a text in turn, in two ways, and counts after which changes `holds` is still true. No
/// change is one that means the same, like the case of a hexadecimal digit.
std::size_t survived(std::string& text, std::function<bool()> const& holds) {
    std::size_t count = 0;
    for (char& c : text)
        for (int const bit : {1, 2}) {
            c = static_cast<char>(c ^ bit);
            count += holds() ? 1u : 0u;
            c = static_cast<char>(c ^ bit);
        }
    return count;
}

/// Leaves out each byte of a text in turn, and doubles it.
std::size_t survived_resizing(std::string& text, std::function<bool()> const& holds) {
    std::string const before = text;
    std::size_t count = 0;
    for (std::size_t at = 0; at < before.size(); ++at) {
        text.erase(at, 1);
        count += holds() ? 1u : 0u;
        text = before;
        text.insert(at, 1, before[at]);
        count += holds() ? 1u : 0u;
        text = before;
    }
    return count;
}

std::string const digest(64, 'a');

/// A request with these headers, and nothing else.
std::optional<claimed_signature> claim_of(cs::header_list headers) {
    return example::read_authorization(cs::request{"GET", "/", std::move(headers), ""});
}
std::optional<claimed_signature> claim_of(std::string authorization, std::string date = "20141010T204737Z") {
    return claim_of({{"Authorization", std::move(authorization)}, {"X-Amz-Date", std::move(date)}});
}
std::string authorization(std::string const& credential, std::string const& names = "host;x-amz-date",
                          std::string const& signature = digest) {
    return "AWS4-HMAC-SHA256 Credential=" + credential + ", SignedHeaders=" + names +
           ", Signature=" + signature;
}
std::string const scope = "AKID/20141010/us-east-1/cognito-sync/aws4_request";

}  // namespace

TEST_CASE("There are signatures of botocore to compare with", "[live][sign]") {
    CHECK(vectors().size() >= 27);
}

TEST_CASE("A signed request is what botocore signs", "[live][sign]") {
    for (auto const& each : vectors()) {
        INFO(each.name);
        cs::request const sent = each.sent();
        auto const claim = example::read_authorization(sent);
        REQUIRE(claim);
        auto const canonical = signing::canonical_request(sent, claim->signed_headers);
        REQUIRE(canonical);
        CHECK(*canonical == each.canonical_request);
        auto const where = signing::scope_text(claim->day, claim->region, claim->service);
        CHECK(signing::string_to_sign(claim->date, where, *canonical) == each.string_to_sign);
        CHECK(*sent.operator cs::request_view().headers.find("authorization") == each.authorization);
    }
}

TEST_CASE("A request that botocore signed fits its key", "[live][sign]") {
    for (auto const& each : vectors()) {
        INFO(each.name);
        cs::request sent = each.sent();
        header(sent, "authorization") = each.authorization;
        CHECK(fits(sent, each.who.secret_key));
    }
}

TEST_CASE("A signature says who signed, when, and for what", "[live][sign]") {
    auto const& each = named("another region, service, day");
    auto const claim = example::read_authorization(each.sent());
    REQUIRE(claim);
    CHECK(claim->access_key == "AKIDEXAMPLE");
    CHECK(claim->day == "20240229");
    CHECK(claim->region == "eu-west-1");
    CHECK(claim->service == "cognito-identity");
    CHECK(claim->signed_headers == std::vector<std::string>{"host", "x-amz-date"});
    CHECK(claim->date == "20240229T000000Z");
    CHECK(claim->signed_at == cs::timestamp(std::chrono::milliseconds(1709164800000)));
    CHECK(claim->signature.size() == 64);
}

TEST_CASE("No byte of a signed request can be changed", "[live][sign]") {
    for (auto const& each : vectors()) {
        INFO(each.name);
        cs::request sent = each.sent();
        std::string secret = each.who.secret_key;
        auto const holds = [&] { return fits(sent, secret); };
        REQUIRE(holds());
        CHECK(survived(sent.method, holds) == 0);
        CHECK(survived(sent.target, holds) == 0);
        CHECK(survived(sent.body, holds) == 0);
        CHECK(survived(secret, holds) == 0);
        auto const claim = example::read_authorization(sent);
        for (auto const& name : claim->signed_headers) {
            INFO(name);
            CHECK(survived(header(sent, name), holds) == 0);
        }
        CHECK(holds());
    }
}

TEST_CASE("No byte of a signed request can be left out or doubled", "[live][sign]") {
    for (auto const& name : {"a GET with escaped ids", "a POST with a body", "raw colons in the path"}) {
        INFO(name);
        cs::request sent = named(name).sent();
        std::string secret = named(name).who.secret_key;
        auto const holds = [&] { return fits(sent, secret); };
        REQUIRE(holds());
        CHECK(survived_resizing(sent.method, holds) == 0);
        CHECK(survived_resizing(sent.target, holds) == 0);
        CHECK(survived_resizing(sent.body, holds) == 0);
        CHECK(survived_resizing(secret, holds) == 0);
        CHECK(survived_resizing(header(sent, "host"), holds) == 0);
    }
}

TEST_CASE("No byte of what a signature claims can be changed", "[live][sign]") {
    auto const& each = named("a session token and a body");
    cs::request sent = each.sent();
    auto const holds = [&] { return fits(sent, each.who.secret_key); };
    REQUIRE(holds());
    // The access key is not signed: whoever looks up its secret finds another one.
    std::string& all = header(sent, "authorization");
    std::string const key = "Credential=" + each.who.access_key;
    std::string const front = all.substr(0, all.find(key) + key.size()), back = all.substr(front.size());
    std::string changing = back;
    CHECK(survived(changing, [&] {
              all = front + changing;
              return holds();
          }) == 0);
    all = front + back;
    CHECK(holds());
}

TEST_CASE("A signature that leaves out what matters does not fit", "[live][sign]") {
    auto const& each = named("a POST with a body");
    auto const signed_over = [&](std::vector<std::string> names, cs::header_list more = {}) {
        cs::request sent = each.sent();
        sent.headers.insert(sent.headers.end(), more.begin(), more.end());
        auto claim = example::read_authorization(sent).value();
        claim.signed_headers = std::move(names);
        if (auto const made = signing::signature_of(sent, claim, each.who.secret_key))
            claim.signature = *made;
        return example::signature_fits(sent, claim, each.who.secret_key);
    };
    CHECK(signed_over({"content-type", "host", "x-amz-date"}));
    CHECK(signed_over({"host", "x-amz-date"}));
    CHECK_FALSE(signed_over({"content-type", "x-amz-date"}));
    CHECK_FALSE(signed_over({"content-type", "host"}));
    CHECK_FALSE(signed_over({"accept", "host", "x-amz-date"}));
    CHECK_FALSE(signed_over({"host", "x-amz-date"}, {{"X-AMZ-Client-Context", "smuggled"}}));
    CHECK_FALSE(
        signed_over({"host", "x-amz-date"}, {{"x-amz-target", "AWSCognitoSyncService.DeleteDataset"}}));
    CHECK(signed_over({"host", "x-amz-date", "x-amz-target"}, {{"x-amz-target", "x"}}));

    cs::request two_hosts = each.sent();
    two_hosts.headers.emplace_back("Host", "elsewhere");
    CHECK_FALSE(fits(two_hosts, each.who.secret_key));
}

TEST_CASE("A signature of another day than its date does not fit", "[live][sign]") {
    auto const& each = named("a GET with escaped ids");
    cs::request const sent = each.sent();
    auto claim = example::read_authorization(sent).value();
    claim.day = "20141011";
    claim.signature = signing::signature_of(sent, claim, each.who.secret_key).value();
    CHECK_FALSE(example::signature_fits(sent, claim, each.who.secret_key));
}

TEST_CASE("A digest in a header has to be the body's", "[live][sign]") {
    auto const with_digest = [](std::string said) {
        auto each = named("a POST with a body");
        each.request.headers.emplace_back("X-Amz-Content-Sha256", std::move(said));
        return fits(each.sent(), each.who.secret_key);
    };
    CHECK(with_digest(signing::sha256(named("a POST with a body").request.body)));
    CHECK_FALSE(with_digest(signing::sha256("")));
    CHECK_FALSE(with_digest("UNSIGNED-PAYLOAD"));
    CHECK_FALSE(with_digest("STREAMING-AWS4-HMAC-SHA256-PAYLOAD"));
    CHECK_FALSE(with_digest(""));
}

TEST_CASE("What means the same may be written differently", "[live][sign]") {
    auto const& blanks = named("a header with blanks");
    cs::request sent = blanks.sent();
    header(sent, "x-amz-client-context") = "a b\tc  d";
    CHECK(fits(sent, blanks.who.secret_key));

    auto const& escapes = named("text of all kinds in the query");
    cs::request other = escapes.sent();
    other.target.replace(other.target.find("%C3%BC"), 6, "%c3%bC");
    CHECK(fits(other, escapes.who.secret_key));
    other.target.replace(other.target.find("%c3%bC"), 6, "%c3%bz");
    CHECK_FALSE(fits(other, escapes.who.secret_key));
}

TEST_CASE("Signing again replaces the signature and leaves the rest", "[live][sign]") {
    auto const& each = named("a session token and a body");
    cs::request again = each.request;
    example::sign(again, "elsewhere", {.access_key = "A", .secret_key = "B", .session_token = "C"},
                  {.region = "x"}, each.now() + std::chrono::hours(48));
    example::sign(again, each.host, each.who, each.scope, each.now());
    cs::request once = each.request;
    example::sign(once, each.host, each.who, each.scope, each.now());
    CHECK(again == once);
}

TEST_CASE("A bad escape in the query is signed as it stands", "[live][sign]") {
    CHECK(signing::canonical_query("/?b=%zz&a=%25zz&c=%2&d=100%") == "a=%25zz&b=%zz&c=%2&d=100%");
}

TEST_CASE("Canonical paths and queries of odd targets", "[live][sign]") {
    CHECK(signing::canonical_path("") == "/");
    CHECK(signing::canonical_path("?a=1") == "/");
    CHECK(signing::canonical_path("/a/../b//c/.") == "/a/../b//c/.");
    CHECK(signing::canonical_path("/\xff%00?x") == "/%FF%2500");
    CHECK(signing::canonical_query("/") == "");
    CHECK(signing::canonical_query("/?") == "");
    CHECK(signing::canonical_query("/?a&&=b&c=d=e") == "=&=b&a=&c=d%3De");
    CHECK(signing::canonical_query("/?a=1&") == "a=1");
    CHECK(signing::canonical_query("/?a=1?2") == "a=1%3F2");
}

TEST_CASE("The dates of signatures are read and written", "[live][sign]") {
    auto const ok = [](std::string_view date, std::int64_t seconds) {
        INFO(date);
        cs::timestamp const at{std::chrono::seconds(seconds)};
        CHECK(signing::read_date(date) == at);
        CHECK(signing::date_text(at) == date);
        CHECK(signing::date_text(at + std::chrono::milliseconds(999)) == date);
    };
    ok("20141010T204737Z", 1412974057);
    ok("19700101T000000Z", 0);
    ok("19691231T235959Z", -1);
    ok("20240229T235959Z", 1709251199);
    ok("00010101T000000Z", -62135596800);
    ok("99991231T235959Z", 253402300799);

    for (auto const* const date :
         {"", "20141010", "20141010T204737", "20141010T204737z", "20141010t204737Z", "20141010T204737Z ",
          "2014-10-10T20:47:37Z", "20141310T204737Z", "20140010T204737Z", "20141032T204737Z",
          "20230229T000000Z", "20141010T244737Z", "20141010T206037Z", "20141010T204760Z",
          "2014101\xff"
          "T204737Z",
          "-0141010T204737Z"}) {
        INFO(date);
        CHECK_FALSE(signing::read_date(date));
    }
}

TEST_CASE("The parts of an Authorization header stand in any order, once", "[live][sign]") {
    CHECK(claim_of(authorization(scope)));
    CHECK(claim_of("AWS4-HMAC-SHA256 Signature=" + digest + ",SignedHeaders=host,  Credential=" + scope));
    CHECK_FALSE(claim_of("AWS4-HMAC-SHA256 Signature=" + digest + ", SignedHeaders=host"));
    CHECK_FALSE(claim_of(authorization(scope) + ", Signature=" + digest));
    CHECK_FALSE(claim_of(authorization(scope) + ","));
    CHECK_FALSE(claim_of(authorization(scope) + " "
                                                "x"));
    CHECK_FALSE(
        claim_of("AWS4-HMAC-SHA256 Credential=" + scope + ", Credential=" + scope + ", Signature=" + digest));
    CHECK_FALSE(
        claim_of("AWS4-HMAC-SHA256 Signature=" + digest + ", SignedHeaders=host, Signature=" + digest));
    CHECK_FALSE(claim_of("AWS4-HMAC-SHA256 SignedHeaders=a, SignedHeaders=b, Signature=" + digest));
    CHECK_FALSE(claim_of(authorization(scope) + ", More=1"));
}

TEST_CASE("A header that is no signature is none", "[live][sign]") {
    for (std::string const& text :
         {std::string(), std::string("Bearer abc"), std::string("AWS4-HMAC-SHA256"),
          std::string("AWS4-HMAC-SHA256 "), std::string("AWS4-HMAC-SHA256 ,,"),
          std::string("AWS4-HMAC-SHA256 a,b,c"), std::string("AWS4-HMAC-SHA256 =,=,="),
          std::string("AWS4-HMAC-SHA256 Credential=, SignedHeaders=, Signature="),
          "AWS4-ECDSA-P256-SHA256" + authorization(scope).substr(16),
          "aws4-hmac-sha256" + authorization(scope).substr(16), std::string(1000, ','),
          std::string(1000, '='), std::string(1000, '\0'), std::string(1000, '\xff'),
          authorization(std::string(5000, 'A') + scope), authorization(scope, std::string(5000, 'a'))}) {
        INFO(text);
        CHECK_FALSE(claim_of(text));
    }
    CHECK_FALSE(claim_of(cs::header_list{}));
    CHECK_FALSE(claim_of({{"X-Amz-Date", "20141010T204737Z"}}));
    CHECK_FALSE(claim_of({{"Authorization", authorization(scope)}}));
    CHECK_FALSE(
        claim_of({{"Authorization", authorization(scope)}, {"Date", "Fri, 10 Oct 2014 20:47:37 GMT"}}));
    CHECK_FALSE(claim_of(authorization(scope), "yesterday"));
    CHECK_FALSE(claim_of({{"Authorization", authorization(scope)},
                          {"authorization", authorization(scope)},
                          {"X-Amz-Date", "20141010T204737Z"}}));
    CHECK_FALSE(claim_of({{"Authorization", authorization(scope)},
                          {"X-Amz-Date", "20141010T204737Z"},
                          {"x-amz-date", "20141010T204737Z"}}));
}

TEST_CASE("A credential has five parts, and names a day", "[live][sign]") {
    for (auto const* const credential :
         {"AKID", "AKID/20141010/us-east-1/cognito-sync",
          "AKID/20141010/us-east-1/cognito-sync/aws4_request/",
          "A/K/20141010/us-east-1/cognito-sync/aws4_request", "/20141010/us-east-1/cognito-sync/aws4_request",
          "AKID/20141310/us-east-1/cognito-sync/aws4_request",
          "AKID/2014/us-east-1/cognito-sync/aws4_request", "AKID/20141010//cognito-sync/aws4_request",
          "AKID/20141010/us-east-1//aws4_request", "AKID/20141010/us-east-1/cognito-sync/aws4-request",
          "////"}) {
        INFO(credential);
        CHECK_FALSE(claim_of(authorization(credential)));
    }
}

TEST_CASE("The names of signed headers are in lower case, ascending, and not too many", "[live][sign]") {
    for (auto const* const names :
         {"", ";", "host;", ";host", "host;;x-amz-date", "Host", "x-amz-date;host", "host;host"}) {
        INFO(names);
        CHECK_FALSE(claim_of(authorization(scope, names)));
    }
    auto const many = [](int count) {
        std::string names = "a10";
        for (int i = 1; i < count; ++i) names += ";a" + std::to_string(10 + i);
        return names;
    };
    CHECK(claim_of(authorization(scope, many(64))));
    CHECK_FALSE(claim_of(authorization(scope, many(65))));
}

TEST_CASE("A signature is 64 hexadecimal digits in lower case", "[live][sign]") {
    for (std::string const& text : {std::string(63, 'a'), std::string(65, 'a'), std::string(64, 'A'),
                                    std::string(64, 'g'), std::string(64, '\0'), std::string()}) {
        INFO(text);
        CHECK_FALSE(claim_of(authorization(scope, "host;x-amz-date", text)));
    }
}

TEST_CASE("Every cut and every changed byte of an Authorization header is read without harm",
          "[live][sign]") {
    std::string const whole = authorization(scope);
    for (std::size_t size = 0; size < whole.size(); ++size) CHECK_FALSE(claim_of(whole.substr(0, size)));
    for (std::size_t at = 0; at < whole.size(); ++at)
        for (unsigned byte = 0; byte < 256; ++byte) {
            std::string changed = whole;
            changed[at] = static_cast<char>(byte);
            if (auto const claim = claim_of(changed)) REQUIRE(claim->signature.size() == 64);
        }
}

TEST_CASE("Secrets are equal or not", "[live][sign]") {
    CHECK(example::same_secret("", ""));
    CHECK(example::same_secret("abc", "abc"));
    CHECK_FALSE(example::same_secret("abc", "abd"));
    CHECK_FALSE(example::same_secret("abc", "ab"));
    CHECK_FALSE(example::same_secret(std::string_view("a\0b", 3), std::string_view("a\0c", 3)));
}

// SPDX-License-Identifier: BSL-1.0
//
// Who may ask: the sentences for a file of keys that is of no use, and every 403 in full.
#include "server/keys.hpp"

#include "process.hpp"

#include "support/catch.hpp"

#include <chrono>
#include <fstream>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>

namespace {

using namespace example;
using namespace std::string_literals;

constexpr cs::timestamp now{std::chrono::seconds(1412974057)};

constexpr std::string_view some_keys = R"({"Keys": [
    {"AccessKeyId": "AKIDPLAIN", "SecretAccessKey": "plain secret"},
    {"AccessKeyId": "ASIATOKEN", "SecretAccessKey": "other secret", "SessionToken": "its token"},
    {"AccessKeyId": "AKIDENDED", "SecretAccessKey": "old secret", "Expiration": "2014-10-10T20:47:37Z"},
    {"AccessKeyId": "AKIDGOING", "SecretAccessKey": "new secret", "Expiration": "2014-10-10T20:47:38Z"}]})";

credentials const plain{"AKIDPLAIN", "plain secret"};

cs::request unsigned_request() {
    return {.method = "POST",
            .target = "/identitypools/us-east-1%3Aab/configuration?a=%20b",
            .headers = {{"Content-Type", "application/json"}},
            .body = "{}"};
}

cs::request signed_by(credentials const& who, std::chrono::seconds late = {},
                      std::string const& service = "cognito-sync") {
    cs::request made = unsigned_request();
    sign(made, "localhost:8080", who, {.region = "us-east-1", .service = service}, now + late);
    made.headers.emplace_back("Host", "localhost:8080");
    return made;
}

/// The name and the sentence of the refusal; empty when the request is let in.
std::string judged(cs::request const& asked) {
    auto const why = key_ring(some_keys).judge(asked, now);
    if (!why) return {};
    CHECK(why->status == 403);
    return why->name + ": " + why->message;
}

std::string& header(cs::request& of, std::string_view name) {
    for (auto& [each, value] : of.headers)
        if (cs::equal_without_case(each, name)) return value;
    throw std::runtime_error("no such header");
}

std::string why_not(std::string_view text) {
    try {
        key_ring const all(text);
    } catch (std::runtime_error const& wrong) { return wrong.what(); }
    return "nothing is wrong";
}

std::string const wrong_signature =
    "InvalidSignatureException: The signature is not that of this request by this key";
std::string const unknown =
    "UnrecognizedClientException: The access key or the session token is not known here";
std::string const unreadable =
    "IncompleteSignatureException: Authorization or X-Amz-Date is not as it has to be";
std::string const skewed = "InvalidSignatureException: X-Amz-Date is more than 15 minutes away from now";

}  // namespace

TEST_CASE("a request that a known key signed is let in", "[live][server]") {
    CHECK(judged(signed_by(plain)).empty());
    CHECK(judged(signed_by({"ASIATOKEN", "other secret", "its token"})).empty());
    CHECK(judged(signed_by({"AKIDGOING", "new secret"})).empty());
}

TEST_CASE("a request that is not signed is refused as such", "[live][server]") {
    CHECK(judged(unsigned_request()) == "MissingAuthenticationTokenException: The request is not signed");
}

TEST_CASE("a signature that cannot be read is refused as incomplete", "[live][server]") {
    for (char const* const text : {"", "Basic dXNlcjpwYXNz", "AWS4-HMAC-SHA256 Credential=AKIDPLAIN"}) {
        cs::request asked = signed_by(plain);
        header(asked, "authorization") = text;
        CHECK(judged(asked) == unreadable);
    }
    cs::request undated = signed_by(plain);
    header(undated, "x-amz-date") = "yesterday";
    CHECK(judged(undated) == unreadable);
}

TEST_CASE("a key or a session token that is not in the file is refused as unknown", "[live][server]") {
    CHECK(judged(signed_by({"AKIDOTHER", "plain secret"})) == unknown);
    CHECK(judged(signed_by({"AKIDPLAIN", "plain secret", "its token"})) == unknown);
    CHECK(judged(signed_by({"ASIATOKEN", "other secret"})) == unknown);
    CHECK(judged(signed_by({"ASIATOKEN", "other secret", "its toke"})) == unknown);
    CHECK(judged(signed_by({"ASIATOKEN", "other secret", "its tokem"})) == unknown);
}

TEST_CASE("a key that has expired is refused as such, whatever it signed", "[live][server]") {
    std::string const expired = "ExpiredTokenException: The access key has expired";
    CHECK(judged(signed_by({"AKIDENDED", "old secret"})) == expired);
    CHECK(judged(signed_by({"AKIDENDED", "wrong secret"})) == expired);
}

TEST_CASE("a signature for another service or far from the clock is refused", "[live][server]") {
    CHECK(judged(signed_by(plain, {}, "cognito-identity")) ==
          "InvalidSignatureException: The request is signed for another service");
    CHECK(judged(signed_by(plain, std::chrono::minutes(15))).empty());
    CHECK(judged(signed_by(plain, -std::chrono::minutes(15))).empty());
    CHECK(judged(signed_by(plain, std::chrono::seconds(901))) == skewed);
    CHECK(judged(signed_by(plain, -std::chrono::seconds(901))) == skewed);
}

TEST_CASE("a request that was changed after it was signed is refused", "[live][server]") {
    CHECK(judged(signed_by({"AKIDPLAIN", "plain secreT"})) == wrong_signature);
    CHECK(judged(signed_by(plain)).empty());
    using change = void (*)(cs::request&);
    constexpr change changes[] = {
        [](cs::request& each) { each.method = "GET"; },
        [](cs::request& each) { each.target = "/identitypools/us-east-1%3Aac/configuration?a=%20b"; },
        [](cs::request& each) { each.target = "/identitypools/us-east-1%3Aab/configuration?a=%20c"; },
        [](cs::request& each) { each.body = "{ }"; },
        [](cs::request& each) { header(each, "host") = "localhost:8081"; },
        [](cs::request& each) { header(each, "content-type") = "text/plain"; },
        [](cs::request& each) { header(each, "x-amz-date") = "20141010T204738Z"; },
        [](cs::request& each) {
            char& last = header(each, "authorization").back();
            last = last == '0' ? '1' : '0';
        },
    };
    for (change const each : changes) {
        cs::request other = signed_by(plain);
        each(other);
        CHECK(judged(other) == wrong_signature);
    }
}

// ---- The file

TEST_CASE("what is wrong with the keys is told in a sentence", "[live][server]") {
    using row = std::pair<std::string, std::string>;
    auto const [text, sentence] = GENERATE(values<row>({
        {R"({"Keys": 1})", "this is no object with the one member Keys, a list"},
        {R"({"Keys": [{}], "More": 1})", "this is no object with the one member Keys, a list"},
        {R"([])", "this is no object with the one member Keys, a list"},
        {R"({"Keys": []})", "Keys is empty: nobody could ask anything"},
        {R"({"Keys": ["a"]})", "Keys[0] is no object"},
        {R"({"Keys": [{"SecretAccessKey": "hush"}]})", "Keys[0] has no AccessKeyId"},
        {R"({"Keys": [{"AccessKeyId": "a"}]})", "Keys[0] has no SecretAccessKey"},
        {R"({"Keys": [{"AccessKeyId": "a", "SecretAccessKey": 7}]})", "Keys[0].SecretAccessKey is no text"},
        {R"({"Keys": [{"AccessKeyId": "", "SecretAccessKey": "hush"}]})", "Keys[0].AccessKeyId is no text"},
        {R"({"Keys": [{"AccessKeyId": "a", "SecretAccessKey": "hush", "expiration": "2026-01-01T00:00:00Z"}]})",
         "Keys[0] has a member that is none of AccessKeyId, SecretAccessKey, SessionToken, Expiration"},
        {R"({"Keys": [{"AccessKeyId": "a", "SecretAccessKey": "hush", "Expiration": "2026-01-01"}]})",
         "Keys[0].Expiration is no time like 2026-01-01T00:00:00Z"},
        {R"({"Keys": [{"AccessKeyId": "a", "SecretAccessKey": "hush", "Expiration": "2026-02-30T00:00:00Z"}]})",
         "Keys[0].Expiration is no time like 2026-01-01T00:00:00Z"},
        {R"({"Keys": [{"AccessKeyId": "a", "SecretAccessKey": "hush"},
                      {"AccessKeyId": "a", "SecretAccessKey": "hush"}]})",
         "Keys[1] has the AccessKeyId of another"},
    }));
    CHECK(why_not(text) == sentence);
    CHECK(why_not("{\"Keys\": hush").starts_with("this is no JSON: "));
    CHECK(why_not("{\"Keys\": hush").find("hush") == std::string::npos);
}

TEST_CASE("the name of a file of keys stands in front of what is wrong with it", "[live][server]") {
    auto const from_file = [](std::string const& file) -> std::string {
        try {
            key_ring::from_file(file);
        } catch (std::runtime_error const& wrong) { return wrong.what(); }
        return "nothing is wrong";
    };
    scratch_folder const folder;
    std::string const file = folder.file("keys.json");
    CHECK(from_file(file) == "cannot read the keys in " + file);
    CHECK(from_file(folder.path()) == "cannot read the keys in " + folder.path());
    std::ofstream(file) << R"({"Keys": []})";
    CHECK(from_file(file) ==
          "the keys in " + file + " are of no use: Keys is empty: nobody could ask anything");
    std::ofstream(file) << some_keys;
    CHECK(from_file(file) == "nothing is wrong");
}

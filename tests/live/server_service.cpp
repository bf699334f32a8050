// SPDX-License-Identifier: BSL-1.0
//
// What stands between a request and the store, without sockets and without a database: ids, web pages,
// throttling, the signature, refusals, and what the log says and does not say.
#include "server/service.hpp"

#include "support/catch.hpp"

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <new>
#include <set>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace {

using namespace example;

std::string const target = "/identitypools/us-east-1%3Aab12/identities/us-east-1%3Acd34/datasets/my_list";

/// A store whose answers are all empty.
struct empty_store {
    template <class Request>
    typename cs::operation_for<Request>::Response answer(Request const&) {
        ++answered;
        return {};
    }
    int answered = 0;
};

template <class Thrown>
struct failing_store {
    Thrown what;

    template <class Request>
    typename cs::operation_for<Request>::Response answer(Request const&) {
        throw what;
    }
};

/// A service over a store, and its log.
template <class Store = empty_store>
struct serving {
    explicit serving(service_settings with = {}, Store data = {})
        : store(std::move(data)), front(dispatch_to(store), kept(std::move(with))) {}

    service_settings kept(service_settings with) {
        with.log = [this](std::string const& line) { log.push_back(line); };
        with.now = [] { return cs::timestamp(std::chrono::milliseconds(1412974057151)); };
        return with;
    }

    Store store;
    std::vector<std::string> log{};
    service front;
};

std::string header(cs::response const& of, std::string_view name) {
    return cs::headers_view(of.headers).find(name).value_or("");
}

cs::request get_dataset(cs::header_list headers = {}) {
    return {.method = "GET", .target = target, .headers = std::move(headers)};
}

cs::request post(std::string to, std::string type, std::string body,
                 std::pair<std::string, std::string> also = {"X-Other", ""}) {
    return {.method = "POST",
            .target = std::move(to),
            .headers = {{"Content-Type", std::move(type)}, std::move(also)},
            .body = std::move(body)};
}

cs::request preflight(std::string const& origin) {
    return {.method = "OPTIONS",
            .target = target,
            .headers = {{"Origin", origin},
                        {"Access-Control-Request-Method", "POST"},
                        {"Access-Control-Request-Headers", "authorization,content-type"}}};
}

/// The fields of a line of the log but the time, the id and the duration.
std::string facts(std::string const& line) {
    std::vector<std::string> words(1);
    for (char const c : line) c == ' ' ? words.emplace_back() : words.back() += c, void();
    std::string kept;
    for (std::size_t i = 2; i < words.size(); ++i) kept += i == 8 ? "" : words[i] + " ";
    return kept.substr(0, kept.size() - 1);
}

std::string const page = "http://localhost:3000";

}  // namespace

TEST_CASE("each exchange has an id of its own, in the form of a random UUID", "[live][server]") {
    serving<> one;
    std::set<std::string> ids;
    for (int i = 0; i < 100; ++i) ids.insert(header(one.front.answer(get_dataset()), "x-amzn-RequestId"));
    CHECK(ids.size() == 100);
    for (std::string const& id : ids) {
        std::string form = id;
        for (char& c : form)
            if (std::string_view("0123456789abcdef").find(c) != std::string_view::npos) c = 'h';
        CHECK(form == "hhhhhhhh-hhhh-hhhh-hhhh-hhhhhhhhhhhh");
        CHECK(id[14] == '4');
        CHECK(std::string_view("89ab").find(id[19]) != std::string_view::npos);
    }
}

// ---- The log

TEST_CASE("an exchange is one line in the log", "[live][server]") {
    serving<> one;
    cs::response const said = one.front.answer(get_dataset());
    CHECK(said.status == 200);
    REQUIRE(one.log.size() == 1);
    std::string const& line = one.log[0];
    CHECK(line.starts_with("2014-10-10T20:47:37.151Z " + header(said, "x-amzn-RequestId") + " GET "));
    CHECK(facts(line) == "GET DescribeDataset 200 - 0 2");
    CHECK(line.ends_with("us"));
}

TEST_CASE("the log says of an error its name, and of what was never routed nothing else", "[live][server]") {
    serving<> one;
    one.front.answer({.method = "GET", .target = "/secret"});
    one.front.answer({.method = "MYSECRET", .target = target});
    one.front.answer(post(target, "application/json", R"({"SyncSessionToken":1})"));
    REQUIRE(one.log.size() == 3);
    CHECK(facts(one.log[0]).starts_with("GET - 404 UnknownOperationException 0 "));
    CHECK(facts(one.log[1]).starts_with("- - 405 UnknownOperationException 0 "));
    CHECK(facts(one.log[2]).starts_with("POST - 400 SerializationException 22 "));
}

TEST_CASE("the log never holds what a user sent", "[live][server]") {
    serving<> one(
        {.cors = page, .keys = key_ring(R"({"Keys":[{"AccessKeyId":"a","SecretAccessKey":"b"}]})")});
    serving<> open;
    cs::request const asked{
        .method = "POST",
        .target =
            "/identitypools/us-east-1%3A5ec0/identities/us-east-1%3A5ec1/datasets/SECRETname?x=SECRETquery",
        .headers = {{"Content-Type", "application/json"},
                    {"Authorization", "SECRETsignature"},
                    {"X-Amz-Security-Token", "SECRETtoken"},
                    {"X-Amz-Client-Context", "SECRETcontext"},
                    {"User-Agent", "SECRETagent"}},
        .body = R"({"SyncSessionToken":"SECRETsession","RecordPatches":[{"Op":"replace","Key":"SECRETkey",)"
                R"("Value":"SECRETvalue","SyncCount":0}]})"};
    CHECK(open.front.answer(asked).status == 200);
    CHECK(one.front.answer(asked).status == 403);
    one.front.refuse(asked, 400);
    one.log.insert(one.log.end(), open.log.begin(), open.log.end());
    CHECK(one.log.size() == 3);
    for (std::string const& line : one.log) {
        CHECK(line.find("SECRET") == std::string::npos);
        CHECK(line.find("us-east") == std::string::npos);
    }
}

TEST_CASE("a database that fails is told to the log and not to the client", "[live][server]") {
    serving<failing_store<sqlite::error>> one({}, {sqlite::error(13, "the disk\nis full")});
    cs::response const said = one.front.answer(get_dataset());
    CHECK(said.status == 500);
    CHECK(header(said, "X-Amzn-Errortype") == "InternalErrorException");
    CHECK(said.body == R"({"message":"An internal error occurred"})");
    REQUIRE(one.log.size() == 1);
    CHECK(one.log[0].ends_with("us failed: the database: the disk is full"));
    CHECK(facts(one.log[0]).starts_with("GET DescribeDataset 500 InternalErrorException 0 40"));
}

TEST_CASE("of any other failure the log names the type, whose words may be a user's", "[live][server]") {
    serving<failing_store<std::runtime_error>> one({}, {std::runtime_error("SECRET")});
    CHECK(one.front.answer(get_dataset()).status == 500);
    REQUIRE(one.log.size() == 1);
    CHECK(one.log[0].find("SECRET") == std::string::npos);
    CHECK(one.log[0].find("failed: ") != std::string::npos);
    CHECK(one.log[0].find("runtime_error") != std::string::npos);
}

// ---- Web pages

TEST_CASE("a browser may ask before it asks, for the pages of one origin", "[live][server]") {
    serving<> one({.cors = page});
    cs::response const said = one.front.answer(preflight(page));
    CHECK(said.status == 204);
    CHECK(said.body.empty());
    CHECK(header(said, "Access-Control-Allow-Origin") == page);
    CHECK(header(said, "Access-Control-Allow-Methods") == "DELETE, GET, POST");
    std::string const allowed = ", " + header(said, "Access-Control-Allow-Headers") + ",";
    for (std::string const each : {"authorization", "content-type", "x-amz-date", "x-amz-security-token",
                                   "x-amz-user-agent", "amz-sdk-invocation-id", "amz-sdk-request",
                                   "x-amz-content-sha256", "x-amz-client-context", "x-amz-target"}) {
        INFO(each);
        CHECK(allowed.find(", " + each + ",") != std::string::npos);
    }
    CHECK(header(said, "Vary") == "Origin");
    CHECK(one.store.answered == 0);
}

TEST_CASE("a page of the origin may read replies, errors, the id and the error's name", "[live][server]") {
    serving<> one({.cors = page, .throttle = 1});
    for (int const status : {200, 429}) {
        cs::response const said = one.front.answer(get_dataset({{"Origin", page}}));
        CHECK(said.status == status);
        CHECK(header(said, "Access-Control-Allow-Origin") == page);
        CHECK(header(said, "Access-Control-Expose-Headers") == "Date, x-amzn-RequestId, X-Amzn-Errortype");
        CHECK(header(said, "Access-Control-Allow-Methods").empty());
    }
    CHECK(header(one.front.refuse(get_dataset({{"Origin", page}}), 413), "Access-Control-Allow-Origin") ==
          page);
}

TEST_CASE("a page of another origin is refused, with --cors and without", "[live][server]") {
    for (std::string const& allowed : {page, std::string()}) {
        serving<> one({.cors = allowed});
        for (std::string const origin : {"http://localhost:3001", "http://localhost:3000.evil", "null"}) {
            cs::response const said = one.front.answer(get_dataset({{"Origin", origin}}));
            CHECK(said.status == 403);
            CHECK(header(said, "X-Amzn-Errortype") == "AccessDeniedException");
            CHECK(said.body == R"({"message":"Only web pages of the origin of --cors may ask"})");
            CHECK(header(said, "Access-Control-Allow-Origin").empty());
            CHECK(one.front.answer(preflight(origin)).status == 403);
        }
        CHECK(one.log.size() == 6);
        CHECK(one.store.answered == 0);
    }
}

TEST_CASE("who is no web page is told nothing of origins", "[live][server]") {
    serving<> open;
    serving<> one({.cors = page});
    CHECK(header(open.front.answer(get_dataset()), "Vary").empty());
    CHECK(header(one.front.answer(get_dataset()), "Access-Control-Allow-Origin").empty());
    CHECK(one.front.answer({.method = "OPTIONS", .target = target}).status == 405);
}

// ---- Throttling and signatures

TEST_CASE("more requests than allowed in a second are answered 429", "[live][server]") {
    serving<> one({.throttle = 2});
    CHECK(one.front.answer(get_dataset()).status == 200);
    CHECK(one.front.answer(get_dataset()).status == 200);
    cs::response const said = one.front.answer(get_dataset());
    CHECK(said.status == 429);
    CHECK(header(said, "X-Amzn-Errortype") == "TooManyRequestsException");
    CHECK(said.body == R"({"message":"More requests than --throttle allows in a second"})");
    CHECK(one.store.answered == 2);
    CHECK(facts(one.log[2]).starts_with("GET - 429 TooManyRequestsException 0 "));
}

TEST_CASE("a throttle of zero refuses every request, also one of the RPC form in its own words",
          "[live][server]") {
    serving<> one({.throttle = 0});
    CHECK(one.front.answer(get_dataset()).status == 429);
    cs::response const said = one.front.answer(post("/", "application/x-amz-json-1.1", "{}",
                                                    {"X-Amz-Target", "AWSCognitoSyncService.ListDatasets"}));
    CHECK(said.status == 429);
    CHECK(header(said, "Content-Type") == "application/x-amz-json-1.1");
    CHECK(said.body == R"({"__type":"TooManyRequestsException",)"
                       R"("message":"More requests than --throttle allows in a second"})");
}

TEST_CASE("who did not sign learns nothing, not even what is routed", "[live][server]") {
    serving<> one({.keys = key_ring(R"({"Keys":[{"AccessKeyId":"a","SecretAccessKey":"b"}]})")});
    for (std::string const& path : {target, std::string("/nothing/here")}) {
        cs::response const said = one.front.answer({.method = "GET", .target = path});
        CHECK(said.status == 403);
        CHECK(header(said, "X-Amzn-Errortype") == "MissingAuthenticationTokenException");
        CHECK(said.body == R"({"message":"The request is not signed"})");
    }
    CHECK(one.store.answered == 0);
}

// ---- Refusals

TEST_CASE("a refusal of the HTTP server has the form of the service's errors", "[live][server]") {
    struct row {
        int status;
        std::string name;
        std::string body;
    };
    auto const expected = GENERATE(values<row>({
        {400, "SerializationException", R"({"message":"this is no HTTP/1.1 message, or not all of one"})"},
        {413, "RequestEntityTooLargeException", R"({"message":"the body is too long"})"},
        {414, "RequestUriTooLongException", R"({"message":"the target is too long"})"},
        {431, "RequestHeaderFieldsTooLargeException", R"({"message":"the headers are too long"})"},
        {503, "ServiceUnavailableException", R"({"message":"too much at a time; try again"})"},
        {500, "InternalFailureException", R"({"message":"An internal error occurred"})"},
    }));
    serving<> one;
    cs::response const said = one.front.refuse({}, expected.status);
    CHECK(said.status == expected.status);
    CHECK(header(said, "X-Amzn-Errortype") == expected.name);
    CHECK(header(said, "Content-Type") == "application/json");
    CHECK(said.body == expected.body);
    CHECK(header(said, "x-amzn-RequestId").size() == 36);
    REQUIRE(one.log.size() == 1);
    CHECK(facts(one.log[0])
              .starts_with("- - " + std::to_string(expected.status) + " " + expected.name + " 0 "));
}

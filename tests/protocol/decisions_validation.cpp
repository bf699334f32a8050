// SPDX-License-Identifier: BSL-1.0
//
// What this library decided about broken constraints, each test named with its section of the protocol
// notes: 1.8.
#include <cognito_sync/codec.hpp>

#include <string>
#include <vector>

#include "support/catch.hpp"
#include "support/protocol.hpp"

namespace {

using namespace protocol;

std::string repeated(std::string const& unit, std::size_t times) {
    std::string all;
    while (times-- > 0) all += unit;
    return all;
}

std::vector<std::string> places(error const& found) {
    std::vector<std::string> all;
    for (auto const& [where, message] : found.violations) all.push_back(where);
    return all;
}

std::string long_device(std::string const& unit, std::size_t times) {
    return R"({"DeviceId":")" + repeated(unit, times) + R"(","SyncSessionToken":"t"})";
}

/// Breaks a constraint of every member there is, in a body whose order is not the model's.
std::string const all_wrong =
    R"({"SyncSessionToken":null,"RecordPatches":[{"SyncCount":null,"Key":"","Op":"x"},)"
    R"({"Op":"remove","Key":"k","SyncCount":1},{"Op":null}],"DeviceId":""})";

}  // namespace

TEST_CASE("1.8 the default name is InvalidParameterException, the switch makes it ValidationException with "
          "its fields",
          "[protocol][decided]") {
    response const plain = serve(update("{}"));
    std::string const said =
        "Value at '/SyncSessionToken' failed to satisfy constraint: Member must not be null";
    CHECK(header(plain, "X-Amzn-Errortype") == "InvalidParameterException");
    CHECK(plain.body == R"({"message":"1 validation error detected. )" + said + "\"}");
    response const smithy = serve(update("{}"), {.smithy_validation = true});
    CHECK(header(smithy, "X-Amzn-Errortype") == "ValidationException");
    CHECK(smithy.body == R"({"message":"1 validation error detected. )" + said +
                             R"(","fieldList":[{"path":"/SyncSessionToken","message":")" + said + "\"}]}");
    CHECK(plain.status == 400);
    CHECK(smithy.status == 400);
}

TEST_CASE("1.8 every broken constraint is told, in the order of the model", "[protocol][decided]") {
    error const found = refusal(ask_json("POST /identitypools/x/identities/y/datasets/a%20b", all_wrong));
    CHECK(places(found) == std::vector<std::string>{"/IdentityPoolId", "/IdentityId", "/DatasetName",
                                                    "/DeviceId", "/RecordPatches/0/Op",
                                                    "/RecordPatches/0/Key", "/RecordPatches/0/SyncCount",
                                                    "/RecordPatches/2/Op", "/RecordPatches/2/Key",
                                                    "/RecordPatches/2/SyncCount", "/SyncSessionToken"});
    std::string const begin =
        "11 validation errors at 11 paths detected. First failure: Value at '/IdentityPoolId' failed to "
        "satisfy constraint: Member must satisfy regular expression pattern: ";
    CHECK(found.message.substr(0, begin.size()) == begin);
    CHECK(found.where == "/IdentityPoolId");
}

TEST_CASE("1.8 several constraints of one member are one path", "[protocol][decided]") {
    error const found = refusal(ask("GET {me}/datasets/" + repeated("%20", 129)));
    CHECK(places(found) == std::vector<std::string>{"/DatasetName", "/DatasetName"});
    CHECK(
        found.message.find(
            "2 validation errors at 1 path detected. First failure: Value with length 129 at '/DatasetName' "
            "failed to satisfy constraint: Member must have length between 1 and 128, inclusive") == 0);
}

TEST_CASE("1.8 syntax and type anywhere come before every constraint", "[protocol][decided]") {
    std::string const bad_pool = "/identitypools/x/identities/{I}/datasets";
    check_refusal(ask_json("POST " + bad_pool + "/{D}", "{"), 400, "SerializationException");
    check_refusal(ask_json("POST " + bad_pool + "/{D}", R"({"DeviceId":"","SyncSessionToken":7})"), 400,
                  "SerializationException");
    check_refusal(ask("GET " + bad_pool + "?maxResults=x"), 400, "SerializationException");
    check_refusal(ask("GET " + bad_pool + "?maxResults=0&nextToken=%FF"), 400, "SerializationException");
    check_refusal(ask_json("POST " + bad_pool + "/{D}", all_wrong), 400, "InvalidParameterException");
}

TEST_CASE("1.8 a length is counted in code points, of lists and maps in entries", "[protocol][decided]") {
    for (std::string const unit : {"d", "\u00e9", "\u20ac", "\U0001f639"}) {
        INFO(unit);
        CHECK(serve(update(long_device(unit, 256))).status == 200);
        error const found = refusal(update(long_device(unit, 257)));
        CHECK(found.violations ==
              std::vector<violation>{{"/DeviceId",
                                      "Value with length 257 at '/DeviceId' failed to satisfy constraint: "
                                      "Member must have length between 1 and 256, inclusive"}});
    }
    CHECK(serve(update(long_device("\\ud83d\\ude39", 256))).status == 200);
    CHECK(refusal(update(long_device("\\ud83d\\ude39", 257))).violations.size() == 1);
    CHECK(serve(ask_json("POST {pool}/events", R"({"Events":{"a":""}})")).status == 200);
    CHECK(refusal(ask_json("POST {pool}/events", R"({"Events":{"a":"","b":"","c":""}})"))
              .message.find("with length 3 at '/Events'") != std::string::npos);
}

TEST_CASE("1.8 a path is a JSON pointer of member names, escaped where a name needs it",
          "[protocol][decided]") {
    policy const smithy{.smithy_validation = true};
    CHECK(serve(ask("GET {list}/records?maxResults=0"), smithy)
              .body.find(R"("fieldList":[{"path":"/MaxResults",)") != std::string::npos);
    auto const value = refusal(ask_json("POST {pool}/events", R"({"Events":{"a/b~c":7}})"));
    CHECK(value.where == "/Events/a~1b~0c");
}

TEST_CASE("1.8 a pattern fits the whole value, and its classes are ASCII", "[protocol][decided]") {
    for (std::string const id : {"us-east-1:0f1e", "_-9Z:-", "a:0"})
        CHECK(serve(ask("GET /identitypools/" + id)).status == 200);
    for (std::string const id : {"us-east-1", "us-east-1:", ":0f", "us-east-1:0F", "us-east-1:0f1e%0A",
                                 "%0Aus-east-1:0f1e", "us-east-1:0f1e%00", "us%20east-1:0f", "%C3%A9:0",
                                 "a:%D9%A1", "a%EF%BC%9A0", "a:0:0", "a:g", "us-east-1_AbC123"}) {
        INFO(id);
        error const found = refusal(ask("GET /identitypools/" + id));
        CHECK(found.name == "InvalidParameterException");
        CHECK(places(found) == std::vector<std::string>{"/IdentityPoolId"});
    }
}

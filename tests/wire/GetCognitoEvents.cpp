// SPDX-License-Identifier: BSL-1.0
//
// GetCognitoEvents on the wire: its reply is a map, which is always written.
#include <cognito_sync/codec.hpp>
#include <cognito_sync/dispatch.hpp>

#include <string>
#include <utility>

#include "support/catch.hpp"
#include "support/wire.hpp"

using namespace cognito_sync;

TEST_CASE("GetCognitoEvents: the least that can be answered", "[wire][GetCognitoEvents]") {
    wire::check(wire::exchange<GetCognitoEvents>{
        .asked = {.identity_pool_id = "us-east-1:0f1e"},
        .request = R"(
GET /identitypools/us-east-1%3A0f1e/events HTTP/1.1
)",
        .said = {},
        .response = R"(
HTTP/1.1 200 OK
x-amzn-RequestId: r-1
Content-Type: application/json

{"Events":{}}
)",
        .rpc = R"({"IdentityPoolId":"us-east-1:0f1e"})",
    });
}

TEST_CASE("GetCognitoEvents: all that can be answered", "[wire][GetCognitoEvents]") {
    wire::check(wire::exchange<GetCognitoEvents>{
        .asked = {.identity_pool_id = "us-east-1:0f1e"},
        .request = R"(
GET /identitypools/us-east-1%3A0f1e/events HTTP/1.1
)",
        .said = {.events = {{"SyncTrigger", "arn:aws:lambda:us-east-1:1:function:f"}}},
        .response = R"(
HTTP/1.1 200 OK
x-amzn-RequestId: r-1
Content-Type: application/json

{"Events":{"SyncTrigger":"arn:aws:lambda:us-east-1:1:function:f"}}
)",
        .rpc = R"({"IdentityPoolId":"us-east-1:0f1e"})",
    });
}

TEST_CASE("GetCognitoEvents: more events than the model allows, in the order of their keys",
          "[wire][GetCognitoEvents]") {
    wire::check(wire::exchange<GetCognitoEvents>{
        .asked = {.identity_pool_id = "us-east-1:0f1e"},
        .request = R"(
GET /identitypools/us-east-1%3A0f1e/events HTTP/1.1
)",
        .said = {.events = {{"b", ""}, {"\u00e9", "2"}, {"", "0"}}},
        .response = R"(
HTTP/1.1 200 OK
x-amzn-RequestId: r-1
Content-Type: application/json

{"Events":{"":"0","b":"","é":"2"}}
)",
        .rpc = R"({"IdentityPoolId":"us-east-1:0f1e"})",
    });
}

TEST_CASE("GetCognitoEvents: an event that is null is none, and the last of two counts",
          "[wire][GetCognitoEvents]") {
    auto const reply = [](std::string body) { return response{200, {}, std::move(body)}; };
    wire::reads<GetCognitoEvents>(reply(R"({"Events":null})"), {});
    wire::reads<GetCognitoEvents>(reply(R"({"Events":{"a":null,"b":"x"}})"), {.events = {{"b", "x"}}});
    wire::reads<GetCognitoEvents>(reply(R"({"Events":{"a":"1","a":"2"}})"), {.events = {{"a", "2"}}});
    wire::reads<GetCognitoEvents>(reply(R"({"Events":{"a":"1","a":null}})"), {});
}

TEST_CASE("GetCognitoEvents: a pool that does not exist", "[wire][GetCognitoEvents]") {
    wire::fails<GetCognitoEvents, fault::ResourceNotFound>("IdentityPool us-east-1:0f1e does not exist", R"(
HTTP/1.1 404 Not Found
x-amzn-RequestId: r-1
X-Amzn-Errortype: ResourceNotFoundException
Content-Type: application/json

{"message":"IdentityPool us-east-1:0f1e does not exist"}
)");
}

TEST_CASE("GetCognitoEvents: an id that begins with its colon", "[wire][GetCognitoEvents]") {
    wire::check(wire::breach<GetCognitoEvents>{
        .asked = {.identity_pool_id = ":0f1e"},
        .where = "/IdentityPoolId",
        .request = R"(
GET /identitypools/%3A0f1e/events HTTP/1.1
)",
        .response = R"(
HTTP/1.1 400 Bad Request
x-amzn-RequestId: r-1
X-Amzn-Errortype: InvalidParameterException
Content-Type: application/json

{"message":"1 validation error detected. Value at '/IdentityPoolId' failed to satisfy constraint:
     Member must satisfy regular expression pattern: [\\w-]+:[0-9a-f-]+"}
)",
    });
}

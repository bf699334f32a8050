// SPDX-License-Identifier: BSL-1.0
//
// SetCognitoEvents on the wire: the one operation whose success has no body at all.
#include <cognito_sync/codec.hpp>
#include <cognito_sync/dispatch.hpp>

#include <string>

#include "support/catch.hpp"
#include "support/wire.hpp"

using namespace cognito_sync;

TEST_CASE("SetCognitoEvents: no event", "[wire][SetCognitoEvents]") {
    wire::check(wire::exchange<SetCognitoEvents>{
        .asked = {.identity_pool_id = "us-east-1:0f1e"},
        .request = R"(
POST /identitypools/us-east-1%3A0f1e/events HTTP/1.1
Content-Type: application/json

{"Events":{}}
)",
        .said = {},
        .response = R"(
HTTP/1.1 200 OK
x-amzn-RequestId: r-1
)",
        .rpc = R"({"IdentityPoolId":"us-east-1:0f1e","Events":{}})",
    });
}

TEST_CASE("SetCognitoEvents: an event and the function that answers it", "[wire][SetCognitoEvents]") {
    wire::check(wire::exchange<SetCognitoEvents>{
        .asked = {.identity_pool_id = "us-east-1:0f1e",
                  .events = {{"SyncTrigger", "arn:aws:lambda:us-east-1:1:function:f"}}},
        .request = R"(
POST /identitypools/us-east-1%3A0f1e/events HTTP/1.1
Content-Type: application/json

{"Events":{"SyncTrigger":"arn:aws:lambda:us-east-1:1:function:f"}}
)",
        .said = {},
        .response = R"(
HTTP/1.1 200 OK
x-amzn-RequestId: r-1
)",
        .rpc = R"({"IdentityPoolId":"us-east-1:0f1e",
    "Events":{"SyncTrigger":"arn:aws:lambda:us-east-1:1:function:f"}})",
    });
}

TEST_CASE("SetCognitoEvents: an event that is removed", "[wire][SetCognitoEvents]") {
    wire::check(wire::exchange<SetCognitoEvents>{
        .asked = {.identity_pool_id = "us-east-1:0f1e", .events = {{"SyncTrigger", ""}}},
        .request = R"(
POST /identitypools/us-east-1%3A0f1e/events HTTP/1.1
Content-Type: application/json

{"Events":{"SyncTrigger":""}}
)",
        .said = {},
        .response = R"(
HTTP/1.1 200 OK
x-amzn-RequestId: r-1
)",
        .rpc = R"({"IdentityPoolId":"us-east-1:0f1e","Events":{"SyncTrigger":""}})",
    });
}

TEST_CASE("SetCognitoEvents: whatever stands in the body of a success is passed over",
          "[wire][SetCognitoEvents]") {
    for (std::string const body : {"", "{}", R"({"Events":1})", "<html>", "\xff"})
        wire::reads<SetCognitoEvents>({200, {}, body}, {});
}

TEST_CASE("SetCognitoEvents: a body without Events lacks it", "[wire][SetCognitoEvents]") {
    auto const read = decode_request<SetCognitoEvents>(wire::request_of(R"(
POST /identitypools/us-east-1%3A0f1e/events HTTP/1.1
Content-Type: application/json

{"Events":null}
)"));
    REQUIRE(!read.has_value());
    CHECK(read.error().message ==
          "1 validation error detected. Value at '/Events' failed to satisfy constraint: "
          "Member must not be null");
}

TEST_CASE("SetCognitoEvents: a function that does not exist", "[wire][SetCognitoEvents]") {
    wire::fails<SetCognitoEvents, fault::ResourceNotFound>("Function not found", R"(
HTTP/1.1 404 Not Found
x-amzn-RequestId: r-1
X-Amzn-Errortype: ResourceNotFoundException
Content-Type: application/json

{"message":"Function not found"}
)");
}

TEST_CASE("SetCognitoEvents: two events", "[wire][SetCognitoEvents]") {
    wire::check(wire::breach<SetCognitoEvents>{
        .asked = {.identity_pool_id = "us-east-1:0f1e", .events = {{"a", "1"}, {"b", "2"}}},
        .where = "/Events",
        .request = R"(
POST /identitypools/us-east-1%3A0f1e/events HTTP/1.1
Content-Type: application/json

{"Events":{"a":"1","b":"2"}}
)",
        .response = R"(
HTTP/1.1 400 Bad Request
x-amzn-RequestId: r-1
X-Amzn-Errortype: InvalidParameterException
Content-Type: application/json

{"message":"1 validation error detected. Value with length 2 at '/Events' failed to satisfy constraint:
     Member must have length less than or equal to 1"}
)",
    });
}

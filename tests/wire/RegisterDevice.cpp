// SPDX-License-Identifier: BSL-1.0
//
// RegisterDevice on the wire: at `identity`, where every other operation says `identities`.
#include <cognito_sync/codec.hpp>
#include <cognito_sync/dispatch.hpp>

#include <vector>

#include "support/catch.hpp"
#include "support/wire.hpp"

using namespace cognito_sync;

TEST_CASE("RegisterDevice: the least that can be asked and answered", "[wire][RegisterDevice]") {
    wire::check(wire::exchange<RegisterDevice>{
        .asked = {.identity_pool_id = "us-east-1:0f1e",
                  .identity_id = "us-east-1:aaaa",
                  .platform = Platform::GCM,
                  .token = ""},
        .request = R"(
POST /identitypools/us-east-1%3A0f1e/identity/us-east-1%3Aaaaa/device HTTP/1.1
Content-Type: application/json

{"Platform":"GCM","Token":""}
)",
        .said = {},
        .response = R"(
HTTP/1.1 200 OK
x-amzn-RequestId: r-1
Content-Type: application/json

{}
)",
        .rpc =
            R"({"IdentityPoolId":"us-east-1:0f1e","IdentityId":"us-east-1:aaaa",
    "Platform":"GCM","Token":""})",
    });
}

TEST_CASE("RegisterDevice: all that can be answered", "[wire][RegisterDevice]") {
    wire::check(wire::exchange<RegisterDevice>{
        .asked = {.identity_pool_id = "us-east-1:0f1e",
                  .identity_id = "us-east-1:aaaa",
                  .platform = Platform::APNS_SANDBOX,
                  .token = "740f4707 bebcf74f"},
        .request = R"(
POST /identitypools/us-east-1%3A0f1e/identity/us-east-1%3Aaaaa/device HTTP/1.1
Content-Type: application/json

{"Platform":"APNS_SANDBOX","Token":"740f4707 bebcf74f"}
)",
        .said = {.device_id = "5cd28fbe-dd83-47ab-9f83-19093a5fb014"},
        .response = R"(
HTTP/1.1 200 OK
x-amzn-RequestId: r-1
Content-Type: application/json

{"DeviceId":"5cd28fbe-dd83-47ab-9f83-19093a5fb014"}
)",
        .rpc = R"({"IdentityPoolId":"us-east-1:0f1e","IdentityId":"us-east-1:aaaa",
    "Platform":"APNS_SANDBOX","Token":"740f4707 bebcf74f"})",
    });
}

TEST_CASE("RegisterDevice: nothing is at the path that says identities", "[wire][RegisterDevice]") {
    auto const read = decode_any(wire::request_of(R"(
POST /identitypools/us-east-1%3A0f1e/identities/us-east-1%3Aaaaa/device HTTP/1.1
Content-Type: application/json

{"Platform":"GCM","Token":"t"}
)"));
    REQUIRE(!read.has_value());
    CHECK(read.error().code == errc::unknown_path);
    CHECK(read.error().status == 404);
    CHECK(read.error().name == "UnknownOperationException");
}

TEST_CASE("RegisterDevice: both members of its body are required", "[wire][RegisterDevice]") {
    auto const read = decode_request<RegisterDevice>(wire::request_of(R"(
POST /identitypools/us-east-1%3A0f1e/identity/us-east-1%3Aaaaa/device HTTP/1.1
Content-Type: application/json

{}
)"));
    REQUIRE(!read.has_value());
    CHECK(read.error().violations ==
          std::vector<violation>{
              {"/Platform", "Value at '/Platform' failed to satisfy constraint: Member must not be null"},
              {"/Token", "Value at '/Token' failed to satisfy constraint: Member must not be null"}});
}

TEST_CASE("RegisterDevice: a pool without push settings", "[wire][RegisterDevice]") {
    wire::fails<RegisterDevice, fault::InvalidConfiguration>("Identity pool is not set up for push sync", R"(
HTTP/1.1 400 Bad Request
x-amzn-RequestId: r-1
X-Amzn-Errortype: InvalidConfigurationException
Content-Type: application/json

{"message":"Identity pool is not set up for push sync"}
)");
}

TEST_CASE("RegisterDevice: a platform in small letters", "[wire][RegisterDevice]") {
    wire::check(wire::breach<RegisterDevice>{
        .asked = {.identity_pool_id = "us-east-1:0f1e",
                  .identity_id = "us-east-1:aaaa",
                  .platform = open<Platform>("apns"),
                  .token = "t"},
        .where = "/Platform",
        .request = R"(
POST /identitypools/us-east-1%3A0f1e/identity/us-east-1%3Aaaaa/device HTTP/1.1
Content-Type: application/json

{"Platform":"apns","Token":"t"}
)",
        .response = R"(
HTTP/1.1 400 Bad Request
x-amzn-RequestId: r-1
X-Amzn-Errortype: InvalidParameterException
Content-Type: application/json

{"message":"1 validation error detected. Value at '/Platform' failed to satisfy constraint:
     Member must satisfy enum value set: [APNS, APNS_SANDBOX, GCM, ADM]"}
)",
    });
}

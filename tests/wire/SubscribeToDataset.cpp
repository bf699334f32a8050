// SPDX-License-Identifier: BSL-1.0
//
// SubscribeToDataset on the wire: a reply without members is still an object.
#include <cognito_sync/codec.hpp>
#include <cognito_sync/dispatch.hpp>

#include <string>

#include "support/catch.hpp"
#include "support/wire.hpp"

using namespace cognito_sync;

TEST_CASE("SubscribeToDataset: a device of one character", "[wire][SubscribeToDataset]") {
    wire::check(wire::exchange<SubscribeToDataset>{
        .asked = {.identity_pool_id = "us-east-1:0f1e",
                  .identity_id = "us-east-1:aaaa",
                  .dataset_name = "d",
                  .device_id = "x"},
        .request = R"(
POST /identitypools/us-east-1%3A0f1e/identities/us-east-1%3Aaaaa/datasets/d/subscriptions/x HTTP/1.1
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
    "DatasetName":"d","DeviceId":"x"})",
    });
}

TEST_CASE("SubscribeToDataset: a device of any characters", "[wire][SubscribeToDataset]") {
    wire::check(wire::exchange<SubscribeToDataset>{
        .asked = {.identity_pool_id = "us-east-1:0f1e",
                  .identity_id = "us-east-1:aaaa",
                  .dataset_name = "my_list",
                  .device_id = "a/b c%\u00e9\U0001f639~._-:"},
        .request = R"(
POST /identitypools/us-east-1%3A0f1e/identities/us-east-1%3Aaaaa/datasets/my_list/subscriptions/
    a%2Fb%20c%25%C3%A9%F0%9F%98%B9~._-%3A HTTP/1.1
)",
        .said = {},
        .response = R"(
HTTP/1.1 200 OK
x-amzn-RequestId: r-1
Content-Type: application/json

{}
)",
        .rpc = R"({"IdentityPoolId":"us-east-1:0f1e","IdentityId":"us-east-1:aaaa","DatasetName":"my_list",
    "DeviceId":"a/b c%é😹~._-:"})",
    });
}

TEST_CASE("SubscribeToDataset: whatever stands in the body of a success is passed over",
          "[wire][SubscribeToDataset]") {
    for (std::string const body : {"", " ", "{ }", R"({"DeviceId":1})", "null", "\xff"})
        wire::reads<SubscribeToDataset>({200, {}, body}, {});
}

TEST_CASE("SubscribeToDataset: a dataset named .. is refused before it is sent, and read",
          "[wire][SubscribeToDataset]") {
    SubscribeToDataset::Request const asked{.identity_pool_id = "us-east-1:0f1e",
                                            .identity_id = "us-east-1:aaaa",
                                            .dataset_name = "..",
                                            .device_id = "x"};
    auto const written = encode_request<SubscribeToDataset>(asked);
    REQUIRE(!written.has_value());
    CHECK(written.error().code == errc::dot_segment);
    CHECK(written.error().where == "/DatasetName");
    CHECK(decode_request<SubscribeToDataset>(wire::request_of(R"(
POST /identitypools/us-east-1%3A0f1e/identities/us-east-1%3Aaaaa/datasets/../subscriptions/x HTTP/1.1
)"))
              .value() == asked);
}

TEST_CASE("SubscribeToDataset: a pool without push settings", "[wire][SubscribeToDataset]") {
    wire::fails<SubscribeToDataset, fault::InvalidConfiguration>("Identity pool is not set up for push sync",
                                                                 R"(
HTTP/1.1 400 Bad Request
x-amzn-RequestId: r-1
X-Amzn-Errortype: InvalidConfigurationException
Content-Type: application/json

{"message":"Identity pool is not set up for push sync"}
)");
}

TEST_CASE("SubscribeToDataset: a device of 257 characters", "[wire][SubscribeToDataset]") {
    wire::check(wire::breach<SubscribeToDataset>{
        .asked = {.identity_pool_id = "us-east-1:0f1e",
                  .identity_id = "us-east-1:aaaa",
                  .dataset_name = "d",
                  .device_id = std::string(257, 'd')},
        .where = "/DeviceId",
        .request = R"(
POST /identitypools/us-east-1%3A0f1e/identities/us-east-1%3Aaaaa/datasets/d/subscriptions/
    dddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddd
    dddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddd
    dddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddd
    ddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddd HTTP/1.1
)",
        .response = R"(
HTTP/1.1 400 Bad Request
x-amzn-RequestId: r-1
X-Amzn-Errortype: InvalidParameterException
Content-Type: application/json

{"message":"1 validation error detected. Value with length 257 at '/DeviceId' failed to satisfy constraint:
     Member must have length between 1 and 256, inclusive"}
)",
    });
}

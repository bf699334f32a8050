// SPDX-License-Identifier: BSL-1.0
//
// GetBulkPublishDetails on the wire: a POST although it only asks, at the one path with capital letters.
#include <cognito_sync/codec.hpp>
#include <cognito_sync/dispatch.hpp>

#include "support/catch.hpp"
#include "support/wire.hpp"

using namespace cognito_sync;

TEST_CASE("GetBulkPublishDetails: the least that can be answered", "[wire][GetBulkPublishDetails]") {
    wire::check(wire::exchange<GetBulkPublishDetails>{
        .asked = {.identity_pool_id = "us-east-1:0f1e"},
        .request = R"(
POST /identitypools/us-east-1%3A0f1e/getBulkPublishDetails HTTP/1.1
)",
        .said = {},
        .response = R"(
HTTP/1.1 200 OK
x-amzn-RequestId: r-1
Content-Type: application/json

{}
)",
        .rpc = R"({"IdentityPoolId":"us-east-1:0f1e"})",
    });
}

TEST_CASE("GetBulkPublishDetails: all that can be answered", "[wire][GetBulkPublishDetails]") {
    wire::check(wire::exchange<GetBulkPublishDetails>{
        .asked = {.identity_pool_id = "us-east-1:0f1e"},
        .request = R"(
POST /identitypools/us-east-1%3A0f1e/getBulkPublishDetails HTTP/1.1
)",
        .said =
            {
                .identity_pool_id = "us-east-1:0f1e",
                .bulk_publish_start_time = wire::at(1'412'974'057'151),
                .bulk_publish_complete_time = wire::at(0),
                .bulk_publish_status = BulkPublishStatus::FAILED,
                .failure_message = "the stream \"s\" is gone",
            },
        .response = R"(
HTTP/1.1 200 OK
x-amzn-RequestId: r-1
Content-Type: application/json

{"IdentityPoolId":"us-east-1:0f1e","BulkPublishStartTime":1412974057.151,
    "BulkPublishCompleteTime":0,"BulkPublishStatus":"FAILED","FailureMessage":"the stream \"s\" is gone"}
)",
        .rpc = R"({"IdentityPoolId":"us-east-1:0f1e"})",
    });
}

TEST_CASE("GetBulkPublishDetails: a status that a newer service may know", "[wire][GetBulkPublishDetails]") {
    wire::check(wire::exchange<GetBulkPublishDetails>{
        .asked = {.identity_pool_id = "us-east-1:0f1e"},
        .request = R"(
POST /identitypools/us-east-1%3A0f1e/getBulkPublishDetails HTTP/1.1
)",
        .said = {.bulk_publish_status = open<BulkPublishStatus>("PAUSED")},
        .response = R"(
HTTP/1.1 200 OK
x-amzn-RequestId: r-1
Content-Type: application/json

{"BulkPublishStatus":"PAUSED"}
)",
        .rpc = R"({"IdentityPoolId":"us-east-1:0f1e"})",
    });
}

TEST_CASE("GetBulkPublishDetails: its path in small letters is no path", "[wire][GetBulkPublishDetails]") {
    auto const read = decode_any(wire::request_of(R"(
POST /identitypools/us-east-1%3A0f1e/getbulkpublishdetails HTTP/1.1
)"));
    REQUIRE(!read.has_value());
    CHECK(read.error().code == errc::unknown_path);
    CHECK(read.error().status == 404);
}

TEST_CASE("GetBulkPublishDetails: a caller without permission", "[wire][GetBulkPublishDetails]") {
    wire::fails<GetBulkPublishDetails, fault::NotAuthorized>("Access to pool us-east-1:0f1e is forbidden", R"(
HTTP/1.1 403 Forbidden
x-amzn-RequestId: r-1
X-Amzn-Errortype: NotAuthorizedException
Content-Type: application/json

{"message":"Access to pool us-east-1:0f1e is forbidden"}
)");
}

TEST_CASE("GetBulkPublishDetails: an id that ends with its colon", "[wire][GetBulkPublishDetails]") {
    wire::check(wire::breach<GetBulkPublishDetails>{
        .asked = {.identity_pool_id = "us-east-1:"},
        .where = "/IdentityPoolId",
        .request = R"(
POST /identitypools/us-east-1%3A/getBulkPublishDetails HTTP/1.1
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

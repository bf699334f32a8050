// SPDX-License-Identifier: BSL-1.0
//
// DescribeIdentityPoolUsage on the wire: the path of a pool and nothing else.
#include <cognito_sync/codec.hpp>
#include <cognito_sync/dispatch.hpp>

#include "support/catch.hpp"
#include "support/wire.hpp"

using namespace cognito_sync;

TEST_CASE("DescribeIdentityPoolUsage: the least that can be answered", "[wire][DescribeIdentityPoolUsage]") {
    wire::check(wire::exchange<DescribeIdentityPoolUsage>{
        .asked = {.identity_pool_id = "us-east-1:0f1e"},
        .request = R"(
GET /identitypools/us-east-1%3A0f1e HTTP/1.1
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

TEST_CASE("DescribeIdentityPoolUsage: all that can be answered", "[wire][DescribeIdentityPoolUsage]") {
    wire::check(wire::exchange<DescribeIdentityPoolUsage>{
        .asked = {.identity_pool_id = "us-east-1:0f1e"},
        .request = R"(
GET /identitypools/us-east-1%3A0f1e HTTP/1.1
)",
        .said = {.identity_pool_usage =
                     IdentityPoolUsage{
                         .identity_pool_id = "us-east-1:0f1e",
                         .sync_sessions_count = 9'007'199'254'740'993,
                         .data_storage = -1,
                         .last_modified_date = wire::at(1'412'974'057'000),
                     }},
        .response = R"(
HTTP/1.1 200 OK
x-amzn-RequestId: r-1
Content-Type: application/json

{"IdentityPoolUsage":{"IdentityPoolId":"us-east-1:0f1e","SyncSessionsCount":9007199254740993,
    "DataStorage":-1,"LastModifiedDate":1412974057}}
)",
        .rpc = R"({"IdentityPoolId":"us-east-1:0f1e"})",
    });
}

TEST_CASE("DescribeIdentityPoolUsage: a pool that does not exist", "[wire][DescribeIdentityPoolUsage]") {
    wire::fails<DescribeIdentityPoolUsage, fault::ResourceNotFound>(
        "IdentityPool us-east-1:0f1e does not exist", R"(
HTTP/1.1 404 Not Found
x-amzn-RequestId: r-1
X-Amzn-Errortype: ResourceNotFoundException
Content-Type: application/json

{"message":"IdentityPool us-east-1:0f1e does not exist"}
)");
}

TEST_CASE("DescribeIdentityPoolUsage: an id of 56 characters", "[wire][DescribeIdentityPoolUsage]") {
    wire::check(wire::breach<DescribeIdentityPoolUsage>{
        .asked = {.identity_pool_id = "us-east-1:0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0-012345678"},
        .where = "/IdentityPoolId",
        .request = R"(
GET /identitypools/us-east-1%3A0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0-012345678 HTTP/1.1
)",
        .response = R"(
HTTP/1.1 400 Bad Request
x-amzn-RequestId: r-1
X-Amzn-Errortype: InvalidParameterException
Content-Type: application/json

{"message":"1 validation error detected. Value with length 56 at '/IdentityPoolId' failed to satisfy
     constraint: Member must have length between 1 and 55, inclusive"}
)",
    });
}

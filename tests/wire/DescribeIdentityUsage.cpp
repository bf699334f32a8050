// SPDX-License-Identifier: BSL-1.0
//
// DescribeIdentityUsage on the wire: the path of an identity and nothing else.
#include <cognito_sync/codec.hpp>
#include <cognito_sync/dispatch.hpp>

#include "support/catch.hpp"
#include "support/wire.hpp"

using namespace cognito_sync;

TEST_CASE("DescribeIdentityUsage: the least that can be answered", "[wire][DescribeIdentityUsage]") {
    wire::check(wire::exchange<DescribeIdentityUsage>{
        .asked = {.identity_pool_id = "us-east-1:0f1e", .identity_id = "us-east-1:aaaa"},
        .request = R"(
GET /identitypools/us-east-1%3A0f1e/identities/us-east-1%3Aaaaa HTTP/1.1
)",
        .said = {},
        .response = R"(
HTTP/1.1 200 OK
x-amzn-RequestId: r-1
Content-Type: application/json

{}
)",
        .rpc = R"({"IdentityPoolId":"us-east-1:0f1e","IdentityId":"us-east-1:aaaa"})",
    });
}

TEST_CASE("DescribeIdentityUsage: all that can be answered", "[wire][DescribeIdentityUsage]") {
    wire::check(wire::exchange<DescribeIdentityUsage>{
        .asked = {.identity_pool_id = "us-east-1:0f1e", .identity_id = "us-east-1:aaaa"},
        .request = R"(
GET /identitypools/us-east-1%3A0f1e/identities/us-east-1%3Aaaaa HTTP/1.1
)",
        .said = {.identity_usage =
                     IdentityUsage{
                         .identity_id = "us-east-1:aaaa",
                         .identity_pool_id = "us-east-1:0f1e",
                         .last_modified_date = wire::at(1'412'974'057'010),
                         .dataset_count = 2'147'483'647,
                         .data_storage = 1'048'576,
                     }},
        .response = R"(
HTTP/1.1 200 OK
x-amzn-RequestId: r-1
Content-Type: application/json

{"IdentityUsage":{"IdentityId":"us-east-1:aaaa","IdentityPoolId":"us-east-1:0f1e",
    "LastModifiedDate":1412974057.01,"DatasetCount":2147483647,"DataStorage":1048576}}
)",
        .rpc = R"({"IdentityPoolId":"us-east-1:0f1e","IdentityId":"us-east-1:aaaa"})",
    });
}

TEST_CASE("DescribeIdentityUsage: too many requests", "[wire][DescribeIdentityUsage]") {
    wire::fails<DescribeIdentityUsage, fault::TooManyRequests>("Too many requests", R"(
HTTP/1.1 429 Too Many Requests
x-amzn-RequestId: r-1
X-Amzn-Errortype: TooManyRequestsException
Content-Type: application/json

{"message":"Too many requests"}
)");
}

TEST_CASE("DescribeIdentityUsage: an identity id in capital letters", "[wire][DescribeIdentityUsage]") {
    wire::check(wire::breach<DescribeIdentityUsage>{
        .asked = {.identity_pool_id = "us-east-1:0f1e", .identity_id = "us-east-1:AAAA"},
        .where = "/IdentityId",
        .request = R"(
GET /identitypools/us-east-1%3A0f1e/identities/us-east-1%3AAAAA HTTP/1.1
)",
        .response = R"(
HTTP/1.1 400 Bad Request
x-amzn-RequestId: r-1
X-Amzn-Errortype: InvalidParameterException
Content-Type: application/json

{"message":"1 validation error detected. Value at '/IdentityId' failed to satisfy constraint:
     Member must satisfy regular expression pattern: [\\w-]+:[0-9a-f-]+"}
)",
    });
}

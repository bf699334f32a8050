// SPDX-License-Identifier: BSL-1.0
//
// ListIdentityPoolUsage on the wire: the one operation without a label.
#include <cognito_sync/codec.hpp>
#include <cognito_sync/dispatch.hpp>

#include "support/catch.hpp"
#include "support/wire.hpp"

using namespace cognito_sync;

TEST_CASE("ListIdentityPoolUsage: the least that can be asked and answered",
          "[wire][ListIdentityPoolUsage]") {
    wire::check(wire::exchange<ListIdentityPoolUsage>{
        .asked = {},
        .request = R"(
GET /identitypools HTTP/1.1
)",
        .said = {},
        .response = R"(
HTTP/1.1 200 OK
x-amzn-RequestId: r-1
Content-Type: application/json

{"IdentityPoolUsages":[]}
)",
        .rpc = R"({})",
    });
}

TEST_CASE("ListIdentityPoolUsage: all that can be asked and answered", "[wire][ListIdentityPoolUsage]") {
    wire::check(wire::exchange<ListIdentityPoolUsage>{
        .asked = {.next_token = "a+b/c==&d e?#%~*", .max_results = 60},
        .request = R"(
GET /identitypools?nextToken=a%2Bb%2Fc%3D%3D%26d%20e%3F%23%25~%2A&maxResults=60 HTTP/1.1
)",
        .said =
            {
                .identity_pool_usages = {{.identity_pool_id = "us-east-1:0f1e",
                                          .sync_sessions_count = 0,
                                          .data_storage = 2,
                                          .last_modified_date = wire::at(1'412'974'057'151)},
                                         {}},
                .max_results = 60,
                .count = 2,
                .next_token = "n",
            },
        .response = R"(
HTTP/1.1 200 OK
x-amzn-RequestId: r-1
Content-Type: application/json

{"IdentityPoolUsages":[{"IdentityPoolId":"us-east-1:0f1e","SyncSessionsCount":0,"DataStorage":2,
    "LastModifiedDate":1412974057.151},{}],"MaxResults":60,"Count":2,"NextToken":"n"}
)",
        .rpc = R"({"NextToken":"a+b/c==&d e?#%~*","MaxResults":60})",
    });
}

TEST_CASE("ListIdentityPoolUsage: an empty token is a token, and the greatest page a page",
          "[wire][ListIdentityPoolUsage]") {
    wire::check(wire::exchange<ListIdentityPoolUsage>{
        .asked = {.next_token = "", .max_results = 2'147'483'647},
        .request = R"(
GET /identitypools?nextToken=&maxResults=2147483647 HTTP/1.1
)",
        .said = {.max_results = 0, .next_token = ""},
        .response = R"(
HTTP/1.1 200 OK
x-amzn-RequestId: r-1
Content-Type: application/json

{"IdentityPoolUsages":[],"MaxResults":0,"NextToken":""}
)",
        .rpc = R"({"NextToken":"","MaxResults":2147483647})",
    });
}

TEST_CASE("ListIdentityPoolUsage: too many requests", "[wire][ListIdentityPoolUsage]") {
    wire::fails<ListIdentityPoolUsage, fault::TooManyRequests>("Too many requests", R"(
HTTP/1.1 429 Too Many Requests
x-amzn-RequestId: r-1
X-Amzn-Errortype: TooManyRequestsException
Content-Type: application/json

{"message":"Too many requests"}
)");
}

TEST_CASE("ListIdentityPoolUsage: a page of less than nothing", "[wire][ListIdentityPoolUsage]") {
    wire::check(wire::breach<ListIdentityPoolUsage>{
        .asked = {.max_results = -1},
        .where = "/MaxResults",
        .request = R"(
GET /identitypools?maxResults=-1 HTTP/1.1
)",
        .response = R"(
HTTP/1.1 400 Bad Request
x-amzn-RequestId: r-1
X-Amzn-Errortype: InvalidParameterException
Content-Type: application/json

{"message":"1 validation error detected. Value at '/MaxResults' failed to satisfy constraint:
     Member must be greater than or equal to 1"}
)",
    });
}

// SPDX-License-Identifier: BSL-1.0
//
// BulkPublish on the wire: a POST that has no body of its own.
#include <cognito_sync/codec.hpp>
#include <cognito_sync/dispatch.hpp>

#include "support/catch.hpp"
#include "support/wire.hpp"

using namespace cognito_sync;

TEST_CASE("BulkPublish: the least that can be answered", "[wire][BulkPublish]") {
    wire::check(wire::exchange<BulkPublish>{
        .asked = {.identity_pool_id = "us-east-1:0f1e"},
        .request = R"(
POST /identitypools/us-east-1%3A0f1e/bulkpublish HTTP/1.1
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

TEST_CASE("BulkPublish: all that can be answered", "[wire][BulkPublish]") {
    wire::check(wire::exchange<BulkPublish>{
        .asked = {.identity_pool_id = "us-east-1:0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0"},
        .request = R"(
POST /identitypools/us-east-1%3A0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0/bulkpublish HTTP/1.1
)",
        .said = {.identity_pool_id = "us-east-1:0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0"},
        .response = R"(
HTTP/1.1 200 OK
x-amzn-RequestId: r-1
Content-Type: application/json

{"IdentityPoolId":"us-east-1:0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0"}
)",
        .rpc = R"({"IdentityPoolId":"us-east-1:0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0"})",
    });
}

TEST_CASE("BulkPublish: a stream that was filled already", "[wire][BulkPublish]") {
    wire::fails<BulkPublish, fault::AlreadyStreamed>("Bulk publish ran less than a day ago", R"(
HTTP/1.1 400 Bad Request
x-amzn-RequestId: r-1
X-Amzn-Errortype: AlreadyStreamedException
Content-Type: application/json

{"message":"Bulk publish ran less than a day ago"}
)");
}

TEST_CASE("BulkPublish: an identity pool id without a colon", "[wire][BulkPublish]") {
    wire::check(wire::breach<BulkPublish>{
        .asked = {.identity_pool_id = "us-east-1_0f1e"},
        .where = "/IdentityPoolId",
        .request = R"(
POST /identitypools/us-east-1_0f1e/bulkpublish HTTP/1.1
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

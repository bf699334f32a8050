// SPDX-License-Identifier: BSL-1.0
//
// GetIdentityPoolConfiguration on the wire: two structures within its reply, each of which may be absent or
// empty.
#include <cognito_sync/codec.hpp>
#include <cognito_sync/dispatch.hpp>

#include <string>
#include <vector>

#include "support/catch.hpp"
#include "support/wire.hpp"

using namespace cognito_sync;

TEST_CASE("GetIdentityPoolConfiguration: the least that can be answered",
          "[wire][GetIdentityPoolConfiguration]") {
    wire::check(wire::exchange<GetIdentityPoolConfiguration>{
        .asked = {.identity_pool_id = "us-east-1:0f1e"},
        .request = R"(
GET /identitypools/us-east-1%3A0f1e/configuration HTTP/1.1
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

TEST_CASE("GetIdentityPoolConfiguration: all that can be answered", "[wire][GetIdentityPoolConfiguration]") {
    wire::check(wire::exchange<GetIdentityPoolConfiguration>{
        .asked = {.identity_pool_id = "us-east-1:0f1e"},
        .request = R"(
GET /identitypools/us-east-1%3A0f1e/configuration HTTP/1.1
)",
        .said =
            {
                .identity_pool_id = "us-east-1:0f1e",
                .push_sync = PushSync{.application_arns = {{"arn:aws:sns:us-east-1:1:app/GCM/b",
                                                            "arn:aws:sns:us-east-1:1:app/APNS_SANDBOX/a"}},
                                      .role_arn = "arn:aws:iam::123456789012:role/push"},
                .cognito_streams = CognitoStreams{.stream_name = "s",
                                                  .role_arn = "arn:aws:iam::123456789012:role/streams",
                                                  .streaming_status = StreamingStatus::ENABLED},
            },
        .response = R"(
HTTP/1.1 200 OK
x-amzn-RequestId: r-1
Content-Type: application/json

{"IdentityPoolId":"us-east-1:0f1e",
    "PushSync":{"ApplicationArns":["arn:aws:sns:us-east-1:1:app/GCM/b",
    "arn:aws:sns:us-east-1:1:app/APNS_SANDBOX/a"],"RoleArn":"arn:aws:iam::123456789012:role/push"},
    "CognitoStreams":{"StreamName":"s","RoleArn":"arn:aws:iam::123456789012:role/streams",
    "StreamingStatus":"ENABLED"}}
)",
        .rpc = R"({"IdentityPoolId":"us-east-1:0f1e"})",
    });
}

TEST_CASE("GetIdentityPoolConfiguration: settings without a value", "[wire][GetIdentityPoolConfiguration]") {
    wire::check(wire::exchange<GetIdentityPoolConfiguration>{
        .asked = {.identity_pool_id = "us-east-1:0f1e"},
        .request = R"(
GET /identitypools/us-east-1%3A0f1e/configuration HTTP/1.1
)",
        .said = {.push_sync = PushSync{.application_arns = std::vector<std::string>{}},
                 .cognito_streams = CognitoStreams{}},
        .response = R"(
HTTP/1.1 200 OK
x-amzn-RequestId: r-1
Content-Type: application/json

{"PushSync":{"ApplicationArns":[]},"CognitoStreams":{}}
)",
        .rpc = R"({"IdentityPoolId":"us-east-1:0f1e"})",
    });
}

TEST_CASE("GetIdentityPoolConfiguration: a service that fails", "[wire][GetIdentityPoolConfiguration]") {
    wire::fails<GetIdentityPoolConfiguration, fault::InternalError>("Internal failure", R"(
HTTP/1.1 500 Internal Server Error
x-amzn-RequestId: r-1
X-Amzn-Errortype: InternalErrorException
Content-Type: application/json

{"message":"Internal failure"}
)");
}

TEST_CASE("GetIdentityPoolConfiguration: an id that is no more than a name",
          "[wire][GetIdentityPoolConfiguration]") {
    wire::check(wire::breach<GetIdentityPoolConfiguration>{
        .asked = {.identity_pool_id = "pool"},
        .where = "/IdentityPoolId",
        .request = R"(
GET /identitypools/pool/configuration HTTP/1.1
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

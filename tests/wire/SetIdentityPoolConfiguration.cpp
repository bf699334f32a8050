// SPDX-License-Identifier: BSL-1.0
//
// SetIdentityPoolConfiguration on the wire: a body with nothing required in it is still a body.
#include <cognito_sync/codec.hpp>
#include <cognito_sync/dispatch.hpp>

#include <string>
#include <vector>

#include "support/catch.hpp"
#include "support/wire.hpp"

using namespace cognito_sync;

TEST_CASE("SetIdentityPoolConfiguration: the least that can be asked and answered",
          "[wire][SetIdentityPoolConfiguration]") {
    wire::check(wire::exchange<SetIdentityPoolConfiguration>{
        .asked = {.identity_pool_id = "us-east-1:0f1e"},
        .request = R"(
POST /identitypools/us-east-1%3A0f1e/configuration HTTP/1.1
Content-Type: application/json

{}
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

TEST_CASE("SetIdentityPoolConfiguration: all that can be asked and answered",
          "[wire][SetIdentityPoolConfiguration]") {
    wire::check(wire::exchange<SetIdentityPoolConfiguration>{
        .asked =
            {
                .identity_pool_id = "us-east-1:0f1e",
                .push_sync = PushSync{.application_arns = {{"arn:aws:sns:us-east-1:1:app/GCM/b",
                                                            "arn:aws:sns:us-east-1:1:app/APNS_SANDBOX/a"}},
                                      .role_arn = "arn:aws:iam::123456789012:role/push"},
                .cognito_streams = CognitoStreams{.stream_name = "s",
                                                  .role_arn = "arn:aws:iam::123456789012:role/streams",
                                                  .streaming_status = StreamingStatus::ENABLED},
            },
        .request = R"(
POST /identitypools/us-east-1%3A0f1e/configuration HTTP/1.1
Content-Type: application/json

{"PushSync":{"ApplicationArns":["arn:aws:sns:us-east-1:1:app/GCM/b",
    "arn:aws:sns:us-east-1:1:app/APNS_SANDBOX/a"],"RoleArn":"arn:aws:iam::123456789012:role/push"},
    "CognitoStreams":{"StreamName":"s","RoleArn":"arn:aws:iam::123456789012:role/streams",
    "StreamingStatus":"ENABLED"}}
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
        .rpc = R"({"IdentityPoolId":"us-east-1:0f1e",
    "PushSync":{"ApplicationArns":["arn:aws:sns:us-east-1:1:app/GCM/b",
    "arn:aws:sns:us-east-1:1:app/APNS_SANDBOX/a"],"RoleArn":"arn:aws:iam::123456789012:role/push"},
    "CognitoStreams":{"StreamName":"s","RoleArn":"arn:aws:iam::123456789012:role/streams",
    "StreamingStatus":"ENABLED"}})",
    });
}

TEST_CASE("SetIdentityPoolConfiguration: settings without a value", "[wire][SetIdentityPoolConfiguration]") {
    wire::check(wire::exchange<SetIdentityPoolConfiguration>{
        .asked = {.identity_pool_id = "us-east-1:0f1e",
                  .push_sync = PushSync{},
                  .cognito_streams = CognitoStreams{}},
        .request = R"(
POST /identitypools/us-east-1%3A0f1e/configuration HTTP/1.1
Content-Type: application/json

{"PushSync":{},"CognitoStreams":{}}
)",
        .said = {.push_sync = PushSync{}, .cognito_streams = CognitoStreams{}},
        .response = R"(
HTTP/1.1 200 OK
x-amzn-RequestId: r-1
Content-Type: application/json

{"PushSync":{},"CognitoStreams":{}}
)",
        .rpc = R"({"IdentityPoolId":"us-east-1:0f1e","PushSync":{},"CognitoStreams":{}})",
    });
}

TEST_CASE("SetIdentityPoolConfiguration: a configuration that someone else is changing",
          "[wire][SetIdentityPoolConfiguration]") {
    wire::fails<SetIdentityPoolConfiguration, fault::ConcurrentModification>(
        "The configuration is being modified", R"(
HTTP/1.1 400 Bad Request
x-amzn-RequestId: r-1
X-Amzn-Errortype: ConcurrentModificationException
Content-Type: application/json

{"message":"The configuration is being modified"}
)");
}

TEST_CASE("SetIdentityPoolConfiguration: a role that is a user", "[wire][SetIdentityPoolConfiguration]") {
    wire::check(wire::breach<SetIdentityPoolConfiguration>{
        .asked = {.identity_pool_id = "us-east-1:0f1e",
                  .push_sync = PushSync{.role_arn = "arn:aws:iam::12:user/x"}},
        .where = "/PushSync/RoleArn",
        .request = R"(
POST /identitypools/us-east-1%3A0f1e/configuration HTTP/1.1
Content-Type: application/json

{"PushSync":{"RoleArn":"arn:aws:iam::12:user/x"}}
)",
        .response = R"(
HTTP/1.1 400 Bad Request
x-amzn-RequestId: r-1
X-Amzn-Errortype: InvalidParameterException
Content-Type: application/json

{"message":"1 validation error detected. Value at '/PushSync/RoleArn' failed to satisfy constraint:
     Member must satisfy regular expression pattern: arn:aws:iam::\\d+:role/.*"}
)",
    });
}

// SPDX-License-Identifier: BSL-1.0
//
// UnsubscribeFromDataset on the wire, with the sample of the API reference: an RPC request whose ids are
// placeholders, and a reply that is an object where the prose promises none.
#include <cognito_sync/codec.hpp>
#include <cognito_sync/dispatch.hpp>

#include <string>
#include <string_view>
#include <variant>

#include "support/catch.hpp"
#include "support/wire.hpp"

using namespace cognito_sync;

namespace {

constexpr std::string_view sample_request = R"(
POST / HTTP/1.1
CONTENT-TYPE: application/json
X-AMZ-REQUESTSUPERTRACE: true
X-AMZN-REQUESTID: 676896d6-14ca-45b1-8029-6d36b10a077e
X-AMZ-TARGET: com.amazonaws.cognito.sync.model.AWSCognitoSyncService.UnsubscribeFromDataset
HOST: cognito-sync.us-east-1.amazonaws.com
X-AMZ-DATE: 20141004T195446Z
X-AMZ-SECURITY-TOKEN: <securitytoken>
AUTHORIZATION: AWS4-HMAC-SHA256 Credential=<credential>,
     SignedHeaders=content-type;content-length;host;x-amz-date;x-amz-target, Signature=<signature>

{
"IdentityPoolId": "ID_POOL_ID",
"IdentityId": "IDENTITY_ID",
"DatasetName": "Rufus",
"DeviceId": "5cd28fbe-dd83-47ab-9f83-19093a5fb014"
}
)";

// The length is that of another body, and the status line lacks its beginning, on the page too.
constexpr std::string_view sample_reply = R"(
1.1 200 OK
x-amzn-requestid: 676896d6-14ca-45b1-8029-6d36b10a077e
date: Sat, 04 Oct 2014 19:54:46 GMT
content-type: application/json
content-length: 103

{
}
)";

}  // namespace

TEST_CASE("UnsubscribeFromDataset: a device of one character", "[wire][UnsubscribeFromDataset]") {
    wire::check(wire::exchange<UnsubscribeFromDataset>{
        .asked = {.identity_pool_id = "us-east-1:0f1e",
                  .identity_id = "us-east-1:aaaa",
                  .dataset_name = "d",
                  .device_id = "x"},
        .request = R"(
DELETE /identitypools/us-east-1%3A0f1e/identities/us-east-1%3Aaaaa/datasets/d/subscriptions/x HTTP/1.1
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

TEST_CASE("UnsubscribeFromDataset: the device of the sample", "[wire][UnsubscribeFromDataset]") {
    wire::check(wire::exchange<UnsubscribeFromDataset>{
        .asked = {.identity_pool_id = "us-east-1:0f1e",
                  .identity_id = "us-east-1:aaaa",
                  .dataset_name = "Rufus",
                  .device_id = "5cd28fbe-dd83-47ab-9f83-19093a5fb014"},
        .request = R"(
DELETE /identitypools/us-east-1%3A0f1e/identities/us-east-1%3Aaaaa/datasets/Rufus/subscriptions/
    5cd28fbe-dd83-47ab-9f83-19093a5fb014 HTTP/1.1
)",
        .said = {},
        .response = R"(
HTTP/1.1 200 OK
x-amzn-RequestId: r-1
Content-Type: application/json

{}
)",
        .rpc = R"({"IdentityPoolId":"us-east-1:0f1e","IdentityId":"us-east-1:aaaa","DatasetName":"Rufus",
    "DeviceId":"5cd28fbe-dd83-47ab-9f83-19093a5fb014"})",
    });
}

TEST_CASE("UnsubscribeFromDataset: the documented sample is read once its ids are not held to the pattern",
          "[wire][UnsubscribeFromDataset]") {
    policy const rules{.ids = ids::length_only};
    UnsubscribeFromDataset::Request const asked{.identity_pool_id = "ID_POOL_ID",
                                                .identity_id = "IDENTITY_ID",
                                                .dataset_name = "Rufus",
                                                .device_id = "5cd28fbe-dd83-47ab-9f83-19093a5fb014"};
    request const sample = wire::request_of(sample_request, wire::body_is::verbatim);
    CHECK(decode_request<UnsubscribeFromDataset>(sample, rules).value() == asked);
    CHECK(std::get<UnsubscribeFromDataset::Request>(decode_any(sample, rules).value()) == asked);
}

TEST_CASE("UnsubscribeFromDataset: the documented sample breaks the documented pattern",
          "[wire][UnsubscribeFromDataset]") {
    request const sample = wire::request_of(sample_request, wire::body_is::verbatim);
    CHECK(wire::shown(dispatch(sample, handlers{not_implemented}, "676896d6-14ca-45b1-8029-6d36b10a077e")) ==
          wire::shown(wire::response_of(R"(
HTTP/1.1 400 Bad Request
x-amzn-RequestId: 676896d6-14ca-45b1-8029-6d36b10a077e
X-Amzn-Errortype: InvalidParameterException
Content-Type: application/json

{"__type":"InvalidParameterException","message":"2 validation errors at 2 paths detected. First failure:
     Value at '/IdentityPoolId' failed to satisfy constraint:
     Member must satisfy regular expression pattern: [\\w-]+:[0-9a-f-]+;
     Value at '/IdentityId' failed to satisfy constraint:
     Member must satisfy regular expression pattern: [\\w-]+:[0-9a-f-]+"}
)")));
}

TEST_CASE("UnsubscribeFromDataset: the documented reply and an empty one are read alike",
          "[wire][UnsubscribeFromDataset]") {
    response reply = wire::response_of(sample_reply, wire::body_is::verbatim);
    CHECK(reply.body == "{\n}\n");
    wire::reads<UnsubscribeFromDataset>(reply, {});
    reply.body.clear();
    wire::reads<UnsubscribeFromDataset>(reply, {});
}

TEST_CASE("UnsubscribeFromDataset: the envelope of old is told from missing members",
          "[wire][UnsubscribeFromDataset]") {
    request const enveloped = wire::rpc_of<UnsubscribeFromDataset>(
        R"({"Operation":"com.amazonaws.cognito.sync.model#UnsubscribeFromDataset",
    "Input":{"DeviceId":"x"}})");
    auto const read = decode_request<UnsubscribeFromDataset>(enveloped);
    REQUIRE(!read.has_value());
    CHECK(read.error().violations.size() == 4);
    CHECK(read.error().message.find("envelope") != std::string::npos);
}

TEST_CASE("UnsubscribeFromDataset: a device that is not subscribed", "[wire][UnsubscribeFromDataset]") {
    wire::fails<UnsubscribeFromDataset, fault::ResourceNotFound>("Device is not subscribed", R"(
HTTP/1.1 404 Not Found
x-amzn-RequestId: r-1
X-Amzn-Errortype: ResourceNotFoundException
Content-Type: application/json

{"message":"Device is not subscribed"}
)");
}

TEST_CASE("UnsubscribeFromDataset: a name with a slash", "[wire][UnsubscribeFromDataset]") {
    wire::check(wire::breach<UnsubscribeFromDataset>{
        .asked = {.identity_pool_id = "us-east-1:0f1e",
                  .identity_id = "us-east-1:aaaa",
                  .dataset_name = "a/b",
                  .device_id = "x"},
        .where = "/DatasetName",
        .request = R"(
DELETE /identitypools/us-east-1%3A0f1e/identities/us-east-1%3Aaaaa/datasets/a%2Fb/subscriptions/x HTTP/1.1
)",
        .response = R"(
HTTP/1.1 400 Bad Request
x-amzn-RequestId: r-1
X-Amzn-Errortype: InvalidParameterException
Content-Type: application/json

{"message":"1 validation error detected. Value at '/DatasetName' failed to satisfy constraint:
     Member must satisfy regular expression pattern: [a-zA-Z0-9_.:-]+"}
)",
    });
}

// SPDX-License-Identifier: BSL-1.0
//
// UpdateRecords on the wire: the one operation with a header member, and the richest request of the service.
#include <cognito_sync/codec.hpp>
#include <cognito_sync/dispatch.hpp>

#include <string>
#include <vector>

#include "support/catch.hpp"
#include "support/wire.hpp"

using namespace cognito_sync;

TEST_CASE("UpdateRecords: the least that can be asked and answered", "[wire][UpdateRecords]") {
    wire::check(wire::exchange<UpdateRecords>{
        .asked = {.identity_pool_id = "us-east-1:0f1e",
                  .identity_id = "us-east-1:aaaa",
                  .dataset_name = "d",
                  .sync_session_token = ""},
        .request = R"(
POST /identitypools/us-east-1%3A0f1e/identities/us-east-1%3Aaaaa/datasets/d HTTP/1.1
Content-Type: application/json

{"SyncSessionToken":""}
)",
        .said = {},
        .response = R"(
HTTP/1.1 200 OK
x-amzn-RequestId: r-1
Content-Type: application/json

{"Records":[]}
)",
        .rpc =
            R"({"IdentityPoolId":"us-east-1:0f1e","IdentityId":"us-east-1:aaaa",
    "DatasetName":"d","SyncSessionToken":""})",
    });
}

TEST_CASE("UpdateRecords: all that can be asked and answered", "[wire][UpdateRecords]") {
    wire::check(wire::exchange<UpdateRecords>{
        .asked =
            {
                .identity_pool_id = "us-east-1:0f1e",
                .identity_id = "us-east-1:aaaa",
                .dataset_name = "my_list.v1-a",
                .device_id = "d-1",
                .record_patches = {{{.op = Operation::replace,
                                     .key = "high/score",
                                     .value = "\u00e9 \"q\" \\ \b\f\n\r\t\x01\x1f\U0001f639",
                                     .sync_count = 9'007'199'254'740'993,
                                     .device_last_modified_date = wire::at(1'412'974'057'151)},
                                    {.op = Operation::remove, .key = "gone", .sync_count = 0}}},
                .sync_session_token = "tok==",
                .client_context = R"({"services":"x, y"})",
            },
        .request = R"(
POST /identitypools/us-east-1%3A0f1e/identities/us-east-1%3Aaaaa/datasets/my_list.v1-a HTTP/1.1
x-amz-Client-Context: {"services":"x, y"}
Content-Type: application/json

{"DeviceId":"d-1","RecordPatches":[{"Op":"replace","Key":"high/score",
    "Value":"é \"q\" \\ \b\f\n\r\t\u0001\u001f😹","SyncCount":9007199254740993,
    "DeviceLastModifiedDate":1412974057.151},{"Op":"remove","Key":"gone","SyncCount":0}],
    "SyncSessionToken":"tok=="}
)",
        .said = {.records = {{.key = "high/score",
                              .value = "",
                              .sync_count = 9'007'199'254'740'994,
                              .last_modified_date = wire::at(1'412'974'057'151),
                              .last_modified_by = "123456789012",
                              .device_last_modified_date = wire::at(1'412'974'057'000)},
                             {.key = "gone", .sync_count = 1}}},
        .response = R"(
HTTP/1.1 200 OK
x-amzn-RequestId: r-1
Content-Type: application/json

{"Records":[{"Key":"high/score","Value":"","SyncCount":9007199254740994,
    "LastModifiedDate":1412974057.151,"LastModifiedBy":"123456789012",
    "DeviceLastModifiedDate":1412974057},{"Key":"gone","SyncCount":1}]}
)",
        .rpc =
            R"({"IdentityPoolId":"us-east-1:0f1e","IdentityId":"us-east-1:aaaa","DatasetName":"my_list.v1-a",
    "DeviceId":"d-1","RecordPatches":[{"Op":"replace","Key":"high/score",
    "Value":"é \"q\" \\ \b\f\n\r\t\u0001\u001f😹","SyncCount":9007199254740993,
    "DeviceLastModifiedDate":1412974057.151},{"Op":"remove","Key":"gone","SyncCount":0}],
    "SyncSessionToken":"tok==","ClientContext":"{\"services\":\"x, y\"}"})",
    });
}

TEST_CASE("UpdateRecords: no patches and an empty context", "[wire][UpdateRecords]") {
    wire::check(wire::exchange<UpdateRecords>{
        .asked = {.identity_pool_id = "us-east-1:0f1e",
                  .identity_id = "us-east-1:aaaa",
                  .dataset_name = "d",
                  .record_patches = std::vector<RecordPatch>{},
                  .sync_session_token = "t",
                  .client_context = ""},
        .request = R"(
POST /identitypools/us-east-1%3A0f1e/identities/us-east-1%3Aaaaa/datasets/d HTTP/1.1
x-amz-Client-Context:
Content-Type: application/json

{"RecordPatches":[],"SyncSessionToken":"t"}
)",
        .said = {.records = {{}}},
        .response = R"(
HTTP/1.1 200 OK
x-amzn-RequestId: r-1
Content-Type: application/json

{"Records":[{}]}
)",
        .rpc = R"({"IdentityPoolId":"us-east-1:0f1e","IdentityId":"us-east-1:aaaa","DatasetName":"d",
    "RecordPatches":[],"SyncSessionToken":"t","ClientContext":""})",
    });
}

TEST_CASE("UpdateRecords: escapes, blanks and header names as other clients write them",
          "[wire][UpdateRecords]") {
    auto const read = decode_request<UpdateRecords>(wire::request_of(R"(
POST /identitypools/us-east-1%3A0f1e/identities/us-east-1%3Aaaaa/datasets/d HTTP/1.1
X-AMZ-CLIENT-CONTEXT: c
content-type: Application/JSON; charset=utf-8

{
	"SyncSessionToken" : "tok==",
	"RecordPatches" : [ {
		"Value" : "\u00e9 \u0022q\u0022\/\ud83d\ude39\u0000",
		"SyncCount" : 5.0E0,
		"Op" : "replace",
		"Key" : "k",
		"DeviceLastModifiedDate" : 1.412974057151E9
	} ],
	"DeviceId" : null
}
)",
                                                                     wire::body_is::verbatim));
    REQUIRE(read.has_value());
    CHECK(*read == UpdateRecords::Request{
                       .identity_pool_id = "us-east-1:0f1e",
                       .identity_id = "us-east-1:aaaa",
                       .dataset_name = "d",
                       .record_patches = {{{.op = Operation::replace,
                                            .key = "k",
                                            .value = std::string("\u00e9 \"q\"/\U0001f639\0", 12),
                                            .sync_count = 5,
                                            .device_last_modified_date = wire::at(1'412'974'057'151)}}},
                       .sync_session_token = "tok==",
                       .client_context = "c",
                   });
}

TEST_CASE("UpdateRecords: a context that no header can carry is refused", "[wire][UpdateRecords]") {
    for (std::string const bad : {"a\nb", "a\r", " a", "a\t", "\x7f"}) {
        auto const written = encode_request<UpdateRecords>({.identity_pool_id = "us-east-1:0f1e",
                                                            .identity_id = "us-east-1:aaaa",
                                                            .dataset_name = "d",
                                                            .sync_session_token = "t",
                                                            .client_context = bad});
        REQUIRE(!written.has_value());
        CHECK(written.error().code == errc::bad_header_value);
        CHECK(written.error().where == "/ClientContext");
    }
}

TEST_CASE("UpdateRecords: a record that was changed meanwhile", "[wire][UpdateRecords]") {
    wire::fails<UpdateRecords, fault::ResourceConflict>("Current SyncCount for: k is: 2 not: 1", R"(
HTTP/1.1 409 Conflict
x-amzn-RequestId: r-1
X-Amzn-Errortype: ResourceConflictException
Content-Type: application/json

{"message":"Current SyncCount for: k is: 2 not: 1"}
)");
}

TEST_CASE("UpdateRecords: a function that is called too often", "[wire][UpdateRecords]") {
    wire::fails<UpdateRecords, fault::LambdaThrottled>("Lambda throttled, please retry", R"(
HTTP/1.1 429 Too Many Requests
x-amzn-RequestId: r-1
X-Amzn-Errortype: LambdaThrottledException
Content-Type: application/json

{"message":"Lambda throttled, please retry"}
)");
}

TEST_CASE("UpdateRecords: an empty key in the second patch", "[wire][UpdateRecords]") {
    wire::check(wire::breach<UpdateRecords>{
        .asked = {.identity_pool_id = "us-east-1:0f1e",
                  .identity_id = "us-east-1:aaaa",
                  .dataset_name = "d",
                  .record_patches = {{{.key = "k"}, {.op = Operation::remove, .key = "", .sync_count = 1}}},
                  .sync_session_token = "t"},
        .where = "/RecordPatches/1/Key",
        .request = R"(
POST /identitypools/us-east-1%3A0f1e/identities/us-east-1%3Aaaaa/datasets/d HTTP/1.1
Content-Type: application/json

{"RecordPatches":[{"Op":"replace","Key":"k","SyncCount":0},{"Op":"remove","Key":"","SyncCount":1}],
    "SyncSessionToken":"t"}
)",
        .response = R"(
HTTP/1.1 400 Bad Request
x-amzn-RequestId: r-1
X-Amzn-Errortype: InvalidParameterException
Content-Type: application/json

{"message":"1 validation error detected. Value with length 0 at '/RecordPatches/1/Key' failed to satisfy
     constraint: Member must have length between 1 and 1024, inclusive"}
)",
    });
}

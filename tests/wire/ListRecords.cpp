// SPDX-License-Identifier: BSL-1.0
//
// ListRecords on the wire: four members in the query, and the richest reply of the service.
#include <cognito_sync/codec.hpp>
#include <cognito_sync/dispatch.hpp>

#include <cstdint>

#include "support/catch.hpp"
#include "support/wire.hpp"

using namespace cognito_sync;

TEST_CASE("ListRecords: the least that can be asked and answered", "[wire][ListRecords]") {
    wire::check(wire::exchange<ListRecords>{
        .asked = {.identity_pool_id = "us-east-1:0f1e", .identity_id = "us-east-1:aaaa", .dataset_name = "d"},
        .request = R"(
GET /identitypools/us-east-1%3A0f1e/identities/us-east-1%3Aaaaa/datasets/d/records HTTP/1.1
)",
        .said = {},
        .response = R"(
HTTP/1.1 200 OK
x-amzn-RequestId: r-1
Content-Type: application/json

{"Records":[],"MergedDatasetNames":[]}
)",
        .rpc = R"({"IdentityPoolId":"us-east-1:0f1e","IdentityId":"us-east-1:aaaa","DatasetName":"d"})",
    });
}

TEST_CASE("ListRecords: all that can be asked and answered", "[wire][ListRecords]") {
    wire::check(wire::exchange<ListRecords>{
        .asked =
            {
                .identity_pool_id = "us-east-1:0f1e",
                .identity_id = "us-east-1:aaaa",
                .dataset_name = "my_list.v1-a",
                .last_sync_count = 0,
                .next_token = "n t",
                .max_results = 1024,
                .sync_session_token = "eyJ0b2tlbiI6ICJ4In0=",
            },
        .request = R"(
GET /identitypools/us-east-1%3A0f1e/identities/us-east-1%3Aaaaa/datasets/my_list.v1-a/records
    ?lastSyncCount=0&nextToken=n%20t&maxResults=1024&syncSessionToken=eyJ0b2tlbiI6ICJ4In0%3D HTTP/1.1
)",
        .said =
            {
                .records = {{.key = "k",
                             .value = "v",
                             .sync_count = 3,
                             .last_modified_date = wire::at(1'412'974'057'151),
                             .last_modified_by = "123456789012",
                             .device_last_modified_date = wire::at(-1)},
                            {.key = "removed", .sync_count = 4}},
                .next_token = "n",
                .count = 2,
                .dataset_sync_count = 9'007'199'254'740'993,
                .last_modified_by = "123456789012",
                .merged_dataset_names = {"b", "a"},
                .dataset_exists = true,
                .dataset_deleted_after_requested_sync_count = false,
                .sync_session_token = "t/==",
            },
        .response = R"(
HTTP/1.1 200 OK
x-amzn-RequestId: r-1
Content-Type: application/json

{"Records":[{"Key":"k","Value":"v","SyncCount":3,"LastModifiedDate":1412974057.151,
    "LastModifiedBy":"123456789012","DeviceLastModifiedDate":-0.001},{"Key":"removed","SyncCount":4}],
    "NextToken":"n","Count":2,"DatasetSyncCount":9007199254740993,"LastModifiedBy":"123456789012",
    "MergedDatasetNames":["b","a"],"DatasetExists":true,
    "DatasetDeletedAfterRequestedSyncCount":false,"SyncSessionToken":"t/=="}
)",
        .rpc =
            R"({"IdentityPoolId":"us-east-1:0f1e","IdentityId":"us-east-1:aaaa","DatasetName":"my_list.v1-a",
    "LastSyncCount":0,"NextToken":"n t","MaxResults":1024,"SyncSessionToken":"eyJ0b2tlbiI6ICJ4In0="})",
    });
}

TEST_CASE("ListRecords: counts at their bounds", "[wire][ListRecords]") {
    wire::check(wire::exchange<ListRecords>{
        .asked = {.identity_pool_id = "us-east-1:0f1e",
                  .identity_id = "us-east-1:aaaa",
                  .dataset_name = "d",
                  .last_sync_count = INT64_MIN},
        .request = R"(
GET /identitypools/us-east-1%3A0f1e/identities/us-east-1%3Aaaaa/datasets/d/records
    ?lastSyncCount=-9223372036854775808 HTTP/1.1
)",
        .said = {.count = INT32_MIN, .dataset_sync_count = INT64_MAX},
        .response = R"(
HTTP/1.1 200 OK
x-amzn-RequestId: r-1
Content-Type: application/json

{"Records":[],"Count":-2147483648,"DatasetSyncCount":9223372036854775807,"MergedDatasetNames":[]}
)",
        .rpc = R"({"IdentityPoolId":"us-east-1:0f1e","IdentityId":"us-east-1:aaaa","DatasetName":"d",
    "LastSyncCount":-9223372036854775808})",
    });
}

TEST_CASE("ListRecords: a caller without permission", "[wire][ListRecords]") {
    wire::fails<ListRecords, fault::NotAuthorized>("Access to identity us-east-1:aaaa is forbidden", R"(
HTTP/1.1 403 Forbidden
x-amzn-RequestId: r-1
X-Amzn-Errortype: NotAuthorizedException
Content-Type: application/json

{"message":"Access to identity us-east-1:aaaa is forbidden"}
)");
}

TEST_CASE("ListRecords: a page of nothing", "[wire][ListRecords]") {
    wire::check(wire::breach<ListRecords>{
        .asked = {.identity_pool_id = "us-east-1:0f1e",
                  .identity_id = "us-east-1:aaaa",
                  .dataset_name = "d",
                  .max_results = 0},
        .where = "/MaxResults",
        .request = R"(
GET /identitypools/us-east-1%3A0f1e/identities/us-east-1%3Aaaaa/datasets/d/records?maxResults=0 HTTP/1.1
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

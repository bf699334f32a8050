// SPDX-License-Identifier: BSL-1.0
//
// DeleteDataset on the wire: one of three operations at the path of a dataset.
#include <cognito_sync/codec.hpp>
#include <cognito_sync/dispatch.hpp>

#include <string>

#include "support/catch.hpp"
#include "support/wire.hpp"

using namespace cognito_sync;

TEST_CASE("DeleteDataset: the least that can be answered", "[wire][DeleteDataset]") {
    wire::check(wire::exchange<DeleteDataset>{
        .asked = {.identity_pool_id = "us-east-1:0f1e", .identity_id = "us-east-1:aaaa", .dataset_name = "d"},
        .request = R"(
DELETE /identitypools/us-east-1%3A0f1e/identities/us-east-1%3Aaaaa/datasets/d HTTP/1.1
)",
        .said = {},
        .response = R"(
HTTP/1.1 200 OK
x-amzn-RequestId: r-1
Content-Type: application/json

{}
)",
        .rpc = R"({"IdentityPoolId":"us-east-1:0f1e","IdentityId":"us-east-1:aaaa","DatasetName":"d"})",
    });
}

TEST_CASE("DeleteDataset: all that can be answered", "[wire][DeleteDataset]") {
    wire::check(wire::exchange<DeleteDataset>{
        .asked = {.identity_pool_id = "us-east-1:0f1e",
                  .identity_id = "us-east-1:aaaa",
                  .dataset_name = "photos:2014"},
        .request = R"(
DELETE /identitypools/us-east-1%3A0f1e/identities/us-east-1%3Aaaaa/datasets/photos%3A2014 HTTP/1.1
)",
        .said = {.dataset =
                     Dataset{
                         .identity_id = "us-east-1:aaaa",
                         .dataset_name = "photos:2014",
                         .creation_date = wire::at(1'412'974'057'151),
                         .last_modified_date = wire::at(1'412'974'057'200),
                         .last_modified_by = "123456789012",
                         .data_storage = 16,
                         .num_records = 1,
                     }},
        .response = R"(
HTTP/1.1 200 OK
x-amzn-RequestId: r-1
Content-Type: application/json

{"Dataset":{"IdentityId":"us-east-1:aaaa","DatasetName":"photos:2014",
    "CreationDate":1412974057.151,"LastModifiedDate":1412974057.2,"LastModifiedBy":"123456789012",
    "DataStorage":16,"NumRecords":1}}
)",
        .rpc =
            R"({"IdentityPoolId":"us-east-1:0f1e","IdentityId":"us-east-1:aaaa",
    "DatasetName":"photos:2014"})",
    });
}

TEST_CASE("DeleteDataset: a dataset that someone else is changing", "[wire][DeleteDataset]") {
    wire::fails<DeleteDataset, fault::ResourceConflict>("Dataset is being modified", R"(
HTTP/1.1 409 Conflict
x-amzn-RequestId: r-1
X-Amzn-Errortype: ResourceConflictException
Content-Type: application/json

{"message":"Dataset is being modified"}
)");
}

TEST_CASE("DeleteDataset: a name of 129 characters", "[wire][DeleteDataset]") {
    wire::check(wire::breach<DeleteDataset>{
        .asked = {.identity_pool_id = "us-east-1:0f1e",
                  .identity_id = "us-east-1:aaaa",
                  .dataset_name = std::string(129, 'a')},
        .where = "/DatasetName",
        .request = R"(
DELETE /identitypools/us-east-1%3A0f1e/identities/us-east-1%3Aaaaa/datasets/
    aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa
    aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa HTTP/1.1
)",
        .response = R"(
HTTP/1.1 400 Bad Request
x-amzn-RequestId: r-1
X-Amzn-Errortype: InvalidParameterException
Content-Type: application/json

{"message":"1 validation error detected. Value with length 129 at '/DatasetName' failed to satisfy constraint:
     Member must have length between 1 and 128, inclusive"}
)",
    });
}

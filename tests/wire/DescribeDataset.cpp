// SPDX-License-Identifier: BSL-1.0
//
// DescribeDataset on the wire: one of three operations at the path of a dataset.
#include <cognito_sync/codec.hpp>
#include <cognito_sync/dispatch.hpp>

#include <string_view>

#include "support/catch.hpp"
#include "support/wire.hpp"

using namespace cognito_sync;

TEST_CASE("DescribeDataset: the least that can be answered", "[wire][DescribeDataset]") {
    wire::check(wire::exchange<DescribeDataset>{
        .asked = {.identity_pool_id = "us-east-1:0f1e", .identity_id = "us-east-1:aaaa", .dataset_name = "d"},
        .request = R"(
GET /identitypools/us-east-1%3A0f1e/identities/us-east-1%3Aaaaa/datasets/d HTTP/1.1
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

TEST_CASE("DescribeDataset: a dataset of which nothing is told", "[wire][DescribeDataset]") {
    wire::check(wire::exchange<DescribeDataset>{
        .asked = {.identity_pool_id = "us-east-1:0f1e",
                  .identity_id = "us-east-1:aaaa",
                  .dataset_name = "ns:my.list"},
        .request = R"(
GET /identitypools/us-east-1%3A0f1e/identities/us-east-1%3Aaaaa/datasets/ns%3Amy.list HTTP/1.1
)",
        .said = {.dataset = Dataset{}},
        .response = R"(
HTTP/1.1 200 OK
x-amzn-RequestId: r-1
Content-Type: application/json

{"Dataset":{}}
)",
        .rpc =
            R"({"IdentityPoolId":"us-east-1:0f1e","IdentityId":"us-east-1:aaaa","DatasetName":"ns:my.list"})",
    });
}

TEST_CASE("DescribeDataset: all that can be answered", "[wire][DescribeDataset]") {
    wire::check(wire::exchange<DescribeDataset>{
        .asked = {.identity_pool_id = "us-east-1:0f1e",
                  .identity_id = "us-east-1:aaaa",
                  .dataset_name = "..."},
        .request = R"(
GET /identitypools/us-east-1%3A0f1e/identities/us-east-1%3Aaaaa/datasets/... HTTP/1.1
)",
        .said = {.dataset =
                     Dataset{
                         .identity_id = "us-east-1:aaaa",
                         .dataset_name = "...",
                         .creation_date = wire::at(-500),
                         .last_modified_date = wire::at(253'402'300'799'999),
                         .last_modified_by = "",
                         .data_storage = 9'223'372'036'854'775'807,
                         .num_records = 0,
                     }},
        .response = R"(
HTTP/1.1 200 OK
x-amzn-RequestId: r-1
Content-Type: application/json

{"Dataset":{"IdentityId":"us-east-1:aaaa","DatasetName":"...",
    "CreationDate":-0.5,"LastModifiedDate":253402300799.999,"LastModifiedBy":"",
    "DataStorage":9223372036854775807,"NumRecords":0}}
)",
        .rpc = R"({"IdentityPoolId":"us-east-1:0f1e","IdentityId":"us-east-1:aaaa","DatasetName":"..."})",
    });
}

TEST_CASE("DescribeDataset: the same target as other clients spell it", "[wire][DescribeDataset]") {
    DescribeDataset::Request const asked{
        .identity_pool_id = "us-east-1:0f1e", .identity_id = "us-east-1:aaaa", .dataset_name = "ns:my.list"};
    auto const reads = [&](std::string_view text) {
        auto const read = decode_request<DescribeDataset>(wire::request_of(text));
        return read.has_value() && *read == asked;
    };
    CHECK(reads("GET /identitypools/us-east-1:0f1e/identities/us-east-1:aaaa/datasets/ns:my.list HTTP/1.1"));
    CHECK(reads(
        "GET /identitypools/us-east-1%3a0f1e/identities/us-east-1%3aaaaa/datasets/ns%3amy.list HTTP/1.1"));
    CHECK(reads(
        "GET /identitypools/us-east-1:0f1e/identities/us-east-1:aaaa/datasets/ns%3Amy%2elist/ HTTP/1.1"));
    CHECK(!reads(
        "GET /identitypools/us-east-1:0f1e/identities/us-east-1:aaaa/datasets/ns%253Amy.list HTTP/1.1"));
}

TEST_CASE("DescribeDataset: a dataset that does not exist", "[wire][DescribeDataset]") {
    wire::fails<DescribeDataset, fault::ResourceNotFound>("Dataset does not exist", R"(
HTTP/1.1 404 Not Found
x-amzn-RequestId: r-1
X-Amzn-Errortype: ResourceNotFoundException
Content-Type: application/json

{"message":"Dataset does not exist"}
)");
}

TEST_CASE("DescribeDataset: a name with a blank", "[wire][DescribeDataset]") {
    wire::check(wire::breach<DescribeDataset>{
        .asked = {.identity_pool_id = "us-east-1:0f1e",
                  .identity_id = "us-east-1:aaaa",
                  .dataset_name = "my list"},
        .where = "/DatasetName",
        .request = R"(
GET /identitypools/us-east-1%3A0f1e/identities/us-east-1%3Aaaaa/datasets/my%20list HTTP/1.1
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

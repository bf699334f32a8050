// SPDX-License-Identifier: BSL-1.0
//
// ListDatasets on the wire, with the sample of the API reference: an RPC request whose ids are placeholders
// and whose MaxResults is a string, and a reply with dates in exponent form.
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
X-AMZN-REQUESTID: 15225768-209f-4078-aaed-7494ace9f2db
X-AMZ-TARGET: com.amazonaws.cognito.sync.model.AWSCognitoSyncService.ListDatasets
HOST: cognito-sync.us-east-1.amazonaws.com:443
X-AMZ-DATE: 20141111T215640Z
AUTHORIZATION: AWS4-HMAC-SHA256 Credential=<credential>,
     SignedHeaders=content-type;host;x-amz-date;x-amz-target;x-amzn-requestid, Signature=<signature>

{ "IdentityPoolId": "IDENTITY_POOL_ID", "IdentityId": "IDENTITY_ID", "MaxResults": "3" }
)";

// The status line lacks its beginning on the page too.
constexpr std::string_view sample_reply = R"(
1.1 200 OK
x-amzn-requestid: 15225768-209f-4078-aaed-7494ace9f2db, 15225768-209f-4078-aaed-7494ace9f2db
content-type: application/json
content-length: 355
date: Tue, 11 Nov 2014 21:56:40 GMT

{ "Count": 1, "Datasets": [ { "CreationDate": 1.412974057151E9, "DataStorage": 16, "DatasetName": "my_list",
"IdentityId": "IDENTITY_ID", "LastModifiedBy": "123456789012", "LastModifiedDate": 1.412974057244E9,
"NumRecords": 1 }], "NextToken": null }
)";

}  // namespace

TEST_CASE("ListDatasets: the least that can be asked and answered", "[wire][ListDatasets]") {
    wire::check(wire::exchange<ListDatasets>{
        .asked = {.identity_pool_id = "us-east-1:0f1e", .identity_id = "us-east-1:aaaa"},
        .request = R"(
GET /identitypools/us-east-1%3A0f1e/identities/us-east-1%3Aaaaa/datasets HTTP/1.1
)",
        .said = {},
        .response = R"(
HTTP/1.1 200 OK
x-amzn-RequestId: r-1
Content-Type: application/json

{"Datasets":[]}
)",
        .rpc = R"({"IdentityPoolId":"us-east-1:0f1e","IdentityId":"us-east-1:aaaa"})",
    });
}

TEST_CASE("ListDatasets: all that can be asked and answered", "[wire][ListDatasets]") {
    wire::check(wire::exchange<ListDatasets>{
        .asked = {.identity_pool_id = "us-east-1:0f1e",
                  .identity_id = "us-east-1:aaaa",
                  .next_token = "n t",
                  .max_results = 3},
        .request = R"(
GET /identitypools/us-east-1%3A0f1e/identities/us-east-1%3Aaaaa/datasets?nextToken=n%20t&maxResults=3 HTTP/1.1
)",
        .said =
            {
                .datasets = {{.identity_id = "us-east-1:aaaa",
                              .dataset_name = "my_list",
                              .creation_date = wire::at(1'412'974'057'151),
                              .last_modified_date = wire::at(1'412'974'057'244),
                              .last_modified_by = "123456789012",
                              .data_storage = 16,
                              .num_records = 1},
                             {.dataset_name = "b"}},
                .count = 2,
                .next_token = "n",
            },
        .response = R"(
HTTP/1.1 200 OK
x-amzn-RequestId: r-1
Content-Type: application/json

{"Datasets":[{"IdentityId":"us-east-1:aaaa","DatasetName":"my_list","CreationDate":1412974057.151,
    "LastModifiedDate":1412974057.244,"LastModifiedBy":"123456789012","DataStorage":16,"NumRecords":1},
    {"DatasetName":"b"}],"Count":2,"NextToken":"n"}
)",
        .rpc =
            R"({"IdentityPoolId":"us-east-1:0f1e","IdentityId":"us-east-1:aaaa",
    "NextToken":"n t","MaxResults":3})",
    });
}

TEST_CASE("ListDatasets: the order of the page in the reference is as good", "[wire][ListDatasets]") {
    auto const read = decode_request<ListDatasets>(wire::request_of(R"(
GET /identitypools/us-east-1%3A0f1e/identities/us-east-1%3Aaaaa/datasets?maxResults=3&nextToken=n HTTP/1.1
)"));
    CHECK(read.value() == ListDatasets::Request{.identity_pool_id = "us-east-1:0f1e",
                                                .identity_id = "us-east-1:aaaa",
                                                .next_token = "n",
                                                .max_results = 3});
}

TEST_CASE("ListDatasets: the documented sample is read once its ids are not held to the pattern",
          "[wire][ListDatasets]") {
    policy const rules{.ids = ids::length_only};
    ListDatasets::Request const asked{
        .identity_pool_id = "IDENTITY_POOL_ID", .identity_id = "IDENTITY_ID", .max_results = 3};
    request const sample = wire::request_of(sample_request, wire::body_is::verbatim);
    CHECK(decode_request<ListDatasets>(sample, rules).value() == asked);
    CHECK(std::get<ListDatasets::Request>(decode_any(sample, rules).value()) == asked);
}

TEST_CASE("ListDatasets: the documented sample breaks the documented pattern", "[wire][ListDatasets]") {
    request const sample = wire::request_of(sample_request, wire::body_is::verbatim);
    CHECK(wire::shown(dispatch(sample, handlers{not_implemented}, "15225768-209f-4078-aaed-7494ace9f2db")) ==
          wire::shown(wire::response_of(R"(
HTTP/1.1 400 Bad Request
x-amzn-RequestId: 15225768-209f-4078-aaed-7494ace9f2db
X-Amzn-Errortype: InvalidParameterException
Content-Type: application/json

{"__type":"InvalidParameterException","message":"2 validation errors at 2 paths detected. First failure:
     Value at '/IdentityPoolId' failed to satisfy constraint:
     Member must satisfy regular expression pattern: [\\w-]+:[0-9a-f-]+;
     Value at '/IdentityId' failed to satisfy constraint:
     Member must satisfy regular expression pattern: [\\w-]+:[0-9a-f-]+"}
)")));
}

TEST_CASE("ListDatasets: the documented reply is read to the millisecond", "[wire][ListDatasets]") {
    wire::reads<ListDatasets>(wire::response_of(sample_reply, wire::body_is::verbatim),
                              {.datasets = {{.identity_id = "IDENTITY_ID",
                                             .dataset_name = "my_list",
                                             .creation_date = wire::at(1'412'974'057'151),
                                             .last_modified_date = wire::at(1'412'974'057'244),
                                             .last_modified_by = "123456789012",
                                             .data_storage = 16,
                                             .num_records = 1}},
                               .count = 1});
}

TEST_CASE("ListDatasets: of a doubled request id the first is told", "[wire][ListDatasets]") {
    response reply = wire::response_of(sample_reply, wire::body_is::verbatim);
    reply.status = 500;
    CHECK(decode_response<ListDatasets>(reply).error().request_id == "15225768-209f-4078-aaed-7494ace9f2db");
    reply.status = 200;
    reply.body.pop_back();
    reply.body.back() = ']';
    CHECK(decode_response<ListDatasets>(reply).error().request_id == "15225768-209f-4078-aaed-7494ace9f2db");
}

TEST_CASE("ListDatasets: a number in quotes is for the RPC form and for MaxResults alone",
          "[wire][ListDatasets]") {
    auto const code_of = [](std::string const& max_results) {
        std::string body =
            R"({"IdentityPoolId":"us-east-1:0f1e","IdentityId":"us-east-1:aaaa","MaxResults":)";
        auto const read = decode_request<ListDatasets>(wire::rpc_of<ListDatasets>(body + max_results + "}"));
        return read ? error_code() : read.error().code;
    };
    CHECK(code_of(R"("2147483647")") == error_code());
    for (std::string const bad :
         {R"("")", R"("0")", R"("03")", R"("-3")", R"("+3")", R"(" 3")", R"("3.0")", R"("x")"})
        CHECK(code_of(bad) == errc::bad_integer);
    CHECK(code_of(R"("2147483648")") == errc::number_range);
    CHECK(code_of("true") == errc::wrong_type);
}

TEST_CASE("ListDatasets: a caller without permission", "[wire][ListDatasets]") {
    wire::fails<ListDatasets, fault::NotAuthorized>("Access to identity us-east-1:aaaa is forbidden", R"(
HTTP/1.1 403 Forbidden
x-amzn-RequestId: r-1
X-Amzn-Errortype: NotAuthorizedException
Content-Type: application/json

{"message":"Access to identity us-east-1:aaaa is forbidden"}
)");
}

TEST_CASE("ListDatasets: a page of nothing", "[wire][ListDatasets]") {
    wire::check(wire::breach<ListDatasets>{
        .asked = {.identity_pool_id = "us-east-1:0f1e", .identity_id = "us-east-1:aaaa", .max_results = 0},
        .where = "/MaxResults",
        .request = R"(
GET /identitypools/us-east-1%3A0f1e/identities/us-east-1%3Aaaaa/datasets?maxResults=0 HTTP/1.1
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

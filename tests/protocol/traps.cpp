// SPDX-License-Identifier: BSL-1.0
//
// The traps of this service's protocol, T1 to T17: where its documents, its model and its clients disagree,
// and what this library does about it. T18 to T34 stand in traps_more.cpp.
#include <cognito_sync/codec.hpp>

#include <cstdint>
#include <string>
#include <type_traits>
#include <vector>

#include "support/catch.hpp"
#include "support/protocol.hpp"

namespace {

using namespace protocol;

std::string const documented = "us-east-1:23EC4050-6AEA-7089-A2DD-08002EXAMPLE";

std::string name_of(result<request> const& refused) { return refused ? "" : refused.error().where; }

}  // namespace

TEST_CASE("T1 the documented id breaks the documented pattern: refused by default, accepted by length alone",
          "[protocol][trap]") {
    request const wire = ask("GET /identitypools/us-east-1%3A23EC4050-6AEA-7089-A2DD-08002EXAMPLE");
    policy const loose{.ids = ids::length_only};
    CHECK(name_of(encode_request<DescribeIdentityPoolUsage>({documented})) == "/IdentityPoolId");
    CHECK(refusal(wire).name == "InvalidParameterException");
    CHECK(encode_request<DescribeIdentityPoolUsage>({documented}, loose).value() == wire);
    CHECK(serve(wire, loose).status == 200);
    for (std::string const id : {"x us-east-1:0f1e", "us-east-1:0f1e x"}) CHECK(!IdentityPoolId.accepts(id));
    CHECK(name_of(encode_request<DescribeIdentityPoolUsage>({""}, loose)) == "/IdentityPoolId");
    CHECK(name_of(encode_request<DescribeIdentityPoolUsage>({std::string(56, 'x')}, loose)) ==
          "/IdentityPoolId");
    CHECK(encode_request<DescribeIdentityPoolUsage>({std::string(55, 'x')}, loose).has_value());
    CHECK(name_of(encode_request<DescribeDataset>({documented, documented, "a b"}, loose)) == "/DatasetName");
}

TEST_CASE("T2 a dataset's name may have colons: written %3A, read raw too", "[protocol][trap]") {
    walk({
        sends<DescribeDataset>("escaped", C + S, {pool, me, "a:b"}, ask("GET {me}/datasets/a%3Ab")),
        sends<DescribeDataset>("raw", S, {pool, me, "a:b"}, ask("GET {me}/datasets/a:b")),
    });
}

TEST_CASE(
    "T3 a dataset may be named . or ..: a client refuses to say so in a path, a server takes it as data",
    "[protocol][trap]") {
    for (std::string const name : {".", ".."}) {
        CHECK(encode_request<DescribeDataset>({pool, me, name}).error().code == errc::dot_segment);
        CHECK(decode_request<DescribeDataset>(ask("GET {me}/datasets/" + name)).value().dataset_name == name);
        CHECK(encode_response<DescribeDataset>(
                  DescribeDataset::Response{.dataset = Dataset{.dataset_name = name}})
                  .has_value());
    }
}

TEST_CASE("T4 MaxResults is 1 to 2147483647, whatever its nineteen documented digits could say",
          "[protocol][trap]") {
    for (std::int32_t const value : {0, -1, INT32_MIN}) {
        CHECK(name_of(encode_request<ListIdentityPoolUsage>({.max_results = value})) == "/MaxResults");
        CHECK(refusal(ask("GET /identitypools?maxResults=" + std::to_string(value))).name ==
              "InvalidParameterException");
    }
    CHECK(encode_request<ListIdentityPoolUsage>({.max_results = INT32_MAX}).value().target ==
          "/identitypools?maxResults=2147483647");
    for (std::string const digits : {"2147483648", "9223372036854775807", "9999999999999999999"})
        check_refusal(ask("GET /identitypools?maxResults=" + digits), 400, "SerializationException");
    CHECK(serve(ask_rpc("ListIdentityPoolUsage", R"({"MaxResults":"3"})")).status == 200);
}

TEST_CASE("T5 MaxResults comes back in one reply alone, and absent is not 0", "[protocol][trap]") {
    operations::for_each([]<class Op>() {
        CHECK((schema_of<typename Op::Response>.find("MaxResults") != nullptr) ==
              std::is_same_v<Op, ListIdentityPoolUsage>);
    });
    walk({
        answers<ListIdentityPoolUsage>("absent", C + S, {}, reply(200, R"({"IdentityPoolUsages":[]})")),
        answers<ListIdentityPoolUsage>("0", C + S, {.max_results = 0},
                                       reply(200, R"({"IdentityPoolUsages":[],"MaxResults":0})")),
    });
    CHECK(ListIdentityPoolUsage::Response{} != ListIdentityPoolUsage::Response{.max_results = 0});
}

TEST_CASE("T6 a server answers only what the model lets the operation throw, a client reads all 13 anywhere",
          "[protocol][trap]") {
    static_assert(!ListDatasets::throws.contains(fault::ResourceNotFound));
    static_assert(!ListIdentityPoolUsage::throws.contains(fault::ResourceNotFound));
    static_assert(!ListRecords::throws.contains(fault::ResourceNotFound));
    static_assert(!BulkPublish::throws.contains(fault::TooManyRequests));
    static_assert(!GetBulkPublishDetails::throws.contains(fault::TooManyRequests));
    operations::for_each([]<class Op>() {
        INFO(Op::name);
        for (fault const common : {fault::InvalidParameter, fault::NotAuthorized, fault::InternalError})
            CHECK(Op::throws.contains(common));
        bool const lists = Op::name.substr(0, 4) == "List";
        bool const bulk = Op::name.find("BulkPublish") != std::string_view::npos;
        CHECK(Op::throws.contains(fault::ResourceNotFound) == !lists);
        CHECK(Op::throws.contains(fault::TooManyRequests) == !bulk);
    });
    walk({told("not modelled there", reply(404, R"({"__type":"ResourceNotFoundException"})"),
               fault::ResourceNotFound, "")});
}

TEST_CASE(
    "T7 a Content-Type where no body is modelled is fine, unless the policy is strict and there is a body",
    "[protocol][trap]") {
    for (std::string const line : {"GET {list}", "POST {pool}/bulkpublish", "DELETE {list}"}) {
        CHECK(serve(ask_json(line, "{}")).status == 200);
        CHECK(serve(ask_json(line, "{}"), {.strict_media_types = true}).status == 415);
        CHECK(serve(ask_json(line, ""), {.strict_media_types = true}).status == 200);
    }
}

TEST_CASE("T8 RegisterDevice alone says identity, and it is no other spelling of identities",
          "[protocol][trap]") {
    std::string const body = R"({"Platform":"GCM","Token":"t"})";
    CHECK(serve(ask_json("POST {pool}/identity/{I}/device", body)).status == 200);
    for (std::string const line :
         {"POST {pool}/identities/{I}/device", "GET {pool}/identity/{I}", "GET {pool}/identity/{I}/datasets"})
        check_refusal(ask_json(line, body), 404, "UnknownOperationException");
}

TEST_CASE("T9 a path is found first, then its method", "[protocol][trap]") {
    std::string const path = "{list}";
    CHECK(std::holds_alternative<DescribeDataset::Request>(decode_any(ask("GET " + path)).value()));
    CHECK(std::holds_alternative<DeleteDataset::Request>(decode_any(ask("DELETE " + path)).value()));
    CHECK(std::holds_alternative<UpdateRecords::Request>(
        decode_any(ask_json("POST " + path, R"({"SyncSessionToken":"t"})")).value()));
    check_refusal(ask("PUT " + path), 405, "UnknownOperationException", {}, "DELETE, GET, POST");
}

TEST_CASE("T10 getBulkPublishDetails is a POST in camel case, bulkpublish all lower-case",
          "[protocol][trap]") {
    CHECK(std::holds_alternative<GetBulkPublishDetails::Request>(
        decode_any(ask("POST {pool}/getBulkPublishDetails")).value()));
    CHECK(std::holds_alternative<BulkPublish::Request>(decode_any(ask("POST {pool}/bulkpublish")).value()));
    for (std::string const literal :
         {"getbulkpublishdetails", "bulkPublish", "BulkPublish", "GETBULKPUBLISHDETAILS"})
        check_refusal(ask("POST {pool}/" + literal), 404, "UnknownOperationException");
    check_refusal(ask("GET {pool}/getBulkPublishDetails"), 405, "UnknownOperationException", {}, "POST");
}

TEST_CASE("T11 a success without members is {} or nothing when written, and anything when read",
          "[protocol][trap]") {
    CHECK(encode_response<SubscribeToDataset>(SubscribeToDataset::Response{}).value().body == "{}");
    CHECK(encode_response<UnsubscribeFromDataset>(UnsubscribeFromDataset::Response{}).value().body == "{}");
    CHECK(encode_response<SetCognitoEvents>(no_output{}).value().body == "");
    for (std::string const body : {"", "{}", "{ }", R"({"x":1})", "null", "ok"}) {
        CHECK(decode_response<SubscribeToDataset>(reply(200, body)).has_value());
        CHECK(decode_response<UnsubscribeFromDataset>(reply(200, body)).has_value());
        CHECK(decode_response<SetCognitoEvents>(reply(200, body)).has_value());
    }
}

TEST_CASE("T12 a Content-Length that disagrees, as in the samples, is nothing to this library",
          "[protocol][trap]") {
    header_list const headers{{"Content-Type", "application/json"}, {"Content-Length", "103"}};
    CHECK(decode_response<UnsubscribeFromDataset>(reply(200, "{ }", headers)).has_value());
    CHECK(decode_response<RegisterDevice>(reply(200, R"({"DeviceId":"d"})", headers)).value().device_id ==
          "d");
    CHECK(serve(ask("POST {list}", headers, R"({"SyncSessionToken":"t"})")).status == 200);
}

TEST_CASE("T13 dates come with exponents and go in plain decimal, to the millisecond", "[protocol][trap]") {
    auto const read = decode_response<DescribeDataset>(
        reply(200, R"({"Dataset":{"CreationDate":1.412974057151E9,"LastModifiedDate":1.412974057244E9}})"));
    REQUIRE(read.has_value());
    CHECK(read->dataset->creation_date == at_ms(1'412'974'057'151));
    CHECK(encode_response<DescribeDataset>(*read).value().body ==
          R"({"Dataset":{"CreationDate":1412974057.151,"LastModifiedDate":1412974057.244}})");
}

TEST_CASE("T14 a client takes the first of two joined request ids, a server never adopts the caller's",
          "[protocol][trap]") {
    CHECK(decode_error(reply(400, "{}", {{"x-amzn-requestid", "a-1, a-1"}})).request_id == "a-1");
    request const wire = ask("GET {list}", {{"X-Amzn-RequestId", "theirs"}});
    CHECK(header(serve(wire, {}, "ours"), "x-amzn-requestid") == "ours");
    CHECK(header(serve(wire), "x-amzn-requestid") == "(absent)");
}

TEST_CASE("T15 null is read as absent in every reply, and never written", "[protocol][trap]") {
    operations::for_each([]<class Op>() {
        INFO(Op::name);
        std::string nulls;
        for (field const& each : schema_of<typename Op::Response>.fields)
            nulls += (nulls.empty() ? "{\"" : ",\"") + std::string(each.name) + "\":null";
        auto const read = decode_response<Op>(reply(200, nulls.empty() ? "{}" : nulls + "}"));
        REQUIRE(read.has_value());
        CHECK(*read == typename Op::Response{});
        CHECK(encode_response<Op>(*read).value().body.find("null") == std::string::npos);
    });
}

TEST_CASE(
    "T16 an error's name may lack its suffix, end in a colon, be an old one, or disagree with the status",
    "[protocol][trap]") {
    for (std::string const name : {"NotAuthorizedException", "NotAuthorized", "NotAuthorizedError",
                                   "NotAuthorizedException:", "NotAuthorizedError:", "x#NotAuthorized:"})
        for (int const status : {400, 403, 404, 500}) {
            INFO(name << " " << status);
            CHECK(decode_response<ListDatasets>(reply(status, "{}", {{"x-amzn-errortype", name}}))
                      .error()
                      .code == fault::NotAuthorized);
        }
    CHECK(decode_error(reply(409, R"({"__type":"InvalidParameterException"})")).code ==
          fault::InvalidParameter);
    error const found = decode_error(reply(400, "{}", {{"x-amzn-errortype", "ValidationException:"}}));
    CHECK(found.name == "ValidationException");
    CHECK(found.code == errc::unmodelled_error);
}

TEST_CASE("T17 a broken constraint is an InvalidParameterException, or by the switch a ValidationException",
          "[protocol][trap]") {
    request const wire = ask("GET {list}/records?maxResults=0");
    CHECK(header(serve(wire), "x-amzn-errortype") == "InvalidParameterException");
    CHECK(header(serve(wire, {.smithy_validation = true}), "x-amzn-errortype") == "ValidationException");
    check_refusal(ask("GET {list}/records?maxResults=x"), 400, "SerializationException",
                  {.smithy_validation = true});
}

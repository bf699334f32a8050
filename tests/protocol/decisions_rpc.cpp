// SPDX-License-Identifier: BSL-1.0
//
// What this library decided about the RPC form, each test named with its item of section 3.3 of the
// protocol notes.
#include <cognito_sync/codec.hpp>

#include <string>
#include <vector>

#include "support/catch.hpp"
#include "support/protocol.hpp"

namespace {

using namespace protocol;

std::string const usage = long_target + "ListIdentityPoolUsage";

request rpc(std::string method, std::string target, header_list headers, std::string body = "{}") {
    return {std::move(method), std::move(target), std::move(headers), std::move(body)};
}

request with_target(std::string name) {
    return rpc("POST", "/", {{"Content-Type", "application/json"}, {"x-amz-target", std::move(name)}});
}

request with_type(std::string type, std::string body = "{}") {
    return rpc("POST", "/", {{"Content-Type", std::move(type)}, {"x-amz-target", usage}}, std::move(body));
}

/// What a server reads as MaxResults of an RPC request.
std::string max_results(std::string const& token) {
    auto const read = decode_request<ListIdentityPoolUsage>(
        ask_rpc("ListIdentityPoolUsage", "{\"MaxResults\":" + token + "}"));
    if (!read) return read.error().name;
    return read->max_results ? std::to_string(*read->max_results) : "-";
}

}  // namespace

TEST_CASE("3.3.1 POST / with X-Amz-Target is RPC, without it, or with another method, it is nothing",
          "[protocol][decided][rpc]") {
    header_list const full{{"Content-Type", "application/json"}, {"X-Amz-Target", usage}};
    CHECK(serve(rpc("POST", "/", full)).status == 200);
    CHECK(refusal(rpc("POST", "/", {{"Content-Type", "application/json"}})).status == 404);
    for (std::string const method : {"GET", "DELETE", "PUT", "HEAD", "post"}) {
        error const found = refusal(rpc(method, "/", full));
        CHECK(found.status == 405);
        CHECK(found.name == "UnknownOperationException");
        CHECK(found.allow == "POST");
        CHECK(refusal(rpc(method, "/", {})).status == 404);
    }
    check_refusal(rpc("POST", "/identitypools", full), 405, "UnknownOperationException", {}, "GET");
    CHECK(refusal(rpc("POST", "//", full)).status == 404);
    auto const rest = decode_any(ask("GET {list}", {{"X-Amz-Target", usage}}));
    REQUIRE(rest.has_value());
    CHECK(std::holds_alternative<DescribeDataset::Request>(*rest));
}

TEST_CASE("3.3.1 an RPC body has one of three media types, or is empty without one",
          "[protocol][decided][rpc]") {
    for (std::string const type : {"application/json", "application/x-amz-json-1.0",
                                   "application/x-amz-json-1.1", "Application/X-Amz-Json-1.1; charset=utf-8"})
        CHECK(serve(with_type(type)).status == 200);
    for (std::string const type :
         {"", "text/plain", "application/x-amz-json-1.2", "application/x-amz-json"}) {
        CHECK(refusal(with_type(type)).status == 415);
        CHECK(refusal(with_type(type, "")).status == 415);
    }
    CHECK(serve(with_type("application/json", "")).status == 200);
    CHECK(serve(rpc("POST", "/", {{"x-amz-target", usage}}, "")).status == 200);
    CHECK(refusal(rpc("POST", "/", {{"x-amz-target", usage}}, "{}")).status == 415);
}

TEST_CASE("3.3.2 the target is split at its last dot, with either prefix of the service, case and all",
          "[protocol][decided][rpc]") {
    CHECK(serve(with_target(usage)).status == 200);
    CHECK(serve(with_target("AWSCognitoSyncService.ListIdentityPoolUsage")).status == 200);
    for (std::string const name :
         {"", ".", "ListIdentityPoolUsage", ".ListIdentityPoolUsage", "AWSCognitoSyncService",
          "AWSCognitoSyncService.", "AWSCognitoSyncService.listIdentityPoolUsage",
          "awscognitosyncservice.ListIdentityPoolUsage", "AWSCognitoSyncService.ListIdentityPoolUsageX",
          "AWSCognitoSyncService.x.ListIdentityPoolUsage", "x.AWSCognitoSyncService.ListIdentityPoolUsage",
          "AWSCognitoIdentityService.ListIdentityPoolUsage",
          "com.amazonaws.cognito.sync.model#AWSCognitoSyncService.ListIdentityPoolUsage",
          "AWSCognitoSyncService.List Datasets"}) {
        INFO(name);
        check_refusal(with_target(name), 404, "UnknownOperationException");
    }
}

TEST_CASE("3.3.2 a client writes the long prefix, for every operation", "[protocol][decided][rpc]") {
    auto const written = encode_request<ListIdentityPoolUsage>({}, {.form = form::rpc});
    REQUIRE(written.has_value());
    CHECK(shown(written->headers) ==
          "Content-Type: application/x-amz-json-1.1\nX-Amz-Target: " + usage + "\n");
    CHECK(usage == "com.amazonaws.cognito.sync.model.AWSCognitoSyncService.ListIdentityPoolUsage");
    operations::for_each([]<class Op>() {
        INFO(Op::name);
        detail::incoming found;
        error failed;
        CHECK(detail::recognise(ask_rpc(std::string(Op::name), "{}"), {}, found, failed));
        CHECK(found.to.op == &operation_of<Op>);
    });
}

TEST_CASE("3.3.3 every member is a member of the flat body, under its own name", "[protocol][decided][rpc]") {
    policy const rules{.form = form::rpc};
    UpdateRecords::Request update{.identity_pool_id = pool,
                                  .identity_id = me,
                                  .dataset_name = "..",
                                  .sync_session_token = "t",
                                  .client_context = "two\nlines "};
    ListRecords::Request records{.identity_pool_id = pool, .identity_id = me, .dataset_name = list};
    records.last_sync_count = 0, records.next_token = "", records.max_results = 3,
    records.sync_session_token = "s";
    std::string const ids =
        R"({"IdentityPoolId":"us-east-1:0f1e","IdentityId":"us-east-1:aaaa","DatasetName":)";
    walk({
        sends<UpdateRecords>(
            "labels and the header member, bound by no rule of paths and headers", C + S, update,
            ask_rpc("UpdateRecords", ids + R"("..","SyncSessionToken":"t","ClientContext":"two\nlines "})"),
            rules),
        sends<ListRecords>(
            "query members", C + S, records,
            ask_rpc("ListRecords", ids + R"("my_list","LastSyncCount":0,"NextToken":"","MaxResults":3,)"
                                         R"("SyncSessionToken":"s"})"),
            rules),
    });
    auto const with_query = decode_request<ListIdentityPoolUsage>(
        rpc("POST", "/?maxResults=7&nextToken=n",
            {{"Content-Type", "application/json"}, {"X-Amz-Target", usage}}));
    REQUIRE(with_query.has_value());
    CHECK(*with_query == ListIdentityPoolUsage::Request{});
}

TEST_CASE("3.3.4 MaxResults may be a number in quotes, no other number may", "[protocol][decided][rpc]") {
    for (std::string const number : {"1", "3", "2147483647"}) {
        CHECK(max_results(number) == number);
        CHECK(max_results("\"" + number + "\"") == number);
    }
    CHECK(max_results("null") == "-");
    CHECK(max_results("1e1") == "10");
    CHECK(max_results("0") == "InvalidParameterException");
    CHECK(max_results("-1") == "InvalidParameterException");
    for (std::string const token :
         {R"("")", R"("0")", R"("03")", R"("-1")", R"("+3")", R"(" 3")", R"("3 ")", R"("3.0")", R"("1e1")",
          R"("2147483648")", R"("9999999999999999999")", R"("11111111111111111111")", R"("x")", R"("\u0661")",
          "2147483648", "1.5", "true", "[3]"}) {
        INFO(token);
        CHECK(max_results(token) == "SerializationException");
    }
    check_refusal(ask_rpc("ListRecords", R"({"LastSyncCount":"3"})"), 400, "SerializationException");
    check_refusal(ask_rpc("UpdateRecords", R"({"RecordPatches":[{"SyncCount":"3"}]})"), 400,
                  "SerializationException");
    auto const written = encode_request<ListIdentityPoolUsage>({.max_results = 3}, {.form = form::rpc});
    CHECK(written.value().body == R"({"MaxResults":3})");
    check_refusal(ask("GET /identitypools?maxResults=%223%22"), 400, "SerializationException");
    CHECK(decode_response<ListIdentityPoolUsage>(reply(200, R"({"MaxResults":"3"})")).error().code ==
          errc::wrong_type);
}

TEST_CASE("3.3.5 a reply mirrors the media type, and an error has its name in header and body",
          "[protocol][decided][rpc]") {
    for (std::string const type :
         {"application/json", "application/x-amz-json-1.0", "application/x-amz-json-1.1"}) {
        INFO(type);
        header_list const wanted{{"Content-Type", type}};
        CHECK(serve(with_type(type)) == reply(200, R"({"IdentityPoolUsages":[]})", wanted));
        CHECK(serve(with_type(type + "; charset=utf-8")) ==
              reply(200, R"({"IdentityPoolUsages":[]})", wanted));
        CHECK(serve(ask_rpc("SetCognitoEvents", R"({"IdentityPoolId":"a:0","Events":{}})", type)) ==
              reply(200, "", wanted));
        check_refusal(with_type(type, "{"), 400, "SerializationException");
        check_refusal(ask_rpc("Nothing", "{}", type), 404, "UnknownOperationException");
        response const invalid = serve(with_type(type, R"({"MaxResults":0})"));
        CHECK(invalid ==
              reply(400,
                    R"({"__type":"InvalidParameterException","message":"1 validation error detected. )"
                    R"(Value at '/MaxResults' failed to satisfy constraint: )"
                    R"(Member must be greater than or equal to 1"})",
                    {{"X-Amzn-Errortype", "InvalidParameterException"}, {"Content-Type", type}}));
    }
}

TEST_CASE("3.3.6 members that REST binds to labels may be missing or null here, and are then required",
          "[protocol][decided][rpc]") {
    std::string const absent = "failed to satisfy constraint: Member must not be null";
    for (std::string const body :
         {"{}", "", R"({"IdentityPoolId":null,"IdentityId":null,"DatasetName":null})"}) {
        INFO(body);
        CHECK(refusal(ask_rpc("DescribeDataset", body)).violations ==
              std::vector<violation>{{"/IdentityPoolId", "Value at '/IdentityPoolId' " + absent},
                                     {"/IdentityId", "Value at '/IdentityId' " + absent},
                                     {"/DatasetName", "Value at '/DatasetName' " + absent}});
    }
}

TEST_CASE("3.3.7 unknown members are passed over, and an envelope is told by name",
          "[protocol][decided][rpc]") {
    CHECK(serve(ask_rpc("ListIdentityPoolUsage", R"({"Input":{},"Operation":7,"x":[]})")).status == 200);
    error const found =
        refusal(ask_rpc("DescribeDataset", R"({"Operation":"x","Service":"y","Input":{"DatasetName":"d"}})"));
    CHECK(found.violations.size() == 3);
    CHECK(found.message.find("envelope") != std::string::npos);
    CHECK(found.message.find("Input") != std::string::npos);
}

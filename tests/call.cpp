// SPDX-License-Identifier: BSL-1.0
//
// A whole question in one call: what is sent, what comes back, and every way in which it can fail.
#include <cognito_sync/call.hpp>
#include <cognito_sync/model/operations.hpp>

#include <string>
#include <vector>

#include "support/catch.hpp"

namespace {

using namespace cognito_sync;

DescribeDataset::Request const asked{
    .identity_pool_id = "us-east-1:0f1e", .identity_id = "us-east-1:aaaa", .dataset_name = "my_list"};
response const told{.status = 200, .body = R"({"Dataset":{"DatasetName":"my_list"}})"};

}  // namespace

TEST_CASE("call sends what encode_request writes and returns what decode_response reads", "[call]") {
    std::vector<request> sent;
    auto const said = call<DescribeDataset>(asked, [&](request const& each) {
        sent.push_back(each);
        return told;
    });
    REQUIRE(sent.size() == 1);
    CHECK(sent.front() == encode_request<DescribeDataset>(asked).value());
    CHECK(said.value().dataset->dataset_name == "my_list");
}

TEST_CASE("call follows its policy", "[call]") {
    std::string target;
    auto const send = [&](request const& each) {
        target = each.target;
        return told;
    };
    CHECK(call<DescribeDataset>(asked, send, {.form = form::rpc}).has_value());
    CHECK(target == "/");
}

TEST_CASE("a request that breaks a constraint is not sent", "[call]") {
    bool sent = false;
    auto const said = call<DescribeDataset>(
        {.identity_pool_id = "p", .identity_id = "i:0", .dataset_name = "d"}, [&](request const&) {
            sent = true;
            return told;
        });
    CHECK_FALSE(sent);
    CHECK(said.error().code == errc::broken_constraint);
    CHECK(said.error().where == "/IdentityPoolId");
}

TEST_CASE("call returns the error of what sends", "[call]") {
    auto const lost = [](request const&) -> result<response> { return error{.message = "no route"}; };
    CHECK(call<DescribeDataset>(asked, lost).error().message == "no route");
    auto const found = [](request const&) -> result<response> { return told; };
    CHECK(call<DescribeDataset>(asked, found)->dataset->dataset_name == "my_list");
}

TEST_CASE("call returns the fault that the service answers", "[call]") {
    auto const said = call<DescribeDataset>(asked, [](request const&) {
        return response{404, {{"X-Amzn-Errortype", "ResourceNotFoundException"}}, R"({"message":"gone"})"};
    });
    CHECK(said.error().code == fault::ResourceNotFound);
    CHECK(said.error().message == "gone");
}

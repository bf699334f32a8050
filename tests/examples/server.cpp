// SPDX-License-Identifier: BSL-1.0
//
// The server of the README: a function from a request to a reply. What brings the one and takes the other
// is up to you (server/http_server.cpp does it with Boost.Beast); here main calls the function and judges what it
// answers.
#include <cognito_sync.hpp>

#include "support/store.hpp"

#include <iostream>
#include <string>
#include <string_view>

namespace cs = cognito_sync;

namespace {

example::store store;

// clang-format off
// README begin
cs::response answer(cs::request_view incoming, std::string_view id) {
    return cs::dispatch(incoming, cs::handlers{
        [&](cs::ListDatasets::Request const& q)  -> cs::outcome<cs::ListDatasets>  { return store.list(q); },
        [&](cs::DeleteDataset::Request const& q) -> cs::outcome<cs::DeleteDataset> { return store.erase(q); },
        cs::not_implemented}, id);  // leave it out, and a missing handler is a compile error
}
// README end
// clang-format on

bool answers(std::string const& method, std::string const& target, cs::response const& expected) {
    cs::response const got = answer({.method = method, .target = target}, "42");
    std::cout << method << ' ' << target << '\n' << got.status << ' ' << got.body << '\n';
    if (got == expected) return true;
    std::cout << "expected " << expected.status << ' ' << expected.body << '\n';
    return false;
}

cs::response ok(std::string const& body) {
    return {200, {{"x-amzn-RequestId", "42"}, {"Content-Type", "application/json"}}, body};
}

cs::response error(int status, std::string const& name, std::string const& message) {
    return {status,
            {{"x-amzn-RequestId", "42"}, {"X-Amzn-Errortype", name}, {"Content-Type", "application/json"}},
            R"({"message":")" + message + R"("})"};
}

}  // namespace

int main() {
    store.put("us-east-1:0f1e2d3c", {.identity_id = "us-east-1:aaaaaaaa", .dataset_name = "notes"});

    std::string const datasets =
        "/identitypools/us-east-1%3A0f1e2d3c/identities/us-east-1%3Aaaaaaaaa/datasets";
    std::string const notes = R"({"IdentityId":"us-east-1:aaaaaaaa","DatasetName":"notes"})";

    bool const listed = answers("GET", datasets, ok(R"({"Datasets":[)" + notes + R"(],"Count":1})"));
    bool const deleted = answers("DELETE", datasets + "/notes", ok(R"({"Dataset":)" + notes + "}"));
    bool const gone = answers("DELETE", datasets + "/notes",
                              error(404, "ResourceNotFoundException", "Dataset does not exist"));
    bool const unhandled =
        answers("GET", datasets + "/notes",
                error(404, "UnknownOperationException", "this server does not implement DescribeDataset"));
    bool const malformed =
        answers("GET", datasets + "?maxResults=ten",
                error(400, "SerializationException", "the text is not an integer at '/MaxResults', byte 88"));
    return listed && deleted && gone && unhandled && malformed ? 0 : 1;
}

// SPDX-License-Identifier: BSL-1.0
//
// The client of the README: ask, look at what came back, and tell mistakes, bad luck and refusals apart.
// How a request gets to the service is up to you; here `send` takes the next reply from a list, and main
// sees to it that every branch is taken.
#include <cognito_sync.hpp>

#include <deque>
#include <iostream>
#include <string>
#include <utility>
#include <vector>

namespace cs = cognito_sync;

namespace {

std::deque<cs::response> replies;   // what the service will say
std::vector<std::string> happened;  // what was done, in order

cs::response send(cs::request const& request) {
    happened.push_back("send " + request.method + " " + request.target);
    cs::response reply = std::move(replies.front());
    replies.pop_front();
    return reply;
}

void show(cs::Dataset const& dataset) { happened.push_back("show " + dataset.dataset_name.value_or("?")); }

void retry_later() { happened.emplace_back("retry later"); }

void report(cs::error const& failed) { happened.push_back("report " + failed.name + ": " + failed.message); }

// README begin
void list_datasets(std::string const& pool, std::string const& me) {
    auto request = cs::encode_request<cs::ListDatasets>(
        {.identity_pool_id = pool, .identity_id = me, .max_results = 10});
    if (!request) return report(request.error());  // every broken constraint, before a byte is sent

    auto page = cs::decode_response<cs::ListDatasets>(send(*request));
    if (page)
        for (auto const& dataset : page->datasets) show(dataset);
    else if (page.error() == cs::condition::retryable)
        retry_later();
    else
        report(page.error());  // NotAuthorizedException: …, with status and request id
}
// README end

/// Whether listing, when the service replies so, does what it should.
bool does(cs::response reply, std::vector<std::string> const& expected) {
    replies = {std::move(reply)};
    happened.clear();
    list_datasets("us-east-1:0f1e2d3c", "us-east-1:aaaaaaaa");
    for (auto const& each : happened) std::cout << each << '\n';
    std::cout << '\n';
    return happened == expected;
}

}  // namespace

int main() {
    std::string const sent =
        "send GET /identitypools/us-east-1%3A0f1e2d3c/identities/us-east-1%3Aaaaaaaaa/datasets?maxResults=10";

    bool const shown = does({200, {}, R"({"Datasets":[{"DatasetName":"notes"},{"DatasetName":"photos"}]})"},
                            {sent, "show notes", "show photos"});
    bool const retried =
        does({429, {{"X-Amzn-Errortype", "TooManyRequestsException"}}, "{}"}, {sent, "retry later"});
    bool const reported =
        does({403, {{"X-Amzn-Errortype", "NotAuthorizedException"}}, R"({"message":"Not yours"})"},
             {sent, "report NotAuthorizedException: Not yours"});

    happened.clear();
    list_datasets("us-east-1_AbCdEfGhI", "nobody");
    std::cout << happened.front() << '\n';
    bool const refused = happened.size() == 1 && happened.front().starts_with("report ") &&
                         happened.front().find("/IdentityPoolId") != std::string::npos &&
                         happened.front().find("/IdentityId") != std::string::npos;

    return shown && retried && reported && refused ? 0 : 1;
}

// SPDX-License-Identifier: BSL-1.0
//
// The request for the next page, and all pages as a range, for the three operations that answer a NextToken.
// The service here is a function of a request: no socket, no clock.
#include <cognito_sync/pagination.hpp>

#include <algorithm>
#include <iterator>
#include <optional>
#include <ranges>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#include "support/catch.hpp"

namespace {

using namespace cognito_sync;

ListDatasets::Request const datasets{.identity_pool_id = "us-east-1:0f1e",
                                     .identity_id = "us-east-1:aaaa",
                                     .next_token = "t0",
                                     .max_results = 2};
ListIdentityPoolUsage::Request const usages{.next_token = "t0", .max_results = 3};
ListRecords::Request const records{.identity_pool_id = "us-east-1:0f1e",
                                   .identity_id = "us-east-1:aaaa",
                                   .dataset_name = "my_list",
                                   .last_sync_count = 7,
                                   .next_token = "t0",
                                   .max_results = 4,
                                   .sync_session_token = "session"};

/// The next page's request is the same but for its token; without a new token there is none.
template <class Op>
void check_next(typename Op::Request const& asked) {
    INFO(Op::name);
    auto wanted = asked;
    wanted.next_token = "t1";
    CHECK(next_page<Op>(asked, {.next_token = "t1"}) == wanted);
    CHECK(next_page<Op>(wanted, {.next_token = "t0"}) == asked);
    wanted.next_token = " ";
    CHECK(next_page<Op>(asked, {.next_token = " "}) == wanted);
    CHECK(!next_page<Op>(asked, {}));
    CHECK(!next_page<Op>(asked, {.next_token = ""}));
    CHECK(!next_page<Op>(asked, {.next_token = "t0"}));

    auto first = asked;
    first.next_token.reset();
    CHECK(!next_page<Op>(first, {}));
    CHECK(!next_page<Op>(first, {.next_token = ""}));
    CHECK(next_page<Op>(first, {.next_token = "t0"}) == asked);
    first.next_token = "";
    CHECK(!next_page<Op>(first, {.next_token = ""}));
    CHECK(next_page<Op>(first, {.next_token = "t0"}) == asked);
}

/// Answers one reply after the other, and notes what was asked.
struct script {
    std::vector<response> replies;
    std::vector<std::string> asked{};

    response operator()(request const& sent) {
        REQUIRE(asked.size() < replies.size());
        asked.push_back(sent.method + " " + sent.target);
        return replies[asked.size() - 1];
    }
};

response page(std::string body) { return {200, {}, std::move(body)}; }

ListIdentityPoolUsage::Request const all{};

/// What the pages of a listing are: a count each, or the name of its error.
template <class Range>
std::vector<std::string> walk(Range&& range) {
    std::vector<std::string> seen;
    for (auto const& each : range)
        seen.push_back(each ? std::to_string(each->count.value_or(-1)) : to_string(each.error()));
    return seen;
}

/// The pages of a listing of pools that answers so.
std::vector<std::string> walked(script& service) {
    return walk(pages(all, [&](request const& sent) { return service(sent); }));
}

using texts = std::vector<std::string>;

}  // namespace

static_assert(paged<ListDatasets> && paged<ListIdentityPoolUsage> && paged<ListRecords>);
static_assert([] {
    std::size_t count = 0;
    operations::for_each([&]<class Op>() { count += paged<Op> ? 1U : 0U; });
    return count;
}() == 3);

TEST_CASE("the next page is the same request but for its token", "[pagination]") {
    check_next<ListDatasets>(datasets);
    check_next<ListIdentityPoolUsage>(usages);
    check_next<ListRecords>(records);
}

TEST_CASE("the next page of records keeps sync count and session, whatever the reply says of them",
          "[pagination]") {
    auto const next = next_page<ListRecords>(
        records, {.next_token = "t1", .count = 9, .dataset_sync_count = 99, .sync_session_token = "another"});
    REQUIRE(next.has_value());
    CHECK(next->last_sync_count == 7);
    CHECK(next->sync_session_token == "session");
    CHECK(next->max_results == 4);
    CHECK(next->next_token == "t1");
    ListRecords::Request plain = records;
    plain.sync_session_token.reset();
    CHECK(
        next_page<ListRecords>(plain, {.next_token = "t1", .sync_session_token = "s"})->sync_session_token ==
        std::nullopt);
}

TEST_CASE("a token is bytes: none is trimmed or compared but as a whole", "[pagination]") {
    std::string const token("a+b/=\0 \u20ac", 10);
    auto const next = next_page<ListDatasets>(datasets, {.next_token = token});
    CHECK(next->next_token == token);
    CHECK(next_page<ListDatasets>(datasets, {.next_token = "T0"}).has_value());
    CHECK(next_page<ListDatasets>(datasets, {.next_token = "t0 "}).has_value());
}

TEST_CASE("several pages: each is asked for with the token of the one before", "[pagination]") {
    script service{{page(R"({"Count":1,"NextToken":"a b"})"), page(R"({"Count":2,"NextToken":"c"})"),
                    page(R"({"Count":3})")}};
    CHECK(walked(service) == texts{"1", "2", "3"});
    CHECK(service.asked == texts{"GET /identitypools", "GET /identitypools?nextToken=a%20b",
                                 "GET /identitypools?nextToken=c"});
}

TEST_CASE("one page, when there is no token, an empty one, or the one just asked with", "[pagination]") {
    for (std::string const body :
         {R"({"Count":1})", R"({"Count":1,"NextToken":""})", R"({"Count":1,"NextToken":null})"}) {
        script service{{page(body)}};
        CHECK(walked(service) == texts{"1"});
        CHECK(service.asked.size() == 1);
    }
    script stuck{{page(R"({"Count":1,"NextToken":"x"})"), page(R"({"Count":2,"NextToken":"x"})")}};
    CHECK(walked(stuck) == texts{"1", "2"});
}

TEST_CASE("an empty page with a token is no end", "[pagination]") {
    script service{{page(R"({"NextToken":"x","IdentityPoolUsages":[]})"), page(R"({"Count":2})")}};
    CHECK(walked(service) == texts{"-1", "2"});
}

TEST_CASE("an error is the last element, as the first page or in the middle", "[pagination]") {
    response const refused{429, {{"x-amzn-errortype", "TooManyRequestsException"}}, R"({"message":"slow"})"};
    std::string const line = "TooManyRequestsException: slow (status 429)";
    script first{{refused, page(R"({"Count":2})")}};
    CHECK(walked(first) == texts{line});
    CHECK(first.asked.size() == 1);
    script middle{{page(R"({"Count":1,"NextToken":"x"})"), refused, page(R"({"Count":3})")}};
    CHECK(walked(middle) == texts{"1", line});
    CHECK(middle.asked.size() == 2);
    script unreadable{{page(R"({"Count":1,"NextToken":"x"})"), page(R"({"Count":"2","NextToken":"y"})")}};
    auto const seen = walked(unreadable);
    REQUIRE(seen.size() == 2);
    CHECK(seen.back().starts_with("the value has the wrong type at '/Count', byte 9"));
}

TEST_CASE("a send that may fail hands its error on as the last element", "[pagination]") {
    int sent = 0;
    auto const seen = walk(pages(all, [&](request const&) -> result<response> {
        if (++sent == 2) return error{.code = errc::unmodelled_error, .message = "no network"};
        return page(R"({"Count":1,"NextToken":"x"})");
    }));
    CHECK(seen == texts{"1", "no network"});
    CHECK(sent == 2);
}

TEST_CASE("a request that breaks a constraint is the only element, and nothing is sent", "[pagination]") {
    script service{};
    auto const seen = walk(pages(ListIdentityPoolUsage::Request{.max_results = 0},
                                 [&](request const& sent) { return service(sent); }));
    REQUIRE(seen.size() == 1);
    CHECK(seen.front().find("at '/MaxResults'") != std::string::npos);
    CHECK(service.asked.empty());
}

TEST_CASE("a page is asked for only when it is looked at", "[pagination]") {
    script service{{page(R"({"Count":1,"NextToken":"x"})"), page(R"({"Count":2,"NextToken":"y"})")}};
    auto range = pages(all, [&](request const& sent) { return service(sent); });
    CHECK(service.asked.empty());
    auto at = range.begin();
    CHECK(service.asked.size() == 1);
    CHECK((*at)->count == 1);
    CHECK(at->value().count == 1);
    CHECK(service.asked.size() == 1);
    ++at;
    CHECK(service.asked.size() == 2);
    CHECK((*at)->next_token == "y");
}

TEST_CASE("pages follow the policy: form and base path", "[pagination]") {
    std::vector<std::string> seen;
    auto const send = [&](request const& sent) {
        seen.push_back(sent.method + " " + sent.target + " " + sent.body);
        return page(seen.size() == 1 ? R"({"NextToken":"x"})" : "{}");
    };
    walk(pages(all, send, {.form = form::rpc, .base_path = "/sync"}));
    CHECK(seen == texts{"POST /sync/ {}", R"(POST /sync/ {"NextToken":"x"})"});
}

TEST_CASE("the pages of each operation are of its Response", "[pagination]") {
    auto const send = [](request const&) { return page("{}"); };
    auto const check = [&]<class Op>(typename Op::Request const& first) {
        auto range = pages(first, send);
        using range_type = decltype(range);
        static_assert(std::is_same_v<std::ranges::range_value_t<range_type>, result<typename Op::Response>>);
        static_assert(std::input_iterator<std::ranges::iterator_t<range_type>>);
        static_assert(std::ranges::input_range<range_type>);
        CHECK(walk(range).size() == 1);
    };
    check.operator()<ListIdentityPoolUsage>(usages);
    auto datasets_seen = 0;
    for (auto const& each : pages(datasets, send)) datasets_seen += each->datasets.empty() ? 1 : 100;
    CHECK(datasets_seen == 1);
    auto records_seen = 0;
    for (auto const& each : pages(records, send)) records_seen += each->records.empty() ? 1 : 100;
    CHECK(records_seen == 1);
}

TEST_CASE("pages are a range for the algorithms of the standard library", "[pagination]") {
    script service{{page(R"({"Count":1,"NextToken":"x"})"), page(R"({"Count":2,"NextToken":"y"})"),
                    page(R"({"Count":4})")}};
    int total = 0;
    std::ranges::for_each(pages(all, [&](request const& sent) { return service(sent); }),
                          [&](auto const& each) { total += each->count.value_or(100); });
    CHECK(total == 7);
    script failing{{page(R"({"Count":1,"NextToken":"x"})"), {500, {}, ""}}};
    auto range = pages(all, [&](request const& sent) { return failing(sent); });
    auto const found = std::ranges::find_if(range, [](auto const& each) { return each.has_error(); });
    REQUIRE(!(found == range.end()));
    CHECK(found->error().status == 500);
}

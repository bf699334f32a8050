// SPDX-License-Identifier: BSL-1.0
//
// What the query of a target carries: rows Q1 to Q5 of the list of real bugs, and the rules of protocol
// for keys, pluses, repeats and integers. Each refusal is checked with its code, its place and its byte.
#include <cognito_sync/uri/binding.hpp>
#include <cognito_sync/codec.hpp>
#include <cognito_sync/uri.hpp>

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "support/catch.hpp"

namespace {

using namespace cognito_sync;
using namespace std::string_literals;
using bindings = std::vector<std::pair<std::string_view, std::string>>;

constexpr std::string_view usage = "/identitypools?";
constexpr std::string_view records = "/identitypools/a:0/identities/b:1/datasets/c/records?";

bindings query_of(std::string_view query, std::string_view before = usage) {
    auto const matched = parse_target("GET", std::string(before).append(query));
    INFO(query);
    REQUIRE(matched.has_value());
    return matched->query;
}

template <class Op>
result<typename Op::Request> read(std::string_view before, std::string_view query) {
    return decode_request<Op>({"GET", std::string(before).append(query)});
}

/// The value of `key`, refused as an integer. The offset is that of the value.
template <class Op>
void bad(std::string_view before, std::string_view key, std::string_view value, errc code,
         std::string_view where) {
    auto const refused = read<Op>(before, std::string(key).append("=").append(value));
    INFO(key << "=" << value);
    REQUIRE(!refused.has_value());
    CHECK(refused.error().code == code);
    CHECK(refused.error().where == where);
    CHECK(refused.error().offset == before.size() + key.size() + 1);
    CHECK(refused.error().name == "SerializationException");
    CHECK(refused.error().status == 400);
}

}  // namespace

TEST_CASE("Q1 a token with + / = is escaped, and the same bytes come back", "[uri]") {
    for (std::string const& token :
         {"a+b/c=="s, "+"s, "=&="s, "%2B"s, " "s, "\0\xC2\x80\r\n"s, "\u20ac&?#"s, ""s}) {
        auto const target = build_target<ListIdentityPoolUsage>({.next_token = token}).value();
        CHECK(target.find_first_of("+ #&\r", 1) == std::string::npos);
        CHECK(parse_target("GET", target)->query == bindings{{"NextToken", token}});
        CHECK(decode_request<ListIdentityPoolUsage>({"GET", target})->next_token == token);
    }
    CHECK(build_target<ListIdentityPoolUsage>({.next_token = "a+b/c=="}).value() ==
          "/identitypools?nextToken=a%2Bb%2Fc%3D%3D");
}

TEST_CASE("Q1 a plus in the query is a plus, and so are an escaped one and an escaped blank what they are",
          "[uri]") {
    CHECK(query_of("nextToken=a+b%2Bc%20d") == bindings{{"NextToken", "a+b+c d"}});
}

TEST_CASE("Q2 an escaped & or = separates nothing", "[uri]") {
    CHECK(query_of("nextToken=x%26maxResults%3D1") == bindings{{"NextToken", "x&maxResults=1"}});
    CHECK(query_of("nextToken%3Dx") == bindings{});
    CHECK(query_of("nextToken=x;maxResults=1") == bindings{{"NextToken", "x;maxResults=1"}});
    CHECK(query_of("nextToken==x=") == bindings{{"NextToken", "=x="}});
}

TEST_CASE("Q3 what is no integer of the query's grammar is refused at its value", "[uri]") {
    for (std::string_view const value :
         {"1.001", "1.0", "2ABC", "0x42", "true", "Infinity", "-Infinity", "NaN", "", "%205", "5%20", "+5",
          "%2B5", "--5", "-", "1e2", "1,0", "%31%00", "1_0"}) {
        bad<ListDatasets>("/identitypools/a:0/identities/b:1/datasets?", "maxResults", value,
                          errc::bad_integer, "/MaxResults");
        bad<ListIdentityPoolUsage>(usage, "maxResults", value, errc::bad_integer, "/MaxResults");
        bad<ListRecords>(records, "lastSyncCount", value, errc::bad_integer, "/LastSyncCount");
        bad<ListRecords>(records, "x=1&nextToken=%41&maxResults", value, errc::bad_integer, "/MaxResults");
    }
    CHECK(read<ListIdentityPoolUsage>(usage, "maxResults").error().offset ==
          usage.size() + 10);  // no = at all
    CHECK(read<ListIdentityPoolUsage>(usage, "maxResults").error().code == errc::bad_integer);
}

TEST_CASE("Q3 an integer beyond its width is out of range, and the last one within it is read", "[uri]") {
    for (std::string_view const value :
         {"2147483648", "-2147483649", "9223372036854775807", "-9223372000000000000",
          "123000000000000000000000", "18446744073709551617", "4294967297"})
        bad<ListIdentityPoolUsage>(usage, "maxResults", value, errc::number_range, "/MaxResults");
    for (std::string_view const value :
         {"9223372036854775808", "-9223372036854775809", "184467440737095500000", "123000000000000000000000",
          "-184467440737095500000"})
        bad<ListRecords>(records, "lastSyncCount", value, errc::number_range, "/LastSyncCount");
    CHECK(read<ListIdentityPoolUsage>(usage, "maxResults=2147483647")->max_results == INT32_MAX);
    CHECK(read<ListRecords>(records, "lastSyncCount=9223372036854775807")->last_sync_count == INT64_MAX);
    CHECK(read<ListRecords>(records, "lastSyncCount=-9223372036854775808")->last_sync_count == INT64_MIN);
    CHECK(read<ListRecords>(records, "lastSyncCount=9007199254740993")->last_sync_count ==
          9'007'199'254'740'993);
}

TEST_CASE("Q3 zeros in front, a minus and escaped digits are read, what the range allows is another question",
          "[uri]") {
    CHECK(read<ListIdentityPoolUsage>(usage, "maxResults=007")->max_results == 7);
    CHECK(read<ListIdentityPoolUsage>(usage, "maxResults=%31%30")->max_results == 10);
    CHECK(read<ListIdentityPoolUsage>(usage, "maxResults=00000000000000000000000000000001")->max_results ==
          1);
    CHECK(read<ListRecords>(records, "lastSyncCount=-0")->last_sync_count == 0);
    CHECK(read<ListRecords>(records, "lastSyncCount=-5")->last_sync_count == -5);
    for (std::string_view const value : {"0", "-1", "-2147483648"}) {
        auto const refused = read<ListIdentityPoolUsage>(usage, "maxResults=" + std::string(value));
        REQUIRE(!refused.has_value());
        CHECK(refused.error().code == errc::broken_constraint);
        CHECK(refused.error().name == "InvalidParameterException");
        CHECK(refused.error().violations ==
              std::vector{violation{"/MaxResults", "Value at '/MaxResults' failed to satisfy constraint: "
                                                   "Member must be greater than or equal to 1"}});
    }
}

TEST_CASE("Q4 of a repeated key the first counts, and what follows is not even read", "[uri]") {
    CHECK(query_of("maxResults=1&maxResults=2") == bindings{{"MaxResults", "1"}});
    CHECK(read<ListIdentityPoolUsage>(usage, "maxResults=1&maxResults=2")->max_results == 1);
    CHECK(read<ListIdentityPoolUsage>(usage, "maxResults=1&maxResults=x&nextToken=&nextToken=%FF")
              ->max_results == 1);
    CHECK(read<ListIdentityPoolUsage>(usage, "nextToken&nextToken=a")->next_token == "");
    CHECK(read<ListIdentityPoolUsage>(usage, "maxResults=x&maxResults=1").error().code == errc::bad_integer);
}

TEST_CASE("Q5 empty pairs and unknown keys are ignored, whatever they carry", "[uri]") {
    for (std::string_view const query :
         {"", "&", "&&", "=", "==", "=1", "&=&", "foo=1", "foo", "?", "?nextToken=x", "NextToken=x",
          "nexttoken=x", "nextToken2=x", "nextToke=x", "foo=%FF", "X-Amz-Expires=9&X-Amz-Signature="})
        CHECK(query_of(query) == bindings{});
    CHECK(query_of("&&nextToken=a&&=&maxResults=2&") == bindings{{"NextToken", "a"}, {"MaxResults", "2"}});
    CHECK(query_of("foo=1&maxResults=2&X-Amz-Expires=9") == bindings{{"MaxResults", "2"}});
    CHECK(parse_target("GET", "/identitypools/a:0?maxResults=2")->query ==
          bindings{});  // bound elsewhere, not here
}

TEST_CASE("a key is compared after it is decoded, a key without = is the empty text, order says nothing",
          "[uri]") {
    CHECK(query_of("next%54oken=a") == bindings{{"NextToken", "a"}});
    CHECK(query_of("%6E%65%78%74%54%6f%6b%65%6e=a") == bindings{{"NextToken", "a"}});
    CHECK(query_of("nextToken") == bindings{{"NextToken", ""}});
    CHECK(query_of("nextToken=") == bindings{{"NextToken", ""}});
    CHECK(query_of("nextToken&maxResults=1") == bindings{{"NextToken", ""}, {"MaxResults", "1"}});
    CHECK(query_of("maxResults=3&nextToken=a") == bindings{{"MaxResults", "3"}, {"NextToken", "a"}});
    CHECK(
        query_of("syncSessionToken=s&maxResults=3&lastSyncCount=0&nextToken=n", records) ==
        bindings{{"SyncSessionToken", "s"}, {"MaxResults", "3"}, {"LastSyncCount", "0"}, {"NextToken", "n"}});
}

TEST_CASE("what a target does not carry stays unset, and empty is not unset", "[uri]") {
    auto const bare = read<ListIdentityPoolUsage>("/identitypools", "");
    REQUIRE(bare.has_value());
    CHECK(!bare->next_token.has_value());
    CHECK(!bare->max_results.has_value());
    CHECK(read<ListIdentityPoolUsage>(usage, "nextToken=")->next_token == "");
}

TEST_CASE("a value that is not UTF-8 is refused at its place, once it is bound", "[uri]") {
    auto const refused = read<ListRecords>(records, "nextToken=ok&syncSessionToken=a%C3%28");
    REQUIRE(!refused.has_value());
    CHECK(refused.error().code == errc::bad_unicode);
    CHECK(refused.error().where == "/SyncSessionToken");
    CHECK(refused.error().offset == records.size() + "nextToken=ok&syncSessionToken="s.size());
    CHECK(read<ListRecords>(records, "maxResults=%FF").error().code == errc::bad_unicode);
    CHECK(read<ListRecords>(records, "nextToken=%FF&nextToken=x").error().where == "/NextToken");
}

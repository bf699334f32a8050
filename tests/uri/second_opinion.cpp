// SPDX-License-Identifier: BSL-1.0
//
// The parser of Boost.URL as a second opinion: which texts are a target at all, and what their pieces
// decode to.
//
// The two agree on every text tried here but in the ways that the last tables name; each difference is on
// purpose.
#include <cognito_sync/uri.hpp>

#include <boost/url/parse.hpp>

#include <cstddef>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "support/catch.hpp"
#include "support/sample.hpp"

namespace {

using namespace cognito_sync;
namespace urls = boost::urls;

/// Whether this library finds the characters of a target in order, wherever the path leads.
bool ours(std::string_view target) {
    auto const matched = parse_target("GET", target, {.max_target = 1 << 20});
    return matched || (matched.error().code != errc::bad_target && matched.error().code != errc::bad_escape);
}

bool theirs(std::string_view target) {
    return urls::parse_origin_form(urls::string_view(target.data(), target.size())).has_value();
}

/// Every text of up to `most` symbols behind a prefix.
std::size_t disagreements(std::string_view prefix, std::vector<std::string> const& symbols, int most,
                          std::size_t& tried, std::string& first) {
    std::vector<std::string> texts{std::string(prefix)};
    std::size_t found = 0, from = 0;
    for (int length = 0; length < most; ++length) {
        std::size_t const end = texts.size();
        for (; from < end; ++from)
            for (std::string const& symbol : symbols) texts.push_back(texts[from] + symbol);
    }
    tried += texts.size();
    for (std::string const& text : texts)
        if (ours(text) != theirs(text) && found++ == 0) first = text;
    return found;
}

std::vector<std::string> decoded_segments(std::string_view target) {
    std::vector<std::string> pieces;
    auto const parsed = urls::parse_origin_form(urls::string_view(target.data(), target.size())).value();
    for (auto const& segment : parsed.segments()) pieces.emplace_back(segment.data(), segment.size());
    return pieces;
}

}  // namespace

TEST_CASE("both judge every byte alike, in a path, in a query and behind a %", "[uri]") {
    for (int value = 0; value < 256; ++value) {
        char const byte = static_cast<char>(value);
        for (std::string_view const prefix :
             {"/", "/a", "/a?", "/a?b=", "/%", "/%4", "/a?%", "/a?%a", "/a/"}) {
            std::string const target = std::string(prefix) + byte;
            INFO(target);
            CHECK(ours(target) == theirs(target));
            CHECK(ours(target + "0") == theirs(target + "0"));
        }
    }
}

TEST_CASE("both judge every text of up to five symbols alike", "[uri]") {
    std::vector<std::string> const symbols{"/", "?", "%", "4", "f",  "g", "+",
                                           "&", "=", "#", " ", "\\", ":", "\xC3"};
    std::size_t tried = 0;
    std::string first;
    CHECK(disagreements("/", symbols, 4, tried, first) == 0);
    CHECK(disagreements("/identitypools", symbols, 3, tried, first) == 0);
    CHECK(disagreements("", {"/", "?", "*", "a", "%41", "//"}, 1, tried, first) == 0);
    CHECK(first == "");
    CHECK(tried > 40'000);
}

TEST_CASE("both find the same labels in every target that is built", "[uri]") {
    operations::for_each([]<class Op>() {
        INFO(Op::name);
        sample::source from(7);
        for (int round = 0; round < 50; ++round) {
            auto const target = build_target<Op>(from.make<typename Op::Request>()).value();
            auto const matched = parse_target(Op::http.method(), target);
            REQUIRE(matched.has_value());
            auto const pieces = decoded_segments(target);
            REQUIRE(pieces.size() == Op::http.path().size());
            std::size_t label = 0;
            for (std::size_t i = 0; i < pieces.size(); ++i)
                REQUIRE(pieces[i] == (Op::http.path()[i].label ? matched->labels[label++].second
                                                               : Op::http.path()[i].text));
        }
    });
}

TEST_CASE("both find the same first value of each key in a query without pluses", "[uri]") {
    for (std::string_view const target :
         {"/identitypools?nextToken=a%26b&maxResults=10", "/identitypools?nextToken",
          "/identitypools?nextToken=", "/identitypools?nextToken=a=b", "/identitypools?&&nextToken=x&",
          "/identitypools?next%54oken=%3D", "/identitypools?nextToken=1&nextToken=2",
          "/identitypools?x=1&nextToken=%E2%82%AC", "/identitypools?"}) {
        INFO(target);
        auto const matched = parse_target("GET", target);
        REQUIRE(matched.has_value());
        auto const parsed = urls::parse_origin_form(target).value();
        std::string boosts, own;
        for (auto const& parameter : parsed.params())
            if (parameter.key == "nextToken") {
                boosts = "=" + std::string(parameter.value.data(), parameter.value.size());
                break;
            }
        for (auto const& [member, value] : matched->query)
            if (member == "NextToken") own = "=" + value;
        CHECK(own == boosts);
    }
}

TEST_CASE("where the two differ: Boost.URL takes these for a target, and no route has them", "[uri]") {
    for (std::string_view const target :
         {"//a/b", "//", "/identitypools//a", "/a//", "/./identitypools", "/identitypools/../x"}) {
        INFO(target);
        CHECK(theirs(target));
        auto const matched = parse_target("GET", target);
        REQUIRE(!matched.has_value());
        CHECK(matched.error().code == errc::unknown_path);
    }
}

TEST_CASE(
    "where the two differ: an escape that is no UTF-8 is a target for both, and no value for this library",
    "[uri]") {
    CHECK(theirs("/identitypools/%FF"));
    CHECK(parse_target("GET", "/identitypools/%FF").error().code == errc::bad_unicode);
}

TEST_CASE("where the two differ: a plus in a query is a plus here, and Boost.URL makes a blank of it",
          "[uri]") {
    auto const parsed = urls::parse_origin_form("/identitypools?nextToken=a+b").value();
    auto const parameter = *parsed.params().begin();
    CHECK(std::string_view(parameter.value.data(), parameter.value.size()) == "a b");
    CHECK(parse_target("GET", "/identitypools?nextToken=a+b")->query[0].second == "a+b");
}

TEST_CASE(
    "where the two differ: one slash at the end is a last, empty segment for Boost.URL and nothing here",
    "[uri]") {
    CHECK(decoded_segments("/identitypools/").size() == 2);
    CHECK(parse_target("GET", "/identitypools/")->operation == "ListIdentityPoolUsage");
}

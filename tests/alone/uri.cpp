// SPDX-License-Identifier: BSL-1.0
//
// Paths and queries by themselves: a proxy or a signer builds and takes apart targets without JSON and
// without HTTP messages.
#include <cognito_sync/uri.hpp>

#if defined(BOOST_JSON_BASIC_PARSER_HPP) || defined(BOOST_JSON_ERROR_HPP) ||                                 \
    defined(BOOST_JSON_VALUE_HPP) || defined(BOOST_JSON_DETAIL_CONFIG_HPP)
#error "uri.hpp brings Boost.JSON in"
#endif

#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "support/catch.hpp"

// What these names mean within the namespace of the library, where the headers that declare them there
// were not included.
struct request_view;
struct headers_view;
struct error_reply;
struct answer;

namespace cognito_sync::alone {
static_assert(std::is_same_v<request_view, ::request_view>, "uri.hpp brings message.hpp in");
static_assert(std::is_same_v<headers_view, ::headers_view>, "uri.hpp brings message.hpp in");
static_assert(std::is_same_v<error_reply, ::error_reply>, "uri.hpp brings outcome.hpp in");
static_assert(std::is_same_v<answer, ::answer>, "uri.hpp brings codec.hpp in");
}  // namespace cognito_sync::alone

namespace cs = cognito_sync;

TEST_CASE("targets stand alone: one is built from a request and taken apart again, without JSON and messages",
          "[alone][uri]") {
    auto const target = cs::build_target<cs::ListDatasets>(
        {.identity_pool_id = "us-east-1:0f", .identity_id = "us-east-1:ab", .max_results = 10});
    REQUIRE(target.has_value());
    CHECK(*target == "/identitypools/us-east-1%3A0f/identities/us-east-1%3Aab/datasets?maxResults=10");

    auto const matched = cs::parse_target("GET", *target);
    REQUIRE(matched.has_value());
    CHECK(matched->operation == "ListDatasets");
    CHECK(matched->labels == std::vector<std::pair<std::string_view, std::string>>{
                                 {"IdentityPoolId", "us-east-1:0f"}, {"IdentityId", "us-east-1:ab"}});
    CHECK(matched->query == std::vector<std::pair<std::string_view, std::string>>{{"MaxResults", "10"}});
    CHECK(cs::parse_target("PATCH", *target).error().allow == "GET");
}

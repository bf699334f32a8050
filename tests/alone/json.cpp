// SPDX-License-Identifier: BSL-1.0
//
// JSON by itself: any structure that names its members is read and written, without HTTP, URIs, validation
// or an operation.
#include <cognito_sync/json.hpp>

#if defined(BOOST_URL_URL_VIEW_HPP) || defined(BOOST_URL_PARSE_HPP) || defined(BOOST_URL_DETAIL_CONFIG_HPP)
#error "json.hpp brings Boost.URL in"
#endif
#if defined(BOOST_JSON_VALUE_HPP) || defined(BOOST_JSON_PARSER_HPP) || defined(BOOST_JSON_SERIALIZER_HPP)
#error "json.hpp brings the document tree of Boost.JSON in"
#endif

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <type_traits>
#include <vector>

#include "support/catch.hpp"

// What these names mean within the namespace of the library, where the headers that declare them there
// were not included.
struct request_view;
struct error_reply;
struct matched_target;
struct ListDatasets;
struct policy;

namespace cognito_sync::alone {
static_assert(std::is_same_v<request_view, ::request_view>, "json.hpp brings message.hpp in");
static_assert(std::is_same_v<error_reply, ::error_reply>, "json.hpp brings outcome.hpp in");
static_assert(std::is_same_v<matched_target, ::matched_target>, "json.hpp brings uri.hpp in");
static_assert(std::is_same_v<ListDatasets, ::ListDatasets>, "json.hpp brings model/operations.hpp in");
static_assert(std::is_same_v<policy, ::policy>, "json.hpp brings policy.hpp in");
}  // namespace cognito_sync::alone

namespace {

namespace cs = cognito_sync;

struct bookmark {
    std::string title;
    std::int64_t page{};
    std::optional<cs::timestamp> added{};
    std::vector<std::string> tags{};

    static constexpr auto members =
        cs::members_of(cs::member{"Title", &bookmark::title}, cs::member{"Page", &bookmark::page},
                       cs::member{"Added", &bookmark::added}, cs::member{"Tags", &bookmark::tags});
    friend bool operator==(bookmark const&, bookmark const&) = default;
};

}  // namespace

TEST_CASE("JSON stands alone: a structure of one's own goes to text and comes back, without HTTP",
          "[alone][json]") {
    bookmark const value{
        "Don \"Q\"", 9'007'199'254'740'993, cs::timestamp{std::chrono::milliseconds{1500}}, {"a"}};
    auto const text = cs::to_json(value);
    REQUIRE(text.has_value());
    CHECK(*text == R"({"Title":"Don \"Q\"","Page":9007199254740993,"Added":1.5,"Tags":["a"]})");
    CHECK(cs::from_json<bookmark>(*text).value() == value);

    auto const refused = cs::from_json<bookmark>(R"({"Title":"t","Page":"1"})");
    REQUIRE(!refused.has_value());
    CHECK(refused.error().code == cs::errc::wrong_type);
    CHECK(refused.error().where == "/Page");
    CHECK(refused.error().offset == 20);
}

// SPDX-License-Identifier: BSL-1.0
//
// Validation by itself: any structure that names its members is judged, without JSON, URIs, messages or an
// operation.
#include <cognito_sync/validate.hpp>

#if defined(BOOST_JSON_BASIC_PARSER_HPP) || defined(BOOST_JSON_ERROR_HPP) ||                                 \
    defined(BOOST_JSON_VALUE_HPP) || defined(BOOST_JSON_DETAIL_CONFIG_HPP)
#error "validate.hpp brings Boost.JSON in"
#endif
#if defined(BOOST_URL_URL_VIEW_HPP) || defined(BOOST_URL_PARSE_HPP) || defined(BOOST_URL_DETAIL_CONFIG_HPP)
#error "validate.hpp brings Boost.URL in"
#endif

#include <optional>
#include <string>
#include <type_traits>
#include <vector>

#include "support/catch.hpp"

// What these names mean within the namespace of the library, where the headers that declare them there
// were not included.
struct Dataset;
struct ListDatasets;
struct matched_target;
struct request_view;
struct error_reply;

namespace cognito_sync::alone {
static_assert(std::is_same_v<Dataset, ::Dataset>, "validate.hpp brings model/structures.hpp in");
static_assert(std::is_same_v<ListDatasets, ::ListDatasets>, "validate.hpp brings model/operations.hpp in");
static_assert(std::is_same_v<matched_target, ::matched_target>, "validate.hpp brings uri.hpp in");
static_assert(std::is_same_v<request_view, ::request_view>, "validate.hpp brings message.hpp in");
static_assert(std::is_same_v<error_reply, ::error_reply>, "validate.hpp brings outcome.hpp in");
}  // namespace cognito_sync::alone

namespace {

namespace cs = cognito_sync;

struct subscription {
    std::string identity_id;
    std::optional<std::vector<std::string>> dataset_names{};

    static constexpr auto members =
        cs::members_of(cs::member{"IdentityId", &subscription::identity_id, cs::IdentityId},
                       cs::member{"DatasetNames", &subscription::dataset_names, cs::DatasetName});
};

}  // namespace

TEST_CASE("validation stands alone: a structure of one's own is judged by the shapes of the model",
          "[alone][validate]") {
    CHECK(cs::validate(subscription{"us-east-1:0f1e", {{"photos", "notes"}}}).empty());
    auto const found = cs::validate(subscription{"us-east-1:0F1E", {{"photos", "no/tes"}}});
    REQUIRE(found.size() == 2);
    CHECK(found[0].where == "/IdentityId");
    CHECK(found[1].where == "/DatasetNames/1");
    CHECK(cs::validate(subscription{"us-east-1:0F1E"}, {.ids = cs::ids::length_only}).empty());
    CHECK(cs::summary(found).find("2 validation errors at 2 paths detected.") == 0);
}

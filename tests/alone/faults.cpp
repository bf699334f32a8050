// SPDX-License-Identifier: BSL-1.0
//
// The faults by themselves: status, name and retry class of an error without an operation, without Boost
// and without a string.
#include <cognito_sync/model/faults.hpp>

#if defined(BOOST_CONFIG_HPP) || defined(BOOST_ASSERT_HPP) || defined(BOOST_VERSION)
#error "model/faults.hpp brings Boost in"
#endif

#include <type_traits>

#include "support/catch.hpp"

// What these names mean within the namespace of the library, where the headers that declare them there
// were not included.
struct text;
struct route;
struct schema;
struct error;
struct ListDatasets;

namespace cognito_sync::alone {
static_assert(std::is_same_v<text, ::text>, "model/faults.hpp brings core/text.hpp in");
static_assert(std::is_same_v<route, ::route>, "model/faults.hpp brings core/route.hpp in");
static_assert(std::is_same_v<schema, ::schema>, "model/faults.hpp brings core/schema.hpp in");
static_assert(std::is_same_v<error, ::error>, "model/faults.hpp brings error.hpp in");
static_assert(std::is_same_v<ListDatasets, ::ListDatasets>,
              "model/faults.hpp brings model/operations.hpp in");
}  // namespace cognito_sync::alone

namespace cs = cognito_sync;

static_assert(cs::status_of(cs::fault::ResourceConflict) == 409);
static_assert(cs::fault_named("ResourceConflictException") == cs::fault::ResourceConflict);
static_assert(cs::retry_class(503, "ServiceUnavailable") == cs::retry::transient);

TEST_CASE("faults stand alone: every one is found by its name and has its status, without an operation",
          "[alone][model]") {
    CHECK(cs::faults.size() == 13);
    for (cs::fault_row const& row : cs::faults) {
        INFO(row.name);
        CHECK(cs::fault_named(row.name) == row.value);
        CHECK(cs::status_of(row.value) == row.status);
        CHECK(cs::to_string(row.value) == row.name);
    }
    CHECK(!cs::fault_named("AccessDeniedException").has_value());
    CHECK(cs::fault_set{cs::fault::NotAuthorized, cs::fault::InternalError}.only_with(403) ==
          cs::fault::NotAuthorized);
}

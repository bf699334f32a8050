// SPDX-License-Identifier: BSL-1.0
//
// The constrained strings and the enums by themselves: whoever checks an id or a name includes this one
// header, and gets no Boost, no dates and no structures with it.
#include <cognito_sync/model/shapes.hpp>

#if defined(BOOST_CONFIG_HPP) || defined(BOOST_ASSERT_HPP) || defined(BOOST_VERSION)
#error "model/shapes.hpp brings Boost in"
#endif
#ifdef _GLIBCXX_CHRONO
#error "model/shapes.hpp brings <chrono> in"
#endif

#include <string_view>
#include <type_traits>

#include "support/catch.hpp"

// What these names mean within the namespace of the library, where the headers that declare them there
// were not included.
struct Dataset;
struct ListDatasets;
struct error;
struct timestamp;

namespace cognito_sync::alone {
static_assert(std::is_same_v<Dataset, ::Dataset>, "model/shapes.hpp brings model/structures.hpp in");
static_assert(std::is_same_v<ListDatasets, ::ListDatasets>,
              "model/shapes.hpp brings model/operations.hpp in");
static_assert(std::is_same_v<error, ::error>, "model/shapes.hpp brings error.hpp in");
static_assert(std::is_same_v<timestamp, ::timestamp>, "model/shapes.hpp brings core/timestamp.hpp in");
}  // namespace cognito_sync::alone

namespace cs = cognito_sync;

static_assert(cs::DatasetName.accepts("photos:2014") && !cs::DatasetName.accepts("a/b"));
static_assert(cs::IdentityId.accepts("us-east-1:0f1e") && !cs::IdentityId.accepts("us-east-1_AbC"));
static_assert(cs::enumerator<cs::Platform>("GCM") == cs::Platform::GCM &&
              !cs::enumerator<cs::Platform>("gcm"));

TEST_CASE("shapes and enums stand alone: a name is judged and explained, an enumerator spelled",
          "[alone][model]") {
    CHECK(cs::DatasetName.accepts("photos:2014"));
    CHECK(cs::DatasetName.explain("a/b") == "'/' at offset 1 does not fit the pattern [a-zA-Z0-9_.:-]+");
    CHECK(cs::to_string(cs::StreamingStatus::ENABLED) == "ENABLED");
    CHECK(cs::open<cs::Operation>("merge").text() == "merge");
}

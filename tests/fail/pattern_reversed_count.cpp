// SPDX-License-Identifier: BSL-1.0
// EXPECT: a count whose bounds are reversed
#include <cognito_sync/core/pattern.hpp>

constexpr cognito_sync::pattern refused = cognito_sync::regex<"a{3,2}">;

// SPDX-License-Identifier: BSL-1.0
// EXPECT: a count above 1000
#include <cognito_sync/core/pattern.hpp>

constexpr cognito_sync::pattern refused = cognito_sync::regex<"a{0,1001}">;

// SPDX-License-Identifier: BSL-1.0
// EXPECT: more than 63 places
#include <cognito_sync/core/pattern.hpp>

constexpr cognito_sync::pattern refused = cognito_sync::regex<"[a-z]{1,64}">;

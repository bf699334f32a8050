// SPDX-License-Identifier: BSL-1.0
// EXPECT: an unknown kind of group
#include <cognito_sync/core/pattern.hpp>

constexpr cognito_sync::pattern refused = cognito_sync::regex<"a(?>b)">;

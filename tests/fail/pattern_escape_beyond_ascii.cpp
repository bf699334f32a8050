// SPDX-License-Identifier: BSL-1.0
// EXPECT: an escape above
#include <cognito_sync/core/pattern.hpp>

constexpr cognito_sync::pattern refused = cognito_sync::regex<R"([\xA0])">;

// SPDX-License-Identifier: BSL-1.0
// EXPECT: an escape with nothing after it
#include <cognito_sync/core/pattern.hpp>

constexpr cognito_sync::pattern refused = cognito_sync::regex<R"(a\)">;

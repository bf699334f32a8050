// SPDX-License-Identifier: BSL-1.0
// EXPECT: a byte that is not ASCII
#include <cognito_sync/core/pattern.hpp>

constexpr cognito_sync::pattern refused = cognito_sync::regex<"caf\xC3\xA9">;

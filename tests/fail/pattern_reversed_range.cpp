// SPDX-License-Identifier: BSL-1.0
// EXPECT: a range whose ends are reversed
#include <cognito_sync/core/pattern.hpp>

constexpr cognito_sync::pattern refused = cognito_sync::regex<"[z-a]">;

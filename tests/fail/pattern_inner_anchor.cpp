// SPDX-License-Identifier: BSL-1.0
// EXPECT: an anchor out of place
#include <cognito_sync/core/pattern.hpp>

constexpr cognito_sync::pattern refused = cognito_sync::regex<"a^b">;

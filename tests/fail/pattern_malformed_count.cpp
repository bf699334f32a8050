// SPDX-License-Identifier: BSL-1.0
// EXPECT: a count that is not {m}, {m,} or {m,n}
#include <cognito_sync/core/pattern.hpp>

constexpr cognito_sync::pattern refused = cognito_sync::regex<"a{1,x}">;

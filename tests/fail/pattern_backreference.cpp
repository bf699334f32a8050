// SPDX-License-Identifier: BSL-1.0
// EXPECT: a backreference
#include <cognito_sync/core/pattern.hpp>

constexpr cognito_sync::pattern refused = cognito_sync::regex<R"((a)\1)">;

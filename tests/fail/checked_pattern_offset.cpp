// SPDX-License-Identifier: BSL-1.0
// EXPECT: character_at<2>
#include <cognito_sync/core/checked.hpp>
#include <cognito_sync/model/shapes.hpp>

constexpr auto name = cognito_sync::checked<cognito_sync::DatasetName, "my list">;

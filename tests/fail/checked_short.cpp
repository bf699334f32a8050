// SPDX-License-Identifier: BSL-1.0
// EXPECT: checked: the text is shorter than its shape demands
#include <cognito_sync/core/checked.hpp>
#include <cognito_sync/model/shapes.hpp>

constexpr auto key = cognito_sync::checked<cognito_sync::RecordKey, "">;

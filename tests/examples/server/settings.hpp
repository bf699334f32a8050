// SPDX-License-Identifier: BSL-1.0
//
// The settings of an identity pool, which decide what other operations answer.
#pragma once

#include "server/sqlite.hpp"

#include <cognito_sync/model/structures.hpp>

#include <optional>
#include <string_view>

namespace example {

/// What stands in GetIdentityPoolConfiguration.
struct pool_settings {
    std::optional<cognito_sync::PushSync> push_sync{};
    std::optional<cognito_sync::CognitoStreams> cognito_streams{};
};

pool_settings settings_of(sqlite::database& database, std::string_view pool);

}  // namespace example

// SPDX-License-Identifier: BSL-1.0
// EXPECT: route: a query key is missing
#include <cognito_sync/core/route.hpp>

constexpr cognito_sync::route refused = "GET /pools?token={Token}&";

// SPDX-License-Identifier: BSL-1.0
// EXPECT: route: a member or a query key stands in it twice
#include <cognito_sync/core/route.hpp>

constexpr cognito_sync::route refused = "GET /pools?token={First}&token={Second}";

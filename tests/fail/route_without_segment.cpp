// SPDX-License-Identifier: BSL-1.0
// EXPECT: route: the path begins with / and names at least one segment
#include <cognito_sync/model/operations.hpp>

struct refused {
    static constexpr cognito_sync::route http = "GET /";
};

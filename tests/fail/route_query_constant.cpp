// SPDX-License-Identifier: BSL-1.0
// EXPECT: route: a query key or header carries a member, like token={Token}
#include <cognito_sync/model/operations.hpp>

struct refused {
    static constexpr cognito_sync::route http = "GET /datasets?limit=10";
};

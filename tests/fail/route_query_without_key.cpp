// SPDX-License-Identifier: BSL-1.0
// EXPECT: route: a query key is missing
#include <cognito_sync/model/operations.hpp>

struct refused {
    static constexpr cognito_sync::route http = "GET /datasets?={NextToken}";
};

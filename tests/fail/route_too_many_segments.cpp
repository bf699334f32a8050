// SPDX-License-Identifier: BSL-1.0
// EXPECT: route: it has more than 12 segments, 8 query keys or 4 headers
#include <cognito_sync/model/operations.hpp>

struct refused {
    static constexpr cognito_sync::route http = "GET /1/2/3/4/5/6/7/8/9/10/11/12/13";
};

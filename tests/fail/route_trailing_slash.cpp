// SPDX-License-Identifier: BSL-1.0
// EXPECT: route: a segment of the path is empty
#include <cognito_sync/model/operations.hpp>

struct refused {
    static constexpr cognito_sync::route http = "GET /datasets/";
};

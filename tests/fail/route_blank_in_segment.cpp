// SPDX-License-Identifier: BSL-1.0
// EXPECT: route: a literal segment is written as on the wire
#include <cognito_sync/model/operations.hpp>

struct refused {
    static constexpr cognito_sync::route http = "GET /data sets";
};

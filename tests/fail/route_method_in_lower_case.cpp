// SPDX-License-Identifier: BSL-1.0
// EXPECT: route: it begins with a method in capitals and a blank, like GET /path
#include <cognito_sync/model/operations.hpp>

struct refused {
    static constexpr cognito_sync::route http = "get /datasets";
};

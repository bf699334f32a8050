// SPDX-License-Identifier: BSL-1.0
// EXPECT: route: it has more than 12 segments, 8 query keys or 4 headers
#include <cognito_sync/model/operations.hpp>

struct refused {
    static constexpr cognito_sync::route http =
        "GET /a?1={A}&2={B}&3={C}&4={D}&5={E}&6={F}&7={G}&8={H}&9={I}";
};

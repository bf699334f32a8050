// SPDX-License-Identifier: BSL-1.0
// EXPECT: route: a label is a member in braces and fills its place, like {Name}
#include <cognito_sync/model/operations.hpp>

struct refused {
    static constexpr cognito_sync::route http = "GET /datasets/{DatasetName";
};

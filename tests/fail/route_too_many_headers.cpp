// SPDX-License-Identifier: BSL-1.0
// EXPECT: route: it has more than 12 segments, 8 query keys or 4 headers
#include <cognito_sync/model/operations.hpp>

struct refused {
    static constexpr cognito_sync::route http = "GET /a\n1: {A}\n2: {B}\n3: {C}\n4: {D}\n5: {E}";
};

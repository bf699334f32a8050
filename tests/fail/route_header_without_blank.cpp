// SPDX-License-Identifier: BSL-1.0
// EXPECT: route: a header is a line of its own, like x-context: {ClientContext}
#include <cognito_sync/model/operations.hpp>

struct refused {
    static constexpr cognito_sync::route http = "GET /datasets\nx-amz-Client-Context:{ClientContext}";
};

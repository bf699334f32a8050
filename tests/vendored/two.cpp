// SPDX-License-Identifier: BSL-1.0
//
// The other one: it uses what the first uses, so that a function that is not inline is defined twice and does
// not link.
#include <cognito_sync.hpp>

namespace cs = cognito_sync;

void const* names_of_two() { return &cs::ListDatasets::name; }

bool two_agrees() {
    auto const request = cs::encode_request<cs::ListDatasets>(
        {.identity_pool_id = "us-east-1:1", .identity_id = "us-east-1:2"});
    return request && request->method == "GET";
}

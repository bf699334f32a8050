// SPDX-License-Identifier: BSL-1.0
//
// One of two translation units over the single header: what it defines must be the same entity in both.
#include <cognito_sync.hpp>

namespace cs = cognito_sync;

void const* names_of_two();
bool two_agrees();

int main() {
    bool const same = names_of_two() == &cs::ListDatasets::name;
    auto const request = cs::encode_request<cs::ListDatasets>(
        {.identity_pool_id = "us-east-1:1", .identity_id = "us-east-1:2"});
    return same && request && two_agrees() ? 0 : 1;
}

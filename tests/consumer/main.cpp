// SPDX-License-Identifier: BSL-1.0
//
// As much of the public face as it takes to need both of Boost's libraries where they are linked.
#include <cognito_sync.hpp>

namespace cs = cognito_sync;

int main() {
    auto const target =
        cs::build_target<cs::ListDatasets>({.identity_pool_id = "us-east-1:1", .identity_id = "us-east-1:2"});
    auto const dataset = cs::from_json<cs::Dataset>(R"({"DatasetName": "photos"})");
    return target && dataset && dataset->dataset_name == "photos" ? 0 : 1;
}

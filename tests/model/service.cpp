// SPDX-License-Identifier: BSL-1.0
//
// The service's own names, as signers, endpoints and the RPC form spell them. What the model has of them is
// checked against the model in operations.cpp.
#include <cognito_sync/model/service.hpp>

#include "support/catch.hpp"

namespace {

using namespace cognito_sync;

constexpr bool names_hold() {
    return service::full_name == "Amazon Cognito Sync" && service::api_version == "2014-06-30" &&
           service::endpoint_prefix == "cognito-sync" && service::signing_name == "cognito-sync" &&
           service::target_prefix == "com.amazonaws.cognito.sync.model.AWSCognitoSyncService" &&
           service::short_target_prefix == "AWSCognitoSyncService";
}
static_assert(names_hold());

}  // namespace

TEST_CASE("the service is called what signers, endpoints and targets call it", "[model][service]") {
    CHECK(names_hold());
    CHECK(service::target_prefix.ends_with(service::short_target_prefix));
    CHECK(service::target_prefix.back() != '.');
}

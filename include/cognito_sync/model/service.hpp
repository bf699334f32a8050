// SPDX-License-Identifier: BSL-1.0
//
// The service's own names: what a signer, an endpoint and the RPC form of a request need to know. Data only.
#pragma once

#include <string_view>

/// The wire protocol of Amazon Cognito Sync, version 2014-06-30.
///
/// See  https://docs.aws.amazon.com/cognitosync/latest/APIReference/Welcome.html
namespace cognito_sync::service {

inline constexpr std::string_view full_name = "Amazon Cognito Sync";
inline constexpr std::string_view api_version = "2014-06-30";

/// The first label of the host name: `cognito-sync.<region>.amazonaws.com`.
inline constexpr std::string_view endpoint_prefix = "cognito-sync";

/// The service name in the scope of a Signature Version 4.
inline constexpr std::string_view signing_name = "cognito-sync";

/// What stands before `.<Operation>` in the X-Amz-Target of the RPC form, as the service documents it.
inline constexpr std::string_view target_prefix = "com.amazonaws.cognito.sync.model.AWSCognitoSyncService";

/// The bare service name, which a client generated from the model would send there; accepted, never emitted.
inline constexpr std::string_view short_target_prefix = "AWSCognitoSyncService";

}  // namespace cognito_sync::service

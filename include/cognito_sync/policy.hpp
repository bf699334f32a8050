// SPDX-License-Identifier: BSL-1.0
//
// The few switches of the library. What is not here cannot be switched.
#pragma once

#include <cstddef>
#include <string_view>

namespace cognito_sync {

/// How a request is laid out on the wire.
enum class form {
    rest,  ///< method and path say which operation; what every AWS SDK sends
    rpc,   ///< POST / with X-Amz-Target; what the samples of the API reference show
};

/// How strictly the ids of pools and identities are judged.
enum class ids {
    pattern,      ///< as modelled
    length_only,  ///< for fixtures copied from the documentation, whose ids break the documented pattern
};

/// What both ends may choose. The defaults are right for talking to the service and for replacing it.
struct policy {
    // clang-format off
    cognito_sync::form form = cognito_sync::form::rest;  ///< for encoding requests; a server takes both
    cognito_sync::ids ids = cognito_sync::ids::pattern;  ///< on requests, at both ends
    bool any_partition = false;       ///< ARNs of GovCloud and China too, not only `arn:aws:`
    bool smithy_validation = false;   ///< answer ValidationException with a fieldList
    bool strict_media_types = false;  ///< 415 for a Content-Type with a body where none is modelled
    std::string_view base_path{};     ///< a prefix of every path, like `/sync`; a slash at its end is ignored
    std::size_t max_body = std::size_t{16} << 20;   ///< bytes of a request's body; more is answered 413
    std::size_t max_target = std::size_t{8} << 10;  ///< bytes of a request's target; more is answered 414
    // clang-format on
};

}  // namespace cognito_sync

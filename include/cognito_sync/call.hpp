// SPDX-License-Identifier: BSL-1.0
//
// A whole question in one call: `encode_request`, whatever sends it, `decode_response`.
//
// What sends stays outside: sockets, signatures, retries. A client that must wait uses the two verbs itself.
#pragma once

#include <cognito_sync/codec.hpp>

#include <utility>

namespace cognito_sync {

/// Asks the service: writes the request, has it sent, reads the reply.
///
/// `send` takes a `request` and returns a `response`, or a `result<response>` when it may fail; it is not
/// called for a request that cannot be written.
///
/// Errors   as `encode_request`; what `send` returns; as `decode_response`
/// Example  auto page = call<ListDatasets>({.identity_pool_id = pool, .identity_id = me}, send);
/// See      `pages`, which follows the pages of a listing
template <class Op, class Send>
result<typename Op::Response> call(typename Op::Request const& asked, Send&& send, policy const& rules = {}) {
    auto const written = encode_request<Op>(asked, rules);
    if (!written) return written.error();
    auto const reply = std::forward<Send>(send)(*written);
    if constexpr (requires { reply.error(); }) {
        if (!reply) return reply.error();
        return decode_response<Op>(*reply, rules);
    } else {
        return decode_response<Op>(reply, rules);
    }
}

}  // namespace cognito_sync

// SPDX-License-Identifier: BSL-1.0
//
// Sending until there is an answer: what is repeated, how often, and after which pause. Conflicts are not for
// this layer, since they need another request; see session.hpp.
//
// What was lost on the way is repeated whatever the method: reading twice does no harm, and each write of
// this program tells by its SyncCount, or by a 404 after a delete, that it was carried out before.
#pragma once

#include "client/connection.hpp"

#include <cognito_sync/error.hpp>
#include <cognito_sync/message.hpp>
#include <cognito_sync/model/faults.hpp>

#include <chrono>
#include <functional>

namespace example::client {

/// The longest pause before a repetition: after the first failure `first`, then twice as long each time,
/// until `most`.
struct backoff {
    std::chrono::milliseconds first{100};
    std::chrono::milliseconds most{20'000};
};

/// The pause after failure number `failures`, from 1, with full jitter: anything between nothing and the
/// longest pause is as likely. `chance` lies in [0, 1).
///
/// See  https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/
std::chrono::milliseconds pause_after(int failures, double chance, backoff const& limits) noexcept;

/// How a sender repeats. What waits and what draws can be replaced, so that tests need no time.
struct repetition {
    int attempts = 5;
    backoff transient{};
    backoff throttled{.first = std::chrono::milliseconds(500)};
    std::function<void(std::chrono::milliseconds)> wait;  ///< empty: sleeps
    std::function<double()> chance;                       ///< empty: draws
};

/// What carries one request to the service. Throws connection_error.
using transport = std::function<cs::response(cs::request const&)>;

/// Adds a signature to a request, just before it is sent.
using signer = std::function<void(cs::request&)>;

class sender {
public:
    sender(transport send, signer sign, repetition rules = {});

    /// Sends until the reply is not worth repeating. Errors of the service are replies, too; the error of the
    /// result is a failed connection, whose message says all.
    cs::result<cs::response> operator()(cs::request asked);

    /// Whether the request just sent may have been carried out by an attempt before the last one, or by the
    /// last one if its answer leaves that open or there was none.
    bool in_doubt() const noexcept { return in_doubt_; }

private:
    void pause(int failures, cs::retry why);

    transport send_;
    signer sign_;
    repetition rules_;
    bool in_doubt_ = false;
};

}  // namespace example::client

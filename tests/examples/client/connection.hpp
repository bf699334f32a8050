// SPDX-License-Identifier: BSL-1.0
//
// One connection to the service, over TCP or TLS, kept alive and opened again when it has ended. It sends
// each request once; whether it is sent again is for repeat.hpp to say.
//
// Boost.Beast and OpenSSL stay behind this interface.
#pragma once

#include "client/address.hpp"

#include <cognito_sync/message.hpp>

#include <chrono>
#include <memory>
#include <ostream>
#include <stdexcept>
#include <string>

namespace example::client {

namespace cs = cognito_sync;

/// How far a request came that got no reply.
enum class failure {
    hopeless,    ///< it will not come further: no such host, a certificate that is not trusted
    unsent,      ///< no byte of it was sent
    stale,       ///< the kept connection had ended: nothing came back, and most likely nobody read it
    unanswered,  ///< it may have been carried out
};

/// A request without a reply; the sentence says why.
class connection_error : public std::runtime_error {
public:
    connection_error(failure how, std::string const& sentence) : std::runtime_error(sentence), how_(how) {}
    failure how() const noexcept { return how_; }

private:
    failure how_;
};

/// How long each step may take. The name's resolution has the system's own deadline.
struct deadlines {
    std::chrono::milliseconds connect{10'000};  ///< TCP and TLS
    std::chrono::milliseconds write{30'000};
    std::chrono::milliseconds read{30'000};  ///< until the next bytes of a reply
};

struct connection_settings {
    client::address address{};
    std::string ca_file{};  ///< certificates to trust beside those of the system; empty: none
    deadlines patience{};
    std::ostream* trace = nullptr;  ///< where every exchange is shown
};

class connection {
public:
    /// Opens nothing yet.
    ///
    /// Throws   std::runtime_error when the file of certificates cannot be read
    explicit connection(connection_settings settings);
    ~connection();
    connection(connection&&) noexcept;

    /// Sends a request, with Host and Content-Length added, and waits for the whole reply.
    ///
    /// Throws   connection_error
    cs::response exchange(cs::request const& asked);

private:
    struct parts;
    std::unique_ptr<parts> parts_;
};

}  // namespace example::client

// SPDX-License-Identifier: BSL-1.0
//
// Where the service answers. No name is resolved here.
#pragma once

#include <string>

namespace example::client {

struct address {
    bool tls = true;
    std::string host{};  ///< a name or an IP address, without brackets
    std::string port{};

    /// What Host says, and what is signed: the port only when it is not the one of the scheme.
    std::string authority() const {
        std::string const shown = host.find(':') == std::string::npos ? host : "[" + host + "]";
        return port == (tls ? "443" : "80") ? shown : shown + ":" + port;
    }
};

}  // namespace example::client

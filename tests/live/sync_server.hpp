// SPDX-License-Identifier: BSL-1.0
//
// The real sync-server as a child: on a port that the system chooses, over a database in a folder of its own.
#pragma once

#include "process.hpp"
#include "raw_socket.hpp"

#include <cognito_sync/codec.hpp>

#include <cstddef>
#include <cstdint>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace example {

namespace cs = cognito_sync;

/// The port in the line that the server says first.
inline std::uint16_t port_of(std::string const& line) {
    std::string_view const start = "sync-server listens on http://127.0.0.1:";
    if (!line.starts_with(start)) throw std::runtime_error("the server said: " + line);
    return static_cast<std::uint16_t>(std::stoi(line.substr(start.size())));
}

/// A request of the library as bytes.
inline std::string bytes_of(cs::request const& from) {
    std::string bytes = from.method + " " + from.target + " HTTP/1.1\r\nHost: localhost\r\n";
    for (auto const& [name, value] : from.headers)
        bytes.append(name).append(": ").append(value).append("\r\n");
    return bytes + "Content-Length: " + std::to_string(from.body.size()) + "\r\n\r\n" + from.body;
}

/// A reply as the library takes it.
inline cs::response response_of(raw_reply const& from) {
    cs::response reply{.status = from.status(), .headers = {}, .body = from.body};
    std::string_view left = from.head;
    left.remove_prefix(left.find("\r\n") + 2);
    for (; !left.starts_with("\r\n"); left.remove_prefix(left.find("\r\n") + 2)) {
        std::string_view const line = left.substr(0, left.find("\r\n"));
        std::size_t const colon = line.find(':');
        reply.headers.emplace_back(line.substr(0, colon), cs::trimmed(line.substr(colon + 1)));
    }
    return reply;
}

/// Asks one operation over a connection.
template <class Op>
cs::result<typename Op::Response> ask(raw_socket& over, typename Op::Request const& asked) {
    return cs::decode_response<Op>(response_of(over.ask(bytes_of(cs::encode_request<Op>(asked).value()))));
}

/// The server on a database, with flags of the test's.
class sync_server {
public:
    explicit sync_server(std::string const& database, std::vector<std::string> const& flags = {})
        : child_(command(database, flags)), port_(port_of(child_.line())) {}

    std::uint16_t port() const noexcept { return port_; }
    std::string url() const { return "http://127.0.0.1:" + std::to_string(port_); }
    raw_socket connect() const { return raw_socket(port_); }
    process& child() noexcept { return child_; }

private:
    static std::vector<std::string> command(std::string const& database,
                                            std::vector<std::string> const& flags) {
        std::vector<std::string> all{SYNC_SERVER, "--port", "0", "--database", database};
        all.insert(all.end(), flags.begin(), flags.end());
        return all;
    }

    process child_;
    std::uint16_t port_;
};

}  // namespace example

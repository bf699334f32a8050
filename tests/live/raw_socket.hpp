// SPDX-License-Identifier: BSL-1.0
//
// A TCP connection for tests that must send what no HTTP library would: plain bytes out, plain bytes in, half
// closed, reset. Blocking; reading gives up at a deadline that only a hang reaches.
#pragma once

#include "process.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>

#include <array>
#include <charconv>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>

namespace example {

/// A reply as it came: the head with the empty line at its end, and the body.
struct raw_reply {
    std::string head;
    std::string body;

    int status() const { return head.size() < 12 ? 0 : std::stoi(head.substr(9, 3)); }

    /// The value of a header, spelled as the server spells it; empty when it is not there.
    std::string header(std::string_view name) const {
        std::size_t const at = head.find("\r\n" + std::string(name) + ": ");
        if (at == std::string::npos) return {};
        std::size_t const start = at + name.size() + 4;
        return head.substr(start, head.find("\r\n", start) - start);
    }
    bool contains(std::string_view name) const {
        return head.find("\r\n" + std::string(name) + ": ") != std::string::npos;
    }
};

/// A connection to a port of this machine.
class raw_socket {
public:
    explicit raw_socket(std::uint16_t port) : socket_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
        sockaddr_in to{};
        to.sin_family = AF_INET;
        to.sin_port = htons(port);
        to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        if (::connect(socket_.get(), reinterpret_cast<sockaddr const*>(&to), sizeof to) != 0)
            throw std::runtime_error("cannot connect to port " + std::to_string(port));
        int const on = 1;
        ::setsockopt(socket_.get(), IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    }

    /// Sends all of it. False: the other side closed. Throws when it takes nothing for too long.
    bool send(std::string_view bytes) {
        while (!bytes.empty()) {
            await(POLLOUT);
            ssize_t const size =
                ::send(socket_.get(), bytes.data(), bytes.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
            if (size < 0 && errno != EAGAIN && errno != EINTR) return false;
            if (size > 0) bytes.remove_prefix(static_cast<std::size_t>(size));
        }
        return true;
    }

    /// Reads one reply, `100 Continue` included. Throws when the connection ends before it does.
    raw_reply reply(bool has_body = true) {
        while (pending_.find("\r\n\r\n") == std::string::npos) need_more();
        raw_reply read{.head = pending_.substr(0, pending_.find("\r\n\r\n") + 4), .body = {}};
        std::size_t size = 0;
        std::string const length = read.header("Content-Length");
        if (has_body) std::from_chars(length.data(), length.data() + length.size(), size);
        while (pending_.size() < read.head.size() + size) need_more();
        read.body = pending_.substr(read.head.size(), size);
        pending_.erase(0, read.head.size() + size);
        return read;
    }

    /// Sends a request and reads its reply.
    raw_reply ask(std::string_view bytes) {
        send(bytes);
        return reply();
    }

    /// Reads until the other side closes or resets.
    std::string rest() {
        while (more()) {}
        return std::exchange(pending_, {});
    }

    /// Waits until the other side has closed, and says whether nothing came before that.
    bool is_closed_silently() { return rest().empty(); }

    /// Whether the other side has not closed so far. Does not wait.
    bool is_open() const {
        char first{};
        ssize_t const size = ::recv(socket_.get(), &first, 1, MSG_PEEK | MSG_DONTWAIT);
        return size > 0 || (size < 0 && errno == EAGAIN);
    }

    /// Whether there are bytes that can be read. Does not wait.
    bool has_something_to_read() const {
        char first{};
        return ::recv(socket_.get(), &first, 1, MSG_PEEK | MSG_DONTWAIT) > 0;
    }

    /// Sends no more; still reads.
    void finish() { ::shutdown(socket_.get(), SHUT_WR); }

    void close() { socket_.close(); }

    /// Vanishes: the other side sees a reset.
    void reset() {
        linger const at_once{.l_onoff = 1, .l_linger = 0};
        ::setsockopt(socket_.get(), SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
        close();
    }

private:
    void await(short what) {
        pollfd watched{socket_.get(), what, 0};
        auto const patience = std::chrono::duration_cast<std::chrono::milliseconds>(hang);
        if (::poll(&watched, 1, static_cast<int>(patience.count())) == 0)
            throw std::runtime_error("the other side does nothing; it said: " + pending_.substr(0, 300));
    }

    bool more() {
        await(POLLIN);
        std::array<char, 65536> some;
        ssize_t const size = ::recv(socket_.get(), some.data(), some.size(), 0);
        if (size <= 0) return false;
        pending_.append(some.data(), static_cast<std::size_t>(size));
        return true;
    }

    void need_more() {
        if (!more())
            throw std::runtime_error("the connection ended within a reply: " + pending_.substr(0, 300));
    }

    descriptor socket_;
    std::string pending_;
};

}  // namespace example

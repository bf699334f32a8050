// SPDX-License-Identifier: BSL-1.0
//
// A service that says what a script tells it, over a real socket, with or without TLS: each request it reads
// takes the next step. It knows nothing of HTTP but where a request ends. All that it was asked is kept.
#pragma once

#include "process.hpp"

#include <cognito_sync/message.hpp>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>

#include <openssl/ssl.h>

#include <array>
#include <atomic>
#include <charconv>
#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <memory>
#include <mutex>
#include <stdexcept>
#include <string>
#include <string_view>
#include <thread>
#include <utility>
#include <vector>

namespace example {

/// What the service does with one request.
struct step {
    std::string reply{};  ///< bytes; may be none
    bool close = false;   ///< ends the connection afterwards
    bool silent = false;  ///< does nothing at all until the client goes
};

/// A reply with a body and its length.
inline step says(int status, std::string const& body, std::string const& more_headers = "") {
    return {.reply = "HTTP/1.1 " + std::to_string(status) + " X\r\n" + more_headers +
                     "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body};
}

/// An error as the service words it.
inline step refuses(int status, std::string const& name) {
    return says(status, R"({"message":"said )" + name + R"("})",
                "x-amzn-RequestId: id-7\r\nX-Amzn-Errortype: " + name +
                    "\r\nContent-Type: application/json\r\n");
}

inline step const drops{.close = true};

class scripted_service {
public:
    /// Without a context there is no TLS. The context has to outlive the service.
    explicit scripted_service(std::vector<step> script, SSL_CTX* tls = nullptr)
        : tls_(tls), script_(script.begin(), script.end()), listener_(listen()),
          stop_(::eventfd(0, EFD_CLOEXEC)) {
        thread_ = std::thread([this] { serve(); });
    }
    ~scripted_service() {
        std::uint64_t const one = 1;
        if (::write(stop_.get(), &one, sizeof one) != sizeof one) std::terminate();
        thread_.join();
    }
    scripted_service(scripted_service const&) = delete;
    scripted_service& operator=(scripted_service const&) = delete;

    std::uint16_t port() const noexcept { return port_; }
    int connections() const noexcept { return connections_; }

    /// Every request so far, as bytes.
    std::vector<std::string> requests() const {
        std::scoped_lock const hold(guard_);
        return requests_;
    }
    /// Waits until so many requests have come.
    void await_requests(std::size_t count) {
        std::unique_lock hold(guard_);
        if (!news_.wait_for(hold, hang, [&] { return requests_.size() >= count; }))
            throw std::runtime_error("too few requests");
    }

    /// How many steps nobody has asked for.
    std::size_t left() const {
        std::scoped_lock const hold(guard_);
        return script_.size();
    }

private:
    struct free_ssl {
        void operator()(SSL* ssl) const { SSL_free(ssl); }
    };
    struct peer {
        descriptor socket;
        std::unique_ptr<SSL, free_ssl> tls{};
        std::string pending{};
    };

    descriptor listen() {
        descriptor made(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
        sockaddr_in at{};
        at.sin_family = AF_INET;
        at.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        socklen_t size = sizeof at;
        if (::bind(made.get(), reinterpret_cast<sockaddr const*>(&at), size) != 0 ||
            ::listen(made.get(), 16) != 0 ||
            ::getsockname(made.get(), reinterpret_cast<sockaddr*>(&at), &size) != 0)
            throw std::runtime_error("cannot listen on loopback");
        port_ = ntohs(at.sin_port);
        return made;
    }

    /// Whether there is something to read before the test ends.
    bool readable(int file) const {
        std::array<pollfd, 2> watched{{{file, POLLIN, 0}, {stop_.get(), POLLIN, 0}}};
        ::poll(watched.data(), watched.size(), -1);
        return watched[1].revents == 0;
    }

    void serve() {
        while (readable(listener_.get())) {
            peer with{descriptor(::accept4(listener_.get(), nullptr, nullptr, SOCK_CLOEXEC))};
            ++connections_;
            if (shake_hands(with))
                while (read(with) && answer(with)) {}
        }
    }

    bool shake_hands(peer& with) const {
        if (tls_ == nullptr) return true;
        with.tls.reset(SSL_new(tls_));
        SSL_set_fd(with.tls.get(), with.socket.get());
        return SSL_accept(with.tls.get()) == 1;
    }

    bool more(peer& with) const {
        std::array<char, 65536> some;
        if ((!with.tls || SSL_pending(with.tls.get()) == 0) && !readable(with.socket.get())) return false;
        ssize_t const size = with.tls ? SSL_read(with.tls.get(), some.data(), static_cast<int>(some.size()))
                                      : ::recv(with.socket.get(), some.data(), some.size(), 0);
        if (size <= 0) return false;
        with.pending.append(some.data(), static_cast<std::size_t>(size));
        return true;
    }

    /// Reads one request. False: the client is gone.
    bool read(peer& with) {
        while (with.pending.find("\r\n\r\n") == std::string::npos)
            if (!more(with)) return false;
        std::size_t const head = with.pending.find("\r\n\r\n") + 4;
        std::size_t body = 0;
        std::string const name = "Content-Length: ";
        if (std::size_t const at = with.pending.find(name); at < head) {
            char const* const first = with.pending.data() + at + name.size();
            std::from_chars(first, with.pending.data() + head, body);
        }
        while (with.pending.size() < head + body)
            if (!more(with)) return false;
        std::scoped_lock const hold(guard_);
        requests_.push_back(with.pending.substr(0, head + body));
        news_.notify_all();
        with.pending.erase(0, head + body);
        return true;
    }

    bool answer(peer& with) {
        step next{.reply = "HTTP/1.1 400 The script is over\r\nContent-Length: 0\r\n\r\n"};
        {
            std::scoped_lock const hold(guard_);
            if (!script_.empty()) {
                next = std::move(script_.front());
                script_.pop_front();
            }
        }
        if (next.silent)
            while (more(with)) {}
        write(with, next.reply);
        if (next.close && with.tls) SSL_shutdown(with.tls.get());
        return !next.close && !next.silent;
    }

    static void write(peer& with, std::string_view bytes) {
        while (!bytes.empty()) {
            ssize_t const size = with.tls
                                     ? SSL_write(with.tls.get(), bytes.data(), static_cast<int>(bytes.size()))
                                     : ::send(with.socket.get(), bytes.data(), bytes.size(), MSG_NOSIGNAL);
            if (size <= 0) return;
            bytes.remove_prefix(static_cast<std::size_t>(size));
        }
    }

    SSL_CTX* tls_;
    mutable std::mutex guard_;
    std::deque<step> script_;
    std::vector<std::string> requests_;
    std::condition_variable news_;
    std::uint16_t port_ = 0;
    std::atomic<int> connections_ = 0;
    descriptor listener_;
    descriptor stop_;
    std::thread thread_;
};

}  // namespace example

// SPDX-License-Identifier: BSL-1.0
//
// Boost.Beast around the library: a server that asks a function, and a connection that sends bytes. All
// that is HTTP and not Cognito Sync stands here: sockets, framing, Host, Content-Length, keep-alive,
// deadlines. Nothing here knows an operation.
//
// A request goes to the library as the Beast message itself: `target()` is what stood in the request line,
// which nobody normalised, and the headers are read where they are. What the client sends and receives is
// kept as bytes too, so that it can be shown as it crossed the wire.
//
// Beast has limits of its own, which stand before the policy's: 8 KiB for the head of a request, 1 MiB for
// its body. A server that must take more sets them on an `http::request_parser`.
#pragma once

#include <cognito_sync/message.hpp>

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>
#include <boost/system/system_error.hpp>

#include <chrono>
#include <cstddef>
#include <functional>
#include <memory>
#include <sstream>
#include <string>
#include <string_view>
#include <thread>
#include <utility>

namespace example {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = boost::beast::http;
namespace cs = cognito_sync;
using tcp = asio::ip::tcp;

using http_request = http::request<http::string_body>;
using http_response = http::response<http::string_body>;

/// How long either end waits for the other.
inline constexpr std::chrono::seconds patience{5};

// ---- Between Beast's messages and the library's

inline cs::request_view view(http_request const& from) {
    return {from.method_string(), from.target(), from, from.body()};
}

inline cs::response_view view(http_response const& from) {
    return {static_cast<int>(from.result_int()), from, from.body()};
}

inline http_request message(cs::request const& from, std::string_view host) {
    http_request written;
    written.version(11);
    written.method_string(from.method);
    written.target(from.target);
    written.set(http::field::host, host);
    for (auto const& [name, value] : from.headers) written.insert(name, value);
    written.body() = from.body;
    written.prepare_payload();
    return written;
}

inline http_response message(cs::response from, bool keep_alive) {
    http_response written;
    written.version(11);
    written.result(static_cast<unsigned>(from.status));
    for (auto const& [name, value] : from.headers) written.insert(name, value);
    written.body() = std::move(from.body);
    written.keep_alive(keep_alive);
    written.prepare_payload();
    if (written.result() == http::status::no_content) written.content_length({});
    return written;
}

inline std::string bytes_of(http_request const& from) {
    std::ostringstream text;
    text << from;
    return std::move(text).str();
}

// ---- The server

/// What a server is made of: the answer to a request.
using answerer = std::function<cs::response(cs::request_view)>;

/// One connection of the server: read, answer, write, and again for as long as the client likes.
class session : public std::enable_shared_from_this<session> {
public:
    session(tcp::socket socket, answerer const& answer) : stream_(std::move(socket)), answer_(answer) {}

    void read() {
        request_ = {};
        stream_.expires_after(patience);
        http::async_read(stream_, buffer_, request_,
                         [self = shared_from_this()](beast::error_code failed, std::size_t) {
                             if (!failed) self->write();
                         });
    }

private:
    void write() {
        reply_ = message(answer_(view(request_)), request_.keep_alive());
        http::async_write(stream_, reply_,
                          [self = shared_from_this()](beast::error_code failed, std::size_t) {
                              if (!failed && self->reply_.keep_alive()) self->read();
                          });
    }

    beast::tcp_stream stream_;
    beast::flat_buffer buffer_;
    answerer const& answer_;
    http_request request_;
    http_response reply_;
};

/// A server on 127.0.0.1, at a port that the system chooses, in a thread of its own. Its destructor stops it.
class server {
public:
    explicit server(answerer answer) : answer_(std::move(answer)) {
        accept();
        thread_ = std::thread([this] { context_.run(); });
    }

    ~server() {
        context_.stop();
        thread_.join();
    }

    server(server const&) = delete;
    server& operator=(server const&) = delete;

    tcp::endpoint endpoint() const { return acceptor_.local_endpoint(); }
    std::string host() const { return "127.0.0.1:" + std::to_string(endpoint().port()); }

private:
    void accept() {
        acceptor_.async_accept([this](beast::error_code failed, tcp::socket socket) {
            if (!failed) std::make_shared<session>(std::move(socket), answer_)->read();
            accept();
        });
    }

    answerer answer_;
    asio::io_context context_{1};
    tcp::acceptor acceptor_{context_, {asio::ip::address_v4::loopback(), 0}};
    std::thread thread_;
};

// ---- The client

/// A request and its reply, as they crossed the wire; and the reply as Beast reads it.
struct exchange {
    std::string sent;
    std::string received{};
    http_response reply{};
};

/// A connection to a server. Its calls block, for no longer than `patience`, and throw what goes wrong.
class connection {
public:
    explicit connection(tcp::endpoint const& to) {
        wait([&](auto done) { stream_.async_connect(to, done); });
    }

    exchange send(std::string bytes) {
        exchange made{.sent = std::move(bytes)};
        wait([&](auto done) { asio::async_write(stream_, asio::buffer(made.sent), done); });

        http::response_parser<http::string_body> parser;
        parser.eager(true);
        beast::flat_buffer buffer;
        while (!parser.is_done()) {
            auto const space = buffer.prepare(4096);
            std::size_t const size = wait([&](auto done) { stream_.async_read_some(space, done); });
            made.received.append(static_cast<char const*>(space.data()), size);
            buffer.commit(size);
            beast::error_code failed;
            buffer.consume(parser.put(buffer.data(), failed));
            if (failed && failed != http::error::need_more) throw boost::system::system_error(failed);
        }
        made.reply = parser.release();
        return made;
    }

private:
    /// Starts something asynchronous and waits until it is done.
    template <class Start>
    std::size_t wait(Start start) {
        beast::error_code failed;
        std::size_t size = 0;
        stream_.expires_after(patience);
        start([&](beast::error_code code, std::size_t bytes = 0) {
            failed = code;
            size = bytes;
        });
        context_.restart();
        context_.run();
        if (failed) throw boost::system::system_error(failed);
        return size;
    }

    asio::io_context context_{1};
    beast::tcp_stream stream_{context_};
};

}  // namespace example

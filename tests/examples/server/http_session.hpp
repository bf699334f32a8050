// SPDX-License-Identifier: BSL-1.0
//
// One connection of an http_server. It goes round: rest, read_head, read_body, answer, write.
//
// It lives as long as an operation of it is under way; closing its socket ends that operation.
#pragma once

#include "server/http_machinery.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/beast/core/error.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/string_body.hpp>

#include <chrono>
#include <cstddef>
#include <exception>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace example {

namespace beast = boost::beast;
namespace http = boost::beast::http;

using socket_type = asio::basic_stream_socket<tcp, asio::io_context::executor_type>;

class http_session : public std::enable_shared_from_this<http_session> {
public:
    http_session(socket_type socket, http_machinery& all);
    ~http_session() { close(); }
    http_session(http_session const&) = delete;
    http_session& operator=(http_session const&) = delete;

    /// Waits for a request to begin.
    void rest();

    /// Ends at once. Its descriptor is free when this returns.
    void close();

    /// Ends if no request has begun, as soon as it is sure of that: what has been read is answered.
    void let_go() {
        beast::error_code ignored;
        socket_.cancel(ignored);
    }

    bool has_something_to_read() {
        beast::error_code failed;
        return socket_.available(failed) > 0 && !failed;
    }
    bool is_late(steady::time_point now) const { return deadline_ <= now; }

private:
    auto then(void (http_session::*next)(beast::error_code)) {
        return [self = shared_from_this(), next](beast::error_code failed, std::size_t) {
            self->attempt([&] { (*self.*next)(failed); });
        };
    }
    /// What is thrown here (no memory is left, even a refusal failed) costs this connection, not the server.
    template <class Step>
    void attempt(Step step) {
        try {
            if (place_) step();
        } catch (std::exception const&) { close(); }
    }
    void within(std::chrono::milliseconds time) { deadline_ = steady::now() + time; }

    void on_first_bytes(beast::error_code failed, std::size_t size);
    void read_head();
    void on_head(beast::error_code failed);
    void go_on();
    void read_body(beast::error_code failed);
    void on_body(beast::error_code failed);
    bool count_body();
    void answer();
    void fail(beast::error_code failed);
    void refuse(int status);
    void write(cs::response said, bool keep_alive);
    void forget_request();
    void on_written(beast::error_code failed);
    void see_off(beast::error_code failed);

    std::string_view unread() const {
        return {static_cast<char const*>(buffer_.cdata().data()), buffer_.size()};
    }

    http_machinery& all_;
    socket_type socket_;
    beast::flat_buffer buffer_;
    std::optional<http_machinery::places::iterator> place_;
    steady::time_point deadline_ = steady::time_point::max();
    bool idle_ = false;
    std::optional<http::request_parser<http::string_body>> parser_;
    std::ptrdiff_t fields_ = 0;  // of the head
    std::size_t taken_ = 0;      // by the body, as counted
    bool keep_alive_ = false;
    std::string head_;
    cs::response said_;
};

}  // namespace example

// SPDX-License-Identifier: BSL-1.0
//
// HTTP/1.1 on the wire, as far as it takes no socket: which requests are framed so that nobody could read them
// otherwise, what to answer to bytes that are none, and the head of a reply.
//
// A reply is written by hand: its head is a dozen lines, and Beast's serializer costs more than the rest of the
// server.
#pragma once

#include <cognito_sync/message.hpp>

#include <boost/beast/core/error.hpp>
#include <boost/beast/http/message.hpp>
#include <boost/beast/http/string_body.hpp>

#include <ctime>
#include <string>
#include <string_view>

namespace example {

namespace cs = cognito_sync;

using http_request = boost::beast::http::request<boost::beast::http::string_body>;

/// A request as the library reads it: the target as it stood in the request line, the headers where they are.
inline cs::request_view view(http_request const& from) {
    return {from.method_string(), from.target(), from, from.body()};
}

/// Whether the head says once and clearly where the message ends and whom it is for.
bool is_framed_well(http_request const& head);

/// Whether the client waits to be told to send its body.
bool expects_continue(http_request const& head);

/// Whether the client wants to go on. Beast looks at the first Connection header alone.
bool wants_to_go_on(http_request const& head);

/// Whether what failed is what the client wrote, so that it can be told.
bool is_about_http(boost::beast::error_code failed);

/// What to answer then. `unread` is what stands there of a head, as far as it may be long; `line_was_read`
/// whether its first line has gone before.
int status_of(boost::beast::error_code failed, std::string_view unread, bool line_was_read);

/// How a reply is sent.
struct delivery {
    unsigned version = 11;  ///< of the request
    bool keep_alive = true;
    std::string_view date{};
};

/// Everything of a reply but its body.
std::string head_of(cs::response const& said, delivery const& how);

/// `Fri, 20 Nov 2026 10:00:00 GMT`
std::string http_date(std::time_t at);

}  // namespace example

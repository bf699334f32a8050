// SPDX-License-Identifier: BSL-1.0
//
// HTTP messages as literal text, and the checks that one exchange is read and written exactly so, by both
// ends and in both forms. What is expected stands in the test, by hand; nothing here is made by the library.
//
// Why the text may be broken: a line of the head that begins with a blank goes on with the line before it,
// and a break within a body is not part of it; nor are four blanks that follow. Canonical JSON has no breaks,
// so nothing is lost. `verbatim` keeps the body as it stands.
#pragma once

#include <cognito_sync/codec.hpp>
#include <cognito_sync/dispatch.hpp>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "support/catch.hpp"

namespace wire {

using namespace cognito_sync;

/// An instant, by its milliseconds since 1970.
inline timestamp at(std::int64_t milliseconds) { return timestamp{std::chrono::milliseconds{milliseconds}}; }

enum class body_is { joined, verbatim };

/// A message before anyone knows whether it is a request or a reply.
struct message {
    std::string line{};
    header_list headers{};
    std::string body{};
};

/// Takes the first line off a text, without its end.
inline std::string_view take_line(std::string_view& text) {
    std::string_view const line = text.substr(0, text.find('\n'));
    text.remove_prefix(line.size() == text.size() ? line.size() : line.size() + 1);
    return line;
}

inline std::string_view without_indent(std::string_view line) {
    return line.starts_with("    ") ? line.substr(4) : line;
}

inline std::string joined(std::string_view text) {
    std::string whole;
    while (!text.empty()) whole += without_indent(take_line(text));
    return whole;
}

/// The head of a message, a line each, once continued lines are whole.
inline std::vector<std::string> head_of(std::string_view& text) {
    std::vector<std::string> lines;
    for (std::string_view line = take_line(text); !line.empty(); line = take_line(text)) {
        if (line.front() == ' ' && !lines.empty())
            lines.back() += without_indent(line);
        else
            lines.emplace_back(line);
    }
    return lines;
}

inline message message_of(std::string_view text, body_is how) {
    if (text.starts_with('\n')) text.remove_prefix(1);
    message read;
    for (std::string const& line : head_of(text)) {
        std::size_t const colon = line.find(':');
        if (read.line.empty())
            read.line = line;
        else
            read.headers.emplace_back(line.substr(0, colon),
                                      trimmed(std::string_view(line).substr(colon + 1)));
    }
    read.body = how == body_is::joined ? joined(text) : std::string(text);
    return read;
}

/// A request from its text: `GET /identitypools HTTP/1.1`, headers, an empty line, the body.
inline request request_of(std::string_view text, body_is how = body_is::joined) {
    message read = message_of(text, how);
    std::size_t const first = read.line.find(' ');
    std::size_t const last = read.line.rfind(" HTTP/1.1");
    REQUIRE(first < last);
    REQUIRE(last + 9 == read.line.size());
    return {read.line.substr(0, first), read.line.substr(first + 1, last - first - 1),
            std::move(read.headers), std::move(read.body)};
}

/// A reply from its text: `HTTP/1.1 200 OK`, headers, an empty line, the body.
inline response response_of(std::string_view text, body_is how = body_is::joined) {
    message read = message_of(text, how);
    std::string const status = read.line.substr(read.line.find(' ') + 1, 3);
    REQUIRE(status.find_first_not_of("0123456789") == std::string::npos);
    return {std::stoi(status), std::move(read.headers), std::move(read.body)};
}

inline std::string shown(header_list const& headers, std::string const& body) {
    std::string text = "\n";
    for (auto const& [name, value] : headers) text.append(name).append(": ").append(value).append("\n");
    return text + "\n" + body;
}
inline std::string shown(request const& of) {
    return of.method + " " + of.target + shown(of.headers, of.body);
}
inline std::string shown(response const& of) {
    return std::to_string(of.status) + shown(of.headers, of.body);
}

/// The request of an operation in the RPC form.
template <class Op>
request rpc_of(std::string_view body, std::string const& type = "application/x-amz-json-1.1") {
    std::string const target =
        "com.amazonaws.cognito.sync.model.AWSCognitoSyncService." + std::string(Op::name);
    return {"POST", "/", {{"Content-Type", type}, {"X-Amz-Target", target}}, joined(body)};
}

/// The same reply to a request in the RPC form, which mirrors its media type even where there is no body.
inline response in_rpc(response reply, std::string const& type = "application/x-amz-json-1.1") {
    header_list headers;
    for (auto& each : reply.headers)
        if (each.first != "Content-Type") headers.push_back(std::move(each));
    headers.emplace_back("Content-Type", type);
    reply.headers = std::move(headers);
    return reply;
}

inline std::string id_of(response const& reply) {
    return headers_view(reply.headers).find("x-amzn-RequestId").value_or("");
}

/// The value is written as this request, and the request is read as this value.
template <class Op>
void check_request(typename Op::Request const& asked, request const& text, policy const& rules = {}) {
    INFO(shown(text));
    auto const written = encode_request<Op>(asked, rules);
    REQUIRE(written.has_value());
    CHECK(shown(*written) == shown(text));
    auto const read = decode_request<Op>(text, rules);
    REQUIRE(read.has_value());
    CHECK(*read == asked);
    auto const any = decode_any(text, rules);
    REQUIRE(any.has_value());
    auto const* const held = std::get_if<typename Op::Request>(&*any);
    REQUIRE(held != nullptr);
    CHECK(*held == asked);
}

/// The reply is read as this value.
template <class Op>
void reads(response const& text, typename Op::Response const& said) {
    INFO(shown(text));
    auto const read = decode_response<Op>(text);
    REQUIRE(read.has_value());
    CHECK(*read == said);
}

/// The value answers this request with this reply, and the reply is read as this value.
template <class Op>
void check_response(typename Op::Response const& said, response const& text, request const& to) {
    auto const written = encode_response<Op>(outcome<Op>(said), answer_to(to, id_of(text)));
    REQUIRE(written.has_value());
    CHECK(shown(*written) == shown(text));
    reads<Op>(text, said);
}

/// One exchange: two values and two texts. `rpc` is the body that the request has in the RPC form.
template <class Op>
struct exchange {
    typename Op::Request asked;
    std::string_view request;
    typename Op::Response said;
    std::string_view response;
    std::string_view rpc;
};

/// Both ends, with all four verbs, in both forms; and a reply without a body sets nothing.
template <class Op>
void check(exchange<Op> const& of) {
    request const rest = request_of(of.request);
    response const reply = response_of(of.response);
    check_request<Op>(of.asked, rest);
    check_response<Op>(of.said, reply, rest);
    request const rpc = rpc_of<Op>(of.rpc);
    check_request<Op>(of.asked, rpc, {.form = form::rpc});
    check_response<Op>(of.said, in_rpc(reply), rpc);
    request const plain = rpc_of<Op>(of.rpc, "application/json");
    CHECK(decode_request<Op>(plain).value() == of.asked);
    check_response<Op>(of.said, in_rpc(reply, "application/json"), plain);
    reads<Op>({200, {}, {}}, {});
}

/// The fault is answered by this reply, and read from it; in the RPC form its name stands in the body too.
template <class Op, fault F>
void fails(std::string const& message, std::string_view text) {
    auto const check = [&](response const& reply, answer const& to) {
        auto const written = encode_response<Op>(fail<F>(message), to);
        REQUIRE(written.has_value());
        CHECK(shown(*written) == shown(reply));
        auto const read = decode_response<Op>(reply);
        REQUIRE(!read.has_value());
        CHECK(read.error() == error{.code = F,
                                    .message = message,
                                    .name = std::string(to_string(F)),
                                    .status = reply.status,
                                    .request_id = id_of(reply)});
    };
    response reply = response_of(text);
    check(reply, {.request_id = id_of(reply)});
    reply = in_rpc(std::move(reply));
    reply.body.insert(1, "\"__type\":\"" + std::string(to_string(F)) + "\",");
    check(reply, answer_to(rpc_of<Op>("{}"), id_of(reply)));
}

/// What `{"message":"…"}` says, where nothing is escaped but backslashes.
inline std::string message_in(std::string_view body) {
    constexpr std::string_view before = "{\"message\":\"";
    REQUIRE(body.starts_with(before));
    REQUIRE(body.ends_with("\"}"));
    body = body.substr(before.size(), body.size() - before.size() - 2);
    std::string text;
    for (std::size_t i = 0; i < body.size(); ++i) text += body[i] == '\\' ? body[++i] : body[i];
    return text;
}

/// A request that breaks one constraint, and what is answered to it.
template <class Op>
struct breach {
    typename Op::Request asked;
    std::string where;
    std::string_view request;
    std::string_view response;
};

inline void check_breach(error const& found, std::string const& where, std::string const& message) {
    constexpr std::string_view head = "1 validation error detected. ";
    REQUIRE(message.starts_with(head));
    CHECK(found.code == errc::broken_constraint);
    CHECK(found.where == where);
    CHECK(found.message == message);
    REQUIRE(found.violations.size() == 1);
    CHECK(found.violations.front() == violation{where, message.substr(head.size())});
}

/// It is not written; where it is sent nevertheless, a server answers just this.
template <class Op>
void check(breach<Op> const& of) {
    response const reply = response_of(of.response);
    auto const written = encode_request<Op>(of.asked);
    REQUIRE(!written.has_value());
    check_breach(written.error(), of.where, message_in(reply.body));
    request const sent = request_of(of.request);
    auto const read = decode_request<Op>(sent);
    REQUIRE(!read.has_value());
    check_breach(read.error(), of.where, message_in(reply.body));
    CHECK(shown(encode_error(reply_to(read.error()), answer_to(sent, id_of(reply)))) == shown(reply));
}

}  // namespace wire

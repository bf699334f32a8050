// SPDX-License-Identifier: BSL-1.0
//
// Rows of wire facts: an id, and messages that must be written or read exactly. A table of them is walked
// in one test, each row a section of its name, so that a new fact is one line.
//
// A row says for which ends it holds, C the client and S the server, as protocol suites do. A row for both
// is checked against all verbs of that direction; a refusal is checked against decode_any, dispatch and
// decode_request of every operation, which must agree. Bodies of refusals are read with Boost.JSON's own
// parser and not with the library's.
#pragma once

#include <cognito_sync/dispatch.hpp>

#include <boost/json.hpp>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "support/catch.hpp"

namespace protocol {

using namespace cognito_sync;
using namespace std::string_literals;

inline constexpr int C = 1;
inline constexpr int S = 2;

inline std::string const pool = "us-east-1:0f1e";
inline std::string const me = "us-east-1:aaaa";
inline std::string const list = "my_list";
inline std::string const device = "d-1";

inline header_list const json_headers{{"Content-Type", "application/json"}};

inline timestamp at_ms(std::int64_t count) { return timestamp{std::chrono::milliseconds{count}}; }

// ---- Messages

/// Puts the labels of the values above for {P} {I} {D} {V}, and their paths for {pool} {me} {list}.
inline std::string expanded(std::string_view shorthand) {
    static std::pair<std::string_view, std::string_view> const names[]{
        {"{list}", "{me}/datasets/{D}"},
        {"{me}", "{pool}/identities/{I}"},
        {"{pool}", "/identitypools/{P}"},
        {"{P}", "us-east-1%3A0f1e"},
        {"{I}", "us-east-1%3Aaaaa"},
        {"{D}", "my_list"},
        {"{V}", "d-1"},
    };
    std::string text(shorthand);
    for (auto const& [name, value] : names)
        for (std::size_t at = text.find(name); at != std::string::npos; at = text.find(name))
            text.replace(at, name.size(), value);
    return text;
}

/// A request from its line, like "GET {list}/records?maxResults=3".
inline request ask(std::string_view line, header_list headers = {}, std::string body = {}) {
    std::size_t const blank = line.find(' ');
    return {std::string(line.substr(0, blank)), expanded(line.substr(blank + 1)), std::move(headers),
            std::move(body)};
}

/// A request with a JSON body.
inline request ask_json(std::string_view line, std::string body) {
    return ask(line, json_headers, std::move(body));
}

inline std::string const long_target = "com.amazonaws.cognito.sync.model.AWSCognitoSyncService.";

/// A request in the RPC form, as the library writes it.
inline request ask_rpc(std::string const& operation, std::string body,
                       std::string const& type = "application/x-amz-json-1.1") {
    return ask("POST /", {{"Content-Type", type}, {"X-Amz-Target", long_target + operation}},
               std::move(body));
}

/// The body of an UpdateRecords with one patch, in which one member has this JSON text.
inline std::string patch_with(std::string const& member, std::string const& value) {
    std::string patch = R"({"Op":"replace","Key":"k")";
    if (member != "SyncCount") patch += R"(,"SyncCount":1)";
    return R"({"RecordPatches":[)" + patch + ",\"" + member + "\":" + value + R"(}],"SyncSessionToken":"t"})";
}

inline request update(std::string body) { return ask_json("POST {list}", std::move(body)); }

inline response reply(int status, std::string body, header_list headers = json_headers) {
    return {status, std::move(headers), std::move(body)};
}

inline std::string shown(header_list const& headers) {
    std::string lines;
    for (auto const& [name, value] : headers) lines += name + ": " + value + "\n";
    return lines;
}

inline std::string header(response const& from, std::string_view name) {
    return headers_view(from.headers).find(name).value_or("(absent)");
}

/// A JSON string of text that has nothing to escape but quotes and backslashes.
inline std::string quoted(std::string_view text) {
    std::string made = "\"";
    for (char const c : text) made.append(c == '"' || c == '\\' ? "\\" : "").append(1, c);
    return made + "\"";
}

// ---- A server that forgets

template <class Op>
struct forgets {
    outcome<Op> operator()(typename Op::Request const&) const { return typename Op::Response{}; }
};
template <class... Ops>
using all_forget = handlers<forgets<Ops>...>;

/// Answers an empty Response to every request that can be read.
inline response serve(request_view const& from, policy const& rules = {}, std::string_view id = {}) {
    return dispatch(from, operations::apply<all_forget>{}, id, rules);
}

/// The error of a request that a server must refuse, once all who can refuse it have agreed.
inline error refusal(request_view const& from, policy const& rules = {}) {
    auto const any = decode_any(from, rules);
    REQUIRE(!any.has_value());
    std::size_t same = 0;
    operations::for_each([&]<class Op>() {
        auto const one = decode_request<Op>(from, rules);
        REQUIRE(!one.has_value());
        same += one.error() == any.error();
        CHECK((one.error() == any.error() || one.error().code == errc::other_operation));
    });
    CHECK((same == 1 || same == operations::size));
    response const told = serve(from, rules);
    CHECK(told.status == any.error().status);
    CHECK(header(told, "X-Amzn-Errortype") == any.error().name);
    return any.error();
}

/// The reply to a refused request is exactly this, and its body is one sentence.
inline void check_refusal(request_view const& from, int status, std::string const& name,
                          policy const& rules = {}, std::string const& allow = {}) {
    error const found = refusal(from, rules);
    response const told = serve(from, rules);
    auto const type = from.headers.find("content-type");
    bool const rpc = from.headers.contains("x-amz-target") && from.target == "/";
    std::string const mirrored = rpc && type && type->find("json") != type->npos
                                     ? type->substr(0, type->find(';'))
                                     : "application/json";
    CHECK(told.status == status);
    CHECK(shown(told.headers) == "X-Amzn-Errortype: " + name + "\n" +
                                     (allow.empty() ? "" : "Allow: " + allow + "\n") +
                                     "Content-Type: " + mirrored + "\n");
    CHECK(found.allow == allow);
    auto const body = boost::json::parse(told.body).as_object();
    CHECK(body.size() == (rpc ? 2U : 1U));
    CHECK((!rpc || body.at("__type") == boost::json::value(name)));
    CHECK(body.at("message").as_string().size() > 10);
    CHECK(told.body.find("\"message\":" + quoted(found.message)) != std::string::npos);
}

/// The reply to a request that breaks constraints is exactly this, under both namings.
inline void check_invalid(request_view const& from, std::vector<violation> const& wanted,
                          std::string const& message, policy rules = {}) {
    CHECK(refusal(from, rules).violations == wanted);
    response const told = serve(from, rules);
    CHECK(told.status == 400);
    CHECK(shown(told.headers) ==
          "X-Amzn-Errortype: InvalidParameterException\nContent-Type: application/json\n");
    CHECK(told.body == "{\"message\":" + quoted(message) + "}");

    rules.smithy_validation = true;
    CHECK(refusal(from, rules).violations == wanted);
    response const smithy = serve(from, rules);
    std::string fields;
    for (auto const& [where, said] : wanted)
        fields += (fields.empty() ? "" : ",") + ("{\"path\":" + quoted(where)) +
                  ",\"message\":" + quoted(said) + "}";
    CHECK(smithy.status == 400);
    CHECK(shown(smithy.headers) == "X-Amzn-Errortype: ValidationException\nContent-Type: application/json\n");
    CHECK(smithy.body == "{\"message\":" + quoted(message) + ",\"fieldList\":[" + fields + "]}");
}

// ---- Rows

/// An id, and what must hold.
struct row {
    std::string id;
    std::function<void()> holds;
};
using table = std::vector<row>;

inline void walk(table const& rows) {
    for (row const& each : rows) DYNAMIC_SECTION(each.id) {
            each.holds();
        }
}

/// C: the structure is written as these bytes. S: the bytes are read as the structure.
template <class Op>
row sends(std::string id, int ends, typename Op::Request asked, request wire, policy rules = {}) {
    return {std::move(id), [=] {
                if ((ends & C) != 0) {
                    auto const written = encode_request<Op>(asked, rules);
                    REQUIRE(written.has_value());
                    CHECK(written->method + " " + written->target == wire.method + " " + wire.target);
                    CHECK(shown(written->headers) == shown(wire.headers));
                    CHECK(written->body == wire.body);
                }
                if ((ends & S) != 0) {
                    auto const read = decode_request<Op>(wire, rules);
                    REQUIRE(read.has_value());
                    CHECK(*read == asked);
                    auto const any = decode_any(wire, rules);
                    REQUIRE(any.has_value());
                    REQUIRE(std::holds_alternative<typename Op::Request>(*any));
                    CHECK(std::get<typename Op::Request>(*any) == asked);
                    CHECK(serve(wire, rules).status == 200);
                }
            }};
}

/// S: the structure is answered as these bytes. C: the bytes are read as the structure.
template <class Op>
row answers(std::string id, int ends, typename Op::Response said, response wire, answer how = {}) {
    return {std::move(id), [=] {
                if ((ends & S) != 0) {
                    auto const written = encode_response<Op>(said, how);
                    REQUIRE(written.has_value());
                    CHECK(written->status == wire.status);
                    CHECK(shown(written->headers) == shown(wire.headers));
                    CHECK(written->body == wire.body);
                }
                if ((ends & C) != 0) {
                    auto const read = decode_response<Op>(wire);
                    REQUIRE(read.has_value());
                    CHECK(*read == said);
                }
            }};
}

/// S: the request is refused with this status and name, and one sentence.
inline row refuses(std::string id, request wire, int status, std::string name, policy rules = {}) {
    return {std::move(id), [=] { check_refusal(wire, status, name, rules); }};
}

/// S: the bytes cannot be read.
inline row malformed(std::string id, request wire) {
    return refuses(std::move(id), std::move(wire), 400, "SerializationException");
}

/// S: the request breaks exactly one constraint.
inline row invalid(std::string id, request wire, std::string where, std::string said) {
    return {std::move(id), [=] {
                check_invalid(wire, {{where, said}}, "1 validation error detected. " + said);
            }};
}

/// C: the reply is an error of this name with this message, whichever operation was asked.
inline row told(std::string id, response wire, fault named, std::string message) {
    return {std::move(id), [=] {
                operations::for_each([&]<class Op>() {
                    auto const read = decode_response<Op>(wire);
                    REQUIRE(!read.has_value());
                    CHECK(read.error().code == named);
                    CHECK(read.error().name == to_string(named));
                    CHECK(read.error().message == message);
                    CHECK(read.error().status == wire.status);
                });
            }};
}

/// C: the success cannot be read, because of this member.
template <class Op>
row unreadable(std::string id, std::string body, errc why, std::string where) {
    return {std::move(id), [=] {
                auto const read = decode_response<Op>(reply(200, body));
                REQUIRE(!read.has_value());
                CHECK(read.error().code == why);
                CHECK(read.error().where == where);
                CHECK(read.error().status == 200);
                CHECK(read.error().body == body);
            }};
}

}  // namespace protocol

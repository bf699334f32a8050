// SPDX-License-Identifier: BSL-1.0
//
// Where in a message a member stands: its raw text in the target, the headers or the body, and which raw byte
// a byte of its value came from. The library tells pointers and offsets within values; a person wants to see
// the bytes.
//
// This reads JSON that the library has read already, or has stopped in. It judges nothing and is content with
// any bytes: what it cannot follow, it does not find.
#pragma once

#include "message.hpp"

#include <cognito_sync/core/operation.hpp>
#include <cognito_sync/core/pointer.hpp>

#include <boost/json/parse.hpp>
#include <boost/json/value.hpp>

#include <algorithm>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace example::wire {

/// How a value is written where it stands.
enum class spelling { as_is, percent, json };

/// The raw text of a value, a view into the message.
struct raw_value {
    std::string_view text{};
    spelling how = spelling::as_is;
};

// ---- JSON

inline std::size_t skip_blanks(std::string_view text, std::size_t at) {
    return std::min(text.find_first_not_of(" \t\r\n", at), text.size());
}

/// Where a string ends that begins at a quote; npos when it does not.
inline std::size_t end_of_string(std::string_view text, std::size_t at) {
    for (++at; at < text.size() && text[at] != '"'; ++at)
        if (text[at] == '\\') ++at;
    return at < text.size() ? at + 1 : npos;
}

/// Where the value ends that begins at a byte; npos when it does not.
inline std::size_t end_of_value(std::string_view text, std::size_t at) {
    std::size_t depth = 0;
    while (at < text.size()) {
        char const c = text[at];
        if (c == '"')
            at = end_of_string(text, at);
        else if (c == '{' || c == '[' || c == '}' || c == ']' || c == ',' || c == ':')
            ++at;
        else
            at = std::min(text.find_first_of(",:]}[{\" \t\r\n", at + 1), text.size());
        if (at == npos) return npos;
        if (c == '{' || c == '[') ++depth;
        if (depth != 0 && (c == '}' || c == ']')) --depth;
        if (depth == 0) return at;
        at = skip_blanks(text, at);
    }
    return npos;
}

/// What a string in quotes says; nothing where it is none.
inline std::optional<std::string> string_value(std::string_view token) {
    boost::system::error_code failed;
    auto const value = boost::json::parse({token.data(), token.size()}, failed);
    if (failed || !value.is_string()) return std::nullopt;
    return std::string(value.get_string().begin(), value.get_string().end());
}

/// The value in an object or a list that one step of a pointer leads to, or npos. `at` is where that begins.
inline std::size_t step_into(std::string_view text, std::size_t at, std::string_view step) {
    if (at >= text.size() || (text[at] != '{' && text[at] != '[')) return npos;
    bool const object = text[at] == '{';
    for (std::size_t index = 0; at < text.size() && text[at] != '}' && text[at] != ']'; ++index) {
        at = skip_blanks(text, at + 1);
        std::string name;
        if (object) {
            if (at >= text.size() || text[at] != '"') return npos;
            std::size_t const end = end_of_string(text, at);
            auto const key = end == npos ? std::nullopt : string_value(text.substr(at, end - at));
            if (!key) return npos;
            cs::append_pointer_key(name, *key);
            at = skip_blanks(text, end);
            if (at >= text.size() || text[at] != ':') return npos;
            at = skip_blanks(text, at + 1);
        } else {
            name = '/' + std::to_string(index);
        }
        if (at < text.size() && std::string_view(name).substr(1) == step) return at;
        at = end_of_value(text, at);
        if (at == npos) return npos;
        at = skip_blanks(text, at);
    }
    return npos;
}

/// The value that a JSON pointer leads to.
inline std::optional<std::string_view> find_in_json(std::string_view text, std::string_view pointer) {
    std::size_t at = skip_blanks(text, 0);
    if (!pointer.empty()) pointer.remove_prefix(1);
    while (!pointer.empty()) {
        at = step_into(text, at, take_until(pointer, '/'));
        if (at == npos) return std::nullopt;
    }
    std::size_t const end = end_of_value(text, at);
    return end == npos ? std::nullopt : std::optional(text.substr(at, end - at));
}

/// How many bytes an escape takes in JSON, and how many of the value it stands for.
inline std::pair<std::size_t, std::size_t> escape_size(std::string_view escape) {
    if (escape.size() < 6 || escape[1] != 'u') return {2, 1};
    unsigned unit = 0;
    for (char const c : escape.substr(2, 4)) unit = unit * 16 + cs::detail::hex_value(c);
    if (0xD800 <= unit && unit < 0xDC00) return {12, 4};
    return {6, unit < 0x80 ? 1U : unit < 0x800 ? 2U : 3U};
}

/// The raw byte that a byte of the value came from.
inline std::size_t raw_offset(raw_value const& from, std::size_t wanted) {
    bool const json_string = from.how == spelling::json && from.text.starts_with('"');
    std::size_t at = json_string ? 1 : 0;
    for (std::size_t offset = 0; offset < wanted && at < from.text.size();) {
        std::pair<std::size_t, std::size_t> size{1, 1};
        if (from.how == spelling::percent && from.text[at] == '%') size = {3, 1};
        if (json_string && from.text[at] == '\\') size = escape_size(from.text.substr(at));
        at += size.first;
        offset += size.second;
    }
    return std::min(at, from.text.size());
}

/// What the value is.
inline std::string decoded(raw_value const& from) {
    if (from.how == spelling::json) return string_value(from.text).value_or(std::string(from.text));
    std::string text(from.text);
    if (from.how == spelling::percent) text.resize(cs::percent_decode(from.text, text.data()).size);
    return text;
}

// ---- The target

/// The raw segment of a path that the route binds at `index`. A base path before it does no harm.
inline std::optional<raw_value> find_segment(std::string_view target, cs::route const& http,
                                             std::size_t index) {
    std::string_view path = target.substr(0, target.find('?'));
    if (path.ends_with('/')) path.remove_suffix(1);
    for (std::size_t i = http.path().size(); i-- > index;) {
        std::size_t const slash = path.rfind('/');
        if (slash == npos) return std::nullopt;
        if (i == index) return raw_value{path.substr(slash + 1), spelling::percent};
        path = path.substr(0, slash);
    }
    return std::nullopt;
}

/// The raw value of the first pair of a query that has a key. `key=` is cut away, the place of none is its
/// end.
inline std::optional<raw_value> find_query(std::string_view target, std::string_view key) {
    if (target.find('?') == npos) return std::nullopt;
    take_until(target, '?');
    while (!target.empty()) {
        std::string_view pair = take_until(target, '&');
        std::size_t const equals = std::min(pair.find('='), pair.size());
        std::string_view const value = pair.substr(std::min(equals + 1, pair.size()));
        if (decoded({pair.substr(0, equals), spelling::percent}) == key)
            return raw_value{value, spelling::percent};
    }
    return std::nullopt;
}

inline std::optional<raw_value> find_header(message const& in, std::string_view name) {
    for (auto const& [header, value] : in.headers)
        if (cs::equal_without_case(header, name)) return raw_value{cs::trimmed(value), spelling::as_is};
    return std::nullopt;
}

// ---- Members

/// Where a row of a request travels in the REST form: "path", "query", "header" or "body".
inline std::string_view carrier(cs::operation const& op, std::size_t row) {
    std::string_view const member = op.request->fields[row].name;
    auto const is = [&](auto const& bound) { return bound.member == member; };
    auto const label = [&](auto const& piece) { return piece.label && piece.text == member; };
    if (std::any_of(op.http->path().begin(), op.http->path().end(), label)) return "path";
    if (std::any_of(op.http->query().begin(), op.http->query().end(), is)) return "query";
    return std::any_of(op.http->headers().begin(), op.http->headers().end(), is) ? "header" : "body";
}

/// The raw value of the member that a pointer names; nothing where the message does not have it.
inline std::optional<raw_value> find_member(message const& in, cs::operation const& op, cs::form form,
                                            std::string_view pointer) {
    std::string_view const name = pointer.substr(pointer.empty() ? 0 : 1, pointer.find('/', 1) - 1);
    if (form == cs::form::rest) {
        for (std::size_t i = 0; i < op.http->path().size(); ++i)
            if (op.http->path()[i].label && op.http->path()[i].text == name)
                return find_segment(in.target, *op.http, i);
        for (auto const& each : op.http->query())
            if (each.member == name) return find_query(in.target, each.key);
        for (auto const& each : op.http->headers())
            if (each.member == name) return find_header(in, each.key);
    }
    auto const value = find_in_json(in.body, pointer);
    return value ? std::optional(raw_value{*value, spelling::json}) : std::nullopt;
}

}  // namespace example::wire

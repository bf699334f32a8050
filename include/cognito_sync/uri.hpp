// SPDX-License-Identifier: BSL-1.0
//
// Paths and queries: the target of a request built from its structure, and a target taken apart again. No JSON, no headers.
//
// The target is taken raw. It is split on raw `/` and `?`, literal segments are compared byte for byte, and each label is decoded
// exactly once; nothing is ever normalised, since a signature covers what was sent. `+` is a plus.
//
// Boost.URL enters here, as a type that targets may come in and that `resolve` gives back; its setters, normalisation and
// encoding are not used (they re-encode), and its parser serves the tests as the second opinion.
#pragma once

#include <cognito_sync/core/decimal.hpp>
#include <cognito_sync/core/fixed_list.hpp>
#include <cognito_sync/core/percent.hpp>
#include <cognito_sync/error.hpp>
#include <cognito_sync/model/operations.hpp>
#include <cognito_sync/policy.hpp>
#include <cognito_sync/validate.hpp>

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace cognito_sync {

/// A target taken apart: the operation, and what its route binds, percent-decoded. Names are those of the model's members.
struct matched_target {
    std::string_view operation{};
    std::vector<std::pair<std::string_view, std::string>> labels{};
    std::vector<std::pair<std::string_view, std::string>> query{};  ///< the first of each key; unknown keys are left out
};

namespace detail {

inline constexpr std::size_t most_segments = 12;

/// A base path without the slash at its end; a `/` alone is none.
constexpr std::string_view bare(std::string_view base_path) noexcept {
    return base_path.ends_with('/') ? base_path.substr(0, base_path.size() - 1) : base_path;
}

/// The bytes that may stand raw in a path or, with `?`, in a query: RFC 3986 pchar and `/`. Escapes are judged apart.
constexpr bool is_target_char(char c) noexcept {
    return is_unreserved(c) || std::string_view("!$&'()*+,;=:@/?").find(c) != std::string_view::npos;
}

inline constexpr auto target_chars = [] {
    std::array<bool, 256> allowed{};
    for (unsigned c = 0; c < 256; ++c) allowed[c] = is_target_char(static_cast<char>(c));
    return allowed;
}();

/// What keeps a text from being a target, or errc{}; `at` tells the byte.
constexpr errc judge_target(std::string_view target, std::size_t& at) noexcept {
    at = 0;
    if (!target.starts_with('/')) return errc::bad_target;
    for (; at < target.size(); ++at) {
        if (target_chars[static_cast<unsigned char>(target[at])]) continue;
        if (target[at] != '%') return errc::bad_target;
        if (target.size() - at < 3 || hex_value(target[at + 1]) > 15 || hex_value(target[at + 2]) > 15) return errc::bad_escape;
        at += 2;
    }
    return {};
}

/// A path in pieces, raw. `segments` is empty for the root; `fits` is false when no route could have so many or an empty one.
struct split_path {
    fixed_list<std::string_view, most_segments> segments{};
    bool fits = true;
};

constexpr split_path split(std::string_view path) noexcept {
    split_path pieces;
    if (path == "/" || path.empty()) return pieces;
    if (path.ends_with('/')) path.remove_suffix(1);
    for (path.remove_prefix(1);;) {
        std::size_t const end = path.find('/');
        std::string_view const segment = path.substr(0, end);
        if (segment.empty() || pieces.segments.full()) {
            pieces.fits = false;
            return pieces;
        }
        pieces.segments.push_back(segment);
        if (end == std::string_view::npos) return pieces;
        path.remove_prefix(end + 1);
    }
}

constexpr bool fits(route const& where, split_path const& path) noexcept {
    if (!path.fits || where.path().size() != path.segments.size()) return false;
    for (std::size_t i = 0; i < path.segments.size(); ++i)
        if (!where.path()[i].label && where.path()[i].text != path.segments[i]) return false;
    return true;
}

/// A target whose operation is known, still raw.
struct routed {
    operation const* op = nullptr;
    std::size_t index = 0;  ///< of the operation in the list
    std::string_view target{};
    split_path path{};
    std::string_view query{};
};

/// Path and query of a judged target behind the base path. False when it does not begin with that.
constexpr bool strip(std::string_view target, policy const& rules, std::string_view& path, std::string_view& query) noexcept {
    std::size_t const mark = target.find('?');
    path = target.substr(0, mark);
    query = mark == std::string_view::npos ? std::string_view{} : target.substr(mark + 1);
    std::string_view const base = bare(rules.base_path);
    if (!path.starts_with(base)) return false;
    path.remove_prefix(base.size());
    return path.empty() || path.front() == '/';
}

/// The methods of all operations at a path, sorted: `DELETE, GET, POST`; empty when there is none.
inline std::string methods_at(split_path const& path) {
    std::string joined;
    for (std::string_view const method : {"DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT"})
        for (operation const* each : operations::table)
            if (each->http->method() == method && fits(*each->http, path)) {
                joined.append(joined.empty() ? "" : ", ").append(method);
                break;
            }
    return joined;
}

inline bool check_length(std::string_view target, policy const& rules, error& failed) {
    if (target.size() <= rules.max_target) return true;
    return failed = text_error(errc::target_too_long, {}, rules.max_target), false;
}

inline bool check_characters(std::string_view target, error& failed) {
    std::size_t at = 0;
    errc const wrong = judge_target(target, at);
    if (wrong == errc{}) return true;
    return failed = text_error(wrong, {}, at), false;
}

/// Finds the operation of a judged target by path, then by method.
inline bool find_route(std::string_view method, std::string_view target, policy const& rules, routed& found, error& failed) {
    std::string_view path;
    found.target = target;
    if (!strip(target, rules, path, found.query)) return failed = message_error(errc::unknown_path), false;
    found.path = split(path);
    for (std::size_t i = 0; i < operations::size; ++i) {
        operation const& each = *operations::table[i];
        if (each.http->method() != method || !fits(*each.http, found.path)) continue;
        found.op = &each;
        found.index = i;
        return true;
    }
    std::string allow = methods_at(found.path);
    failed = message_error(allow.empty() ? errc::unknown_path : errc::method_not_allowed);
    failed.allow = std::move(allow);
    return false;
}

/// Decodes one piece of a judged target into a string. False when it is not UTF-8.
inline bool decode_piece(routed const& from, std::string_view piece, std::string_view member, std::string& out, error& failed) {
    out.resize(piece.size());
    out.resize(percent_decode(piece, out.data()).size);
    if (is_utf8(out)) return true;
    failed = text_error(errc::bad_unicode, "/" + std::string(member), static_cast<std::size_t>(piece.data() - from.target.data()));
    return false;
}

/// Calls `take(member, raw value)` for each label of the route, then for each query key that it binds, the first of each.
template <class Label, class Query>
bool each_binding(routed const& from, Label take_label, Query take_query) {
    route const& http = *from.op->http;
    std::size_t label = 0;
    for (std::size_t i = 0; i < from.path.segments.size(); ++i)
        if (http.path()[i].label && !take_label(label++, from.path.segments[i])) return false;
    std::uint32_t taken = 0;
    std::string key;
    for (std::string_view rest = from.query; !rest.empty();) {
        std::size_t const end = rest.find('&');
        std::string_view const pair = rest.substr(0, end);
        rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
        std::size_t const equals = pair.find('=');
        key.resize(std::min(equals, pair.size()));
        key.resize(percent_decode(pair.substr(0, equals), key.data()).size);
        // A key without = is bound to the empty text at its own end, so that every value has a place in the target.
        std::string_view const value = pair.substr(equals == std::string_view::npos ? pair.size() : equals + 1);
        for (std::size_t i = 0; i < http.query().size(); ++i) {
            if (http.query()[i].key != key || (taken >> i & 1U) != 0) continue;
            taken |= std::uint32_t{1} << i;
            if (!take_query(i, value)) return false;
        }
    }
    return true;
}

/// Reads a decoded query value into a member: a string, or an integer of digits with an optional minus.
inline bool read_query_value(field const& row, void* request, std::string text, std::size_t offset, error& failed) {
    if (row.type->is == kind::string) return as<std::string>(row.renew(request)) = std::move(text), true;
    scaled_integer const read = parse_integer(text);
    bool const narrow = row.type->is == kind::int32 && read.value != static_cast<std::int32_t>(read.value);
    if (!read || narrow) {
        errc const wrong = read.error == decimal_error::syntax ? errc::bad_integer : errc::number_range;
        return failed = text_error(wrong, "/" + std::string(row.name), offset), false;
    }
    void* const into = row.renew(request);
    if (row.type->is == kind::int32)
        as<std::int32_t>(into) = static_cast<std::int32_t>(read.value);
    else
        as<std::int64_t>(into) = read.value;
    return true;
}

/// Reads labels and query into a request.
inline bool read_bindings(routed const& from, void* request, error& failed) {
    operation const& op = *from.op;
    return each_binding(
        from,
        [&](std::size_t label, std::string_view raw) {
            field const& row = op.request->fields[op.labels[label]];
            return decode_piece(from, raw, row.name, as<std::string>(row.renew(request)), failed);
        },
        [&](std::size_t binding, std::string_view raw) {
            field const& row = op.request->fields[op.query[binding]];
            std::string text;
            return decode_piece(from, raw, row.name, text, failed) &&
                   read_query_value(row, request, std::move(text),
                                    static_cast<std::size_t>(raw.data() - from.target.data()), failed);
        });
}

/// Adds a finding for each label that a path would not keep: `.` and `..`, which proxies resolve. (The empty one breaks its shape.)
inline void judge_labels(operation const& op, void const* request, std::vector<finding>& out) {
    std::size_t label = 0;
    for (auto const& segment : op.http->path()) {
        if (!segment.label) continue;
        std::string_view const value = as<std::string>(op.request->fields[op.labels[label++]].get(request));
        if (value != "." && value != "..") continue;
        std::string where = "/" + std::string(segment.text);
        std::string message = "Value at '" + where + "' failed to satisfy constraint: Member must not be . or .. in a path";
        out.push_back({{std::move(where), std::move(message)}, errc::dot_segment, 0});
    }
}

inline void append_value(std::string& out, value_type const& type, void const* value) {
    switch (type.is) {
        case kind::string: append_percent_encoded(out, as<std::string>(value)); break;
        case kind::int32: out.append(format_decimal(as<std::int32_t>(value)).view()); break;
        default: out.append(format_decimal(as<std::int64_t>(value)).view()); break;
    }
}

/// Appends path and query of a request whose labels were judged.
inline void append_target(std::string& out, operation const& op, void const* request, policy const& rules) {
    out.append(bare(rules.base_path));
    std::size_t label = 0;
    for (auto const& segment : op.http->path()) {
        out += '/';
        if (segment.label)
            append_percent_encoded(out, as<std::string>(op.request->fields[op.labels[label++]].get(request)));
        else
            out.append(segment.text);
    }
    char before = '?';
    for (std::size_t i = 0; i < op.http->query().size(); ++i) {
        field const& row = op.request->fields[op.query[i]];
        void const* const value = row.get(request);
        if (value == nullptr) continue;
        out.append(1, before).append(op.http->query()[i].key).append(1, '=');
        append_value(out, *row.type, value);
        before = '&';
    }
}

}  // namespace detail

/// The path and query of a request, percent-encoded; what travels in headers or the body is not looked at.
///
/// Errors   every broken constraint of the members that the target carries; `dot_segment` for a label of `.` or `..`
/// Wire     /identitypools/us-east-1%3A0f1e/identities/us-east-1%3Aaaaa/datasets?maxResults=10
template <class Op>
result<std::string> build_target(typename Op::Request const& request, policy const& rules = {}) {
    std::vector<detail::finding> found;
    operation const& op = operation_of<Op>;
    detail::validator(rules, {}, found).structure(*op.request, &request, {}, ~op.outside_body);
    detail::judge_labels(op, &request, found);
    if (!found.empty()) return detail::constraint_error(std::move(found));
    std::string target;
    detail::append_target(target, op, &request, rules);
    return target;
}

/// Takes a target apart, as a server or a proxy gets it. Constraints of the model are not judged.
///
/// Errors   `target_too_long`, `bad_target`, `bad_escape`, `unknown_path`, `method_not_allowed` (with `allow`), `bad_unicode`
inline result<matched_target> parse_target(std::string_view method, std::string_view target, policy const& rules = {}) {
    error failed{};
    detail::routed found;
    if (!detail::check_length(target, rules, failed) || !detail::check_characters(target, failed) ||
        !detail::find_route(method, target, rules, found, failed))
        return failed;
    matched_target matched{.operation = found.op->name};
    auto const take = [&](auto& into, std::uint8_t row, std::string_view raw) {
        std::string_view const member = found.op->request->fields[row].name;
        return detail::decode_piece(found, raw, member, into.emplace_back(member, std::string()).second, failed);
    };
    bool const read = detail::each_binding(
        found, [&](std::size_t i, std::string_view raw) { return take(matched.labels, found.op->labels[i], raw); },
        [&](std::size_t i, std::string_view raw) { return take(matched.query, found.op->query[i], raw); });
    if (!read) return failed;
    return matched;
}

}  // namespace cognito_sync

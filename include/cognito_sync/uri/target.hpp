// SPDX-License-Identifier: BSL-1.0
//
// Which operation a raw target is for: its characters judged, its path split on raw slashes and compared byte
// for byte. Nothing is decoded here.
#pragma once

#include <cognito_sync/core/fixed_list.hpp>
#include <cognito_sync/core/percent.hpp>
#include <cognito_sync/error.hpp>
#include <cognito_sync/model/operations.hpp>
#include <cognito_sync/policy.hpp>

#include <array>
#include <cstddef>
#include <string>
#include <string_view>
#include <utility>

namespace cognito_sync::detail {

inline constexpr std::size_t most_segments = 12;

/// A base path without the slash at its end; a `/` alone is none.
constexpr std::string_view bare(std::string_view base_path) noexcept {
    return base_path.ends_with('/') ? base_path.substr(0, base_path.size() - 1) : base_path;
}

/// The bytes that may stand raw in a path or, with `?`, in a query: RFC 3986 pchar and `/`. Escapes are
/// judged apart.
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
        if (target.size() - at < 3 || hex_value(target[at + 1]) > 15 || hex_value(target[at + 2]) > 15)
            return errc::bad_escape;
        at += 2;
    }
    return {};
}

/// A path in pieces, raw. `segments` is empty for the root; `fits` is false when no route could have so many
/// or an empty one.
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
constexpr bool strip(std::string_view target, policy const& rules, std::string_view& path,
                     std::string_view& query) noexcept {
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
inline bool find_route(std::string_view method, std::string_view target, policy const& rules, routed& found,
                       error& failed) {
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

}  // namespace cognito_sync::detail

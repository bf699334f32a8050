// SPDX-License-Identifier: BSL-1.0
//
// Which operation an incoming request is, in which form, and whether its headers let it in: all that comes
// before its members.
//
// The order of the checks is part of the protocol: lengths, characters of the target, path, method, Accept,
// Content-Type.
#pragma once

#include <cognito_sync/error.hpp>
#include <cognito_sync/message.hpp>
#include <cognito_sync/model/operations.hpp>
#include <cognito_sync/model/service.hpp>
#include <cognito_sync/policy.hpp>
#include <cognito_sync/uri.hpp>

#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace cognito_sync::detail {

inline constexpr std::string_view json_type = "application/json";
inline constexpr std::array<std::string_view, 3> rpc_types{"application/x-amz-json-1.1",
                                                           "application/x-amz-json-1.0", json_type};

/// A request whose operation is known and whose headers were judged.
struct incoming {
    routed to{};
    cognito_sync::form form = cognito_sync::form::rest;
};

/// A media type without its parameters.
constexpr std::string_view essence(std::string_view header) noexcept {
    return trimmed(header.substr(0, header.find(';')));
}

/// The one of the RPC media types that a header names; empty when it names another.
inline std::string_view rpc_type_of(std::string_view header) noexcept {
    for (std::string_view const each : rpc_types)
        if (equal_without_case(essence(header), each)) return each;
    return {};
}

/// Whether an Accept header allows a media type. Its weights are not looked at.
inline bool accepts(std::string_view header, std::string_view type) noexcept {
    for (;;) {
        std::size_t const end = header.find(',');
        std::string_view const item = essence(header.substr(0, end));
        if (item == "*/*" || equal_without_case(item, "application/*") || equal_without_case(item, type))
            return true;
        if (end == std::string_view::npos) return false;
        header.remove_prefix(end + 1);
    }
}

/// Whether a target is the root of the service, where the RPC form lives.
inline bool is_root(std::string_view target, policy const& rules) noexcept {
    std::string_view path, query;
    return strip(target, rules, path, query) && path == (rules.base_path.empty() || !path.empty() ? "/" : "");
}

/// The operation that X-Amz-Target names: what follows the last dot, behind either prefix of the service.
inline bool find_target(std::string_view header, routed& found) noexcept {
    std::size_t const dot = header.rfind('.');
    if (dot == std::string_view::npos) return false;
    std::string_view const prefix = header.substr(0, dot);
    if (prefix != service::target_prefix && prefix != service::short_target_prefix) return false;
    for (std::size_t i = 0; i < operations::size; ++i)
        if (operations::table[i]->name == header.substr(dot + 1)) {
            found.op = operations::table[i];
            found.index = i;
            return true;
        }
    return false;
}

inline bool find_operation(request_view const& from, policy const& rules, incoming& found, error& failed) {
    if (!is_root(from.target, rules)) return find_route(from.method, from.target, rules, found.to, failed);
    auto const target = from.headers.find("x-amz-target");
    found.form = form::rpc;
    found.to.target = from.target;
    if (!target) return failed = message_error(errc::unknown_path), false;
    if (from.method != "POST") {
        failed = message_error(errc::method_not_allowed);
        failed.allow = "POST";
        return false;
    }
    return find_target(*target, found.to) || (failed = message_error(errc::unknown_target), false);
}

/// Accept, where the reply has a body.
inline bool check_accept(request_view const& from, incoming const& found, error& failed) {
    auto const accept = from.headers.find("accept");
    if (!accept || found.to.op->response == nullptr || accepts(*accept, json_type)) return true;
    auto const type = from.headers.find("content-type");
    if (found.form == form::rpc && type && accepts(*accept, rpc_type_of(*type))) return true;
    return failed = message_error(errc::not_acceptable), false;
}

inline bool check_content_type(request_view const& from, incoming const& found, policy const& rules,
                               error& failed) {
    auto const type = from.headers.find("content-type");
    bool fine = true;
    if (found.form == form::rpc)
        fine = type ? !rpc_type_of(*type).empty() : from.body.empty();
    else if (!from.body.empty() && found.to.op->has_body())
        fine = type && equal_without_case(essence(*type), json_type);
    else if (!from.body.empty() && rules.strict_media_types)
        fine = !type;
    return fine || (failed = message_error(errc::unsupported_media_type), false);
}

/// Everything that is judged before the members of a request.
inline bool recognise(request_view const& from, policy const& rules, incoming& found, error& failed) {
    if (!check_length(from.target, rules, failed)) return false;
    if (from.body.size() > rules.max_body)
        return failed = text_error(errc::body_too_long, {}, rules.max_body), false;
    return check_characters(from.target, failed) && find_operation(from, rules, found, failed) &&
           check_accept(from, found, failed) && check_content_type(from, found, rules, failed);
}

}  // namespace cognito_sync::detail

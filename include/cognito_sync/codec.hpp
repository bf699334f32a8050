// SPDX-License-Identifier: BSL-1.0
//
// The four verbs: a request and a response, from each end of the wire. And error payloads by themselves.
//
// Each verb is a thin template over a walk that knows no types (codec/*.hpp), so that a service of seventeen
// operations is compiled once. Nothing throws but std::bad_alloc; every function is pure and may be called
// from any thread.
#pragma once

#include <cognito_sync/codec/reply.hpp>
#include <cognito_sync/codec/request.hpp>
#include <cognito_sync/outcome.hpp>

#include <string>
#include <string_view>
#include <utility>

namespace cognito_sync {

/// Writes the request of one operation, once every constraint holds.
///
/// Errors   `broken_constraint`, `dot_segment`, `bad_header_value`, `bad_unicode`: all of them in
///          `violations`, before a byte is written; `target_too_long`, `body_too_long`, `time_range`
/// Wire     GET /identitypools/{IdentityPoolId}/identities/{IdentityId}/datasets?maxResults=10
/// Example  auto request = encode_request<ListDatasets>({.identity_pool_id = pool, .identity_id = me});
template <class Op>
result<request> encode_request(typename Op::Request const& asked, policy const& rules = {}) {
    request written;
    error failed;
    if (!detail::write_request(operation_of<Op>, &asked, rules, written, failed)) return failed;
    return written;
}

/// Reads a request as one operation: its route, its labels, query, headers and body, every constraint.
///
/// The error says in `name` and `status` what a server answers, and in `allow` the methods of a 405.
/// `other_operation` when the request is for another one. A route that fits but carries a bad value is final:
/// no other operation takes that path and method.
///
/// Example  auto query = decode_request<ListDatasets>(incoming);
/// See      decode_any, which finds the operation
template <class Op>
result<typename Op::Request> decode_request(request_view const& from, policy const& rules = {}) {
    typename Op::Request asked{};
    detail::incoming found;
    error failed;
    bool const fits = detail::recognise(from, rules, found, failed);
    if (fits && found.to.op != &operation_of<Op>)
        failed = detail::message_error(errc::other_operation);
    else if (fits && detail::read_request(found, from, rules, &asked, failed))
        return asked;
    return detail::answered(std::move(failed), rules);
}

/// What a reply to a request is laid out like: its form and media type, and the id that the server gives the
/// exchange.
///
/// `request_id` comes from the caller, who has the clock and the randomness; empty leaves the header out.
inline answer answer_to(request_view const& from, std::string_view request_id, policy const& rules = {}) {
    answer to{.request_id = std::string(request_id)};
    if (!detail::is_root(from.target, rules) || !from.headers.contains("x-amz-target")) return to;
    auto const type = from.headers.find("content-type");
    to.form = form::rpc;
    if (type && !detail::rpc_type_of(*type).empty()) to.media_type = detail::rpc_type_of(*type);
    return to;
}

/// Writes what a handler answered.
///
/// Errors   `bad_unicode`, `time_range` for a value that nobody could read; `bad_header_value` for a request
///          id or an error's name; `bad_status` for a refusal whose status is none of an error
template <class Op>
result<response> encode_response(outcome<Op> const& said, answer const& to = {}) {
    response written;
    error failed;
    bool const fine = said.response() != nullptr
                          ? detail::write_success<Op>(*said.response(), to, written, failed)
                          : detail::write_error(*said.refusal(), to, written, failed);
    if (!fine) return failed;
    return written;
}

/// Reads a reply that is an error, whatever its status says: name, message, request id, from wherever they
/// stand.
///
/// `code` is the fault of that name, or `unmodelled_error`; then `body` holds the first 8 KiB of the reply.
inline error decode_error(response_view const& from) {
    detail::error_body said = detail::read_error_body(from.body);
    error told{.name = detail::first_name(from.headers, said), .status = from.status};
    told.message = detail::first_message(from.headers, said);
    told.request_id = detail::request_id_of(from.headers);
    if (said.field_list)
        for (detail::field_error& each : *said.field_list)
            told.violations.push_back({std::move(each.path), std::move(each.message)});
    if (auto const named = fault_named(told.name)) {
        told.code = *named;
    } else {
        told.code = errc::unmodelled_error;
        told.body = from.body.substr(0, detail::most_body_kept);
    }
    return told;
}

/// Reads a reply: a Response for a status of 200 to 299, an error for any other int.
///
/// A reply that names no error is the fault of the operation with that status, if there is just one.
///
/// Errors   a fault, with name, message, status and request id; `unmodelled_error`; `not_json`, `wrong_type`
///          and their like for a success that cannot be read
template <class Op>
result<typename Op::Response> decode_response(response_view const& from, policy const& = {}) {
    typename Op::Response said{};
    error failed;
    if (200 <= from.status && from.status < 300) {
        if (detail::read_success(operation_of<Op>, from, &said, failed)) return said;
        return failed;
    }
    failed = decode_error(from);
    if (auto const only = Op::throws.only_with(from.status); only && failed.name.empty()) {
        failed.code = *only;
        failed.name = to_string(*only);
    }
    return failed;
}

/// An error in a request as the reply that tells it.
inline error_reply reply_to(error const& failed) {
    bool const fields = failed.name == row_of(protocol_fault::Validation).name;
    return {.status = failed.status,
            .name = failed.name,
            .message = failed.message,
            .fields = fields ? failed.violations : std::vector<violation>{},
            .allow = failed.allow};
}

/// What a server answers that found the error itself, such as a body that its HTTP stack does not take.
///
/// Example  return encode_error(reply_to(errc::body_too_long), answer_to(head, id));
inline error_reply reply_to(errc found, policy const& rules = {}) {
    return reply_to(detail::answered(detail::message_error(found), rules));
}

/// Writes an error. What cannot be written (a name or an id that no header can carry, a message that is not
/// UTF-8, a status that is no error) is answered as InternalErrorException without a word of it.
inline response encode_error(error_reply const& said, answer const& to = {}) {
    response written;
    error failed;
    if (detail::write_error(said, to, written, failed)) return written;
    response fallback;
    answer const safe{.form = to.form,
                      .media_type = is_header_value(to.media_type) ? to.media_type : detail::json_type,
                      .request_id = is_header_value(to.request_id) ? to.request_id : ""};
    detail::write_error(detail::internal_error_reply(), safe, fallback, failed);
    return fallback;
}

}  // namespace cognito_sync

// SPDX-License-Identifier: BSL-1.0
//
// Requests without their C++ types: a structure to a message, and the members of a recognised message to a
// structure.
#pragma once

#include <cognito_sync/codec/recognise.hpp>
#include <cognito_sync/json.hpp>
#include <cognito_sync/uri.hpp>
#include <cognito_sync/validate.hpp>

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace cognito_sync::detail {

/// The header members of an operation, as `take(header name, row of the request)`.
template <class Take>
bool each_header(operation const& op, Take take) {
    for (std::size_t i = 0; i < op.http->headers().size(); ++i)
        if (!take(op.http->headers()[i].key, op.request->fields[op.headers[i]])) return false;
    return true;
}

/// Adds a finding for each header that HTTP would not carry unchanged: controls, blanks at its ends.
inline void judge_headers(operation const& op, void const* request, std::vector<finding>& out) {
    each_header(op, [&](std::string_view, field const& row) {
        void const* const value = row.get(request);
        if (value == nullptr) return true;
        std::string_view const text = as<std::string>(value);
        if (is_header_value(text) && trimmed(text) == text) return true;
        std::string where = "/" + std::string(row.name);
        std::string message = "Value at '" + where +
                              "' failed to satisfy constraint: Member must be a header value without " +
                              "control characters and without blanks at its ends";
        out.push_back({{std::move(where), std::move(message)}, errc::bad_header_value, 0});
        return true;
    });
}

inline bool judge_request(operation const& op, void const* request, policy const& rules, error& failed) {
    std::vector<finding> found;
    validator(rules, {}, found).structure(*op.request, request, {});
    if (rules.form == form::rest) {
        judge_labels(op, request, found);
        judge_headers(op, request, found);
    }
    return found.empty() || (failed = constraint_error(std::move(found)), false);
}

inline bool write_rest(operation const& op, void const* from, policy const& rules, request& out,
                       error& failed) {
    out.method = op.http->method();
    append_target(out.target, op, from, rules);
    each_header(op, [&](std::string_view name, field const& row) {
        if (void const* const value = row.get(from); value != nullptr)
            out.headers.emplace_back(name, as<std::string>(value));
        return true;
    });
    if (!op.has_body()) return true;
    out.headers.emplace_back("Content-Type", json_type);
    return write_json(*op.request, from, op.outside_body, out.body, failed);
}

inline bool write_rpc(operation const& op, void const* from, policy const& rules, request& out,
                      error& failed) {
    out.method = "POST";
    out.target.append(bare(rules.base_path)).append("/");
    out.headers.emplace_back("Content-Type", rpc_types.front());
    out.headers.emplace_back("X-Amz-Target", std::string(service::target_prefix).append(".").append(op.name));
    return write_json(*op.request, from, 0, out.body, failed);
}

/// Nothing is written before every constraint holds.
inline bool write_request(operation const& op, void const* from, policy const& rules, request& out,
                          error& failed) {
    if (!judge_request(op, from, rules, failed)) return false;
    if (!(rules.form == form::rest ? write_rest : write_rpc)(op, from, rules, out, failed)) return false;
    if (!check_length(out.target, rules, failed)) return false;
    return out.body.size() <= rules.max_body ||
           (failed = text_error(errc::body_too_long, {}, rules.max_body), false);
}

inline bool read_headers(operation const& op, request_view const& from, void* request, error& failed) {
    return each_header(op, [&](std::string_view name, field const& row) {
        auto value = from.headers.find(name);
        if (!value) return true;
        if (!is_header_value(*value) || !is_utf8(*value))
            return failed = text_error(errc::bad_header_value, "/" + std::string(row.name), 0), false;
        as<std::string>(row.renew(request)) = std::move(*value);
        return true;
    });
}

/// The members that travel in the body. No body at all is an object without members.
inline bool read_body(incoming const& found, std::string_view body, void* request, read_report& report,
                      error& failed) {
    operation const& op = *found.to.op;
    bool const rpc = found.form == form::rpc;
    std::string_view const text = body.empty() ? "{}" : body;
    if (rpc || op.has_body())
        return read_json(text, *op.request, request,
                         {.quoted_numbers = rpc, .skipped = rpc ? 0 : op.outside_body}, report, failed);
    no_output ignored;
    return read_json(text, schema_of<no_output>, &ignored, {}, report, failed);
}

inline bool judge_members(incoming const& found, void const* request, policy const& rules,
                          read_report& report, error& failed) {
    std::vector<std::string> missing;
    for (missing_member& each : report.missing) missing.push_back(std::move(each.where));
    std::sort(missing.begin(), missing.end());
    std::vector<finding> findings;
    validator(rules, missing, findings).structure(*found.to.op->request, request, {});
    if (findings.empty()) return true;
    failed = constraint_error(std::move(findings));
    if (report.has_input_member)
        failed.message +=
            "; the body has a member Input: members are read at the top level, not within an envelope";
    return false;
}

/// Reads the members of a recognised request: first all that can be malformed, then every constraint.
inline bool read_request(incoming const& found, request_view const& from, policy const& rules, void* request,
                         error& failed) {
    read_report report;
    bool const bound = found.form == form::rpc || (read_bindings(found.to, request, failed) &&
                                                   read_headers(*found.to.op, from, request, failed));
    return bound && read_body(found, from.body, request, report, failed) &&
           judge_members(found, request, rules, report, failed);
}

/// Adds what a server answers to an error in a request: the name and the status.
inline error answered(error failed, policy const& rules) {
    auto const code = static_cast<errc>(failed.code.value());
    protocol_fault_row const& row = row_of(row_of(code).answer);
    bool const modelled = row.value == protocol_fault::Validation && !rules.smithy_validation;
    failed.name = modelled ? to_string(fault::InvalidParameter) : row.name;
    failed.status = row.status;
    return failed;
}

}  // namespace cognito_sync::detail

// SPDX-License-Identifier: BSL-1.0
//
// Labels and query members: read from a target whose operation is known, and written into one.
//
// Each piece is percent-decoded exactly once, `+` is a plus, and of a repeated query key the first counts.
#pragma once

#include <cognito_sync/core/decimal.hpp>
#include <cognito_sync/core/percent.hpp>
#include <cognito_sync/core/utf8.hpp>
#include <cognito_sync/error.hpp>
#include <cognito_sync/policy.hpp>
#include <cognito_sync/uri/target.hpp>
#include <cognito_sync/validate.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace cognito_sync::detail {

/// Decodes one piece of a judged target into a string. False when it is not UTF-8.
inline bool decode_piece(routed const& from, std::string_view piece, std::string_view member,
                         std::string& out, error& failed) {
    out.resize(piece.size());
    out.resize(percent_decode(piece, out.data()).size);
    if (is_utf8(out)) return true;
    failed = text_error(errc::bad_unicode, "/" + std::string(member),
                        static_cast<std::size_t>(piece.data() - from.target.data()));
    return false;
}

/// Calls `take(member, raw value)` for each label of the route, then for each query key that it binds, the
/// first of each.
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
        // A key without = is bound to the empty text at its own end, so that every value has a place in the
        // target.
        std::string_view const value =
            pair.substr(equals == std::string_view::npos ? pair.size() : equals + 1);
        for (std::size_t i = 0; i < http.query().size(); ++i) {
            if (http.query()[i].key != key || (taken >> i & 1U) != 0) continue;
            taken |= std::uint32_t{1} << i;
            if (!take_query(i, value)) return false;
        }
    }
    return true;
}

/// Reads a decoded query value into a member: a string, or an integer of digits with an optional minus.
inline bool read_query_value(field const& row, void* request, std::string text, std::size_t offset,
                             error& failed) {
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

/// Adds a finding for each label that a path would not keep: `.` and `..`, which proxies resolve. (The empty
/// one breaks its shape.)
inline void judge_labels(operation const& op, void const* request, std::vector<finding>& out) {
    std::size_t label = 0;
    for (auto const& segment : op.http->path()) {
        if (!segment.label) continue;
        std::string_view const value = as<std::string>(op.request->fields[op.labels[label++]].get(request));
        if (value != "." && value != "..") continue;
        std::string where = "/" + std::string(segment.text);
        std::string message =
            "Value at '" + where + "' failed to satisfy constraint: Member must not be . or .. in a path";
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

}  // namespace cognito_sync::detail

// SPDX-License-Identifier: BSL-1.0
//
// Replies without their C++ types, and error payloads both ways.
//
// Clients of this service look for an error's name in four places and cut it in three ways; this reads all of
// them and writes the one that all of them understand: the bare name in X-Amzn-Errortype, and an object with
// `message`.
#pragma once

#include <cognito_sync/codec/recognise.hpp>
#include <cognito_sync/json.hpp>
#include <cognito_sync/message.hpp>
#include <cognito_sync/outcome.hpp>

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace cognito_sync {

/// How a reply is laid out: the form and the media type of its request, and the id that the server gave the
/// exchange.
struct answer {
    cognito_sync::form form = cognito_sync::form::rest;
    std::string_view media_type = detail::json_type;
    std::string request_id{};  ///< the x-amzn-RequestId header; left out when empty
};

namespace detail {

/// One entry of a ValidationException's fieldList.
struct field_error {
    std::string path;
    std::string message;

    static constexpr auto members =
        members_of(member{"path", &field_error::path}, member{"message", &field_error::message});
};

/// The body of an error in all its spellings; the service writes `message` only.
struct error_body {
    std::optional<std::string> type{};
    std::optional<std::string> code{};
    std::optional<std::string> capital_code{};
    std::optional<std::string> message{};
    std::optional<std::string> capital_message{};
    std::optional<std::string> error_message{};
    std::optional<std::vector<field_error>> field_list{};

    static constexpr auto members = members_of(              //
        member{"__type", &error_body::type},                 //
        member{"code", &error_body::code},                   //
        member{"Code", &error_body::capital_code},           //
        member{"message", &error_body::message},             //
        member{"Message", &error_body::capital_message},     //
        member{"errorMessage", &error_body::error_message},  //
        member{"fieldList", &error_body::field_list});
};

inline constexpr std::size_t most_body_kept = 8192;
inline constexpr std::size_t longest_error_name = 256;

/// `other.ns#LimitExceededException:http://…` to `LimitExceededException`; of a doubled name the first.
constexpr std::string_view bare_name(std::string_view name) noexcept {
    name = name.substr(0, name.find(','));
    name = name.substr(0, name.find(':'));
    name = name.substr(name.find('#') == std::string_view::npos ? 0 : name.find('#') + 1);
    return trimmed(trimmed(name).substr(0, longest_error_name));
}

inline std::string request_id_of(headers_view const& headers) {
    auto id = headers.find("x-amzn-requestid");
    if (!id || id->empty()) id = headers.find("x-amz-request-id");
    return id ? std::string(trimmed(std::string_view(*id).substr(0, id->find(',')))) : std::string();
}

/// The text without a byte order mark, which a client tolerates.
constexpr std::string_view without_mark(std::string_view body) noexcept {
    return body.starts_with("\xEF\xBB\xBF") ? body.substr(3) : body;
}

/// What an error body says; nothing where it is no JSON object.
inline error_body read_error_body(std::string_view body) {
    error_body said;
    read_report report;
    error ignored;
    read_options const how{.lenient = true, .skip_wrong_types = true};
    if (!read_json(without_mark(body), schema_of<error_body>, &said, how, report, ignored)) said = {};
    return said;
}

inline std::string first_name(headers_view const& headers, error_body const& said) {
    for (auto const& source : {headers.find("x-amzn-errortype"), said.code, said.capital_code, said.type})
        if (source && !bare_name(*source).empty()) return std::string(bare_name(*source));
    return {};
}

inline std::string first_message(headers_view const& headers, error_body& said) {
    for (auto* const source : {&said.message, &said.capital_message, &said.error_message})
        if (*source && !(*source)->empty()) return std::move(**source);
    return headers.find("x-amzn-errormessage").value_or("");
}

/// Writes the id of the exchange, once nothing in `to` can end its line.
inline bool write_id(answer const& to, response& out, error& failed) {
    char const* const bad = !is_header_value(to.request_id)   ? "x-amzn-RequestId"
                            : !is_header_value(to.media_type) ? "Content-Type"
                                                              : nullptr;
    if (bad != nullptr) return failed = text_error(errc::bad_header_value, bad, 0), false;
    if (!to.request_id.empty()) out.headers.emplace_back("x-amzn-RequestId", to.request_id);
    return true;
}

/// Whether a name can stand in X-Amzn-Errortype and be read back: no blanks, no separators.
constexpr bool is_error_name(std::string_view name) noexcept {
    for (char const c : name)
        if (!is_unreserved(c)) return false;
    return !name.empty();
}

inline bool write_error(error_reply const& said, answer const& to, response& out, error& failed) {
    if (!write_id(to, out, failed)) return false;
    if (said.status < 400 || said.status > 599) return failed = message_error(errc::bad_status), false;
    if (!is_error_name(said.name))
        return failed = text_error(errc::bad_header_value, "X-Amzn-Errortype", 0), false;
    if (!is_header_value(said.allow)) return failed = text_error(errc::bad_header_value, "Allow", 0), false;
    out.status = said.status;
    out.headers.emplace_back("X-Amzn-Errortype", said.name);
    if (!said.allow.empty()) out.headers.emplace_back("Allow", said.allow);
    out.headers.emplace_back("Content-Type", to.media_type);
    error_body body{.message = said.message};
    if (to.form == form::rpc) body.type = said.name;
    for (violation const& each : said.fields) {
        if (!body.field_list) body.field_list.emplace();
        body.field_list->push_back({each.where, each.message});
    }
    return write_json(schema_of<error_body>, &body, 0, out.body, failed);
}

/// All of a success but its body.
inline bool write_success_head(operation const& op, answer const& to, response& out, error& failed) {
    if (!write_id(to, out, failed)) return false;
    out.status = 200;
    if (op.response != nullptr || to.form == form::rpc)
        out.headers.emplace_back("Content-Type", to.media_type);
    return true;
}

template <class Op>
bool write_success(typename Op::Response const& said, answer const& to, response& out, error& failed) {
    if (!write_success_head(operation_of<Op>, to, out, failed)) return false;
    if constexpr (std::is_same_v<typename Op::Response, no_output>)
        return true;
    else
        return write_json(said, out.body, failed);
}

/// Reads the body of a success. Where the model has no members, whatever stands there is passed over.
inline bool read_success(operation const& op, response_view const& from, void* into, error& failed) {
    std::string_view const body = without_mark(from.body);
    if (op.response == nullptr || op.response->fields.empty()) return true;
    if (body.find_first_not_of(" \t\r\n") == std::string_view::npos) return true;
    read_report report;
    if (read_json(body, *op.response, into, {.lenient = true}, report, failed)) return true;
    failed.offset += from.body.size() - body.size();
    failed.status = from.status;
    failed.request_id = request_id_of(from.headers);
    failed.body = from.body.substr(0, most_body_kept);
    return false;
}

}  // namespace detail
}  // namespace cognito_sync

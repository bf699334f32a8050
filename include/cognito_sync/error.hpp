// SPDX-License-Identifier: BSL-1.0
//
// What can go wrong: `errc` is what this library found, `fault` is what the service said; an `error` holds
// either, with all that is known of it. `condition` asks questions ("may I try again?") so that callers need
// list no codes.
//
// Boost.System enters here. `error` has public members because result::error() of Boost 1.81 returns it by
// value.
#pragma once

#include <cognito_sync/model/faults.hpp>

#include <boost/assert/source_location.hpp>
#include <boost/system/error_category.hpp>
#include <boost/system/error_code.hpp>
#include <boost/system/error_condition.hpp>
#include <boost/system/result.hpp>
#include <boost/system/system_error.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <iosfwd>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace cognito_sync {
enum class errc : std::uint8_t;
enum class condition : std::uint8_t;
}  // namespace cognito_sync

template <>
struct boost::system::is_error_code_enum<cognito_sync::errc> : std::true_type {};
template <>
struct boost::system::is_error_code_enum<cognito_sync::fault> : std::true_type {};
template <>
struct boost::system::is_error_condition_enum<cognito_sync::condition> : std::true_type {};

namespace cognito_sync {

using error_code = boost::system::error_code;
using error_condition = boost::system::error_condition;

/// What this library can find wrong. 0 is no error.
enum class errc : std::uint8_t {
    broken_constraint = 1,
    dot_segment,
    bad_header_value,
    bad_unicode,
    target_too_long,
    body_too_long,
    bad_target,
    bad_escape,
    unknown_path,
    method_not_allowed,
    unknown_target,
    other_operation,
    not_acceptable,
    unsupported_media_type,
    bad_integer,
    number_range,
    time_range,
    not_json,
    too_deep,
    wrong_type,
    duplicate_member,
    null_element,
    missing_member,
    unmodelled_error,
    bad_status,
};

/// What there is to know of one errc: the sentence, and what a server answers when a request has it.
struct errc_row {
    errc value;
    protocol_fault answer;
    std::string_view sentence;
};

// clang-format off
inline constexpr auto errcs = [] {
    using enum errc;
    using enum protocol_fault;
    return std::array{
        errc_row{broken_constraint,      Validation,            "a constraint of the model is broken"},
        errc_row{dot_segment,            Validation,            "a label is . or .."},
        errc_row{bad_header_value,       Serialization,         "a header value has a forbidden byte"},
        errc_row{bad_unicode,            Serialization,         "the text is not UTF-8"},
        errc_row{target_too_long,        RequestUriTooLong,     "the target is too long"},
        errc_row{body_too_long,          RequestEntityTooLarge, "the body is too long"},
        errc_row{bad_target,             Serialization,         "the target is no path with a query"},
        errc_row{bad_escape,             Serialization,         "a % has no two hexadecimal digits"},
        errc_row{unknown_path,           UnknownOperation,      "no operation has this path"},
        errc_row{method_not_allowed,     MethodNotAllowed,      "no operation takes this method here"},
        errc_row{unknown_target,         UnknownOperation,      "X-Amz-Target names no operation"},
        errc_row{other_operation,        UnknownOperation,      "the request is for another operation"},
        errc_row{not_acceptable,         NotAcceptable,         "Accept does not allow application/json"},
        errc_row{unsupported_media_type, UnsupportedMediaType,  "Content-Type does not fit the body"},
        errc_row{bad_integer,            Serialization,         "the text is not an integer"},
        errc_row{number_range,           Serialization,         "the number is out of range"},
        errc_row{time_range,             Serialization,         "the date is outside the years 1 to 9999"},
        errc_row{not_json,               Serialization,         "the text is not a JSON object"},
        errc_row{too_deep,               Serialization,         "the JSON is nested too deeply"},
        errc_row{wrong_type,             Serialization,         "the value has the wrong type"},
        errc_row{duplicate_member,       Serialization,         "the member stands there twice"},
        errc_row{null_element,           Serialization,         "a list or map may not hold null"},
        errc_row{missing_member,         Validation,            "a required member is missing"},
        errc_row{unmodelled_error,       InternalFailure,       "the error is none of the model's"},
        errc_row{bad_status,             InternalFailure,       "the status is none of an error"},
    };
}();
// clang-format on

constexpr errc_row const& row_of(errc value) noexcept { return errcs[static_cast<std::size_t>(value) - 1]; }

/// The sentence of an errc.
constexpr std::string_view to_string(errc value) noexcept { return row_of(value).sentence; }

template <class Traits>
std::basic_ostream<char, Traits>& operator<<(std::basic_ostream<char, Traits>& out, errc value) {
    return out << to_string(value);
}

/// A question about an error.
enum class condition : std::uint8_t {
    retryable = 1,     ///< the same request may succeed later
    throttled,         ///< wait before asking again
    conflict,          ///< read again, then repeat the change on what stands there now
    caller_at_fault,   ///< the request has to change
    service_at_fault,  ///< the other end has to change
};

namespace detail {

constexpr bool answers(condition question, retry again, side blame) noexcept {
    switch (question) {
        case condition::retryable: return again == retry::transient || again == retry::throttled;
        case condition::throttled: return again == retry::throttled;
        case condition::conflict: return again == retry::conflict;
        case condition::caller_at_fault: return blame == side::caller;
        case condition::service_at_fault: return blame == side::service;
    }
    return false;
}

class condition_category_type final : public boost::system::error_category {
public:
    constexpr condition_category_type() noexcept : error_category(0x3c1d7a904be25f16ULL) {}
    char const* name() const noexcept override { return "cognito_sync.condition"; }
    std::string message(int value) const override {
        switch (static_cast<condition>(value)) {
            case condition::retryable: return "the same request may succeed later";
            case condition::throttled: return "wait before asking again";
            case condition::conflict: return "read again, then repeat the change";
            case condition::caller_at_fault: return "the request has to change";
            case condition::service_at_fault: return "the service has to change";
        }
        return "unknown condition";
    }
};
inline constexpr condition_category_type condition_category_object{};

class errc_category_type final : public boost::system::error_category {
public:
    constexpr errc_category_type() noexcept : error_category(0x9e42c85fd0b6317aULL) {}
    char const* name() const noexcept override { return "cognito_sync"; }
    std::string message(int value) const override {
        if (value < 1 || static_cast<std::size_t>(value) > errcs.size()) return "unknown error";
        return std::string(row_of(static_cast<errc>(value)).sentence);
    }
};
inline constexpr errc_category_type errc_category_object{};

class fault_category_type final : public boost::system::error_category {
public:
    constexpr fault_category_type() noexcept : error_category(0x51f80e6b2ad4937cULL) {}
    char const* name() const noexcept override { return "cognito_sync.fault"; }
    std::string message(int value) const override {
        return known(value) ? std::string(to_string(static_cast<fault>(value - 1))) : "unknown fault";
    }
    bool equivalent(int value, error_condition const& asked) const noexcept override {
        if (asked.category() != condition_category_object || !known(value))
            return error_category::equivalent(value, asked);
        fault_row const& row = row_of(static_cast<fault>(value - 1));
        return answers(static_cast<condition>(asked.value()), row.again, row.blame);
    }

private:
    static bool known(int value) noexcept {
        return 1 <= value && static_cast<std::size_t>(value) <= faults.size();
    }
};
inline constexpr fault_category_type fault_category_object{};

}  // namespace detail

inline boost::system::error_category const& errc_category() noexcept { return detail::errc_category_object; }
inline boost::system::error_category const& fault_category() noexcept {
    return detail::fault_category_object;
}
inline boost::system::error_category const& condition_category() noexcept {
    return detail::condition_category_object;
}

inline error_code make_error_code(errc value) noexcept { return {static_cast<int>(value), errc_category()}; }

/// Counted from 1, since an error_code of 0 would be no error.
inline error_code make_error_code(fault value) noexcept {
    return {static_cast<int>(value) + 1, fault_category()};
}

inline error_condition make_error_condition(condition value) noexcept {
    return {static_cast<int>(value), condition_category()};
}

/// One broken constraint: the JSON pointer of the member, in the member names of the model, and the sentence.
/// Never the value.
struct violation {
    std::string where{};
    std::string message{};

    friend bool operator==(violation const&, violation const&) = default;
};

/// All that is known of a failure.
struct error {
    error_code code{};      ///< an errc, or a fault that the service named
    std::string where{};    ///< JSON pointer of the member at fault; empty when it is none
    std::size_t offset{};   ///< in bytes: within the body, the target or the value that `where` names
    std::string message{};  ///< a sentence; the service's own where it said one
    std::vector<violation> violations{};  ///< every broken constraint, in model order
    std::string name{};                   ///< the error's name on the wire, without namespace
    int status{};  ///< of the reply read, or for a server of the reply to send; 0 when there is none
    std::string request_id{};  ///< what the service calls the exchange
    std::string body{};        ///< the raw body of a reply that names no fault, at most 8 KiB of it
    std::string allow{};       ///< for a server: the methods that the path takes, `DELETE, GET, POST`

    friend bool operator==(error const&, error const&) = default;
};

template <class T>
using result = boost::system::result<T, error>;

/// What boost::system::result::value() throws on an error.
[[noreturn]] inline void throw_exception_from_error(error const& failed, boost::source_location const& at) {
    boost::throw_exception(boost::system::system_error(failed.code, failed.message), at);
}

/// The retry class of an error. Errors that this library found are never worth repeating as they are.
inline retry retry_of(error const& failed) noexcept {
    return failed.code.category() == errc_category() && failed.code != make_error_code(errc::unmodelled_error)
               ? retry::never
               : retry_class(failed.status, failed.name);
}

/// Who has to change something. An unreadable success is the service's doing.
inline side blame_of(error const& failed) noexcept {
    if (failed.code.category() == fault_category())
        return row_of(static_cast<fault>(failed.code.value() - 1)).blame;
    return failed.status >= 500 || (100 <= failed.status && failed.status < 400) ? side::service
                                                                                 : side::caller;
}

/// Asks an error a question.
///
/// Example  else if (page.error() == condition::retryable) retry_later();
inline bool operator==(error const& failed, condition question) noexcept {
    return failed.code.failed() && detail::answers(question, retry_of(failed), blame_of(failed));
}

/// One line for a log: the name, the sentence, and status and request id where there are any. No raw body.
///
/// Example  ResourceNotFoundException: Dataset does not exist (status 404, request 7d0c9c07)
/// Control characters, which only a hostile service sends, are shown as blanks.
inline std::string to_string(error const& failed) {
    std::string line = failed.name;
    if (std::string const said = failed.message.empty() ? failed.code.message() : failed.message;
        said != failed.name)
        line.append(line.empty() ? "" : ": ").append(said);
    if (failed.status != 0) line.append(" (status ").append(std::to_string(failed.status));
    if (!failed.request_id.empty())
        line.append(failed.status != 0 ? ", request " : " (request ").append(failed.request_id);
    if (failed.status != 0 || !failed.request_id.empty()) line += ')';
    for (char& c : line)
        if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F) c = ' ';
    return line;
}

template <class Traits>
std::basic_ostream<char, Traits>& operator<<(std::basic_ostream<char, Traits>& out, error const& failed) {
    return out << to_string(failed);
}

namespace detail {

/// An error about a message as a whole.
inline error message_error(errc code) {
    return {.code = code, .message = std::string(row_of(code).sentence)};
}

/// An error about one place in a text: what, which member, which byte.
inline error text_error(errc code, std::string where, std::size_t offset) {
    error failed{.code = code, .where = std::move(where), .offset = offset};
    failed.message.append(row_of(code).sentence);
    if (!failed.where.empty()) failed.message.append(" at '").append(failed.where).append("'");
    failed.message.append(", byte ").append(std::to_string(offset));
    return failed;
}

}  // namespace detail
}  // namespace cognito_sync

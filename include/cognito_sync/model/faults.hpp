// SPDX-License-Identifier: BSL-1.0
//
// What the service can answer instead of a result: its 13 exceptions, and the errors of the protocol itself
// that stand before any operation. One row each; status, side and retry class are read from the row and
// written nowhere else.
//
// The enumerators drop the suffix Exception, as the service's own query codes do.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <iosfwd>
#include <optional>
#include <string_view>

namespace cognito_sync {

/// An exception of the service's model.
enum class fault : std::uint8_t {
    AlreadyStreamed,
    ConcurrentModification,
    DuplicateRequest,
    InternalError,
    InvalidConfiguration,
    InvalidLambdaFunctionOutput,
    InvalidParameter,
    LambdaThrottled,
    LimitExceeded,
    NotAuthorized,
    ResourceConflict,
    ResourceNotFound,
    TooManyRequests,
};

/// Who has to change something.
enum class side : std::uint8_t { caller, service };

/// Whether asking again can help, and how.
enum class retry : std::uint8_t {
    never,      ///< the same request will fail again
    transient,  ///< ask again soon
    throttled,  ///< ask again after a growing pause
    conflict,   ///< read what stands there now, then ask again with that
};

/// What the model says of one fault.
struct fault_row {
    fault value;
    std::string_view name;  ///< as X-Amzn-Errortype spells it
    int status;
    side blame;
    retry again;
};

// clang-format off
/// The 13 exceptions. LimitExceeded is a quota here, not a rate: waiting does not help.
///
/// See  https://docs.aws.amazon.com/cognitosync/latest/APIReference/CommonErrors.html
inline constexpr auto faults = [] {
    using row = fault_row;
    using enum fault;
    using enum side;
    using enum retry;
    return std::array{
        row{AlreadyStreamed,             "AlreadyStreamedException",            400, caller,  never},
        row{ConcurrentModification,      "ConcurrentModificationException",     400, caller,  never},
        row{DuplicateRequest,            "DuplicateRequestException",           400, caller,  never},
        row{InternalError,               "InternalErrorException",              500, service, transient},
        row{InvalidConfiguration,        "InvalidConfigurationException",       400, caller,  never},
        row{InvalidLambdaFunctionOutput, "InvalidLambdaFunctionOutputException",400, caller,  never},
        row{InvalidParameter,            "InvalidParameterException",           400, caller,  never},
        row{LambdaThrottled,             "LambdaThrottledException",            429, caller,  throttled},
        row{LimitExceeded,               "LimitExceededException",              400, caller,  never},
        row{NotAuthorized,               "NotAuthorizedException",              403, caller,  never},
        row{ResourceConflict,            "ResourceConflictException",           409, caller,  conflict},
        row{ResourceNotFound,            "ResourceNotFoundException",           404, caller,  never},
        row{TooManyRequests,             "TooManyRequestsException",            429, caller,  throttled},
    };
}();

/// An error of the protocol, before or beside the service's own exceptions.
enum class protocol_fault : std::uint8_t {
    InternalFailure,
    NotAcceptable,
    MethodNotAllowed,
    RequestEntityTooLarge,
    RequestUriTooLong,
    Serialization,
    UnknownOperation,
    UnsupportedMediaType,
    Validation,
};

/// What a server answers for one protocol fault.
struct protocol_fault_row {
    protocol_fault value;
    std::string_view name;
    int status;
};

inline constexpr auto protocol_faults = std::array{
    protocol_fault_row{protocol_fault::InternalFailure,       "InternalFailureException",       500},
    protocol_fault_row{protocol_fault::NotAcceptable,         "NotAcceptableException",         406},
    protocol_fault_row{protocol_fault::MethodNotAllowed,      "UnknownOperationException",      405},
    protocol_fault_row{protocol_fault::RequestEntityTooLarge, "RequestEntityTooLargeException", 413},
    protocol_fault_row{protocol_fault::RequestUriTooLong,     "RequestUriTooLongException",     414},
    protocol_fault_row{protocol_fault::Serialization,         "SerializationException",         400},
    protocol_fault_row{protocol_fault::UnknownOperation,      "UnknownOperationException",      404},
    protocol_fault_row{protocol_fault::UnsupportedMediaType,  "UnsupportedMediaTypeException",  415},
    protocol_fault_row{protocol_fault::Validation,            "ValidationException",            400},
};
// clang-format on

/// The row of a fault.
constexpr fault_row const& row_of(fault value) noexcept { return faults[static_cast<std::size_t>(value)]; }
constexpr protocol_fault_row const& row_of(protocol_fault value) noexcept {
    return protocol_faults[static_cast<std::size_t>(value)];
}

/// The HTTP status that carries a fault.
constexpr int status_of(fault value) noexcept { return row_of(value).status; }

/// The name of a fault on the wire, suffix included.
constexpr std::string_view to_string(fault value) noexcept { return row_of(value).name; }

template <class Traits>
std::basic_ostream<char, Traits>& operator<<(std::basic_ostream<char, Traits>& out, fault value) {
    return out << to_string(value);
}

/// The fault of a bare name; with or without the suffix Exception, and by the one legacy name
/// (NotAuthorizedError).
///
/// Case matters. A namespace or URI around the name is not cut here; `decode_error` does that.
constexpr std::optional<fault> fault_named(std::string_view name) noexcept {
    constexpr std::string_view suffix = "Exception";
    for (fault_row const& row : faults)
        if (name == row.name || name == row.name.substr(0, row.name.size() - suffix.size())) return row.value;
    if (name == "NotAuthorizedError") return fault::NotAuthorized;
    return std::nullopt;
}

namespace detail {

/// Names by which AWS front ends throttle or time out, beside the service's own exceptions.
inline constexpr std::array<std::string_view, 12> throttling_names{
    "BandwidthLimitExceeded",    "EC2ThrottledException",
    "PriorRequestNotComplete",   "ProvisionedThroughputExceededException",
    "RequestLimitExceeded",      "RequestThrottled",
    "RequestThrottledException", "SlowDown",
    "ThrottledException",        "Throttling",
    "ThrottlingException",       "TransactionInProgressException"};
inline constexpr std::array<std::string_view, 3> timeout_names{"RequestTimeout", "RequestTimeoutException",
                                                               "TimeoutError"};

template <std::size_t Size>
constexpr bool holds(std::array<std::string_view, Size> const& names, std::string_view name) noexcept {
    for (std::string_view const each : names)
        if (each == name) return true;
    return false;
}

}  // namespace detail

/// Whether asking again can help after a reply of this status and error name, modelled or not.
///
/// LimitExceededException is throttling only where its status is not the 400 of a quota.
constexpr retry retry_class(int status, std::string_view name) noexcept {
    auto const modelled = fault_named(name);
    retry const again = modelled ? row_of(*modelled).again : retry::never;
    bool const rate_limit = modelled == fault::LimitExceeded && status != 400;
    bool const gateway = status == 500 || status == 502 || status == 503 || status == 504;
    if (again == retry::conflict) return again;
    if (status == 429 || again == retry::throttled || rate_limit) return retry::throttled;
    if (detail::holds(detail::throttling_names, name)) return retry::throttled;
    if (gateway || again == retry::transient || detail::holds(detail::timeout_names, name))
        return retry::transient;
    return retry::never;
}

/// The faults that an operation may throw.
class fault_set {
public:
    template <class... Faults>
    consteval fault_set(Faults... each) noexcept : bits_((... | bit(each))) {}

    constexpr bool contains(fault value) const noexcept { return (bits_ & bit(value)) != 0; }

    /// The one fault of the set that has this status; nothing when none or more than one has.
    constexpr std::optional<fault> only_with(int status) const noexcept {
        std::optional<fault> found;
        for (fault_row const& row : faults) {
            if (row.status != status || !contains(row.value)) continue;
            if (found) return std::nullopt;
            found = row.value;
        }
        return found;
    }

private:
    static constexpr std::uint16_t bit(fault value) noexcept {
        return static_cast<std::uint16_t>(1U << static_cast<unsigned>(value));
    }

    std::uint16_t bits_;
};

namespace detail {

constexpr bool rows_stand_at_their_value() noexcept {
    for (std::size_t i = 0; i < faults.size(); ++i)
        if (static_cast<std::size_t>(faults[i].value) != i) return false;
    for (std::size_t i = 0; i < protocol_faults.size(); ++i)
        if (static_cast<std::size_t>(protocol_faults[i].value) != i) return false;
    return true;
}
static_assert(rows_stand_at_their_value());

}  // namespace detail
}  // namespace cognito_sync

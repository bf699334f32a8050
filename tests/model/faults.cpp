// SPDX-License-Identifier: BSL-1.0
//
// The 13 exceptions and the errors of the protocol, row by row, and which replies are worth a second request.
#include <cognito_sync/model/faults.hpp>

#include <iterator>
#include <optional>
#include <sstream>
#include <string>
#include <string_view>

#include "support/catch.hpp"

namespace {

using namespace cognito_sync;

constexpr fault_row wanted[] = {
    {fault::AlreadyStreamed, "AlreadyStreamedException", 400, side::caller, retry::never},
    {fault::ConcurrentModification, "ConcurrentModificationException", 400, side::caller, retry::never},
    {fault::DuplicateRequest, "DuplicateRequestException", 400, side::caller, retry::never},
    {fault::InternalError, "InternalErrorException", 500, side::service, retry::transient},
    {fault::InvalidConfiguration, "InvalidConfigurationException", 400, side::caller, retry::never},
    {fault::InvalidLambdaFunctionOutput, "InvalidLambdaFunctionOutputException", 400, side::caller,
     retry::never},
    {fault::InvalidParameter, "InvalidParameterException", 400, side::caller, retry::never},
    {fault::LambdaThrottled, "LambdaThrottledException", 429, side::caller, retry::throttled},
    {fault::LimitExceeded, "LimitExceededException", 400, side::caller, retry::never},
    {fault::NotAuthorized, "NotAuthorizedException", 403, side::caller, retry::never},
    {fault::ResourceConflict, "ResourceConflictException", 409, side::caller, retry::conflict},
    {fault::ResourceNotFound, "ResourceNotFoundException", 404, side::caller, retry::never},
    {fault::TooManyRequests, "TooManyRequestsException", 429, side::caller, retry::throttled},
};
static_assert(std::size(wanted) == 13 && faults.size() == 13);

constexpr bool holds(fault_row const& row) {
    fault_row const& found = row_of(row.value);
    return found.value == row.value && found.name == row.name && found.status == row.status &&
           found.blame == row.blame && found.again == row.again && status_of(row.value) == row.status &&
           to_string(row.value) == row.name;
}

constexpr protocol_fault_row wanted_of_the_protocol[] = {
    {protocol_fault::InternalFailure, "InternalFailureException", 500},
    {protocol_fault::NotAcceptable, "NotAcceptableException", 406},
    {protocol_fault::MethodNotAllowed, "UnknownOperationException", 405},
    {protocol_fault::RequestEntityTooLarge, "RequestEntityTooLargeException", 413},
    {protocol_fault::RequestUriTooLong, "RequestUriTooLongException", 414},
    {protocol_fault::Serialization, "SerializationException", 400},
    {protocol_fault::UnknownOperation, "UnknownOperationException", 404},
    {protocol_fault::UnsupportedMediaType, "UnsupportedMediaTypeException", 415},
    {protocol_fault::Validation, "ValidationException", 400},
};
static_assert(std::size(wanted_of_the_protocol) == protocol_faults.size());

constexpr bool holds(protocol_fault_row const& row) {
    protocol_fault_row const& found = row_of(row.value);
    return found.value == row.value && found.name == row.name && found.status == row.status;
}

struct naming {
    std::string_view name;
    std::optional<fault> found;
};

constexpr naming names[] = {
    {"ResourceConflictException", fault::ResourceConflict},
    {"ResourceConflict", fault::ResourceConflict},
    {"NotAuthorizedException", fault::NotAuthorized},
    {"NotAuthorized", fault::NotAuthorized},
    {"NotAuthorizedError", fault::NotAuthorized},
    {"ResourceConflictError", std::nullopt},
    {"InternalError", fault::InternalError},
    {"InternalErrorException", fault::InternalError},
    {"InternalErrorExceptionException", std::nullopt},
    {"InternalFailureException", std::nullopt},
    {"resourceConflictException", std::nullopt},
    {"lambdathrottledexception", std::nullopt},
    {"RESOURCECONFLICT", std::nullopt},
    {"notAuthorizedError", std::nullopt},
    {"ResourceConflictexception", std::nullopt},
    {"ResourceConflictExceptio", std::nullopt},
    {" ResourceConflictException", std::nullopt},
    {"ResourceConflictException ", std::nullopt},
    {"ns#ResourceConflictException", std::nullopt},
    {"Exception", std::nullopt},
    {"ValidationException", std::nullopt},
    {"", std::nullopt},
};

constexpr bool all_rows_hold() {
    for (fault_row const& row : wanted)
        if (!holds(row) || fault_named(row.name) != row.value ||
            fault_named(row.name.substr(0, row.name.size() - 9)) != row.value)
            return false;
    for (protocol_fault_row const& row : wanted_of_the_protocol)
        if (!holds(row) || fault_named(row.name)) return false;
    for (naming const& each : names)
        if (fault_named(each.name) != each.found) return false;
    return true;
}
static_assert(all_rows_hold());

/// Which reply is worth asking again, by status and name.
struct reply {
    int status;
    std::string_view name;
    retry again;
};

constexpr reply replies[] = {
    // The service's own exceptions, at their own status.
    {400, "AlreadyStreamedException", retry::never},
    {400, "ConcurrentModificationException", retry::never},
    {400, "DuplicateRequestException", retry::never},
    {500, "InternalErrorException", retry::transient},
    {400, "InvalidConfigurationException", retry::never},
    {400, "InvalidLambdaFunctionOutputException", retry::never},
    {400, "InvalidParameterException", retry::never},
    {429, "LambdaThrottledException", retry::throttled},
    {400, "LimitExceededException", retry::never},
    {403, "NotAuthorizedException", retry::never},
    {409, "ResourceConflictException", retry::conflict},
    {404, "ResourceNotFoundException", retry::never},
    {429, "TooManyRequestsException", retry::throttled},
    // Without the suffix, and where status and name disagree, the name decides.
    {400, "TooManyRequests", retry::throttled},
    {400, "TooManyRequestsException", retry::throttled},
    {400, "LambdaThrottled", retry::throttled},
    {400, "InternalErrorException", retry::transient},
    {400, "ResourceConflictException", retry::conflict},
    {500, "ResourceConflict", retry::conflict},
    // A quota is throttling only where its status is not that of a quota.
    {400, "LimitExceeded", retry::never},
    {429, "LimitExceededException", retry::throttled},
    {503, "LimitExceededException", retry::throttled},
    {403, "LimitExceeded", retry::throttled},
    // Statuses alone.
    {429, "", retry::throttled},
    {429, "SomethingNew", retry::throttled},
    {429, "ResourceNotFoundException", retry::throttled},
    {500, "", retry::transient},
    {500, "InternalFailureException", retry::transient},
    {502, "", retry::transient},
    {503, "ServiceUnavailable", retry::transient},
    {504, "", retry::transient},
    {503, "InvalidParameterException", retry::transient},
    {501, "", retry::never},
    {505, "", retry::never},
    {408, "", retry::never},
    {400, "", retry::never},
    {403, "AccessDeniedException", retry::never},
    {404, "UnknownOperationException", retry::never},
    {200, "", retry::never},
    {0, "", retry::never},
    {-1, "", retry::never},
    // Names by which front ends throttle.
    {400, "BandwidthLimitExceeded", retry::throttled},
    {400, "EC2ThrottledException", retry::throttled},
    {400, "PriorRequestNotComplete", retry::throttled},
    {400, "ProvisionedThroughputExceededException", retry::throttled},
    {400, "RequestLimitExceeded", retry::throttled},
    {400, "RequestThrottled", retry::throttled},
    {400, "RequestThrottledException", retry::throttled},
    {503, "SlowDown", retry::throttled},
    {400, "ThrottledException", retry::throttled},
    {400, "Throttling", retry::throttled},
    {400, "ThrottlingException", retry::throttled},
    {400, "TransactionInProgressException", retry::throttled},
    // Names of timeouts.
    {400, "RequestTimeout", retry::transient},
    {408, "RequestTimeoutException", retry::transient},
    {400, "TimeoutError", retry::transient},
    {429, "RequestTimeout", retry::throttled},
    // Case matters.
    {400, "throttling", retry::never},
    {400, "slowdown", retry::never},
    {400, "requesttimeout", retry::never},
    {400, "toomanyrequestsexception", retry::never},
};

constexpr bool all_replies_hold() {
    for (reply const& each : replies)
        if (retry_class(each.status, each.name) != each.again) return false;
    return true;
}
static_assert(all_replies_hold());

constexpr fault_set all_at_400{fault::InvalidParameter, fault::LimitExceeded, fault::NotAuthorized};
constexpr fault_set mixed{fault::InvalidParameter, fault::NotAuthorized, fault::TooManyRequests,
                          fault::InternalError};
constexpr fault_set both_at_429{fault::LambdaThrottled, fault::TooManyRequests};

struct asked {
    fault_set of;
    int status;
    std::optional<fault> found;
};

constexpr asked sets[] = {
    {mixed, 400, fault::InvalidParameter},
    {mixed, 403, fault::NotAuthorized},
    {mixed, 429, fault::TooManyRequests},
    {mixed, 500, fault::InternalError},
    {mixed, 404, std::nullopt},
    {mixed, 409, std::nullopt},
    {mixed, 200, std::nullopt},
    {mixed, 0, std::nullopt},
    {all_at_400, 400, std::nullopt},
    {all_at_400, 403, fault::NotAuthorized},
    {both_at_429, 429, std::nullopt},
    {fault_set{fault::ResourceConflict}, 409, fault::ResourceConflict},
    {fault_set{fault::TooManyRequests}, 429, fault::TooManyRequests},
};

constexpr bool all_sets_hold() {
    for (asked const& each : sets)
        if (each.of.only_with(each.status) != each.found) return false;
    return true;
}
static_assert(all_sets_hold());

}  // namespace

TEST_CASE("each of the 13 exceptions has its name, status, side and retry class", "[model][faults]") {
    for (fault_row const& row : wanted) {
        INFO(row.name);
        CHECK(holds(row));
    }
}

TEST_CASE("each error of the protocol has its name and status, and is no exception of the model",
          "[model][faults]") {
    for (protocol_fault_row const& row : wanted_of_the_protocol) {
        INFO(row.name << " " << row.status);
        CHECK(holds(row));
        CHECK_FALSE(fault_named(row.name).has_value());
    }
}

TEST_CASE("a fault is found by its name, with and without suffix, and case matters", "[model][faults]") {
    for (fault_row const& row : wanted) {
        CHECK(fault_named(row.name) == row.value);
        CHECK(fault_named(row.name.substr(0, row.name.find("Exception"))) == row.value);
    }
    for (naming const& each : names) {
        INFO(each.name);
        CHECK(fault_named(each.name) == each.found);
    }
    CHECK_FALSE(fault_named(std::string(65536, 'E')).has_value());
}

TEST_CASE("a reply is classed by its name first, then by its status", "[model][faults]") {
    for (reply const& each : replies) {
        INFO(each.status << " " << each.name);
        CHECK(retry_class(each.status, each.name) == each.again);
    }
}

TEST_CASE("a set names the one fault of a status, and none where there are two", "[model][faults]") {
    for (asked const& each : sets) {
        INFO("row " << (&each - sets));
        CHECK(each.of.only_with(each.status) == each.found);
    }
}

TEST_CASE("a set contains what it was made of", "[model][faults]") {
    for (fault_row const& row : faults)
        CHECK(mixed.contains(row.value) ==
              (row.value == fault::InvalidParameter || row.value == fault::NotAuthorized ||
               row.value == fault::TooManyRequests || row.value == fault::InternalError));
}

TEST_CASE("a fault is printed by its name", "[model][faults]") {
    std::ostringstream out;
    out << fault::ResourceConflict;
    CHECK(out.str() == "ResourceConflictException");
}

// SPDX-License-Identifier: BSL-1.0
//
// How the values of this library look in a log: to_string and operator<< of one type say the same, and the
// lines are written here by hand.
#include <cognito_sync/error.hpp>

#include <cognito_sync/model/operations.hpp>

#include <sstream>
#include <string>
#include <string_view>
#include <type_traits>

#include "support/catch.hpp"

namespace {

using namespace cognito_sync;

template <class T>
std::string streamed(T const& value) {
    std::ostringstream out;
    out << value;
    REQUIRE(out.good());
    return out.str();
}

template <class T>
struct row {
    T value;
    std::string_view text;
};

template <class T, std::size_t Size>
constexpr bool spelled_so(row<T> const (&rows)[Size]) {
    for (auto const& each : rows)
        if (to_string(each.value) != each.text) return false;
    return true;
}

template <class T, std::size_t Size>
void check(row<T> const (&rows)[Size]) {
    for (auto const& each : rows) {
        CHECK(to_string(each.value) == each.text);
        CHECK(streamed(each.value) == each.text);
    }
}

constexpr row<BulkPublishStatus> statuses[]{{BulkPublishStatus::NOT_STARTED, "NOT_STARTED"},
                                            {BulkPublishStatus::IN_PROGRESS, "IN_PROGRESS"},
                                            {BulkPublishStatus::FAILED, "FAILED"},
                                            {BulkPublishStatus::SUCCEEDED, "SUCCEEDED"},
                                            {static_cast<BulkPublishStatus>(99), ""}};
constexpr row<Operation> operations_of_patches[]{{Operation::replace, "replace"},
                                                 {Operation::remove, "remove"}};
constexpr row<Platform> platforms[]{{Platform::APNS, "APNS"},
                                    {Platform::APNS_SANDBOX, "APNS_SANDBOX"},
                                    {Platform::GCM, "GCM"},
                                    {Platform::ADM, "ADM"}};
constexpr row<StreamingStatus> streams[]{{StreamingStatus::ENABLED, "ENABLED"},
                                         {StreamingStatus::DISABLED, "DISABLED"}};
constexpr row<fault> named_faults[]{
    {fault::AlreadyStreamed, "AlreadyStreamedException"},
    {fault::ConcurrentModification, "ConcurrentModificationException"},
    {fault::DuplicateRequest, "DuplicateRequestException"},
    {fault::InternalError, "InternalErrorException"},
    {fault::InvalidConfiguration, "InvalidConfigurationException"},
    {fault::InvalidLambdaFunctionOutput, "InvalidLambdaFunctionOutputException"},
    {fault::InvalidParameter, "InvalidParameterException"},
    {fault::LambdaThrottled, "LambdaThrottledException"},
    {fault::LimitExceeded, "LimitExceededException"},
    {fault::NotAuthorized, "NotAuthorizedException"},
    {fault::ResourceConflict, "ResourceConflictException"},
    {fault::ResourceNotFound, "ResourceNotFoundException"},
    {fault::TooManyRequests, "TooManyRequestsException"},
};
constexpr row<errc> sentences[]{
    {errc::broken_constraint, "a constraint of the model is broken"},
    {errc::dot_segment, "a label is . or .."},
    {errc::bad_header_value, "a header value has a forbidden byte"},
    {errc::bad_unicode, "the text is not UTF-8"},
    {errc::target_too_long, "the target is too long"},
    {errc::body_too_long, "the body is too long"},
    {errc::bad_target, "the target is no path with a query"},
    {errc::bad_escape, "a % has no two hexadecimal digits"},
    {errc::unknown_path, "no operation has this path"},
    {errc::method_not_allowed, "no operation takes this method here"},
    {errc::unknown_target, "X-Amz-Target names no operation"},
    {errc::other_operation, "the request is for another operation"},
    {errc::not_acceptable, "Accept does not allow application/json"},
    {errc::unsupported_media_type, "Content-Type does not fit the body"},
    {errc::bad_integer, "the text is not an integer"},
    {errc::number_range, "the number is out of range"},
    {errc::time_range, "the date is outside the years 1 to 9999"},
    {errc::not_json, "the text is not a JSON object"},
    {errc::too_deep, "the JSON is nested too deeply"},
    {errc::wrong_type, "the value has the wrong type"},
    {errc::duplicate_member, "the member stands there twice"},
    {errc::null_element, "a list or map may not hold null"},
    {errc::missing_member, "a required member is missing"},
    {errc::unmodelled_error, "the error is none of the model's"},
    {errc::bad_status, "the status is none of an error"},
};

static_assert(spelled_so(statuses) && spelled_so(operations_of_patches) && spelled_so(platforms) &&
              spelled_so(streams) && spelled_so(named_faults) && spelled_so(sentences));
static_assert(std::size(sentences) == errcs.size() && std::size(named_faults) == faults.size());

/// An error and its line.
struct line {
    error failed;
    std::string_view text;
};

}  // namespace

TEST_CASE("an enumerator prints as the wire spells it, one that is none as nothing", "[printing]") {
    check(statuses);
    check(operations_of_patches);
    check(platforms);
    check(streams);
}

TEST_CASE("an open enumeration prints its text, known or not", "[printing]") {
    CHECK(streamed(open<Platform>(Platform::GCM)) == "GCM");
    CHECK(streamed(open<Platform>("ADM")) == "ADM");
    CHECK(streamed(open<Platform>("FCM \u20ac")) == "FCM \u20ac");
    CHECK(streamed(open<Platform>("")) == "");
    CHECK(streamed(open<Platform>{}) == "APNS");
}

TEST_CASE("a fault prints as its name on the wire", "[printing]") { check(named_faults); }

TEST_CASE("an errc prints as its sentence, and error_code says the same", "[printing]") {
    check(sentences);
    for (auto const& each : sentences) CHECK(make_error_code(each.value).message() == each.text);
    for (auto const& each : named_faults) CHECK(make_error_code(each.value).message() == each.text);
}

TEST_CASE("an error prints as one line: name, sentence, status and request id", "[printing]") {
    for (auto const& [failed, text] : {
             line{{.code = fault::ResourceNotFound,
            .message = "Dataset does not exist",
            .name = "ResourceNotFoundException",
            .status = 404,
            .request_id = "7d0c9c07"},
                  "ResourceNotFoundException: Dataset does not exist (status 404, request 7d0c9c07)"},
             line{{.code = fault::ResourceNotFound,
             .message = "gone",
             .name = "ResourceNotFoundException",
             .status = 404},
                  "ResourceNotFoundException: gone (status 404)"},
             line{{.code = fault::NotAuthorized,
             .name = "NotAuthorizedException",
             .status = 403,
             .request_id = "i"},
                  "NotAuthorizedException (status 403, request i)"},
             line{{.code = errc::unmodelled_error, .message = "m", .request_id = "i"}, "m (request i)"},
             line{{.code = errc::unmodelled_error, .status = 502, .body = "<html>secret"},
                  "the error is none of the model's (status 502)"},
             line{{.code = errc::not_json, .message = "s, byte 3"}, "s, byte 3"},
             line{{.code = errc::not_json}, "the text is not a JSON object"},
         }) {
        CHECK(to_string(failed) == text);
        CHECK(streamed(failed) == text);
    }
}

TEST_CASE("an error prints on one line whatever a service says", "[printing]") {
    error const hostile{.code = errc::unmodelled_error, .message = "a\nb\r\x1b[2J", .status = 500};
    CHECK(to_string(hostile).find_first_of("\n\r\x1b") == std::string::npos);
}

TEST_CASE("conditions and unknown codes have sentences too", "[printing]") {
    CHECK(make_error_condition(condition::retryable).message() == "the same request may succeed later");
    CHECK(make_error_condition(condition::throttled).message() == "wait before asking again");
    CHECK(make_error_condition(condition::conflict).message() == "read again, then repeat the change");
    CHECK(make_error_condition(condition::caller_at_fault).message() == "the request has to change");
    CHECK(make_error_condition(condition::service_at_fault).message() == "the service has to change");
    for (int const value : {-1, 0, 26, 255, 1 << 30}) {
        CHECK(errc_category().message(value) == "unknown error");
        CHECK(fault_category().message(value) == "unknown fault");
        CHECK(condition_category().message(value) == "unknown condition");
    }
    CHECK(streamed(make_error_code(errc::too_deep)) == "cognito_sync:19");
    CHECK(streamed(make_error_code(fault::InternalError)) == "cognito_sync.fault:4");
}

// SPDX-License-Identifier: BSL-1.0
//
// Codes, categories and conditions; the questions that an error answers; how a result carries one.
#include <cognito_sync/error.hpp>

#include <cstddef>
#include <iterator>
#include <set>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

#include "support/catch.hpp"

namespace {

using namespace cognito_sync;

constexpr condition conditions[] = {condition::retryable, condition::throttled, condition::conflict,
                                    condition::caller_at_fault, condition::service_at_fault};

/// What an error answers to each of the five conditions.
struct answers {
    bool retryable, throttled, conflict, caller, service;

    friend bool operator==(answers const&, answers const&) = default;
};

template <class Asked>
answers asked(Asked const& failed) {
    return {failed == condition::retryable, failed == condition::throttled, failed == condition::conflict,
            failed == condition::caller_at_fault, failed == condition::service_at_fault};
}

std::ostream& operator<<(std::ostream& out, answers const& each) {
    return out << each.retryable << each.throttled << each.conflict << each.caller << each.service;
}

constexpr answers hopeless{false, false, false, true, false};
constexpr answers throttling{true, true, false, true, false};
constexpr answers conflicting{false, false, true, true, false};
constexpr answers failing{true, false, false, false, true};
constexpr answers unreadable{false, false, false, false, true};
constexpr answers nothing{false, false, false, false, false};

constexpr answers of_fault(fault value) {
    if (value == fault::InternalError) return failing;
    if (value == fault::ResourceConflict) return conflicting;
    if (value == fault::LambdaThrottled || value == fault::TooManyRequests) return throttling;
    return hopeless;
}

struct row {
    error failed;
    answers said;
};

std::vector<row> const& table() {
    static std::vector<row> const rows{
        {{}, nothing},
        {{.status = 500}, nothing},  // no code, no error
        {{.code = fault::ResourceNotFound, .name = "ResourceNotFoundException", .status = 404}, hopeless},
        {{.code = fault::ResourceConflict, .name = "ResourceConflictException", .status = 409}, conflicting},
        {{.code = fault::TooManyRequests, .name = "TooManyRequestsException", .status = 429}, throttling},
        {{.code = fault::LambdaThrottled, .name = "LambdaThrottledException", .status = 429}, throttling},
        {{.code = fault::LimitExceeded, .name = "LimitExceededException", .status = 400}, hopeless},
        {{.code = fault::LimitExceeded, .name = "LimitExceededException", .status = 429}, throttling},
        {{.code = fault::InternalError, .name = "InternalErrorException", .status = 500}, failing},
        {{.code = errc::unmodelled_error, .status = 503}, failing},
        {{.code = errc::unmodelled_error, .status = 502}, failing},
        {{.code = errc::unmodelled_error, .status = 504}, failing},
        {{.code = errc::unmodelled_error, .status = 501}, unreadable},
        {{.code = errc::unmodelled_error, .status = 429}, throttling},
        {{.code = errc::unmodelled_error, .name = "ThrottlingException", .status = 400}, throttling},
        {{.code = errc::unmodelled_error, .name = "SlowDown", .status = 503},
         {true, true, false, false, true}},
        {{.code = errc::unmodelled_error, .name = "RequestTimeout", .status = 400},
         {true, false, false, true, false}},
        {{.code = errc::unmodelled_error, .name = "AccessDeniedException", .status = 403}, hopeless},
        {{.code = errc::unmodelled_error, .status = 301}, unreadable},
        {{.code = errc::unmodelled_error, .status = 0}, hopeless},
        {{.code = errc::unmodelled_error, .status = -1}, hopeless},
        // A success that cannot be read is the service's doing, and no better the second time.
        {{.code = errc::not_json, .status = 200}, unreadable},
        {{.code = errc::wrong_type, .status = 299}, unreadable},
        // What this library found in a request, on either end.
        {{.code = errc::broken_constraint}, hopeless},
        {{.code = errc::broken_constraint, .name = "InvalidParameterException", .status = 400}, hopeless},
        {{.code = errc::dot_segment}, hopeless},
        {{.code = errc::target_too_long, .name = "RequestUriTooLongException", .status = 414}, hopeless},
    };
    return rows;
}

constexpr bool each_errc_stands_at_its_value() {
    for (std::size_t i = 0; i < errcs.size(); ++i)
        if (static_cast<std::size_t>(errcs[i].value) != i + 1 ||
            row_of(errcs[i].value).value != errcs[i].value)
            return false;
    return errcs.size() == static_cast<std::size_t>(errc::bad_status);
}
static_assert(each_errc_stands_at_its_value());

constexpr bool sentences_differ() {
    for (errc_row const& left : errcs)
        for (errc_row const& right : errcs)
            if (left.sentence.empty() || (left.value != right.value && left.sentence == right.sentence))
                return false;
    return true;
}
static_assert(sentences_differ());

struct answered {
    errc code;
    int status;
    std::string_view name;
};

/// What a server answers for each error, as the protocol decides it.
constexpr answered replies[] = {
    {errc::broken_constraint, 400, "ValidationException"},
    {errc::dot_segment, 400, "ValidationException"},
    {errc::bad_header_value, 400, "SerializationException"},
    {errc::bad_unicode, 400, "SerializationException"},
    {errc::target_too_long, 414, "RequestUriTooLongException"},
    {errc::body_too_long, 413, "RequestEntityTooLargeException"},
    {errc::bad_target, 400, "SerializationException"},
    {errc::bad_escape, 400, "SerializationException"},
    {errc::unknown_path, 404, "UnknownOperationException"},
    {errc::method_not_allowed, 405, "UnknownOperationException"},
    {errc::unknown_target, 404, "UnknownOperationException"},
    {errc::other_operation, 404, "UnknownOperationException"},
    {errc::not_acceptable, 406, "NotAcceptableException"},
    {errc::unsupported_media_type, 415, "UnsupportedMediaTypeException"},
    {errc::bad_integer, 400, "SerializationException"},
    {errc::number_range, 400, "SerializationException"},
    {errc::time_range, 400, "SerializationException"},
    {errc::not_json, 400, "SerializationException"},
    {errc::too_deep, 400, "SerializationException"},
    {errc::wrong_type, 400, "SerializationException"},
    {errc::duplicate_member, 400, "SerializationException"},
    {errc::null_element, 400, "SerializationException"},
    {errc::missing_member, 400, "ValidationException"},
    {errc::unmodelled_error, 500, "InternalFailureException"},
    {errc::bad_status, 500, "InternalFailureException"},
};
static_assert(std::size(replies) == errcs.size());

constexpr bool answers_as_decided(answered const& each) {
    protocol_fault_row const& row = row_of(row_of(each.code).answer);
    return row.status == each.status && row.name == each.name;
}

constexpr bool all_answer_as_decided() {
    for (answered const& each : replies)
        if (!answers_as_decided(each)) return false;
    return true;
}
static_assert(all_answer_as_decided());

result<int> half(int of) {
    if (of % 2 != 0) return error{.code = errc::bad_integer, .where = "/of", .message = "odd"};
    return of / 2;
}

}  // namespace

TEST_CASE("every errc has its place, and a sentence of its own", "[error]") {
    CHECK(each_errc_stands_at_its_value());
    CHECK(sentences_differ());
    std::set<std::string> sentences;
    for (errc_row const& row : errcs) {
        error_code const code = row.value;
        CHECK(code.failed());
        CHECK(code.value() == static_cast<int>(row.value));
        CHECK(code.category() == errc_category());
        CHECK(code.message() == row.sentence);
        sentences.insert(code.message());
    }
    CHECK(sentences.size() == errcs.size());
}

TEST_CASE("every errc is answered by the error of the protocol that was decided", "[error]") {
    for (answered const& each : replies) {
        INFO(row_of(each.code).sentence);
        CHECK(answers_as_decided(each));
    }
}

TEST_CASE("every fault is an error code with its name as message", "[error]") {
    for (fault_row const& row : faults) {
        error_code const code = row.value;
        CHECK(code.failed());
        CHECK(code.value() == static_cast<int>(row.value) + 1);
        CHECK(code.category() == fault_category());
        CHECK(code.message() == row.name);
        CHECK(code == row.value);
    }
    CHECK(error_code(fault::AlreadyStreamed) != error_code(errc::broken_constraint));  // both are 1
}

TEST_CASE("the three categories are distinct, and have messages for values that are none", "[error]") {
    CHECK(errc_category() != fault_category());
    CHECK(errc_category() != condition_category());
    CHECK(fault_category() != condition_category());
    CHECK(std::string_view(errc_category().name()) == "cognito_sync");
    CHECK(std::string_view(fault_category().name()) == "cognito_sync.fault");
    CHECK(std::string_view(condition_category().name()) == "cognito_sync.condition");
    for (int const none : {0, -1, 26, 100000}) {
        CHECK(errc_category().message(none) == "unknown error");
        CHECK(fault_category().message(none) == "unknown fault");
        CHECK(condition_category().message(none) == "unknown condition");
        CHECK_FALSE(error_code(none, fault_category()) == condition::retryable);
    }
    CHECK(fault_category().message(14) == "unknown fault");
    std::set<std::string> sentences;
    for (condition const each : conditions) {
        CHECK(error_condition(each).category() == condition_category());
        sentences.insert(error_condition(each).message());
    }
    CHECK(sentences.size() == std::size(conditions));
    CHECK(sentences.count("unknown condition") == 0);
}

TEST_CASE("the code of a fault answers conditions by the fault's row", "[error]") {
    for (fault_row const& row : faults) {
        INFO(row.name);
        CHECK(asked(error_code(row.value)) == of_fault(row.value));
    }
    CHECK(error_code(errc::not_json) != condition::retryable);
    CHECK(error_code() != condition::caller_at_fault);
}

TEST_CASE("an error answers conditions by all that is known of it", "[error]") {
    for (row const& each : table()) {
        INFO("row " << (&each - table().data()));
        CHECK(asked(each.failed) == each.said);
    }
}

TEST_CASE("a fault's error answers as its code does", "[error]") {
    for (fault_row const& row : faults) {
        INFO(row.name);
        error const failed{.code = row.value, .name = std::string(row.name), .status = row.status};
        CHECK(asked(failed) == asked(failed.code));
    }
}

TEST_CASE("what this library finds in a request is never worth repeating", "[error]") {
    for (errc_row const& row : errcs) {
        if (row.value == errc::unmodelled_error) continue;
        INFO(row.sentence);
        CHECK(retry_of({.code = row.value, .status = 503}) == retry::never);
        CHECK(retry_of({.code = row.value, .name = "ThrottlingException", .status = 429}) == retry::never);
    }
}

TEST_CASE("errors are equal when all that is known of them is", "[error]") {
    error const full{.code = errc::wrong_type,
                     .where = "/a",
                     .offset = 1,
                     .message = "b",
                     .violations = {{"/c", "d"}},
                     .name = "e",
                     .status = 2,
                     .request_id = "f",
                     .body = "g",
                     .allow = "h"};
    CHECK(full == error(full));
    CHECK(error{} == error{});
    error other;
    CHECK(((other = full).code = errc::not_json, other) != full);
    CHECK(((other = full).where = "", other) != full);
    CHECK(((other = full).offset = 0, other) != full);
    CHECK(((other = full).message = "", other) != full);
    CHECK(((other = full).violations = {{"/c", ""}}, other) != full);
    CHECK(((other = full).violations = {{"/", "d"}}, other) != full);
    CHECK(((other = full).name = "", other) != full);
    CHECK(((other = full).status = 0, other) != full);
    CHECK(((other = full).request_id = "", other) != full);
    CHECK(((other = full).body = "", other) != full);
    CHECK(((other = full).allow = "", other) != full);
}

TEST_CASE("a result holds a value or an error", "[error]") {
    CHECK(half(4).has_value());
    CHECK(half(4).value() == 2);
    CHECK_FALSE(half(4).has_error());
    REQUIRE(half(3).has_error());
    CHECK(half(3).error() == error{.code = errc::bad_integer, .where = "/of", .message = "odd"});
    CHECK(half(3).error().code == errc::bad_integer);
}

TEST_CASE("a result is a value of its type until it is something else", "[error]") {
    result<int> const fresh;
    REQUIRE(fresh.has_value());
    CHECK(*fresh == 0);
    CHECK(result<std::string>()->empty());
    CHECK(result<int>().error() == error{});  // asking a value for its error is no error
}

TEST_CASE("the value of an error is thrown as boost::system::system_error", "[error]") {
    bool thrown = false;
    try {
        static_cast<void>(half(3).value());
    } catch (boost::system::system_error const& failed) {
        thrown = true;
        CHECK(failed.code() == errc::bad_integer);
        CHECK(std::string_view(failed.what()).starts_with("odd"));
    }
    CHECK(thrown);
    CHECK_THROWS_AS(half(1).value(), boost::system::system_error);
    CHECK_NOTHROW(half(2).value());
}

TEST_CASE("an error about a place says what, where and at which byte", "[error]") {
    std::string const said(to_string(errc::wrong_type));
    CHECK(detail::message_error(errc::wrong_type) == error{.code = errc::wrong_type, .message = said});
    CHECK(detail::text_error(errc::wrong_type, "/Key", 7) == error{.code = errc::wrong_type,
                                                                   .where = "/Key",
                                                                   .offset = 7,
                                                                   .message = said + " at '/Key', byte 7"});
    CHECK(detail::text_error(errc::wrong_type, "", 0) ==
          error{.code = errc::wrong_type, .message = said + ", byte 0"});
}

TEST_CASE("errors and their codes are printed in one line", "[error]") {
    auto const printed = [](auto const& each) {
        std::ostringstream out;
        out << each;
        return out.str();
    };
    CHECK(printed(errc::too_deep) == to_string(errc::too_deep));
    CHECK(printed(error{.code = fault::ResourceNotFound,
                        .message = "no such dataset",
                        .name = "ResourceNotFoundException",
                        .status = 404,
                        .request_id = "7d0c",
                        .body = "secret"}) ==
          "ResourceNotFoundException: no such dataset (status 404, request 7d0c)");
    CHECK(
        printed(error{.code = fault::ResourceNotFound, .name = "ResourceNotFoundException", .status = 404}) ==
        "ResourceNotFoundException (status 404)");
    CHECK(printed(error{.code = errc::not_json}) == to_string(errc::not_json));
    CHECK(printed(error{.code = errc::not_json, .request_id = "7d0c"}) ==
          std::string(to_string(errc::not_json)) + " (request 7d0c)");
}

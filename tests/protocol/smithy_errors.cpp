// SPDX-License-Identifier: BSL-1.0
//
// The protocol tests of the Smithy suite about errors, read by a client and written by a server, carried
// over to this service.
#include <cognito_sync/codec.hpp>

#include <string>

#include "support/catch.hpp"
#include "support/protocol.hpp"

namespace {

using namespace protocol;

response named(int status, std::string name, std::string body = {}) {
    return reply(status, std::move(body),
                 {{"X-Amzn-Errortype", std::move(name)}, {"Content-Type", "application/json"}});
}

}  // namespace

TEST_CASE("smithy: errors read by the client", "[protocol][smithy]") {
    walk({
        told("RestJsonInvalidGreetingError", named(400, "InvalidParameterException", R"({"Message":"Hi"})"),
             fault::InvalidParameter, "Hi"),
        told("RestJsonEmptyComplexErrorWithNoMessage", named(403, "NotAuthorizedException", "{}"),
             fault::NotAuthorized, ""),
        told("RestJsonFooErrorUsingXAmznErrorType", named(500, "InternalErrorException"),
             fault::InternalError, ""),
        told("RestJsonFooErrorUsingXAmznErrorTypeWithUri",
             named(409,
                   "ResourceConflictException:http://internal.amazon.com/coral/com.amazon.coral.validate/"),
             fault::ResourceConflict, ""),
        told("RestJsonFooErrorUsingXAmznErrorTypeWithUriAndDifferentNamespace",
             named(400, "other.ns#LimitExceededException:http://internal.amazon.com/coral/"
                        "com.amazon.coral.validate/"),
             fault::LimitExceeded, ""),
        told("RestJsonFooErrorUsingCodeAndNamespace",
             reply(429, R"({"code":"com.amazonaws.cognito.sync.model#TooManyRequestsException"})"),
             fault::TooManyRequests, ""),
        told("RestJsonFooErrorUsingCodeUriAndNamespace",
             reply(404, R"({"code":"x#ResourceNotFoundException:http://y/"})"), fault::ResourceNotFound, ""),
        told("RestJsonFooErrorWithDunderType",
             reply(400, R"({"__type":"InvalidParameterException","message":"m"})"), fault::InvalidParameter,
             "m"),
        told("RestJsonFooErrorWithDunderTypeUriAndNamespace",
             reply(400, R"({"__type":"x#AlreadyStreamedException:http://y/"})"), fault::AlreadyStreamed, ""),
    });
}

TEST_CASE("smithy: errors written by the server", "[protocol][smithy]") {
    struct {
        fault value;
        int status;
        std::string name;
    } const modelled[]{
        {fault::AlreadyStreamed, 400, "AlreadyStreamedException"},
        {fault::ConcurrentModification, 400, "ConcurrentModificationException"},
        {fault::DuplicateRequest, 400, "DuplicateRequestException"},
        {fault::InternalError, 500, "InternalErrorException"},
        {fault::InvalidConfiguration, 400, "InvalidConfigurationException"},
        {fault::InvalidLambdaFunctionOutput, 400, "InvalidLambdaFunctionOutputException"},
        {fault::InvalidParameter, 400, "InvalidParameterException"},
        {fault::LambdaThrottled, 429, "LambdaThrottledException"},
        {fault::LimitExceeded, 400, "LimitExceededException"},
        {fault::NotAuthorized, 403, "NotAuthorizedException"},
        {fault::ResourceConflict, 409, "ResourceConflictException"},
        {fault::ResourceNotFound, 404, "ResourceNotFoundException"},
        {fault::TooManyRequests, 429, "TooManyRequestsException"},
    };
    CHECK(std::size(modelled) == faults.size());
    for (auto const& [value, status, name] : modelled)
        DYNAMIC_SECTION("RestJsonInvalidGreetingError (server half) / " << name) {
            response const written = encode_error(detail::reply_of(value, "Hi \"there\""));
            CHECK(written == named(status, name, R"({"message":"Hi \"there\""})"));
        }
}

TEST_CASE("smithy: errors written by the server, by way of a handler's outcome", "[protocol][smithy]") {
    auto const one_of_each = [](auto const& said) {
        auto const written = encode_response<UpdateRecords>(said);
        REQUIRE(written.has_value());
        return *written;
    };
    using outcome = cognito_sync::outcome<UpdateRecords>;
    CHECK(one_of_each(outcome(fail<fault::ResourceConflict>("c"))) ==
          named(409, "ResourceConflictException", R"({"message":"c"})"));
    CHECK(one_of_each(outcome(fail<fault::LambdaThrottled>(""))) ==
          named(429, "LambdaThrottledException", R"({"message":""})"));
    CHECK(one_of_each(outcome(internal_error)) ==
          named(500, "InternalErrorException", R"({"message":"An internal error occurred"})"));
    CHECK(one_of_each(outcome(refuse({403, "InvalidSignatureException", "s"}))) ==
          named(403, "InvalidSignatureException", R"({"message":"s"})"));
}

// SPDX-License-Identifier: BSL-1.0
//
// What a server says to a request: a Response, a fault that the operation may throw, or a refusal from before
// the operation.
//
// A fault that the operation does not throw does not compile: a client generated from the model could not
// name it.
#pragma once

#include <cognito_sync/core/operation.hpp>
#include <cognito_sync/error.hpp>
#include <cognito_sync/model/faults.hpp>

#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace cognito_sync {

/// An error as it is written: status, bare name, message, and for a ValidationException the fields.
struct error_reply {
    int status = 500;
    std::string name{};
    std::string message{};
    std::vector<violation> fields{};
    std::string allow{};  ///< the Allow header of a 405

    friend bool operator==(error_reply const&, error_reply const&) = default;
};

/// A fault with its sentence, as `fail` makes it.
template <fault F>
struct failure {
    std::string message;
};

/// Answers a fault that the operation may throw.
///
/// Example  return fail<fault::ResourceNotFound>("Dataset does not exist");
template <fault F>
failure<F> fail(std::string message) {
    return {std::move(message)};
}

/// Answers what stands before the service: authentication, throttling, a proxied reply.
///
/// Example  return refuse({403, "InvalidSignatureException", "The signature does not match"});
struct refuse {
    error_reply reply;

    explicit refuse(error_reply what) : reply(std::move(what)) {}
};

/// Answers 500 InternalErrorException with a fixed sentence, for whatever must not be told.
struct internal_error_type {};
inline constexpr internal_error_type internal_error{};

namespace detail {

inline error_reply reply_of(fault value, std::string message) {
    return {.status = status_of(value), .name = std::string(to_string(value)), .message = std::move(message)};
}
inline error_reply internal_error_reply() {
    return reply_of(fault::InternalError, "An internal error occurred");
}

}  // namespace detail

/// What a handler of `Op` answers.
///
/// Example  [](DeleteDataset::Request const& asked) -> outcome<DeleteDataset> {
///              return DeleteDataset::Response{.dataset = erase(asked)};
///          }
template <class Op>
class outcome {
public:
    using Response = typename Op::Response;

    outcome(Response said) : said_(std::move(said)) {}
    outcome(refuse said) : said_(std::move(said.reply)) {}
    outcome(internal_error_type) : said_(detail::internal_error_reply()) {}

    template <fault F>
    outcome(failure<F> said) : said_(detail::reply_of(F, std::move(said.message))) {
        static_assert(Op::throws.contains(F), "outcome: this operation does not throw this fault");
    }

    /// The Response; nullptr when the answer is an error.
    Response const* response() const noexcept { return std::get_if<Response>(&said_); }

    /// The error; nullptr when the answer is a Response.
    error_reply const* refusal() const noexcept { return std::get_if<error_reply>(&said_); }

private:
    std::variant<Response, error_reply> said_;
};

}  // namespace cognito_sync

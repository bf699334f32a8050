// SPDX-License-Identifier: BSL-1.0
//
// What a handler may answer, and the reply that each answer stands for. A fault that the operation does not
// throw is in tests/fail/outcome_of_foreign_fault.cpp.
#include <cognito_sync/outcome.hpp>

#include <cognito_sync/model/operations.hpp>

#include <concepts>
#include <cstddef>
#include <string>
#include <utility>

#include "support/catch.hpp"

namespace {

using namespace cognito_sync;

error_reply refused(outcome<DeleteDataset> const& said) {
    CHECK(said.response() == nullptr);
    REQUIRE(said.refusal() != nullptr);
    return *said.refusal();
}

outcome<DeleteDataset> handled(int which) {
    if (which == 0) return DeleteDataset::Response{.dataset = Dataset{.dataset_name = "d"}};
    if (which == 1) return fail<fault::ResourceNotFound>("no such dataset");
    if (which == 2) return refuse({.status = 503, .name = "SlowDown", .message = "later"});
    return internal_error;
}

/// Whether a fault's outcome is the reply that its row demands.
template <class Op, fault F>
void check_fault() {
    if constexpr (Op::throws.contains(F)) {
        outcome<Op> const said = fail<F>("why");
        INFO(Op::name << " " << to_string(F));
        REQUIRE(said.refusal() != nullptr);
        CHECK(*said.refusal() ==
              error_reply{.status = status_of(F), .name = std::string(to_string(F)), .message = "why"});
    }
}

template <class Op, std::size_t... I>
void check_faults(std::index_sequence<I...>) {
    (check_fault<Op, faults[I].value>(), ...);
}

static_assert(std::convertible_to<DeleteDataset::Response, outcome<DeleteDataset>>);
static_assert(std::convertible_to<failure<fault::ResourceConflict>, outcome<DeleteDataset>>);
static_assert(std::convertible_to<refuse, outcome<DeleteDataset>>);
static_assert(std::convertible_to<internal_error_type, outcome<DeleteDataset>>);
static_assert(!std::convertible_to<DescribeDataset::Response, outcome<DeleteDataset>>);
static_assert(!std::convertible_to<error_reply, outcome<DeleteDataset>>);
static_assert(!std::convertible_to<error_reply, refuse>);

}  // namespace

TEST_CASE("a Response is an answer and no refusal", "[outcome]") {
    outcome<DeleteDataset> const said = handled(0);
    CHECK(said.refusal() == nullptr);
    REQUIRE(said.response() != nullptr);
    CHECK(*said.response() == DeleteDataset::Response{.dataset = Dataset{.dataset_name = "d"}});
}

TEST_CASE("an operation without output answers by no_output", "[outcome]") {
    outcome<SetCognitoEvents> const said = no_output{};
    CHECK(said.response() != nullptr);
    CHECK(said.refusal() == nullptr);
}

TEST_CASE("a fault is answered by its status and its name", "[outcome]") {
    CHECK(refused(handled(1)) ==
          error_reply{.status = 404, .name = "ResourceNotFoundException", .message = "no such dataset"});
    CHECK(refused(fail<fault::ResourceConflict>("")) ==
          error_reply{.status = 409, .name = "ResourceConflictException", .message = ""});
}

TEST_CASE("every operation may answer every fault that it throws", "[outcome]") {
    operations::for_each([]<class Op>() { check_faults<Op>(std::make_index_sequence<faults.size()>{}); });
}

TEST_CASE("a refusal is answered as it was given", "[outcome]") {
    error_reply const all{.status = 405,
                          .name = "UnknownOperationException",
                          .message = "no",
                          .fields = {{"/Key", "Member must not be null"}},
                          .allow = "GET"};
    CHECK(refused(handled(2)) == error_reply{.status = 503, .name = "SlowDown", .message = "later"});
    CHECK(refused(refuse(all)) == all);
}

TEST_CASE("an internal error tells nothing", "[outcome]") {
    CHECK(refused(handled(3)) == error_reply{.status = 500,
                                             .name = "InternalErrorException",
                                             .message = "An internal error occurred"});
}

TEST_CASE("replies are equal when all that is written of them is", "[outcome]") {
    error_reply const one{.status = 400, .name = "a", .message = "b", .fields = {{"c", "d"}}, .allow = "e"};
    CHECK(one == error_reply(one));
    CHECK(error_reply{}.status == 500);
    error_reply other = one;
    other.status = 401;
    CHECK(other != one);
    (other = one).name = "";
    CHECK(other != one);
    (other = one).message = "";
    CHECK(other != one);
    (other = one).fields.clear();
    CHECK(other != one);
    (other = one).allow = "";
    CHECK(other != one);
}

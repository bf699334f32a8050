// SPDX-License-Identifier: BSL-1.0
//
// What the tables of an operation say of where its members travel, and the list of operations. What the
// compiler refuses is in tests/fail/operation_* and operations_*.
#include <cognito_sync/core/operation.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <vector>

#include "support/catch.hpp"

namespace {

using namespace cognito_sync;

constexpr text Id{.min = 1, .max = 8};

/// Its route names the members in another order than the structure does.
struct Everywhere {
    static constexpr std::string_view name = "Everywhere";
    static constexpr route http =
        "POST /a/{Second}/b/{First}?number={Number}&text={Text}\nx-context: {Context}";

    struct Request {
        std::string first;
        std::optional<std::string> context{};
        std::string second;
        std::optional<std::string> text{};
        std::optional<std::vector<std::string>> body{};
        std::optional<std::int64_t> number{};

        static constexpr auto members = members_of(  //
            member{"First", &Request::first, Id},    //
            member{"Context", &Request::context},    //
            member{"Second", &Request::second, Id},  //
            member{"Text", &Request::text},          //
            member{"Body", &Request::body},          //
            member{"Number", &Request::number});
    };
    struct Response {
        static constexpr auto members = members_of();
    };
};

struct Bodyless {
    static constexpr std::string_view name = "Bodyless";
    static constexpr route http = "POST /a/{Id}";

    struct Request {
        std::string id;

        static constexpr auto members = members_of(member{"Id", &Request::id, Id});
    };
    using Response = no_output;
};

struct Silent {
    static constexpr std::string_view name = "Silent";
    static constexpr route http = "GET /a";

    struct Request {
        static constexpr auto members = members_of();
    };
    struct Response {
        std::optional<std::string> id{};

        static constexpr auto members = members_of(member{"Id", &Response::id, Id});
    };
};

using service = operation_list<Everywhere, Bodyless, Silent>;

constexpr operation const& everywhere = operation_of<Everywhere>;
constexpr operation const& bodyless = operation_of<Bodyless>;
constexpr operation const& silent = operation_of<Silent>;

constexpr bool tables_name_their_parts() {
    return everywhere.name == "Everywhere" && everywhere.http == &Everywhere::http &&
           everywhere.request == &schema_of<Everywhere::Request> &&
           everywhere.response == &schema_of<Everywhere::Response> && bodyless.response == nullptr &&
           silent.response == &schema_of<Silent::Response>;
}
static_assert(tables_name_their_parts());

constexpr bool bindings_lead_to_their_rows() {
    return everywhere.labels[0] == 2 && everywhere.labels[1] == 0 && everywhere.query[0] == 5 &&
           everywhere.query[1] == 3 && everywhere.headers[0] == 1 && bodyless.labels[0] == 0;
}
static_assert(bindings_lead_to_their_rows());

constexpr bool the_rest_is_the_body() {
    constexpr std::size_t body = 4;
    for (std::size_t row = 0; row < everywhere.request->fields.size(); ++row)
        if (everywhere.in_body(row) != (row == body)) return false;
    return everywhere.has_body() && everywhere.outside_body == 0b101111 && !bodyless.in_body(0) &&
           !bodyless.has_body() && !silent.has_body() && silent.outside_body == 0;
}
static_assert(the_rest_is_the_body());

struct collect {
    std::size_t count = 0;
    bool in_order = true;

    template <class Op>
    constexpr void operator()() {
        in_order = in_order && service::table[count]->name == Op::name;
        ++count;
    }
};

constexpr bool each_is_visited_in_order() {
    collect visited;
    service::for_each(visited);
    return visited.count == 3 && visited.in_order;
}
static_assert(each_is_visited_in_order());

constexpr bool the_list_holds_its_tables() {
    return service::size == 3 && service::table.size() == 3 && service::table[0] == &everywhere &&
           service::table[1] == &bodyless && service::table[2] == &silent;
}
static_assert(the_list_holds_its_tables());

static_assert(std::is_same_v<service::apply<std::tuple>, std::tuple<Everywhere, Bodyless, Silent>>);
static_assert(service::contains<Silent> && service::contains<Everywhere> &&
              !service::contains<Silent::Request>);
static_assert(operation_list<>::size == 0 && !operation_list<>::contains<Silent>);
static_assert(member_count<no_output> == 0);

}  // namespace

TEST_CASE("the table of an operation names its route and its structures", "[core][operation]") {
    CHECK(tables_name_their_parts());
}

TEST_CASE("each binding of a route leads to the row of its member", "[core][operation]") {
    CHECK(bindings_lead_to_their_rows());
    CHECK(everywhere.request->fields[everywhere.labels[0]].name == "Second");
    CHECK(everywhere.request->fields[everywhere.query[0]].name == "Number");
    CHECK(everywhere.request->fields[everywhere.headers[0]].name == "Context");
}

TEST_CASE("what the route does not name is the body", "[core][operation]") {
    CHECK(the_rest_is_the_body());
    CHECK(everywhere.in_body(4));
    CHECK_FALSE(bodyless.has_body());
}

TEST_CASE("the list visits its operations in order and holds their tables", "[core][operation]") {
    CHECK(each_is_visited_in_order());
    CHECK(the_list_holds_its_tables());
    CHECK(no_output{} == no_output{});
}

// SPDX-License-Identifier: BSL-1.0
//
// What makes a struct an operation, the list of operations of a service, and the checks that the compiler
// runs over it.
//
// An operation has `name`, `http` (its route), `throws`, `Request` and `Response`. What the route names
// travels in the path, the query or a header; every other member of the request travels in the JSON body.
// Nothing says that twice, so nothing can disagree.
#pragma once

#include <cognito_sync/core/route.hpp>
#include <cognito_sync/core/schema.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <type_traits>
#include <utility>

namespace cognito_sync {

/// The Response of an operation whose success has an empty body. (A structure without members is written as
/// `{}`.)
struct no_output {
    static constexpr auto members = members_of();
    friend bool operator==(no_output const&, no_output const&) = default;
};

/// An operation as the walks see it.
///
/// `labels`, `query` and `headers` say which row of the request each binding of the route carries, in the
/// order of the route.
struct operation {
    std::string_view name;
    route const* http;
    schema const* request;
    schema const* response;  ///< nullptr where a success has no body
    std::array<std::uint8_t, 12> labels{};
    std::array<std::uint8_t, 8> query{};
    std::array<std::uint8_t, 4> headers{};
    std::uint32_t outside_body =
        0;  ///< bit i: row i of the request travels in the path, the query or a header

    constexpr bool in_body(std::size_t row) const noexcept { return (outside_body >> row & 1U) == 0; }

    /// Bit i: row i of the request travels in the path or the query.
    constexpr std::uint32_t in_target() const noexcept {
        std::uint32_t rows = outside_body;
        for (std::size_t i = 0; i < http->headers().size(); ++i) rows &= ~(std::uint32_t{1} << headers[i]);
        return rows;
    }

    /// Whether its request has a JSON body at all.
    constexpr bool has_body() const noexcept {
        return outside_body != (std::uint32_t{1} << request->fields.size()) - 1;
    }
};

namespace detail {

/// Where a route binds a member.
enum class spot { path, query, header };

/// Whether `judge(spot, row)` holds for all that a route binds; the row is npos where no member has the name.
template <class Op, class Judge>
consteval bool every_binding(Judge judge) {
    schema const& request = schema_of<typename Op::Request>;
    for (auto const& each : Op::http.path())
        if (each.label && !judge(spot::path, request.index_of(each.text))) return false;
    for (auto const& each : Op::http.query())
        if (!judge(spot::query, request.index_of(each.member))) return false;
    for (auto const& each : Op::http.headers())
        if (!judge(spot::header, request.index_of(each.member))) return false;
    return true;
}

template <class Op>
consteval bool labels_are_members() {
    return every_binding<Op>([](spot, std::size_t row) { return row != schema::npos; });
}

template <class Op>
consteval bool path_labels_are_required_strings() {
    return every_binding<Op>([](spot at, std::size_t row) {
        if (at != spot::path || row == schema::npos) return true;
        field const& label = schema_of<typename Op::Request>.fields[row];
        return !label.optional && label.type->is == kind::string;
    });
}

template <class Op>
consteval bool path_labels_refuse_the_empty_text() {
    return every_binding<Op>([](spot at, std::size_t row) {
        if (at != spot::path || row == schema::npos) return true;
        constraint const& shape = schema_of<typename Op::Request>.fields[row].shape;
        return shape.is_text && !shape.as_text->accepts("");
    });
}

template <class Op>
consteval bool bindings_are_scalars() {
    return every_binding<Op>([](spot at, std::size_t row) {
        if (row == schema::npos) return true;
        kind const is = schema_of<typename Op::Request>.fields[row].type->is;
        return is == kind::string || (at == spot::query && (is == kind::int32 || is == kind::int64));
    });
}

template <class Op>
consteval operation make_operation() {
    constexpr bool silent = std::is_same_v<typename Op::Response, no_output>;
    schema const& request = schema_of<typename Op::Request>;
    operation made{.name = Op::name,
                   .http = &Op::http,
                   .request = &request,
                   .response = silent ? nullptr : &schema_of<typename Op::Response>};
    auto const bind = [&](std::string_view member) {
        std::size_t const row = request.index_of(member);
        made.outside_body |= std::uint32_t{1} << row;
        return static_cast<std::uint8_t>(row);
    };
    std::size_t next = 0;
    for (auto const& each : Op::http.path())
        if (each.label) made.labels[next++] = bind(each.text);
    next = 0;
    for (auto const& each : Op::http.query()) made.query[next++] = bind(each.member);
    next = 0;
    for (auto const& each : Op::http.headers()) made.headers[next++] = bind(each.member);
    return made;
}

/// Instantiated once for each operation: what is wrong with one is said here, by a sentence each.
template <class Op>
struct check_operation {
    // First and on its own, since here the refusal of a forgotten row is still near the line that caused it.
    static_assert(sizeof(field_table<typename Op::Request>) != 0);
    static_assert(sizeof(field_table<typename Op::Response>) != 0);
    static_assert(labels_are_members<Op>(), "operation: a label of its route names no member of its Request");
    static_assert(path_labels_are_required_strings<Op>(),
                  "operation: a path label must be a required string");
    static_assert(path_labels_refuse_the_empty_text<Op>(),
                  "operation: the shape of a path label must refuse the empty text");
    static_assert(bindings_are_scalars<Op>(),
                  "operation: the query carries strings and integers, a header only strings");
    static_assert(member_count<typename Op::Request> < 32, "operation: a Request has at most 31 members");
    static constexpr bool passed = true;
};

template <class... Ops>
consteval bool names_are_unique() {
    std::array<std::string_view, sizeof...(Ops)> const names{Ops::name...};
    for (std::size_t i = 0; i < names.size(); ++i)
        for (std::size_t j = 0; j < i; ++j)
            if (names[i] == names[j]) return false;
    return true;
}

template <class... Ops>
consteval bool routes_are_unique() {
    std::array<route const*, sizeof...(Ops)> const routes{&Ops::http...};
    for (std::size_t i = 0; i < routes.size(); ++i)
        for (std::size_t j = 0; j < i; ++j)
            if (collide(*routes[i], *routes[j])) return false;
    return true;
}

/// The operation whose Request a type is.
template <class Request, class... Ops>
struct find_by_request;
template <class Request, class Op, class... Ops>
struct find_by_request<Request, Op, Ops...> : find_by_request<Request, Ops...> {};
template <class Request, class Op, class... Ops>
    requires std::is_same_v<Request, typename Op::Request>
struct find_by_request<Request, Op, Ops...> {
    using type = Op;
};

}  // namespace detail

/// The table of one operation.
template <class Op>
inline constexpr operation operation_of = detail::make_operation<Op>();

/// The operations of a service. To name a complete list is to check it.
template <class... Ops>
struct operation_list {
    static_assert((detail::check_operation<Ops>::passed && ...));
    static_assert(detail::names_are_unique<Ops...>(), "operations: two of them have one name");
    static_assert(detail::routes_are_unique<Ops...>(), "operations: two of them take one method and path");

    static constexpr std::size_t size = sizeof...(Ops);

    /// The tables in the order of the list, for routers.
    static constexpr std::array<operation const*, size> table{&operation_of<Ops>...};

    /// `Template<Ops...>`, for instance a std::variant of something of each.
    template <template <class...> class Template>
    using apply = Template<Ops...>;

    /// Calls `visit.template operator()<Op>()` for every operation, in order.
    template <class Visitor>
    static constexpr void for_each(Visitor&& visit) {
        (visit.template operator()<Ops>(), ...);
    }

    /// The operation that a Request belongs to.
    template <class Request>
    using operation_for = typename detail::find_by_request<Request, Ops...>::type;

    template <class Op>
    static constexpr bool contains = (std::is_same_v<Op, Ops> || ...);
};

}  // namespace cognito_sync

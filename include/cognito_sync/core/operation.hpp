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

    /// Whether its request has a JSON body at all.
    constexpr bool has_body() const noexcept {
        return outside_body != (std::uint32_t{1} << request->fields.size()) - 1;
    }
};

namespace detail {

template <class Op>
consteval bool labels_are_members() {
    auto const known = [](std::string_view name) {
        return schema_of<typename Op::Request>.find(name) != nullptr;
    };
    for (auto const& each : Op::http.path())
        if (each.label && !known(each.text)) return false;
    for (auto const& each : Op::http.query())
        if (!known(each.member)) return false;
    for (auto const& each : Op::http.headers())
        if (!known(each.member)) return false;
    return true;
}

template <class Op>
consteval bool path_labels_are_required_strings() {
    for (auto const& each : Op::http.path()) {
        if (!each.label) continue;
        field const* const row = schema_of<typename Op::Request>.find(each.text);
        if (row != nullptr && (row->optional || row->type->is != kind::string)) return false;
    }
    return true;
}

template <class Op>
consteval bool path_labels_refuse_the_empty_text() {
    for (auto const& each : Op::http.path()) {
        if (!each.label) continue;
        field const* const row = schema_of<typename Op::Request>.find(each.text);
        if (row != nullptr && (row->shape.as_text == nullptr || row->shape.as_text->accepts("")))
            return false;
    }
    return true;
}

template <class Op>
consteval bool bindings_are_scalars() {
    auto const scalar = [](std::string_view name, bool header) {
        field const* const row = schema_of<typename Op::Request>.find(name);
        if (row == nullptr || row->type->is == kind::string) return true;
        return !header && (row->type->is == kind::int32 || row->type->is == kind::int64);
    };
    for (auto const& each : Op::http.query())
        if (!scalar(each.member, false)) return false;
    for (auto const& each : Op::http.headers())
        if (!scalar(each.member, true)) return false;
    return true;
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
        std::size_t const row = request.index_of(*request.find(member));
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

    template <class Op>
    static constexpr bool contains = (std::is_same_v<Op, Ops> || ...);
};

}  // namespace cognito_sync

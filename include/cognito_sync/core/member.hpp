// SPDX-License-Identifier: BSL-1.0
//
// How a structure says what it is made of: `static constexpr auto members = members_of(member{…}, …)`, one
// row for each data member with its name on the wire, its pointer and the shape that constrains it.
//
// *Required* is not written: a field is std::optional or it is not. Rows are values, not template arguments;
// they compile as fast and read better. That no data member was forgotten is checked by counting what the
// aggregate can be initialised with.
#pragma once

#include <cognito_sync/core/text.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <utility>

namespace cognito_sync {

/// The constraint on an integer shape; bounds are inclusive.
///
/// `quoted` lets the RPC form carry the number as a string of digits too, as the service's own samples do for
/// MaxResults.
struct number {
    std::int64_t min = INT64_MIN;
    std::int64_t max = INT64_MAX;
    bool quoted = false;

    constexpr bool accepts(std::int64_t value) const noexcept { return min <= value && value <= max; }
};

/// The constraint on a list or map shape: how many entries it may have.
struct entries {
    std::size_t min = 0;
    std::size_t max = SIZE_MAX;

    constexpr bool accepts(std::size_t count) const noexcept { return min <= count && count <= max; }
};

/// The named shape that a member is held to: at most one of the three is set.
///
/// A text on a list constrains every element of it.
struct constraint {
    text const* as_text = nullptr;
    number const* as_number = nullptr;
    entries const* as_entries = nullptr;
    bool is_text =
        false;  ///< for constant evaluation, where g++ with UBSan cannot compare an address with nullptr

    constexpr constraint() = default;
    constexpr constraint(text const& shape) noexcept : as_text(&shape), is_text(true) {}
    constexpr constraint(number const& shape) noexcept : as_number(&shape) {}
    constexpr constraint(entries const& shape) noexcept : as_entries(&shape) {}
};

/// One row of a structure: the name on the wire, the data member, the shape it is held to.
///
/// Example  member{"DatasetName", &Dataset::dataset_name, DatasetName}
template <class Owner, class Field>
struct member {
    std::string_view name;
    Field Owner::*pointer;
    constraint shape{};

    constexpr member(std::string_view wire_name, Field Owner::*field) noexcept
        : name(wire_name), pointer(field) {}

    template <class Shape>
    constexpr member(std::string_view wire_name, Field Owner::*field, Shape const& held_to) noexcept
        : name(wire_name), pointer(field), shape(held_to) {}
};

namespace detail {

template <std::size_t I, class Row>
struct numbered {
    Row row;
};

template <class Indices, class... Rows>
struct numbered_rows;
template <std::size_t... I, class... Rows>
struct numbered_rows<std::index_sequence<I...>, Rows...> : numbered<I, Rows>... {};

}  // namespace detail

/// The rows of a structure. (A std::tuple would do as well, at twice the price to the compiler.)
template <class... Rows>
struct row_list : detail::numbered_rows<std::index_sequence_for<Rows...>, Rows...> {
    static constexpr std::size_t size = sizeof...(Rows);
};

/// The rows of a structure, in the order of the service's model. One without members says `members_of()`.
template <class... Rows>
constexpr row_list<Rows...> members_of(Rows... rows) noexcept {
    return {{{rows}...}};
}

/// Row `I` of a list.
template <std::size_t I, class Row>
constexpr Row const& row_at(detail::numbered<I, Row> const& held) noexcept {
    return held.row;
}

/// A structure that says what it is made of.
template <class T>
concept described = requires {
    T::members.size;
};

/// How many rows `T` has.
template <described T>
inline constexpr std::size_t member_count = T::members.size;

/// Whether a field may be left out.
template <class Field>
inline constexpr bool is_optional = false;
template <class Value>
inline constexpr bool is_optional<std::optional<Value>> = true;

namespace detail {

struct anything {
    // Never called; defined because clang refuses to leave it undefined for a type without linkage.
    template <class T>
    operator T() const noexcept {
        for (;;) {}
    }
};

template <class T, std::size_t... I>
constexpr bool takes(std::index_sequence<I...>) noexcept {
    return requires { T{(static_cast<void>(I), anything{})...}; };
}

}  // namespace detail

/// Whether `T` has just as many data members as rows.
template <described T>
inline constexpr bool complete = detail::takes<T>(std::make_index_sequence<member_count<T>>{}) &&
                                 !detail::takes<T>(std::make_index_sequence<member_count<T> + 1>{});

}  // namespace cognito_sync

// SPDX-License-Identifier: BSL-1.0
//
// How a structure says what it is made of: `static constexpr auto members = members_of(member{…}, …)`, a row
// for each data member with its name on the wire, its pointer and the shape that constrains it.
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
#include <tuple>
#include <type_traits>

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

    constexpr constraint() = default;
    constexpr constraint(text const& shape) noexcept : as_text(&shape) {}
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

/// The rows of a structure, in the order of the service's model. A structure without members says
/// `members_of()`.
template <class... Rows>
constexpr std::tuple<Rows...> members_of(Rows... rows) noexcept {
    return {rows...};
}

/// A structure that says what it is made of.
template <class T>
concept described = requires {
    std::tuple_size<std::remove_cvref_t<decltype(T::members)>>::value;
};

/// Whether a field may be left out.
template <class Field>
inline constexpr bool is_optional = false;
template <class Value>
inline constexpr bool is_optional<std::optional<Value>> = true;

namespace detail {

struct anything {
    template <class T>
    operator T() const noexcept;
};

template <class T, class... Initialisers>
constexpr std::size_t count_fields() noexcept {
    if constexpr (requires { T{Initialisers{}..., anything{}}; })
        return count_fields<T, Initialisers..., anything>();
    else
        return sizeof...(Initialisers);
}

}  // namespace detail

/// How many rows `T` has.
template <described T>
inline constexpr std::size_t member_count = std::tuple_size_v<std::remove_cvref_t<decltype(T::members)>>;

/// Whether every data member of `T` has its row.
template <described T>
inline constexpr bool complete = detail::count_fields<T>() == member_count<T>;

}  // namespace cognito_sync

// SPDX-License-Identifier: BSL-1.0
//
// The rows of a structure as one constant table that ordinary functions can walk: validation, JSON both ways
// and URIs are loops over it, compiled once for the whole service.
//
// Why types are erased here: seventeen operations with four verbs each would otherwise be generated seventy
// times. A walk sees a value as `void*` together with its `value_type`, which alone knows the C++ type; no
// walk casts on its own account except to the scalar that `kind` names.
#pragma once

#include <cognito_sync/core/enumeration.hpp>
#include <cognito_sync/core/member.hpp>
#include <cognito_sync/core/timestamp.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace cognito_sync {

/// What a value is on the wire.
enum class kind : std::uint8_t { string, enumeration, int32, int64, boolean, time, structure, list, map };

struct value_type;

/// How a data member holds its value: directly, or as std::optional.
struct slot_type {
    bool optional;
    value_type const* type;
    void const* (*get)(void const* slot);
    void* (*renew)(void* slot);
    void (*clear)(void* slot);
};

/// One row as the walks see it.
struct field {
    std::string_view name;
    constraint shape;
    slot_type const* slot;
    void const* (*reach)(void const* owner);  ///< the data member
    bool optional = slot->optional;
    value_type const* type = slot->type;

    /// The value; nullptr when it is unset.
    void const* get(void const* owner) const { return slot->get(reach(owner)); }

    /// Sets the value to a fresh one and returns it.
    void* renew(void* owner) const { return slot->renew(const_cast<void*>(reach(owner))); }

    /// Unsets the value; one held directly becomes empty.
    void clear(void* owner) const { slot->clear(const_cast<void*>(reach(owner))); }
};

/// A structure: its rows in the order of the model.
struct schema {
    std::span<field const> fields;

    static constexpr std::size_t npos = std::string_view::npos;

    /// Where the row of a wire name stands in `fields`; npos when there is none. Case matters.
    constexpr std::size_t index_of(std::string_view name) const noexcept {
        for (std::size_t i = 0; i < fields.size(); ++i)
            if (fields[i].name == name) return i;
        return npos;
    }

    /// The row of a wire name; nullptr when there is none.
    field const* find(std::string_view name) const noexcept {
        std::size_t const row = index_of(name);
        return row == npos ? nullptr : &fields[row];
    }

    /// Where in `fields` a row stands that `find` returned.
    std::size_t index_of(field const& row) const noexcept {
        return static_cast<std::size_t>(&row - fields.data());
    }
};

/// How an `open<E>` is read, written and judged.
struct enumeration_type {
    std::string_view (*text)(void const* value);
    bool (*known)(void const* value);
    void (*assign)(void* value, std::string_view text);
    std::string (*choices)();  ///< the spellings, joined by ", "
};

/// How a list is walked and grown.
struct list_type {
    value_type const* element;
    std::size_t (*size)(void const* list);
    void const* (*at)(void const* list, std::size_t index);
    void* (*append)(void* list);
    void* (*renew_last)(void* list);  ///< makes the last element a fresh one and returns it
};

/// How a map with string keys is walked and grown. Entries are visited in the order of their keys.
struct map_type {
    using visitor = bool (*)(void* context, std::string_view key, void const* value);

    value_type const* element;
    std::size_t (*size)(void const* map);
    /// Stops at the first visit that says false, and says so.
    bool (*each)(void const* map, void* context, visitor visit);
    /// The value of a key, and whether the key is new.
    std::pair<void*, bool> (*insert)(void* map, std::string_view key);
    void (*erase)(void* map, std::string_view key);
};

/// One C++ type: what it is on the wire, and the table that its kind needs (one of the last four, or none).
struct value_type {
    kind is;
    enumeration_type const* enumeration = nullptr;
    cognito_sync::schema const* schema = nullptr;
    list_type const* list = nullptr;
    map_type const* map = nullptr;
};

namespace detail {

template <class T>
T& as(void* value) noexcept {
    return *static_cast<T*>(value);
}
template <class T>
T const& as(void const* value) noexcept {
    return *static_cast<T const*>(value);
}

template <class T>
struct type_maker;

template <class T>
inline constexpr value_type type_of = type_maker<T>::make();

template <class Slot>
struct slot_maker {
    static void const* get(void const* slot) { return slot; }
    static void* renew(void* slot) { return &(as<Slot>(slot) = Slot{}); }
    static void clear(void* slot) { as<Slot>(slot) = Slot{}; }
    static constexpr slot_type made{false, &type_of<Slot>, &get, &renew, &clear};
};

template <class Value>
struct slot_maker<std::optional<Value>> {
    using slot_t = std::optional<Value>;
    static void const* get(void const* slot) { return as<slot_t>(slot) ? &*as<slot_t>(slot) : nullptr; }
    static void* renew(void* slot) { return &as<slot_t>(slot).emplace(); }
    static void clear(void* slot) { as<slot_t>(slot).reset(); }
    static constexpr slot_type made{true, &type_of<Value>, &get, &renew, &clear};
};

template <class Owner, class Field>
constexpr slot_type const* slot_of(member<Owner, Field> const&) noexcept {
    return &slot_maker<Field>::made;
}

/// A data member as a type, so that two of them can be compared where addresses cannot: g++ with UBSan takes
/// no address for a constant.
template <class Owner, auto Pointer>
struct data_member {
    static void const* reach(void const* owner) { return &(as<Owner>(owner).*Pointer); }
};

template <class Owner, std::size_t I>
using data_member_at = data_member<Owner, row_at<I>(Owner::members).pointer>;

template <class Owner, std::size_t I>
constexpr field make_field() noexcept {
    constexpr auto const& row = row_at<I>(Owner::members);
    return {row.name, row.shape, slot_of(row), &data_member_at<Owner, I>::reach};
}

template <class Member, class... Members>
inline constexpr bool stands_once = (0 + ... + static_cast<int>(std::is_same_v<Member, Members>)) == 1;

template <class... Members>
inline constexpr bool all_stand_once = (stands_once<Members, Members...> && ...);

template <std::size_t Size>
constexpr bool names_differ(std::array<field, Size> const& fields) noexcept {
    for (std::size_t i = 0; i < Size; ++i)
        for (std::size_t j = 0; j < i; ++j)
            if (fields[i].name == fields[j].name) return false;
    return true;
}

template <class Owner, class Indices>
struct fields_of;
template <class Owner, std::size_t... I>
struct fields_of<Owner, std::index_sequence<I...>> {
    static constexpr std::array<field, sizeof...(I)> made{make_field<Owner, I>()...};
    static_assert(complete<Owner> && all_stand_once<data_member_at<Owner, I>...> && names_differ(made),
                  "members_of: every data member of the structure needs its row, and only once");
};

template <class Owner>
using field_table = fields_of<Owner, std::make_index_sequence<member_count<Owner>>>;

}  // namespace detail

/// The table of a structure.
template <described T>
inline constexpr schema schema_of{detail::field_table<T>::made};

namespace detail {

template <>
struct type_maker<std::string> {
    static constexpr value_type make() noexcept { return {.is = kind::string}; }
};
template <>
struct type_maker<std::int32_t> {
    static constexpr value_type make() noexcept { return {.is = kind::int32}; }
};
template <>
struct type_maker<std::int64_t> {
    static constexpr value_type make() noexcept { return {.is = kind::int64}; }
};
template <>
struct type_maker<bool> {
    static constexpr value_type make() noexcept { return {.is = kind::boolean}; }
};
template <>
struct type_maker<timestamp> {
    static constexpr value_type make() noexcept { return {.is = kind::time}; }
};

template <class E>
struct type_maker<open<E>> {
    static std::string choices() {
        std::string joined;
        for (auto const& row : spellings<E>) joined.append(joined.empty() ? "" : ", ").append(row.text);
        return joined;
    }
    static constexpr enumeration_type table{
        [](void const* value) { return as<open<E>>(value).text(); },
        [](void const* value) { return as<open<E>>(value).known() && !as<open<E>>(value).text().empty(); },
        [](void* value, std::string_view text) { as<open<E>>(value) = open<E>(text); }, &choices};
    static constexpr value_type make() noexcept { return {.is = kind::enumeration, .enumeration = &table}; }
};

template <described T>
struct type_maker<T> {
    static constexpr value_type make() noexcept { return {.is = kind::structure, .schema = &schema_of<T>}; }
};

template <class T>
struct type_maker<std::vector<T>> {
    using list = std::vector<T>;
    static constexpr list_type table{
        &type_of<T>, [](void const* value) { return as<list>(value).size(); },
        [](void const* value, std::size_t index) -> void const* { return &as<list>(value)[index]; },
        [](void* value) -> void* { return &as<list>(value).emplace_back(); },
        [](void* value) -> void* { return &(as<list>(value).back() = T{}); }};
    static constexpr value_type make() noexcept { return {.is = kind::list, .list = &table}; }
};

template <class T>
struct type_maker<std::map<std::string, T>> {
    using map = std::map<std::string, T>;
    static constexpr map_type table{
        &type_of<T>, [](void const* value) { return as<map>(value).size(); },
        [](void const* value, void* context, map_type::visitor visit) {
            for (auto const& [key, entry] : as<map>(value))
                if (!visit(context, key, &entry)) return false;
            return true;
        },
        [](void* value, std::string_view key) {
            auto const [place, fresh] = as<map>(value).try_emplace(std::string(key));
            return std::pair<void*, bool>(&place->second, fresh);
        },
        [](void* value, std::string_view key) { as<map>(value).erase(std::string(key)); }};
    static constexpr value_type make() noexcept { return {.is = kind::map, .map = &table}; }
};

}  // namespace detail
}  // namespace cognito_sync

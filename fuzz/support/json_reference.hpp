// SPDX-License-Identifier: BSL-1.0
//
// A second reader of JSON, to judge the library's by: Boost.JSON's tree of a text, and whether a structure
// holds what the tree holds. Of the library it uses the rows that say what a structure is made of, and no
// line that reads or writes JSON.
//
// A tree hides two things: all but the last of doubled members, and the digits of a floating-point number,
// which Boost 1.81 also rounds a little differently from one kind of number to the next. `is_faithful` tells
// the trees that hide nothing.
#pragma once

#include "reference.hpp"

#include <cognito_sync/core/schema.hpp>
#include <cognito_sync/model/structures.hpp>

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <boost/json/value.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace reference {

namespace cs = cognito_sync;
namespace json = boost::json;
using cs::detail::as;
using cs::kind;

/// The tree of an object of at most 64 levels; nothing for any other text.
inline std::optional<json::value> tree_of(std::string_view text) {
    json::parse_options how;
    how.max_depth = 64;
    json::error_code failed;
    json::value tree = json::parse(text, failed, {}, how);
    if (failed || !tree.is_object()) return std::nullopt;
    return tree;
}

/// A number of a tree as an integer of units of 10^-power, within limits.
inline std::optional<std::int64_t> units(json::value const& tree, int power, std::int64_t min,
                                         std::int64_t max) {
    auto const found = tree.is_number() ? scaled(json::serialize(tree), power, power != 0) : integer{};
    bool const fits = found.is == integer::kind::some && min <= found.value && found.value <= max;
    return fits ? std::optional(found.value) : std::nullopt;
}
inline std::optional<std::int64_t> units(kind is, json::value const& tree) {
    if (is == kind::time) return units(tree, 3, -62'135'596'800'000, 253'402'300'799'999);
    return is == kind::int32 ? units(tree, 0, INT32_MIN, INT32_MAX) : units(tree, 0, INT64_MIN, INT64_MAX);
}

/// Whether a tree fits in a type; and, where `held` is not null, whether that is what it holds.
inline bool holds(cs::value_type const& type, json::value const& tree, void const* held);

inline bool holds(cs::schema const& shape, json::object const& tree, void const* object) {
    return std::ranges::all_of(shape.fields, [&](cs::field const& row) {
        json::value const* const member = tree.if_contains(row.name);
        void const* const held = object == nullptr ? nullptr : row.get(object);
        bool const list = row.type->is == kind::list, map = row.type->is == kind::map;
        if (member != nullptr && !member->is_null())
            return (object == nullptr || held != nullptr) && holds(*row.type, *member, held);
        if (row.optional) return held == nullptr;
        return (list && (held == nullptr || row.type->list->size(held) == 0)) ||
               (map && (held == nullptr || row.type->map->size(held) == 0));
    });
}

inline bool holds(cs::list_type const& type, json::array const& tree, void const* held) {
    if (held != nullptr && type.size(held) != tree.size()) return false;
    for (std::size_t i = 0; i < tree.size(); ++i)
        if (!holds(*type.element, tree[i], held == nullptr ? nullptr : type.at(held, i))) return false;
    return true;
}

inline bool holds(cs::map_type const& type, json::object const& tree, void const* held) {
    if (held != nullptr && as<cs::event_map>(held).size() != tree.size()) return false;
    return std::ranges::all_of(tree, [&](auto const& entry) {
        if (held == nullptr) return holds(*type.element, entry.value(), nullptr);
        auto const found = as<cs::event_map>(held).find(std::string(entry.key()));
        return found != as<cs::event_map>(held).end() && holds(*type.element, entry.value(), &found->second);
    });
}

inline bool holds(cs::value_type const& type, json::value const& tree, void const* held) {
    switch (type.is) {
        case kind::string:
            return tree.is_string() && (held == nullptr || as<std::string>(held) == tree.get_string());
        case kind::enumeration:
            return tree.is_string() && (held == nullptr || type.enumeration->text(held) == tree.get_string());
        case kind::boolean: return tree.is_bool() && (held == nullptr || as<bool>(held) == tree.get_bool());
        case kind::structure: return tree.is_object() && holds(*type.schema, tree.get_object(), held);
        case kind::list: return tree.is_array() && holds(*type.list, tree.get_array(), held);
        case kind::map: return tree.is_object() && holds(*type.map, tree.get_object(), held);
        case kind::time: break;
        case kind::int32: break;
        case kind::int64: break;
    }
    auto const number = units(type.is, tree);
    if (held == nullptr || !number) return number.has_value();
    if (type.is == kind::int32) return as<std::int32_t>(held) == *number;
    return (type.is == kind::int64 ? as<std::int64_t>(held)
                                   : as<cs::timestamp>(held).time_since_epoch().count()) == *number;
}

/// Whether a tree shows all that its text says: no floating-point number, as many members as the text has
/// colons.
inline bool is_faithful(json::value const& tree, std::ptrdiff_t& members) {
    auto const below = [&](json::value const& each) { return is_faithful(each, members); };
    if (auto const* const array = tree.if_array()) return std::ranges::all_of(*array, below);
    if (auto const* const object = tree.if_object()) {
        members += static_cast<std::ptrdiff_t>(object->size());
        return std::ranges::all_of(*object, [&](auto const& each) { return below(each.value()); });
    }
    return !tree.is_double();
}
inline bool is_faithful(json::value const& tree, std::string_view text) {
    std::ptrdiff_t members = 0, colons = 0;
    bool within = false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '"') within = !within;
        if (within && text[i] == '\\')
            ++i;
        else if (!within && text[i] == ':')
            ++colons;
    }
    return is_faithful(tree, members) && members == colons;
}

}  // namespace reference

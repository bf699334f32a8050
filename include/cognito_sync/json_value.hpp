// SPDX-License-Identifier: BSL-1.0
//
// Structures of the model as boost::json::value: `value_from` and `value_to` work for every one of them. For
// whoever has a document tree already; the codec reads and writes text and does not include this.
//
// A value is read by the rules of `from_json`. A double is taken at its shortest decimal spelling, so that a
// date keeps its millisecond.
#pragma once

#include <cognito_sync/json/filler.hpp>

#include <boost/json/value.hpp>
#include <boost/json/value_from.hpp>
#include <boost/json/value_to.hpp>

#include <charconv>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace cognito_sync {
namespace detail {

inline boost::json::value tree_of(value_type const& type, void const* held,
                                  boost::json::storage_ptr const& memory);

inline boost::json::value tree_of(schema const& shape, void const* object,
                                  boost::json::storage_ptr const& memory) {
    boost::json::object tree(memory);
    for (field const& row : shape.fields)
        if (void const* const held = row.get(object); held != nullptr)
            tree.emplace(boost::json::string_view(row.name.data(), row.name.size()),
                         tree_of(*row.type, held, memory));
    return tree;
}

inline boost::json::value tree_of(std::string_view text, boost::json::storage_ptr const& memory) {
    return boost::json::string(boost::json::string_view(text.data(), text.size()), memory);
}

inline boost::json::value tree_of(list_type const& type, void const* held,
                                  boost::json::storage_ptr const& memory) {
    boost::json::array tree(memory);
    for (std::size_t i = 0; i < type.size(held); ++i)
        tree.push_back(tree_of(*type.element, type.at(held, i), memory));
    return tree;
}

inline boost::json::value tree_of(map_type const& type, void const* held,
                                  boost::json::storage_ptr const& memory) {
    struct visit {
        value_type const& element;
        boost::json::object tree;
    } context{*type.element, boost::json::object(memory)};
    type.each(held, &context, [](void* opaque, std::string_view key, void const* entry) {
        auto& [element, tree] = as<visit>(opaque);
        tree.emplace(boost::json::string_view(key.data(), key.size()),
                     tree_of(element, entry, tree.storage()));
        return true;
    });
    return std::move(context.tree);
}

/// Whole seconds as an integer; a fraction as the nearest double, which `value_to` reads back exactly.
inline boost::json::value tree_of(timestamp date) {
    std::int64_t const count = date.time_since_epoch().count();
    if (count % 1000 == 0) return count / 1000;
    return static_cast<double>(count) / 1000;
}

inline boost::json::value tree_of(value_type const& type, void const* held,
                                  boost::json::storage_ptr const& memory) {
    switch (type.is) {
        case kind::string: return tree_of(as<std::string>(held), memory);
        case kind::enumeration: return tree_of(type.enumeration->text(held), memory);
        case kind::int32: return as<std::int32_t>(held);
        case kind::int64: return as<std::int64_t>(held);
        case kind::boolean: return as<bool>(held);
        case kind::time: return tree_of(as<timestamp>(held));
        case kind::structure: return tree_of(*type.schema, held, memory);
        case kind::list: return tree_of(*type.list, held, memory);
        case kind::map: return tree_of(*type.map, held, memory);
    }
    return nullptr;
}

inline errc pour(boost::json::value const& from, filler& into);

inline errc pour(boost::json::object const& from, filler& into) {
    for (auto const& [key, value] : from) {
        if (errc const wrong = into.key({key.data(), key.size()}); wrong != errc{}) return wrong;
        if (errc const wrong = pour(value, into); wrong != errc{}) return wrong;
    }
    return into.close();
}

inline errc pour(boost::json::array const& from, filler& into) {
    for (boost::json::value const& value : from)
        if (errc const wrong = pour(value, into); wrong != errc{}) return wrong;
    return into.close();
}

template <class Number>
errc pour_number(Number value, filler& into) {
    char text[32];
    return into.number_text(
        {text, static_cast<std::size_t>(std::to_chars(text, text + sizeof text, value).ptr - text)});
}

/// Gives a tree to a filler. What nobody wants is not descended into, so the depth is that of the model.
inline errc pour(boost::json::value const& from, filler& into) {
    if (into.passes_over()) return into.null();
    switch (from.kind()) {
        case boost::json::kind::null: return into.null();
        case boost::json::kind::bool_: return into.boolean(from.get_bool());
        case boost::json::kind::int64: return pour_number(from.get_int64(), into);
        case boost::json::kind::uint64: return pour_number(from.get_uint64(), into);
        case boost::json::kind::double_: return pour_number(from.get_double(), into);
        case boost::json::kind::string:
            return into.string({from.get_string().data(), from.get_string().size()});
        case boost::json::kind::array:
            if (errc const wrong = into.open_array(); wrong != errc{}) return wrong;
            return pour(from.get_array(), into);
        case boost::json::kind::object:
            if (errc const wrong = into.open_object(); wrong != errc{}) return wrong;
            return pour(from.get_object(), into);
    }
    return errc::wrong_type;
}

}  // namespace detail

/// `boost::json::value_from(dataset)`: members in the order of the model, unset ones left out.
template <described T>
void tag_invoke(boost::json::value_from_tag const&, boost::json::value& into, T const& from) {
    into = detail::tree_of(schema_of<T>, &from, into.storage());
}

/// `boost::json::value_to<Dataset>(value)` and `try_value_to`: an errc where a value does not fit or a
/// required scalar is missing.
template <described T>
boost::system::result<T> tag_invoke(boost::json::try_value_to_tag<T> const&, boost::json::value const& from) {
    T value{};
    detail::read_options const how{};
    detail::read_report report{};
    detail::filler into(schema_of<T>, &value, how, report);
    if (!from.is_object()) return make_error_code(errc::wrong_type);
    if (errc const wrong = detail::pour(from, into); wrong != errc{}) return make_error_code(wrong);
    for (detail::missing_member const& each : report.missing)
        if (!each.container) return make_error_code(errc::missing_member);
    return value;
}

}  // namespace cognito_sync

// SPDX-License-Identifier: BSL-1.0
//
// The JSON bodies of every operation with all their members set, whoever reads each of them, and the places
// within: what tests change to see what is said to it.
//
// Values are told apart as Boost.JSON values and places by their pointer and their row of the schema, so that
// no test needs the C++ type of a member.
#pragma once

#include <cognito_sync/codec.hpp>

#include <boost/json.hpp>

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "support/generate.hpp"

namespace bodies {

using namespace cognito_sync;
namespace json = boost::json;

/// What became of a body: an error, or the value that was read, as JSON.
struct reading {
    error failed{};
    json::value value{};
};

/// A body of one operation, and whoever reads it.
struct body {
    std::string title;
    schema const* shape;
    bool is_request;
    std::uint32_t outside;  ///< bit i: row i travels elsewhere
    json::value whole;      ///< the value as JSON, with the members that travel elsewhere
    std::string text;
    std::function<reading(std::string const& text)> read;
};

/// A value within a body: a member of a structure, or an entry of a list or map.
struct spot {
    std::string pointer;
    std::string above;
    std::string name;  ///< of a member; empty for an entry
    value_type const* type;
    constraint shape{};
    bool required = false;
};

inline std::string step(std::string_view name) {
    std::string made;
    append_pointer_step(made, name);
    return made;
}

void find_spots(value_type const& type, constraint const& shape, std::string const& at,
                json::value const& held, std::vector<spot>& out);

inline void find_spots(schema const& shape, std::string const& at, json::value const& held,
                       std::vector<spot>& out) {
    for (field const& each : shape.fields) {
        json::value const* const value = held.as_object().if_contains(each.name);
        if (value == nullptr) continue;
        std::string const here = at + step(each.name);
        out.push_back({here, at, std::string(each.name), each.type, each.shape, !each.optional});
        find_spots(*each.type, each.shape, here, *value, out);
    }
}

inline void find_spots(value_type const& type, constraint const& shape, std::string const& at,
                       json::value const& held, std::vector<spot>& out) {
    if (type.is == kind::structure) return find_spots(*type.schema, at, held, out);
    auto const entry = [&](std::string const& name, value_type const& element, json::value const& value) {
        out.push_back({at + step(name), at, {}, &element});
        find_spots(element, shape, at + step(name), value, out);
    };
    if (type.is == kind::list)
        for (std::size_t i = 0; i < held.as_array().size(); ++i)
            entry(std::to_string(i), *type.list->element, held.as_array()[i]);
    if (type.is == kind::map)
        for (auto const& [key, value] : held.as_object()) entry(std::string(key), *type.map->element, value);
}

inline std::vector<spot> spots_of(body const& of) {
    std::vector<spot> found;
    find_spots(*of.shape, "", json::parse(of.text), found);
    return found;
}

inline json::value& at(json::value& root, std::string const& pointer) {
    return pointer.empty() ? root : root.at_pointer(pointer);
}

/// Of all generated values without an empty list the one with the most places, and of those the shortest.
template <class T, class Make>
T richest(schema const& shape, Make make) {
    T best{};
    std::size_t most = 0, size = SIZE_MAX;
    for (generate::plan const& each : generate::plans<T>()) {
        T made = make(each);
        std::string const text = to_json(made).value();
        std::vector<spot> spots;
        find_spots(shape, "", json::parse(text), spots);
        if (text.find("[]") != std::string::npos || spots.size() < most ||
            (spots.size() == most && text.size() >= size))
            continue;
        most = spots.size();
        size = text.size();
        best = std::move(made);
    }
    return best;
}

template <class T>
reading reading_of(result<T> const& read) {
    if (!read) return {read.error(), {}};
    return {{}, json::parse(to_json(*read).value())};
}

template <class Op>
body request_body(typename Op::Request const& asked, form layout) {
    request const sent = encode_request<Op>(asked, {.form = layout}).value();
    bool const rest = layout == form::rest;
    return {.title = std::string(Op::name) + (rest ? ", asked in REST" : ", asked in RPC"),
            .shape = &schema_of<typename Op::Request>,
            .is_request = true,
            .outside = rest ? operation_of<Op>.outside_body : 0,
            .whole = json::parse(to_json(asked).value()),
            .text = sent.body,
            .read = [sent](std::string const& text) {
                request changed = sent;
                changed.body = text;
                return reading_of(decode_request<Op>(changed));
            }};
}

template <class Op>
body response_body(typename Op::Response const& said) {
    std::string const text = encode_response<Op>(outcome<Op>(said)).value().body;
    return {.title = std::string(Op::name) + ", answered",
            .shape = &schema_of<typename Op::Response>,
            .is_request = false,
            .outside = 0,
            .whole = json::parse(to_json(said).value()),
            .text = text,
            .read = [](std::string const& changed) {
                return reading_of(decode_response<Op>({.status = 200, .body = changed}));
            }};
}

inline std::vector<body> const& all() {
    static std::vector<body> const once = [] {
        std::vector<body> made;
        operations::for_each([&]<class Op>() {
            using Request = typename Op::Request;
            using Response = typename Op::Response;
            auto const asked = richest<Request>(schema_of<Request>, generate::request<Op>);
            made.push_back(request_body<Op>(asked, form::rpc));
            if (operation_of<Op>.has_body()) made.push_back(request_body<Op>(asked, form::rest));
            if (schema_of<Response>.fields.empty()) return;
            made.push_back(
                response_body<Op>(richest<Response>(schema_of<Response>, generate::value<Response>)));
        });
        return made;
    }();
    return once;
}

}  // namespace bodies

// SPDX-License-Identifier: BSL-1.0
//
// Every kind of valid value of any described structure, one after the other: each optional set and unset
// while the others are not, each number at its bounds, each enumerator, each awkward text that the shape
// accepts.
//
// Not random: a plan says which value comes, and the plans of a structure are counted off. The texts stand in
// one pool, from which a shape takes what it accepts, so that a new member or shape needs no line here (and a
// shape that accepts none of them is an assertion).
#pragma once

#include <cognito_sync/core/operation.hpp>
#include <cognito_sync/message.hpp>
#include <cognito_sync/model/shapes.hpp>

#include <algorithm>
#include <cassert>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace generate {

using namespace cognito_sync;

/// Which value of a structure: all optionals are `set` but the one of number `odd`; `turn` moves every scalar
/// on to its next candidate.
struct plan {
    std::size_t turn = 0;
    bool set = true;
    std::size_t odd = SIZE_MAX;
};

inline std::string times(std::size_t count, std::string_view text) {
    std::string made;
    for (; count != 0; --count) made += text;
    return made;
}

inline std::vector<std::string> const& pool() {
    static std::vector<std::string> const texts{
        "us-east-1:0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0",
        "_:-",
        "A-z_0:" + times(49, "f"),
        "a",
        "...",
        ".a",
        "ns:my.list_1-2",
        times(128, "Z"),
        "arn:aws:sns:us-east-1:123456789012:app/GCM/my_app",
        "arn:aws:sns:-:0:app/_/.",
        "arn:aws:iam::1:role/",
        "arn:aws:iam::123456789012:role/a b/\u00e9",
        "arn:aws:iam::1:role/" + times(2028, "r"),
        "",
        std::string("\0", 1),
        "\x01\x1f\x7f \b\f\n\r\t",
        "\"q\" \\ /",
        "%2F+&=?#/;%%",
        " outer blanks ",
        "\u00e9\u20ac\u2028\U0001f639\U0010ffff",
        times(128, "\u00e9"),
        times(256, "\U0001f639"),
        times(1024, "\u20ac"),
        R"({"a":["b",null]})",
        "null",
    };
    return texts;
}

/// Makes the value of one plan.
class maker {
public:
    explicit maker(plan const& which) : which_(which), scalars_(which.turn) {}

    /// How many optionals were met.
    std::size_t optionals() const noexcept { return optionals_; }

    void structure(schema const& shape, void* object) {
        for (field const& each : shape.fields)
            if (!each.optional || (optionals_++ == which_.odd) != which_.set)
                value(*each.type, each.shape, each.renew(object));
    }

private:
    template <class Candidates>
    auto const& next(Candidates const& from) {
        assert(!from.empty());
        return from[scalars_++ % from.size()];
    }

    std::string const& text_for(text const* shape) {
        static std::map<text const*, std::vector<std::string>> known;
        auto const [at, fresh] = known.try_emplace(shape);
        if (fresh)
            for (std::string const& each : pool())
                if (shape == nullptr || shape->accepts(each)) at->second.push_back(each);
        return next(at->second);
    }

    std::int64_t integer(number const* shape, std::int64_t least, std::int64_t most) {
        std::vector<std::int64_t> fitting;
        if (shape != nullptr) least = std::max(least, shape->min);
        if (shape != nullptr) most = std::min(most, shape->max);
        for (std::int64_t const each : {least, most, least + 1, most - 1, std::int64_t{0}, std::int64_t{-1},
                                        std::int64_t{9'007'199'254'740'993}})
            if (least <= each && each <= most) fitting.push_back(each);
        return next(fitting);
    }

    timestamp instant() {
        static std::vector<std::int64_t> const all{-62'135'596'800'000, 253'402'300'799'999, 0, -1, 999, -500,
                                                   1'412'974'057'151,   1'412'974'057'000};
        return timestamp{std::chrono::milliseconds{next(all)}};
    }

    std::string enumerator_of(enumeration_type const& type) {
        std::vector<std::string> spelled;
        std::string const all = type.choices();
        for (std::size_t at = 0; at < all.size();) {
            std::size_t const end = std::min(all.find(", ", at), all.size());
            spelled.push_back(all.substr(at, end - at));
            at = end + 2;
        }
        return next(spelled);
    }

    /// One to three entries; none every seventh turn, so that it goes together with no count of candidates.
    std::size_t size(std::size_t most) const {
        return which_.turn % 7 == 6 ? 0 : std::min(most, 1 + which_.turn % 3);
    }

    /// Makes entries. What follows them must not depend on how many there are, lest some of its candidates
    /// never come.
    template <class Make>
    void entries(std::size_t count, Make make) {
        std::size_t const before = scalars_;
        for (std::size_t i = 0; i < count; ++i) {
            scalars_ = before + i;
            make();
        }
        scalars_ = before + 1;
    }

    void list(list_type const& type, constraint const& shape, void* into) {
        entries(size(3), [&] { value(*type.element, shape, type.append(into)); });
    }

    void map(map_type const& type, constraint const& shape, void* into) {
        std::size_t const most =
            shape.as_entries == nullptr ? 3 : std::min<std::size_t>(3, shape.as_entries->max);
        entries(size(most), [&] { value(*type.element, {}, type.insert(into, text_for(nullptr)).first); });
    }

    void value(value_type const& type, constraint const& shape, void* into) {
        using detail::as;
        switch (type.is) {
            case kind::string: as<std::string>(into) = text_for(shape.as_text); break;
            case kind::enumeration: type.enumeration->assign(into, enumerator_of(*type.enumeration)); break;
            case kind::int32:
                as<std::int32_t>(into) =
                    static_cast<std::int32_t>(integer(shape.as_number, INT32_MIN, INT32_MAX));
                break;
            case kind::int64: as<std::int64_t>(into) = integer(shape.as_number, INT64_MIN, INT64_MAX); break;
            case kind::boolean: as<bool>(into) = scalars_++ % 2 == 0; break;
            case kind::time: as<timestamp>(into) = instant(); break;
            case kind::structure: structure(*type.schema, into); break;
            case kind::list: list(*type.list, shape, into); break;
            case kind::map: map(*type.map, shape, into); break;
        }
    }

    plan which_;
    std::size_t scalars_;
    std::size_t optionals_ = 0;
};

template <described T>
T value(plan const& which) {
    T made{};
    maker(which).structure(schema_of<T>, &made);
    return made;
}

/// What no header carries unchanged gives way to what one does.
template <class Op>
void suit_headers(typename Op::Request& asked) {
    for (std::size_t i = 0; i < Op::http.headers().size(); ++i) {
        field const& row = schema_of<typename Op::Request>.fields[operation_of<Op>.headers[i]];
        void const* const held = row.get(&asked);
        if (held == nullptr) continue;
        std::string const text = detail::as<std::string>(held);
        if (!is_header_value(text) || trimmed(text) != text)
            detail::as<std::string>(row.renew(&asked)) = "{\"a\": \"b,\tc\"} \u20ac";
    }
}

/// A request that both forms can carry.
template <class Op>
typename Op::Request request(plan const& which) {
    auto made = value<typename Op::Request>(which);
    suit_headers<Op>(made);
    return made;
}

/// All plans of a structure: more turns than any member has candidates, and each optional unlike the others.
template <described T>
std::vector<plan> plans() {
    std::vector<plan> all;
    for (std::size_t turn = 0; turn < 2 * pool().size(); ++turn) all.push_back({.turn = turn});
    T scratch{};
    maker counted(plan{});
    counted.structure(schema_of<T>, &scratch);
    all.push_back({.set = false});
    for (std::size_t odd = 0; odd < counted.optionals(); ++odd) {
        all.push_back({.turn = odd, .odd = odd});
        all.push_back({.turn = odd, .set = false, .odd = odd});
    }
    return all;
}

}  // namespace generate

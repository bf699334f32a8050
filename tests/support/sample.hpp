// SPDX-License-Identifier: BSL-1.0
//
// Values of any structure of the model, made from a seed: every one of them keeps the constraints, and
// between them they use what is awkward: controls, quotes, separators of paths and queries, characters of
// all sizes, numbers at their bounds.
//
// The rows of the structure are walked as the library walks them, so a new member is generated without a
// line here. The engine is std::mt19937 and no distribution, so that a seed means the same everywhere.
#pragma once

#include <cognito_sync/core/schema.hpp>
#include <cognito_sync/model/shapes.hpp>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <random>
#include <string>
#include <string_view>
#include <vector>

namespace sample {

using namespace cognito_sync;
using namespace std::string_view_literals;

inline constexpr std::string_view awkward_characters[]{
    "a",  "Z",    "0",    "-",      ".",      "_",      "~",          " ",          "+",  "%",
    "&",  "=",    "?",    "/",      "#",      ":",      ";",          ",",          "\"", "\\",
    "'",  "<",    "*",    "(",      "[",      "{",      "\0"sv,       "\b",         "\t", "\n",
    "\r", "\x1f", "\x7f", "\u00e9", "\u20ac", "\u2028", "\U0001f600", "\U0010ffff",
};

/// Makes values, one after the other.
class source {
public:
    explicit source(std::uint32_t seed) : engine_(seed) {}

    std::size_t below(std::size_t bound) { return engine_() % bound; }
    bool coin() { return below(2) == 0; }

    template <described T>
    T make() {
        T made{};
        structure(schema_of<T>, &made);
        return made;
    }

    /// Up to `most` characters of any kind, not fewer than `least`.
    std::string any_text(std::size_t least, std::size_t most) {
        std::string made;
        for (std::size_t left = least + below(most - least + 1); left != 0; --left)
            made += awkward_characters[below(std::size(awkward_characters))];
        return made;
    }

    std::string of(std::string_view alphabet, std::size_t least, std::size_t most) {
        std::string made;
        for (std::size_t left = least + below(most - least + 1); left != 0; --left)
            made += alphabet[below(alphabet.size())];
        return made;
    }

private:
    static constexpr std::string_view lower = "abcdefghijklmnopqrstuvwxyz";
    static constexpr std::string_view upper = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
    static constexpr std::string_view digits = "0123456789";

    std::string word(std::size_t least, std::size_t most) {
        return of(std::string(lower).append(upper).append(digits) + "_-", least, most);
    }

    std::string text_of(text const* shape) {
        if (shape == &IdentityId || shape == &IdentityPoolId)
            return word(1, 20) + ":" + of("0123456789abcdef-", 1, 34);
        if (shape == &DatasetName) return word(1, 1) + of("azAZ09_.:-", 0, 127);
        if (shape == &ApplicationArn)
            return "arn:aws:sns:" + of("az09-", 1, 9) + ":" + of(digits, 1, 12) + ":app/" + of("AZ_", 1, 9) +
                   "/" + of("azAZ09_.-", 1, 30);
        if (shape == &AssumeRoleArn)
            return "arn:aws:iam::" + of(digits, 1, 12) + ":role/" + of("aZ9/+=,.@ \t", 0, 40);
        if (shape == nullptr) return any_text(0, 12);
        std::string const made = any_text(shape->min, shape->min + 11);
        return made == "." || made == ".." ? made + "x" : made;  // no path keeps a device of that name
    }

    std::int64_t integer(number const* shape, bool narrow) {
        std::int64_t const least = shape != nullptr ? shape->min : narrow ? INT32_MIN : INT64_MIN;
        std::int64_t const most = narrow ? INT32_MAX : INT64_MAX;
        std::array const candidates{least,
                                    least + 1,
                                    most - 1,
                                    most,
                                    std::int64_t{1},
                                    std::int64_t{10},
                                    static_cast<std::int64_t>(below(100'000)) + 1};
        return candidates[below(candidates.size())];
    }

    timestamp instant() {
        std::array const candidates{
            earliest_timestamp,
            latest_timestamp,
            timestamp{},
            timestamp{std::chrono::milliseconds{-500}},
            timestamp{std::chrono::milliseconds{1'412'974'057'151}},
            timestamp{std::chrono::milliseconds{static_cast<std::int64_t>(engine_()) * 1000}},
            timestamp{std::chrono::milliseconds{static_cast<std::int64_t>(engine_()) * 10}}};
        return candidates[below(candidates.size())];
    }

    std::string choice(enumeration_type const& type) {
        std::vector<std::string> known;
        std::string const all = type.choices();
        for (std::size_t from = 0; from < all.size() + 2;) {
            std::size_t const end = std::min(all.find(", ", from), all.size());
            known.push_back(all.substr(from, end - from));
            from = end + 2;
        }
        return known[below(known.size())];
    }

    void structure(schema const& shape, void* object) {
        for (field const& each : shape.fields)
            if (!each.optional || coin()) value(*each.type, each.shape, each.renew(object));
    }

    void value(value_type const& type, constraint const& shape, void* into) {
        using detail::as;
        switch (type.is) {
            case kind::string: as<std::string>(into) = text_of(shape.as_text); break;
            case kind::enumeration: type.enumeration->assign(into, choice(*type.enumeration)); break;
            case kind::int32:
                as<std::int32_t>(into) = static_cast<std::int32_t>(integer(shape.as_number, true));
                break;
            case kind::int64: as<std::int64_t>(into) = integer(shape.as_number, false); break;
            case kind::boolean: as<bool>(into) = coin(); break;
            case kind::time: as<timestamp>(into) = instant(); break;
            case kind::structure: structure(*type.schema, into); break;
            case kind::list:
                for (std::size_t left = below(4); left != 0; --left)
                    value(*type.list->element, shape, type.list->append(into));
                break;
            case kind::map:
                for (std::size_t left = below(shape.as_entries != nullptr ? shape.as_entries->max + 1 : 4);
                     left != 0; --left)
                    value(*type.map->element, {}, type.map->insert(into, any_text(0, 8)).first);
                break;
        }
    }

    std::mt19937 engine_;
};

}  // namespace sample

// SPDX-License-Identifier: BSL-1.0
//
// text{min, max, pattern}: the constraint on a string shape, as the model states it, and what is wrong with a
// value.
//
// The length is judged before the pattern, so that a text of any size is refused at the price of its length.
// Length means Unicode code points, of which a byte that belongs to no valid character is one; whether a text
// is UTF-8 at all is not judged here. No sentence repeats the value, which may be long, secret or hostile: at
// most one byte of it is shown.
#pragma once

#include <cstddef>
#include <initializer_list>
#include <limits>
#include <optional>
#include <string>
#include <string_view>

#include <cognito_sync/core/pattern.hpp>
#include <cognito_sync/core/utf8.hpp>

namespace cognito_sync {

inline constexpr std::size_t no_limit = std::numeric_limits<std::size_t>::max();

/// The constraint that a value breaks.
struct defect {
    enum class kind_t { too_short, too_long, pattern };

    kind_t kind;
    std::size_t offset;  ///< where the pattern fails, the size of a value that ends too early; else 0
    std::size_t length;  ///< of the value, in code points

    friend constexpr bool operator==(defect const&, defect const&) = default;
};

namespace detail {

/// The code points of any text: each byte that belongs to no valid character counts as one.
constexpr std::size_t length_of(std::string_view value) noexcept {
    std::size_t length = 0;
    while (true) {
        utf8_scan const found = scan_utf8(value);
        length += found.code_points;
        if (found.valid == value.size()) return length;
        value.remove_prefix(found.valid + 1);
        ++length;
    }
}

}  // namespace detail

/// What a string shape demands: a length in code points and a pattern.
///
/// Example  inline constexpr text DatasetName{.min = 1, .max = 128, .pattern = regex<R"([a-zA-Z0-9_.:-]+)">};
///          static_assert(DatasetName.accepts("photos:2014"));
struct text {
    std::size_t min = 0;
    std::size_t max = no_limit;
    cognito_sync::pattern pattern{};

    /// Says of a value that the pattern refuses which known mistake it looks like, or nothing: `explain`
    /// appends it. What it returns must outlive the call and must not be made of the value.
    std::string_view (*hint)(std::string_view value) noexcept = nullptr;

    constexpr bool accepts(std::string_view value) const noexcept {
        return length_accepts(value) && pattern.matches(value);
    }

    /// Judges the length alone; counts characters only where the bytes do not decide.
    constexpr bool length_accepts(std::string_view value) const noexcept {
        if (value.size() < min || value.size() / 4 > max) return false;
        if (value.size() <= max && (value.size() + 3) / 4 >= min) return true;
        std::size_t const length = detail::length_of(value);
        return min <= length && length <= max;
    }

    /// The first constraint that a value breaks: its length, then its pattern.
    constexpr std::optional<defect> check(std::string_view value) const noexcept {
        if (accepts(value)) return std::nullopt;
        std::size_t const length = detail::length_of(value);
        if (length < min) return defect{defect::kind_t::too_short, 0, length};
        if (length > max) return defect{defect::kind_t::too_long, 0, length};
        return defect{defect::kind_t::pattern, pattern.mismatch(value), length};
    }

    /// One sentence about what is wrong with a value; empty when nothing is.
    std::string explain(std::string_view value) const;
};

namespace detail::explaining {

inline std::string sentence(std::initializer_list<std::string_view> parts) {
    std::string all;
    for (std::string_view const part : parts) all += part;
    return all;
}

/// A byte for people: quoted when it can be printed, else as 0xNN.
inline std::string shown(char byte) {
    if (' ' <= byte && byte <= '~') return {'\'', byte, '\''};
    constexpr std::string_view hexadecimal = "0123456789ABCDEF";
    auto const value = static_cast<unsigned char>(byte);
    return {'0', 'x', hexadecimal[value / 16], hexadecimal[value % 16]};
}

inline std::string wrong_length(std::size_t length, std::size_t limit) {
    bool const too_short = length < limit;
    if (length == 0) return "it is empty";
    return sentence({"it has ", std::to_string(length), length == 1 ? " character, " : " characters, ",
                     std::to_string(too_short ? limit - length : length - limit),
                     too_short ? " fewer than the " : " more than the ", std::to_string(limit),
                     too_short ? " required" : " allowed"});
}

inline std::string wrong_byte(text const& shape, std::string_view value, std::size_t offset) {
    std::string_view const hint = shape.hint == nullptr ? std::string_view{} : shape.hint(value);
    std::string_view const link = hint.empty() ? "" : "; ";
    std::string_view const spelling = shape.pattern.spelling();
    if (offset == value.size()) return sentence({"it ends too early for the pattern ", spelling, link, hint});
    return sentence({shown(value[offset]), " at offset ", std::to_string(offset),
                     " does not fit the pattern ", spelling, link, hint});
}

}  // namespace detail::explaining

inline std::string text::explain(std::string_view value) const {
    std::optional<defect> const found = check(value);
    if (!found) return {};
    if (found->kind == defect::kind_t::pattern)
        return detail::explaining::wrong_byte(*this, value, found->offset);
    return detail::explaining::wrong_length(found->length,
                                            found->kind == defect::kind_t::too_short ? min : max);
}

}  // namespace cognito_sync

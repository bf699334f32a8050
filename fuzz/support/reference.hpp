// SPDX-License-Identifier: BSL-1.0
//
// Second implementations to judge the library's by: UTF-8 and decimal numbers, by the book and on strings. No
// line is shared with include/, and slowness is no fault here. Where Boost or the standard library has a
// second implementation, targets use that one.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <optional>
#include <string>
#include <string_view>

namespace reference {

/// The bytes of the character that a text begins with, decoded to its code point and judged by that; 0 for
/// none.
inline std::size_t character(std::string_view text) {
    auto const byte = [&](std::size_t i) {
        return static_cast<unsigned>(static_cast<unsigned char>(text[i]));
    };
    if (text.empty()) return 0;
    if (byte(0) < 0x80) return 1;
    std::size_t const size = byte(0) >= 0xF8   ? 0
                             : byte(0) >= 0xF0 ? 4
                             : byte(0) >= 0xE0 ? 3
                             : byte(0) >= 0xC0 ? 2
                                               : 0;
    if (size == 0 || text.size() < size) return 0;
    unsigned code = byte(0) & (0xFFu >> (size + 1));
    for (std::size_t i = 1; i < size; ++i) {
        if (byte(i) / 64 != 2) return 0;
        code = code * 64 + byte(i) % 64;
    }
    unsigned const least = size == 2 ? 0x80 : size == 3 ? 0x800 : 0x10000;
    bool const surrogate = 0xD800 <= code && code < 0xE000;
    return code >= least && code <= 0x10FFFF && !surrogate ? size : 0;
}

/// The code points of the longest valid prefix, and its size.
struct prefix {
    std::size_t size = 0;
    std::size_t code_points = 0;
};
inline prefix valid_utf8(std::string_view text) {
    prefix valid;
    for (std::size_t next; (next = character(text.substr(valid.size))) != 0; ++valid.code_points)
        valid.size += next;
    return valid;
}

/// What a decimal number is as an integer: the digits of it, or why there are none.
struct integer {
    enum class kind { none, inexact, out_of_range, some } is = kind::none;
    std::int64_t value = 0;
};

/// A JSON number in its parts.
struct number {
    bool negative = false;
    std::string whole{}, fraction{};
    bool downwards = false;
    std::string exponent{};
};

/// Takes a JSON number apart along the grammar of RFC 8259.
inline std::optional<number> parts_of(std::string_view text) {
    number parts;
    auto const take = [&](char wanted) {
        bool const there = text.starts_with(wanted);
        text.remove_prefix(there ? 1 : 0);
        return there;
    };
    auto const take_digits = [&] {
        std::string_view const digits = text.substr(0, text.find_first_not_of("0123456789"));
        text.remove_prefix(digits.size());
        return std::string(digits);
    };
    parts.negative = take('-');
    parts.whole = take_digits();
    if (parts.whole.empty() || (parts.whole.starts_with('0') && parts.whole != "0")) return std::nullopt;
    if (take('.') && (parts.fraction = take_digits()).empty()) return std::nullopt;
    if (take('e') || take('E')) {
        parts.downwards = take('-');
        if (!parts.downwards) take('+');
        if ((parts.exponent = take_digits()).empty()) return std::nullopt;
    }
    return text.empty() ? std::optional(parts) : std::nullopt;
}

/// A JSON number times 10^power: the point is moved along a string of digits, and the string compared with
/// the limits.
inline integer scaled(std::string_view text, int power, bool round) {
    auto const parts = parts_of(text);
    if (!parts) return {};
    // Moving the point further than that past all digits changes nothing any more.
    long const far = static_cast<long>(text.size()) + 50;
    std::string const exponent =
        parts->exponent.substr(std::min(parts->exponent.find_first_not_of('0'), parts->exponent.size()));
    long const places = exponent.empty() ? 0 : exponent.size() > 6 ? far : std::min(std::stol(exponent), far);
    long const shift = (parts->downwards ? -places : places) + power;
    auto const zeros = std::string(static_cast<std::size_t>(std::abs(shift)), '0');

    std::string const digits = zeros + parts->whole + parts->fraction + zeros;
    auto const point =
        static_cast<std::size_t>(static_cast<long>(zeros.size() + parts->whole.size()) + shift);
    std::string whole = "0" + digits.substr(0, point);
    std::string const fraction = digits.substr(point);
    if (round && !fraction.empty() && fraction.front() >= '5') {
        std::size_t const at = whole.find_last_not_of('9');
        ++whole[at];
        std::fill(whole.begin() + static_cast<std::ptrdiff_t>(at) + 1, whole.end(), '0');
    }
    whole.erase(0, std::min(whole.find_first_not_of('0'), whole.size() - 1));
    std::string const limit = parts->negative ? "9223372036854775808" : "9223372036854775807";
    if (whole.size() > limit.size() || (whole.size() == limit.size() && whole > limit))
        return {integer::kind::out_of_range};
    if (!round && fraction.find_first_not_of('0') != std::string::npos) return {integer::kind::inexact};
    return {integer::kind::some, std::stoll((parts->negative ? "-" : "") + whole)};
}

}  // namespace reference

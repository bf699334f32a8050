// SPDX-License-Identifier: BSL-1.0
//
// UTF-8: how far a text is valid, and how many code points it holds. Nothing here decodes to code points or
// repairs a text.
//
// Valid means what RFC 3629 says: no overlong form, no surrogate, nothing above U+10FFFF. Both functions read
// eight bytes at a time through ASCII, also where ASCII resumes after other characters, because nearly all
// text of this service is ASCII.
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>
#include <type_traits>

namespace cognito_sync {

/// What a scan found: the length in bytes of the longest valid prefix, and the code points in it.
struct utf8_scan {
    std::size_t valid;
    std::size_t code_points;
};

namespace detail {

inline constexpr std::uint64_t every_byte = 0x0101010101010101U;

/// Eight bytes as one number, the first of them lowest on every machine.
constexpr std::uint64_t load_eight(char const* from) noexcept {
    std::uint64_t word = 0;
    if (std::endian::native == std::endian::little && !std::is_constant_evaluated()) {
        std::memcpy(&word, from, sizeof word);
        return word;
    }
    for (int i = 0; i < 8; ++i) word |= std::uint64_t{static_cast<unsigned char>(from[i])} << (8 * i);
    return word;
}

}  // namespace detail

namespace detail::utf8 {

/// The length of the ASCII prefix, or less by up to seven bytes: the caller looks at those one by one.
constexpr std::size_t ascii_blocks(std::string_view text) noexcept {
    std::size_t at = 0;
    while (text.size() - at >= 8 && (load_eight(text.data() + at) & (every_byte * 0x80)) == 0) at += 8;
    return at;
}

constexpr bool within(unsigned char byte, unsigned first, unsigned last) noexcept {
    return first <= byte && byte <= last;
}

/// The length of the one valid character a text begins with; 0 when it begins with none.
constexpr std::size_t first_character(std::string_view text) noexcept {
    auto const byte = [&](std::size_t i) {
        return static_cast<unsigned char>(i < text.size() ? text[i] : '\0');
    };
    auto const continues = [&](std::size_t i) { return within(byte(i), 0x80, 0xBF); };
    unsigned char const lead = byte(0);
    if (lead < 0x80) return text.empty() ? 0 : 1;
    if (within(lead, 0xC2, 0xDF)) return continues(1) ? 2 : 0;
    if (within(lead, 0xE0, 0xEF)) {
        bool const second = within(byte(1), lead == 0xE0 ? 0xA0 : 0x80, lead == 0xED ? 0x9F : 0xBF);
        return second && continues(2) ? 3 : 0;
    }
    if (within(lead, 0xF0, 0xF4)) {
        bool const second = within(byte(1), lead == 0xF0 ? 0x90 : 0x80, lead == 0xF4 ? 0x8F : 0xBF);
        return second && continues(2) && continues(3) ? 4 : 0;
    }
    return 0;
}

}  // namespace detail::utf8

/// Reads a text as UTF-8 up to the first byte that is not.
constexpr utf8_scan scan_utf8(std::string_view text) noexcept {
    utf8_scan found{0, 0};
    while (found.valid < text.size()) {
        std::size_t const ascii = detail::utf8::ascii_blocks(text.substr(found.valid));
        found.valid += ascii;
        found.code_points += ascii;
        if (found.valid == text.size()) break;
        std::size_t const length = detail::utf8::first_character(text.substr(found.valid));
        if (length == 0) break;
        found.valid += length;
        ++found.code_points;
    }
    return found;
}

constexpr bool is_utf8(std::string_view text) noexcept { return scan_utf8(text).valid == text.size(); }

/// Counts the code points of a text that is known to be UTF-8; of any other text, the bytes that do not look
/// like continuations.
constexpr std::size_t count_code_points(std::string_view valid_utf8) noexcept {
    std::size_t count = valid_utf8.size();
    std::size_t at = 0;
    for (; valid_utf8.size() - at >= 8; at += 8) {
        std::uint64_t const word = detail::load_eight(valid_utf8.data() + at);
        count -= static_cast<std::size_t>(std::popcount((word >> 7) & ~(word >> 6) & detail::every_byte));
    }
    for (; at < valid_utf8.size(); ++at)
        count -= (static_cast<unsigned char>(valid_utf8[at]) & 0xC0) == 0x80 ? 1U : 0U;
    return count;
}

}  // namespace cognito_sync

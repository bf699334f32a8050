// SPDX-License-Identifier: BSL-1.0
//
// Percent-encoding (RFC 3986, section 2.1), both ways, on bytes.
//
// What the bytes mean is not judged here: not UTF-8, not dot segments, not where a target may be split.
// Why not Boost.URL: no header below floor 4 includes Boost, and its codec does not run in constant
// evaluation. It is the second implementation in the tests.
#pragma once

#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace cognito_sync {

/// Whether the byte travels as it is: `A-Z a-z 0-9 - . _ ~`.
constexpr bool is_unreserved(char c) noexcept {
    // Without a branch and in bytes, so that compilers turn sixteen of these into one vector.
    auto const byte = static_cast<unsigned char>(c);
    auto const letter = static_cast<unsigned char>((byte | 0x20) - 'a');
    auto const digit = static_cast<unsigned char>(byte - '-');
    return (letter < 26) | ((digit < 13) & (byte != '/')) | (byte == '_') | (byte == '~');
}

namespace detail {

/// How many bytes each byte becomes: one or three.
inline constexpr auto encoded_sizes = [] {
    std::array<unsigned char, 256> sizes{};
    for (unsigned byte = 0; byte < 256; ++byte) sizes[byte] = is_unreserved(static_cast<char>(byte)) ? 1 : 3;
    return sizes;
}();

/// Sixteen bytes as two words: a byte is 1 where the byte of `block` has to be escaped, and 0 elsewhere.
constexpr std::array<std::uint64_t, 2> reserved_marks(char const* block) noexcept {
    std::array<bool, 16> marks{};
#if defined(__clang__)
    // clang -O3 would unroll the loop before it looks for vectors and then find none.
#pragma clang loop unroll(disable)
#endif
    for (std::size_t at = 0; at < 16; ++at) marks[at] = !is_unreserved(block[at]);
    return std::bit_cast<std::array<std::uint64_t, 2>>(marks);
}

/// How many of sixteen bytes stand before the first marked one.
constexpr std::size_t unmarked_run(std::array<std::uint64_t, 2> marks) noexcept {
    constexpr auto zeros = [](std::uint64_t word) {
        return std::endian::native == std::endian::little ? std::countr_zero(word) : std::countl_zero(word);
    };
    return static_cast<std::size_t>(marks[0] != 0 ? zeros(marks[0]) : 64 + zeros(marks[1])) / 8;
}

/// The value of a hex digit of either case, or 16.
constexpr unsigned hex_value(char c) noexcept {
    unsigned const digit = static_cast<unsigned char>(c) - unsigned{'0'};
    unsigned const letter = (static_cast<unsigned char>(c) | 0x20u) - unsigned{'a'};
    return digit < 10 ? digit : letter < 6 ? letter + 10 : 16;
}

}  // namespace detail

/// How many bytes `percent_encode` writes: from `text.size()` to three times as many.
constexpr std::size_t percent_encoded_size(std::string_view text) noexcept {
    std::size_t size = text.size();
    for (; text.size() >= 16; text.remove_prefix(16)) {
        auto const marks = detail::reserved_marks(text.data());
        // The top byte of the product is the sum of the bytes.
        size += 2 * ((marks[0] + marks[1]) * 0x0101010101010101u >> 56);
    }
    for (char const c : text) size += detail::encoded_sizes[static_cast<unsigned char>(c)] - 1u;
    return size;
}

/// Writes `text` with all but the unreserved bytes as `%XX`, upper-case, and returns the end of it.
///
/// `out` holds `percent_encoded_size(text)` bytes and does not overlap `text`.
/// Example: `us-east-1:a b` becomes `us-east-1%3Aa%20b`; a space is never `+`.
constexpr char* percent_encode(std::string_view text, char* out) noexcept {
    while (!text.empty()) {
        auto const byte = static_cast<unsigned char>(text.front());
        std::size_t run = 1;
        if (detail::encoded_sizes[byte] != 1) {
            *out++ = '%';
            *out++ = "0123456789ABCDEF"[byte >> 4];
            *out++ = "0123456789ABCDEF"[byte & 15];
        } else if (text.size() < 16) {
            *out++ = text.front();
        } else {
            // Sixteen fit, since encoding never makes a text shorter; what follows the run is overwritten.
            std::copy_n(text.data(), 16, out);
            out += run = detail::unmarked_run(detail::reserved_marks(text.data()));
        }
        text.remove_prefix(run);
    }
    return out;
}

/// Appends `text` percent-encoded; the string grows once, to its final size.
inline void append_percent_encoded(std::string& out, std::string_view text) {
    auto const before = out.size();
    out.resize(before + percent_encoded_size(text));
    percent_encode(text, out.data() + before);
}

/// What `percent_decode` wrote, and where it had to stop.
struct percent_decoded {
    std::size_t size;  ///< bytes written
    std::size_t bad;   ///< offset of the first '%' that two hex digits do not follow, or `npos`

    friend constexpr bool operator==(percent_decoded const&, percent_decoded const&) = default;
};

/// Decodes each `%XX` of `text`, once, hex digits in either case; every other byte, `+` too, is copied.
///
/// `out` holds `text.size()` bytes and does not overlap `text`; those beyond `size` are left alone.
/// Decoding stops at the first bad escape. `%00` is a byte like any other.
constexpr percent_decoded percent_decode(std::string_view text, char* out) noexcept {
    for (std::size_t at = 0, size = 0;; at += 3) {
        std::size_t const escape = std::min(text.find('%', at), text.size());
        std::copy(text.data() + at, text.data() + escape, out + size);
        size += escape - at;
        at = escape;
        if (at == text.size()) return {size, std::string_view::npos};
        if (text.size() - at < 3) return {size, at};
        unsigned const high = detail::hex_value(text[at + 1]), low = detail::hex_value(text[at + 2]);
        if ((high | low) > 15) return {size, at};
        out[size++] = static_cast<char>(high << 4 | low);
    }
}

}  // namespace cognito_sync

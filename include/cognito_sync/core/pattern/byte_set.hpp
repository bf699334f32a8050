// SPDX-License-Identifier: BSL-1.0
//
// A set of byte values: what one place of a pattern accepts.
//
// The members are public and plain, so that a set may be a template argument: the blockwise scan is made for
// each set.
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>

namespace cognito_sync::detail::engine {

struct byte_set {
    std::uint64_t words[4]{};

    constexpr bool contains(char byte) const noexcept {
        auto const value = static_cast<unsigned char>(byte);
        return (words[value / 64] >> (value % 64) & 1) != 0;
    }

    constexpr bool empty() const noexcept { return (words[0] | words[1] | words[2] | words[3]) == 0; }

    constexpr int size() const noexcept {
        return std::popcount(words[0]) + std::popcount(words[1]) + std::popcount(words[2]) +
               std::popcount(words[3]);
    }

    /// The lowest member; 256 when there is none.
    constexpr unsigned lowest() const noexcept {
        unsigned base = 0;
        for (std::uint64_t const word : words) {
            if (word != 0) return base + static_cast<unsigned>(std::countr_zero(word));
            base += 64;
        }
        return base;
    }

    friend constexpr bool operator==(byte_set const&, byte_set const&) = default;

    friend constexpr byte_set operator|(byte_set left, byte_set const& right) noexcept {
        for (int i = 0; i < 4; ++i) left.words[i] |= right.words[i];
        return left;
    }

    friend constexpr byte_set operator&(byte_set left, byte_set const& right) noexcept {
        for (int i = 0; i < 4; ++i) left.words[i] &= right.words[i];
        return left;
    }

    friend constexpr byte_set operator~(byte_set set) noexcept {
        for (std::uint64_t& word : set.words) word = ~word;
        return set;
    }
};

/// The bytes from `first` to `last`, both included.
constexpr byte_set bytes_between(unsigned first, unsigned last) noexcept {
    byte_set set;
    for (unsigned byte = first; byte <= last; ++byte) set.words[byte / 64] |= std::uint64_t{1} << (byte % 64);
    return set;
}

constexpr byte_set just(char byte) noexcept {
    return bytes_between(static_cast<unsigned char>(byte), static_cast<unsigned char>(byte));
}

constexpr bool disjoint(byte_set const& left, byte_set const& right) noexcept {
    return (left & right).empty();
}

// The classes that have a name. ASCII only, whatever the locale: a byte of a longer UTF-8 character is in
// none of them.
inline constexpr byte_set digits = bytes_between('0', '9');
inline constexpr byte_set word_bytes = digits | bytes_between('A', 'Z') | bytes_between('a', 'z') | just('_');
inline constexpr byte_set spaces = bytes_between('\t', '\r') | just(' ');
inline constexpr byte_set line_ends = just('\n') | just('\r');

}  // namespace cognito_sync::detail::engine

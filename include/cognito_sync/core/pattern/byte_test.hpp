// SPDX-License-Identifier: BSL-1.0
//
// How a block tests its bytes for a class: as few ranges as will do.
//
// A class and its complement are equally good, and where both cases of the same letters are in it, one range
// of folded bytes serves for both. All four spellings are tried by the compiler.
#pragma once

#include <cstddef>
#include <cstdint>

#include <cognito_sync/core/fixed_list.hpp>
#include <cognito_sync/core/pattern/byte_set.hpp>

namespace cognito_sync::detail::engine {

struct byte_range {
    unsigned first = 0;
    unsigned last = 0;
    bool folded = false;  ///< compare the byte with bit 0x20 set: an upper-case letter as its lower-case one
};

struct byte_test {
    fixed_list<byte_range, 66> ranges{};  ///< ASCII has at most 64, and folding may split one more
    bool inverted = false;                ///< a byte in one of the ranges is not of the class
};

constexpr void add_ranges(byte_test& test, byte_set left, bool folded) {
    while (!left.empty()) {
        unsigned const first = left.lowest();
        unsigned const end = (~left & bytes_between(first, 255)).lowest();
        test.ranges.push_back({first, end - 1, folded});
        left = left & ~bytes_between(first, end - 1);
    }
}

/// The test for a class, or for its complement, with or without folding.
constexpr byte_test spell_test(byte_set const& set, bool inverted, bool fold) {
    byte_test test{{}, inverted};
    byte_set plain = inverted ? ~set : set;
    // Letters that are there in one case only stay among the plain ranges.
    std::uint64_t const lower =
        fold ? plain.words[1] & (plain.words[1] << 32) & bytes_between('a', 'z').words[1] : 0;
    plain.words[1] &= ~(lower | lower >> 32);
    add_ranges(test, plain, false);
    add_ranges(test, {{0, lower, 0, 0}}, true);
    return test;
}

constexpr byte_test shortest_test(byte_set const& set) {
    byte_test best = spell_test(set, false, false);
    for (int spelling = 1; spelling < 4; ++spelling) {
        byte_test const other = spell_test(set, (spelling & 1) != 0, (spelling & 2) != 0);
        if (other.ranges.size() < best.ranges.size()) best = other;
    }
    return best;
}

}  // namespace cognito_sync::detail::engine

// SPDX-License-Identifier: BSL-1.0
//
// Several bytes in one register, and what the scan asks of them: sixteen with SSE2, eight in a number
// everywhere.
//
// Both kinds have one interface and tests run both. `last_of` holds a text shorter than a block at the
// block's high end: the lanes before it are skipped like those already read, so nothing is ever read outside
// the text. The ranges asked for are those of patterns: where they include a byte beyond ASCII they include
// all of them.
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>

#if defined(__SSE2__) || defined(_M_X64)
#include <emmintrin.h>
#endif

#include <cognito_sync/core/utf8.hpp>

namespace cognito_sync::detail::engine {

/// Up to eight bytes as one number, the last of them highest; the rest is zero.
inline std::uint64_t load_high(char const* from, std::size_t size) noexcept {
    if (size == 8) return load_eight(from);
    std::uint64_t word = 0;
    for (std::size_t i = 0; i < size; ++i)
        word = word >> 8 | std::uint64_t{static_cast<unsigned char>(from[i])} << 56;
    return word;
}

/// Eight bytes in a number; a lane's answer is its highest bit.
struct word_block {
    static constexpr std::size_t width = 8;
    static constexpr std::uint64_t high_bits = every_byte * 0x80;

    std::uint64_t bytes = 0;

    static word_block load(char const* from) noexcept { return {load_eight(from)}; }
    static word_block last_of(char const* from, std::size_t size) noexcept { return {load_high(from, size)}; }

    word_block folded() const noexcept { return {bytes | every_byte * 0x20}; }
    friend word_block operator|(word_block left, word_block right) noexcept {
        return {left.bytes | right.bytes};
    }

    template <unsigned First, unsigned Last>
    word_block in_range() const noexcept {
        return {at_least<First>() & ~at_least<Last + 1>()};
    }

    /// How many lanes answer otherwise than `stop`, after the first `skip`, before one that does not or the
    /// block's end.
    std::size_t lanes_before(bool stop, std::size_t skip) const noexcept {
        std::uint64_t const stops = (stop ? bytes : ~bytes) & high_bits;
        std::uint64_t const left = stops >> (4 * skip) >> (4 * skip);
        return left == 0 ? width - skip : static_cast<std::size_t>(std::countr_zero(left)) / 8;
    }

private:
    template <unsigned Bound>
    std::uint64_t at_least() const noexcept {
        static_assert(Bound <= 0x80 || Bound == 0x100);
        if constexpr (Bound == 0x100)
            return 0;
        else
            return ((bytes & ~high_bits) + every_byte * (0x80 - Bound)) | bytes;
    }
};

#if defined(__SSE2__) || defined(_M_X64)

/// Sixteen bytes in an SSE2 register; a lane's answer is all ones or all zeros.
struct sse2_block {
    static constexpr std::size_t width = 16;

    __m128i bytes = _mm_setzero_si128();

    static sse2_block load(char const* from) noexcept {
        return {_mm_loadu_si128(reinterpret_cast<__m128i const*>(from))};
    }

    static sse2_block last_of(char const* from, std::size_t size) noexcept {
        std::uint64_t const high = size < 8 ? load_high(from, size) : load_eight(from + size - 8);
        std::uint64_t const low = size <= 8 ? 0 : load_high(from, size - 8);
        return {_mm_set_epi64x(static_cast<std::int64_t>(high), static_cast<std::int64_t>(low))};
    }

    sse2_block folded() const noexcept { return {_mm_or_si128(bytes, _mm_set1_epi8(0x20))}; }
    friend sse2_block operator|(sse2_block left, sse2_block right) noexcept {
        return {_mm_or_si128(left.bytes, right.bytes)};
    }

    /// SSE2 compares signed bytes only: the range is moved to the top of the signed ones.
    template <unsigned First, unsigned Last>
    sse2_block in_range() const noexcept {
        static_assert(Last - First < 255);
        if constexpr (First == Last)
            return {_mm_cmpeq_epi8(bytes, lanes(First))};
        else
            return {_mm_cmpgt_epi8(_mm_add_epi8(bytes, lanes(127 - Last)), lanes(126 - (Last - First)))};
    }

    std::size_t lanes_before(bool stop, std::size_t skip) const noexcept {
        unsigned const hits = static_cast<unsigned>(_mm_movemask_epi8(bytes));
        unsigned const stops = stop ? hits | 0x10000U : ~hits;
        return static_cast<std::size_t>(std::countr_zero(stops >> skip));
    }

private:
    static __m128i lanes(unsigned value) noexcept { return _mm_set1_epi8(static_cast<char>(value)); }
};

using native_block = sse2_block;
#else
using native_block = word_block;
#endif

}  // namespace cognito_sync::detail::engine

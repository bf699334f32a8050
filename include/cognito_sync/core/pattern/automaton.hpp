// SPDX-License-Identifier: BSL-1.0
//
// A pattern as an automaton, and its execution one byte at a time: the judge of what a pattern means.
//
// The automaton is Glushkov's: each place of the pattern where a byte is read knows the bytes it takes and
// the places that may come next. A state is the set of places that may come next, one bit each, so nothing is
// determinised, nothing can grow beyond one number, and matching is linear in the text. The highest bit is
// the end mark: a text that stops in a state with it is accepted.
#pragma once

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include <cognito_sync/core/pattern/byte_set.hpp>

namespace cognito_sync::detail::engine {

/// A set of places, one bit each.
using place_set = std::uint64_t;

inline constexpr std::size_t most_places = 63;
inline constexpr place_set end_mark = place_set{1} << most_places;

struct place {
    byte_set bytes{};
    place_set next = 0;
};

template <std::size_t Count>
struct automaton {
    std::array<place, Count> places{};
    place_set start = 0;
};

constexpr place_set only(std::size_t index) noexcept { return place_set{1} << index; }
constexpr std::size_t first_of(place_set places) noexcept {
    return static_cast<std::size_t>(std::countr_zero(places));
}
constexpr place_set without_first(place_set places) noexcept { return places & (places - 1); }

/// The state after one more byte; no place at all when nothing can match any more.
constexpr place_set advance(place const* places, place_set state, char byte) noexcept {
    place_set next = 0;
    for (place_set left = state & ~end_mark; left != 0; left = without_first(left)) {
        place const& here = places[first_of(left)];
        if (here.bytes.contains(byte)) next |= here.next;
    }
    return next;
}

/// Where matching `text` from offset `from` in `state` fails: npos when it does not, `text.size()` when the
/// text ends too early.
constexpr std::size_t mismatch(place const* places, place_set state, std::string_view text,
                               std::size_t from) noexcept {
    for (std::size_t at = from; at < text.size(); ++at) {
        state = advance(places, state, text[at]);
        if (state == 0) return at;
    }
    return (state & end_mark) != 0 ? std::string_view::npos : text.size();
}

}  // namespace cognito_sync::detail::engine

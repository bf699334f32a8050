// SPDX-License-Identifier: BSL-1.0
//
// How a pattern is matched at run time: leading steps that need no choice, then what is left of the
// automaton.
//
// A step is a literal text or a run of one class, and a run becomes a step only if nothing that may follow it
// begins with a byte of its class: then the longest run is the only one. Patterns of the service's model
// consist of steps alone. Nothing here decides what a pattern means; where no step can be made, the automaton
// goes on from the state reached.
#pragma once

#include <array>
#include <cstddef>
#include <string_view>

#include <cognito_sync/core/fixed_list.hpp>
#include <cognito_sync/core/pattern/automaton.hpp>
#include <cognito_sync/core/pattern/byte_set.hpp>

namespace cognito_sync::detail::engine {

/// A literal, if it has a size; else a run of at least (open) or exactly (not open) `least` bytes of a class.
struct step {
    std::size_t literal_at = 0;
    std::size_t literal_size = 0;
    byte_set bytes{};
    std::size_t least = 0;
    bool open = false;
};

template <std::size_t Places>
class plan {
public:
    constexpr explicit plan(automaton<Places> const& whole) : rest(whole.start) {
        while (take_run(whole) || take_byte(whole)) {}
    }

    fixed_list<step, 2 * Places> steps{};  ///< a place makes at most two: one byte, and the run it begins
    fixed_list<char, Places> literals{};
    place_set rest;  ///< the state after the steps: the end mark alone when they are the whole pattern

    template <std::size_t Size>
    constexpr std::array<char, Size> literal(std::size_t from) const {
        std::array<char, Size> bytes{};
        for (std::size_t i = 0; i < Size; ++i) bytes[i] = literals[from + i];
        return bytes;
    }

private:
    /// Makes a step of the places that lead back to the very state they are in.
    constexpr bool take_run(automaton<Places> const& whole) {
        place_set loop = 0;
        for (place_set left = rest & ~end_mark; left != 0; left = without_first(left))
            if (whole.places[first_of(left)].next == rest) loop |= only(first_of(left));
        byte_set const bytes = bytes_of(whole, loop);
        if (loop == 0 || !disjoint(bytes, bytes_of(whole, rest & ~loop))) return false;
        add_to_run(bytes, true);
        rest &= ~loop;
        return true;
    }

    /// Makes a step of a byte that must come and after which, whichever it is, the same places may come.
    constexpr bool take_byte(automaton<Places> const& whole) {
        if ((rest & end_mark) != 0) return false;
        place_set const next = whole.places[first_of(rest)].next;
        for (place_set left = rest; left != 0; left = without_first(left))
            if (whole.places[first_of(left)].next != next) return false;
        byte_set const bytes = bytes_of(whole, rest);
        if (bytes.size() == 1)
            add_to_literal(static_cast<char>(bytes.lowest()));
        else
            add_to_run(bytes, false);
        rest = next;
        return true;
    }

    static constexpr byte_set bytes_of(automaton<Places> const& whole, place_set places) {
        byte_set all;
        for (place_set left = places & ~end_mark; left != 0; left = without_first(left))
            all = all | whole.places[first_of(left)].bytes;
        return all;
    }

    constexpr void add_to_literal(char byte) {
        if (steps.empty() || steps.back().literal_size == 0)
            steps.push_back({literals.size(), 0, {}, 0, false});
        ++steps.back().literal_size;
        literals.push_back(byte);
    }

    constexpr void add_to_run(byte_set const& bytes, bool open) {
        bool const continues = !steps.empty() && !steps.back().open && steps.back().bytes == bytes;
        if (!continues) steps.push_back({0, 0, bytes, 0, false});
        if (!open) ++steps.back().least;
        steps.back().open = open;
    }
};

}  // namespace cognito_sync::detail::engine

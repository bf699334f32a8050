// SPDX-License-Identifier: BSL-1.0
//
// Everything that the dialect refuses, and how the compiler is made to say so.
//
// The parser only notes a refusal; raise() ends constant evaluation near the line that spelled the pattern,
// because a compiler shows its stack from the outside and readers (and tests) look at the first lines. Each
// sentence stands in the very line that fails, which all compilers print. The offset is an argument, which
// clang prints, and the subscript that no array of one element has, which g++ prints; where g++ prints none,
// the offset is 0.
#pragma once

#include <cstddef>

namespace cognito_sync::detail::engine {

enum class construct : unsigned char {
    accepted,
    empty_pattern,
    byte_beyond_ascii,
    too_many_places,
    open_group,
    stray_parenthesis,
    lookahead,
    lookbehind,
    named_group,
    unknown_group,
    open_class,
    stray_bracket,
    empty_class,
    posix_class,
    range_of_classes,
    reversed_range,
    nothing_to_repeat,
    repeated_quantifier,
    lazy_quantifier,
    possessive_quantifier,
    stray_brace,
    malformed_count,
    reversed_count,
    huge_count,
    inner_anchor,
    open_escape,
    unknown_escape,
    word_boundary,
    backreference,
    octal_escape,
    malformed_byte,
    escape_beyond_ascii,
};

/// What was refused, and its offset in the spelling.
struct refusal {
    construct what = construct::accepted;
    std::size_t offset = 0;
};

/// Not a constant expression unless the pattern was accepted.
constexpr void raise(construct what, std::size_t offset) {
    using enum construct;
    constexpr bool refused_at[1] = {};
    // clang-format off
    switch (what) {
        case accepted: break;
        case empty_pattern: if (!refused_at[offset]) throw "an empty pattern"; break;
        case byte_beyond_ascii: if (!refused_at[offset]) throw "a byte that is not ASCII"; break;
        case too_many_places: if (!refused_at[offset]) throw "more than 63 places (see text{.max})"; break;
        case open_group: if (!refused_at[offset]) throw "a group that is not closed"; break;
        case stray_parenthesis: if (!refused_at[offset]) throw "a ')' without its '('"; break;
        case lookahead: if (!refused_at[offset]) throw "a lookahead"; break;
        case lookbehind: if (!refused_at[offset]) throw "a lookbehind"; break;
        case named_group: if (!refused_at[offset]) throw "a named group"; break;
        case unknown_group: if (!refused_at[offset]) throw "an unknown kind of group"; break;
        case open_class: if (!refused_at[offset]) throw "a class that is not closed"; break;
        case stray_bracket: if (!refused_at[offset]) throw "a ']' without its '[' (spell it \\])"; break;
        case empty_class: if (!refused_at[offset]) throw "a class that no byte is in"; break;
        case posix_class: if (!refused_at[offset]) throw "a POSIX class (spell it \\[)"; break;
        case range_of_classes: if (!refused_at[offset]) throw "a range that ends in a class"; break;
        case reversed_range: if (!refused_at[offset]) throw "a range whose ends are reversed"; break;
        case nothing_to_repeat: if (!refused_at[offset]) throw "a quantifier with nothing to repeat"; break;
        case repeated_quantifier: if (!refused_at[offset]) throw "a quantifier after a quantifier"; break;
        case lazy_quantifier: if (!refused_at[offset]) throw "a lazy quantifier (drop its '?')"; break;
        case possessive_quantifier: if (!refused_at[offset]) throw "a possessive quantifier"; break;
        case stray_brace: if (!refused_at[offset]) throw "a '}' without its '{' (spell it \\})"; break;
        case malformed_count: if (!refused_at[offset]) throw "a count that is not {m}, {m,} or {m,n}"; break;
        case reversed_count: if (!refused_at[offset]) throw "a count whose bounds are reversed"; break;
        case huge_count: if (!refused_at[offset]) throw "a count above 1000"; break;
        case inner_anchor: if (!refused_at[offset]) throw "an anchor out of place"; break;
        case open_escape: if (!refused_at[offset]) throw "an escape with nothing after it"; break;
        case unknown_escape: if (!refused_at[offset]) throw "an unknown escape"; break;
        case word_boundary: if (!refused_at[offset]) throw "a word boundary"; break;
        case backreference: if (!refused_at[offset]) throw "a backreference"; break;
        case octal_escape: if (!refused_at[offset]) throw "an octal escape"; break;
        case malformed_byte: if (!refused_at[offset]) throw "\\x without two hexadecimal digits"; break;
        case escape_beyond_ascii: if (!refused_at[offset]) throw "an escape above \\x7F"; break;
    }
    // clang-format on
}

}  // namespace cognito_sync::detail::engine

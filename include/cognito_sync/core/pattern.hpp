// SPDX-License-Identifier: BSL-1.0
//
// regex<"…">: a pattern spelled as in the service's model, compiled by the compiler.
//
// A pattern judges whole texts, in time linear in their length, without recursion or allocation, in constant
// evaluation and at run time. It reads bytes: classes are ASCII, and '.' is any byte but LF and CR, so a
// character beyond ASCII is as many places as it has bytes. `pattern` is one ordinary type for all patterns,
// so that what holds one needs no template.
#pragma once

#include <cstddef>
#include <string_view>
#include <type_traits>
#include <utility>

// Before the others that include it: the fewer files compilers name ahead of a refusal, the better.
#include <cognito_sync/core/pattern/refusal.hpp>

#include <cognito_sync/core/pattern/automaton.hpp>
#include <cognito_sync/core/pattern/parser.hpp>
#include <cognito_sync/core/pattern/plan.hpp>
#include <cognito_sync/core/pattern/scan.hpp>

namespace cognito_sync {

namespace detail::engine {

// What a pattern that is none does. Not null pointers: g++ with UBSan compares no function to null in
// constant evaluation.
constexpr bool accept_anything(std::string_view) noexcept { return true; }
constexpr std::size_t find_nothing(std::string_view) noexcept { return std::string_view::npos; }

}  // namespace detail::engine

/// A compiled pattern, or none: then every text is accepted.
///
/// Example  static_assert(regex<R"([\w-]+:[0-9a-f-]+)">.matches("us-east-1:0a1b"));
class pattern {
public:
    using judge = bool(std::string_view) noexcept;
    using finder = std::size_t(std::string_view) noexcept;

    constexpr pattern() = default;
    constexpr pattern(std::string_view spelling, judge& judging, finder& finding) noexcept
        : spelling_(spelling), matches_(judging), mismatch_(finding) {}

    /// As in the model; empty when there is no pattern.
    constexpr std::string_view spelling() const noexcept { return spelling_; }
    constexpr explicit operator bool() const noexcept { return !spelling_.empty(); }

    /// Whether the whole text matches.
    constexpr bool matches(std::string_view text) const noexcept { return matches_(text); }

    /// The offset of the first byte after which nothing can match any more: npos when the text matches, its
    /// size when it ends too early. Reads byte by byte; ask `matches` first where speed counts.
    constexpr std::size_t mismatch(std::string_view text) const noexcept { return mismatch_(text); }

private:
    std::string_view spelling_{};
    judge* matches_ = detail::engine::accept_anything;
    finder* mismatch_ = detail::engine::find_nothing;
};

namespace detail {

/// The spelling of a pattern as a template argument; one that the dialect does not know is an error where it
/// is written.
template <std::size_t Size>
struct pattern_literal {
    char text[Size]{};

    constexpr pattern_literal(char const (&literal)[Size]) {
        for (std::size_t i = 0; i < Size; ++i) text[i] = literal[i];
        engine::refusal const refused = engine::pattern_parser(view()).refused;
        raise(refused.what, refused.offset);
    }

    constexpr std::string_view view() const noexcept { return {text, Size - 1}; }
};

template <pattern_literal Spelling>
inline constexpr engine::pattern_parser parsed{Spelling.view()};

/// The automaton of a pattern, without the places that the parser left unused.
template <pattern_literal Spelling>
inline constexpr auto automaton_of = [] {
    engine::automaton<parsed<Spelling>.places.size()> exact{};
    for (std::size_t i = 0; i < exact.places.size(); ++i) exact.places[i] = parsed<Spelling>.places[i];
    exact.start = parsed<Spelling>.start;
    return exact;
}();

template <pattern_literal Spelling>
constexpr std::size_t mismatch_of(std::string_view text) noexcept {
    return engine::mismatch(automaton_of<Spelling>.places.data(), automaton_of<Spelling>.start, text, 0);
}

/// The judge: what every other way of matching must agree with.
template <pattern_literal Spelling>
constexpr bool matches_bytewise(std::string_view text) noexcept {
    return mismatch_of<Spelling>(text) == std::string_view::npos;
}

template <pattern_literal Spelling>
inline constexpr engine::plan plan_of{automaton_of<Spelling>};

template <pattern_literal Spelling, std::size_t Index, class Block>
bool take_step(engine::scanner<Block>& scan) noexcept {
    constexpr engine::step step = plan_of<Spelling>.steps[Index];
    if constexpr (step.literal_size != 0) {
        constexpr auto literal = plan_of<Spelling>.template literal<step.literal_size>(step.literal_at);
        return scan.template take_literal<literal>();
    } else if constexpr (step.open) {
        return scan.template take_at_least<step.bytes>(step.least);
    } else {
        return scan.template take_exactly<step.bytes>(step.least);
    }
}

/// Takes the steps by blocks, then follows the automaton through what is left of the pattern.
template <pattern_literal Spelling, class Block = engine::native_block>
bool matches_blockwise(std::string_view text) noexcept {
    engine::scanner<Block> scan(text);
    bool const taken = [&]<std::size_t... I>(std::index_sequence<I...>) noexcept {
        return (take_step<Spelling, I>(scan) && ...);
    }
    (std::make_index_sequence<plan_of<Spelling>.steps.size()>{});
    constexpr engine::place_set rest = plan_of<Spelling>.rest;
    if constexpr (rest == engine::end_mark)
        return taken && scan.at_end();
    else
        return taken &&
               engine::mismatch(automaton_of<Spelling>.places.data(), rest, text, scan.at()) == text.npos;
}

template <pattern_literal Spelling>
constexpr bool matches(std::string_view text) noexcept {
    return std::is_constant_evaluated() ? matches_bytewise<Spelling>(text)
                                        : matches_blockwise<Spelling>(text);
}

}  // namespace detail

/// The pattern that `Spelling` spells; a spelling outside the dialect does not compile, and the error names
/// the construct and offset.
///
/// Example  inline constexpr text DatasetName{.min = 1, .max = 128, .pattern = regex<R"([a-zA-Z0-9_.:-]+)">};
/// See      core/pattern/parser.hpp for the dialect
template <detail::pattern_literal Spelling>
inline constexpr pattern regex{Spelling.view(), detail::matches<Spelling>, detail::mismatch_of<Spelling>};

}  // namespace cognito_sync

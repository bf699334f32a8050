// SPDX-License-Identifier: BSL-1.0
//
// A literal held to its shape by the compiler: what a program itself spells need not fail when it runs.
#pragma once

#include <cognito_sync/core/text.hpp>

#include <cstddef>
#include <optional>
#include <string_view>

namespace cognito_sync {
namespace detail {

/// A string literal as a template argument.
template <std::size_t Size>
struct literal {
    char bytes[Size]{};

    constexpr literal(char const (&from)[Size]) noexcept {
        for (std::size_t i = 0; i < Size; ++i) bytes[i] = from[i];
    }
    constexpr std::string_view view() const noexcept { return {bytes, Size - 1}; }
};

constexpr bool has(std::optional<defect> const& found, defect::kind_t kind) noexcept {
    return found && found->kind == kind;
}

/// Says where a literal does not fit: compilers show the offset as the argument of this template.
template <std::size_t Offset>
struct character_at {
    static_assert(Offset == no_limit,
                  "checked: the character at this offset does not fit the pattern of its shape");
    static constexpr bool fits = true;
};

template <text const& Shape, literal Literal>
struct check_literal {
    static constexpr auto found = Shape.check(Literal.view());
    static_assert(!has(found, defect::kind_t::too_short),
                  "checked: the text is shorter than its shape demands");
    static_assert(!has(found, defect::kind_t::too_long), "checked: the text is longer than its shape allows");
    static constexpr std::size_t misfit = has(found, defect::kind_t::pattern) ? found->offset : no_limit;
    static_assert(character_at<misfit>::fits);
    static constexpr std::string_view value = Literal.view();
};

}  // namespace detail

/// The literal itself, when it satisfies the shape; otherwise a compile error that says what it breaks.
///
/// Example  request.dataset_name = checked<DatasetName, "my_list">;
template <text const& Shape, detail::literal Literal>
inline constexpr std::string_view checked = detail::check_literal<Shape, Literal>::value;

}  // namespace cognito_sync

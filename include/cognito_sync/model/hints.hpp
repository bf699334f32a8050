// SPDX-License-Identifier: BSL-1.0
//
// The mistakes people make with values of this service, recognised for text::explain.
//
// A hint adds to a refusal and never causes one: the shape's pattern alone decides. Sentences are constants,
// so no part of a value is repeated.
#pragma once

#include <cstddef>
#include <string_view>

#include <cognito_sync/core/pattern.hpp>

namespace cognito_sync {

/// For ids of identity pools and identities, "region:lower-case-hex": a user pool's id instead, or upper-case
/// hex after the colon.
///
/// Example  inline constexpr text IdentityId{.pattern = regex<R"([\w-]+:[0-9a-f-]+)">, .hint = id_hint};
constexpr std::string_view id_hint(std::string_view value) noexcept {
    if (regex<R"([a-z]+(-[a-z]+)+-\d+_[0-9A-Za-z]+)">.matches(value))
        return "it looks like the id of a user pool, but ids of identity pools and identities have a colon "
               "after the region";
    std::size_t const colon = value.find(':');
    if (colon != value.npos && value.find_first_of("ABCDEF", colon) != value.npos)
        return "hexadecimal digits after the colon must be lower-case";
    return {};
}

}  // namespace cognito_sync

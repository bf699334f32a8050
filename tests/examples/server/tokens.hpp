// SPDX-License-Identifier: BSL-1.0
//
// Opaque tokens that need no memory: what a token says stands in it, and an HMAC-SHA-256 shows that this
// server said so, and of what. Sync sessions and the places where a page ended are such tokens.
//
// What a token is good for (its scope) does not stand in the token: who presents it names the scope again.
#pragma once

#include <cognito_sync/core/timestamp.hpp>

#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>

namespace example {

/// Where a page ended. The numbers mean what the scope says.
struct place {
    std::int64_t count = 0;
    std::int64_t row = 0;

    friend bool operator==(place const&, place const&) = default;
};

/// What a token is good for. Two lists of parts never make the same scope.
class token_scope {
public:
    token_scope(std::initializer_list<std::string_view> parts);
    std::string const& text() const noexcept { return text_; }

private:
    std::string text_;
};

class token_maker {
public:
    static constexpr std::size_t key_size = 32;

    explicit token_maker(std::string key) : key_(std::move(key)) {}

    /// A new key, from the system's source of randomness. Throws std::runtime_error if that has none.
    static std::string new_key();

    /// A token: letters, digits, `-` and `_` alone, so that it stands in a URL as it is.
    std::string make(token_scope const& scope, cognito_sync::timestamp ends, place at = {}) const;

    /// What a token says; nothing if it was not made here, for this scope, or has ended. Takes the same time
    /// whatever is wrong with the signature.
    std::optional<place> read(token_scope const& scope, std::string_view token,
                              cognito_sync::timestamp now) const;

private:
    std::string key_;
};

/// Random bytes as lower-case hexadecimal digits, two a byte.
std::string random_hex(std::size_t bytes);

}  // namespace example

// SPDX-License-Identifier: BSL-1.0
#include "server/tokens.hpp"

#include "signing.hpp"

#include <openssl/crypto.h>
#include <openssl/rand.h>

#include <array>
#include <span>
#include <stdexcept>
#include <utility>

namespace example {

namespace {

// A token: its end in milliseconds and the two numbers of its place, each in 8 bytes, greatest first; the
// signature of these and the scope. All in base64url.
constexpr std::size_t number_size = 8;
constexpr std::size_t said_size = 3 * number_size;
constexpr std::size_t signature_size = 32;
constexpr std::size_t said_digits = said_size / 3 * 4;  // 3 bytes are 4 digits
constexpr std::size_t token_digits = (said_size + signature_size) / 3 * 4 + 3;
static_assert(said_size % 3 == 0 && (said_size + signature_size) % 3 == 2);

constexpr std::string_view alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

void append(std::string& to, std::uint64_t number) {
    for (int shift = 56; shift >= 0; shift -= 8) to += static_cast<char>((number >> shift) & 0xFF);
}

std::int64_t number_at(std::string_view bytes, std::size_t at) {
    std::uint64_t number = 0;
    for (char const each : bytes.substr(at, number_size))
        number = number << 8 | static_cast<unsigned char>(each);
    return static_cast<std::int64_t>(number);
}

std::string base64url(std::string_view bytes) {
    std::string digits;
    digits.reserve((bytes.size() * 4 + 2) / 3);
    std::uint32_t bits = 0;
    int held = 0;
    for (char const each : bytes) {
        bits = bits << 8 | static_cast<unsigned char>(each);
        for (held += 8; held >= 6; held -= 6) digits += alphabet[bits >> (held - 6) & 63];
    }
    if (held != 0) digits += alphabet[bits << (6 - held) & 63];
    return digits;
}

std::optional<std::string> from_base64url(std::string_view digits) {
    std::string bytes;
    std::uint32_t bits = 0;
    int held = 0;
    for (char const each : digits) {
        std::size_t const digit = alphabet.find(each);
        if (digit == std::string_view::npos) return std::nullopt;
        bits = bits << 6 | static_cast<std::uint32_t>(digit);
        held += 6;
        if (held < 8) continue;
        held -= 8;
        bytes += static_cast<char>(bits >> held & 0xFF);
    }
    return bytes;
}

std::string signature(std::string_view key, token_scope const& scope, std::string_view said) {
    std::string const text = std::string(said) + scope.text();
    signing::digest const made = signing::hmac(std::as_bytes(std::span(key)), text);
    static_assert(made.size() == signature_size);
    return {made.begin(), made.end()};
}

std::string random_bytes(std::size_t count) {
    std::string bytes(count, '\0');
    if (RAND_bytes(reinterpret_cast<unsigned char*>(bytes.data()), static_cast<int>(count)) != 1)
        throw std::runtime_error("the system has no random numbers");
    return bytes;
}

}  // namespace

token_scope::token_scope(std::initializer_list<std::string_view> parts) {
    for (std::string_view const each : parts) {
        append(text_, each.size());
        text_ += each;
    }
}

std::string token_maker::new_key() { return random_bytes(key_size); }

std::string token_maker::make(token_scope const& scope, cognito_sync::timestamp ends, place at) const {
    std::string said;
    append(said, static_cast<std::uint64_t>(ends.time_since_epoch().count()));
    append(said, static_cast<std::uint64_t>(at.count));
    append(said, static_cast<std::uint64_t>(at.row));
    return base64url(said + signature(key_, scope, said));
}

// The whole token is made anew and compared: that finds what is signed wrongly and what is spelled otherwise.
std::optional<place> token_maker::read(token_scope const& scope, std::string_view token,
                                       cognito_sync::timestamp now) const {
    if (token.size() != token_digits) return std::nullopt;
    auto const said = from_base64url(token.substr(0, said_digits));
    if (!said) return std::nullopt;
    cognito_sync::timestamp const ends{std::chrono::milliseconds(number_at(*said, 0))};
    place const at{.count = number_at(*said, number_size), .row = number_at(*said, 2 * number_size)};
    std::string const expected = make(scope, ends, at);
    bool const genuine = CRYPTO_memcmp(expected.data(), token.data(), token_digits) == 0;
    return genuine && now < ends ? std::optional(at) : std::nullopt;
}

std::string random_hex(std::size_t bytes) {
    constexpr std::string_view digits = "0123456789abcdef";
    std::string text;
    for (char const each : random_bytes(bytes)) {
        auto const byte = static_cast<unsigned char>(each);
        text += digits[byte >> 4];
        text += digits[byte & 15];
    }
    return text;
}

}  // namespace example

// SPDX-License-Identifier: BSL-1.0
//
// UTF-8 validity at its boundaries, and against a decoder that reads one code point at a time from the table
// of RFC 3629.
#include <cognito_sync/core/utf8.hpp>

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

#include "support/catch.hpp"

namespace {

using namespace cognito_sync;
using namespace std::string_view_literals;

struct row {
    std::string_view text;
    std::size_t valid;
    std::size_t code_points;
};

constexpr row table[] = {
    {""sv, 0, 0},
    {"a"sv, 1, 1},
    {"\0"sv, 1, 1},
    {"\x7F"sv, 1, 1},
    {"12345678"sv, 8, 8},
    {"123456789"sv, 9, 9},
    {"\xC2\x80"sv, 2, 1},  // the first and last code point of each length
    {"\xDF\xBF"sv, 2, 1},
    {"\xE0\xA0\x80"sv, 3, 1},
    {"\xEF\xBF\xBF"sv, 3, 1},
    {"\xF0\x90\x80\x80"sv, 4, 1},
    {"\xF4\x8F\xBF\xBF"sv, 4, 1},
    {"\xED\x9F\xBF"sv, 3, 1},  // around the surrogates
    {"\xED\xA0\x80"sv, 0, 0},
    {"\xED\xBF\xBF"sv, 0, 0},
    {"\xEE\x80\x80"sv, 3, 1},
    {"\xC0\x80"sv, 0, 0},  // overlong forms
    {"\xC1\xBF"sv, 0, 0},
    {"\xE0\x9F\xBF"sv, 0, 0},
    {"\xF0\x8F\xBF\xBF"sv, 0, 0},
    {"\xF4\x90\x80\x80"sv, 0, 0},  // above U+10FFFF
    {"\xF5\x80\x80\x80"sv, 0, 0},
    {"\xFF"sv, 0, 0},
    {"\x80"sv, 0, 0},  // a continuation alone
    {"\xBF"sv, 0, 0},
    {"a\xC3"sv, 1, 1},  // cut off
    {"a\xE2\x82"sv, 1, 1},
    {"a\xF0\x9F\x98"sv, 1, 1},
    {"\xC3\x28"sv, 0, 0},  // continued by something else
    {"\xE2\x28\xA1"sv, 0, 0},
    {"\xE2\x82\x28"sv, 0, 0},
    {"\xF0\x9F\x98\x28"sv, 0, 0},
    {"12345678\xC3\xA9"
     "12345678\xF0\x9F\x98\x80"
     "1234567"sv,
     29, 25},
    {"1234567\xC3\xA9"
     "12345678\xFF"
     "a"sv,
     17, 16},
};

constexpr bool holds(row const& r) {
    utf8_scan const found = scan_utf8(r.text);
    return found.valid == r.valid && found.code_points == r.code_points &&
           is_utf8(r.text) == (r.valid == r.text.size()) &&
           count_code_points(r.text.substr(0, r.valid)) == r.code_points;
}

constexpr bool all_hold() {
    for (row const& r : table)
        if (!holds(r)) return false;
    return true;
}

static_assert(all_hold());

/// The length of the character at the front, by decoding it and asking whether it is written as short as it
/// can be.
std::size_t decoded_length(std::string_view text) {
    auto const byte = [&](std::size_t i) {
        return static_cast<unsigned>(static_cast<unsigned char>(text[i]));
    };
    unsigned const lead = byte(0);
    std::size_t const length = lead < 0x80       ? 1U
                               : lead >> 5 == 6  ? 2U
                               : lead >> 4 == 14 ? 3U
                               : lead >> 3 == 30 ? 4U
                                                 : 0U;
    if (length == 0 || length > text.size()) return 0;
    unsigned code_point = length == 1 ? lead : lead & (0x7FU >> length);
    for (std::size_t i = 1; i < length; ++i) {
        if (byte(i) >> 6 != 2) return 0;
        code_point = code_point << 6 | (byte(i) & 0x3F);
    }
    std::size_t const needed = code_point < 0x80      ? 1U
                               : code_point < 0x800   ? 2U
                               : code_point < 0x10000 ? 3U
                                                      : 4U;
    bool const surrogate = 0xD800 <= code_point && code_point <= 0xDFFF;
    return needed == length && !surrogate && code_point <= 0x10FFFF ? length : 0;
}

utf8_scan scan_slowly(std::string_view text) {
    utf8_scan found{0, 0};
    while (found.valid < text.size()) {
        std::size_t const length = decoded_length(text.substr(found.valid));
        if (length == 0) break;
        found.valid += length;
        ++found.code_points;
    }
    return found;
}

bool agrees(std::string_view text) {
    std::unique_ptr<char[]> const exact(new char[text.size()]);
    text.copy(exact.get(), text.size());
    utf8_scan const fast = scan_utf8({exact.get(), text.size()});
    utf8_scan const slow = scan_slowly(text);
    return fast.valid == slow.valid && fast.code_points == slow.code_points;
}

}  // namespace

TEST_CASE("a scan stops at the first byte that is not UTF-8", "[core][utf8]") {
    for (row const& r : table) {
        INFO("row " << (&r - table));
        CHECK(holds(r));
    }
}

TEST_CASE("all texts of up to four boundary bytes are judged as by decoding", "[core][utf8]") {
    constexpr std::string_view bytes = "\x00\x41\x7F\x80\x8F\x90\x9F\xA0\xBF\xC0\xC1\xC2\xDF"
                                       "\xE0\xE1\xEC\xED\xEE\xEF\xF0\xF1\xF3\xF4\xF5\xF8\xFF"sv;
    for (char const first : bytes)
        for (char const second : bytes)
            for (char const third : bytes)
                for (char const fourth : bytes) REQUIRE(agrees(std::string{first, second, third, fourth}));
    for (char const first : bytes) {
        REQUIRE(agrees(std::string{first}));
        for (char const second : bytes) {
            REQUIRE(agrees(std::string{first, second}));
            for (char const third : bytes) REQUIRE(agrees(std::string{first, second, third}));
        }
    }
}

TEST_CASE("a wrong byte or a character is found at every place of a block", "[core][utf8]") {
    for (std::size_t size = 0; size < 34; ++size)
        for (std::size_t at = 0; at <= size; ++at)
            for (std::string_view const inside :
                 {"\xC3\xA9"sv, "\xF0\x9F\x98\x80"sv, "\xFF"sv, "\xED\xA0\x80"sv, "\xC3"sv}) {
                std::string const text = std::string(at, 'x').append(inside) + std::string(size - at, 'y');
                REQUIRE(agrees(text));
                if (is_utf8(text)) REQUIRE(count_code_points(text) == size + 1);
            }
}

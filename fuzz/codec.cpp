// SPDX-License-Identifier: BSL-1.0
//
// Percent-encoding, UTF-8, decimal numbers and instants keep their laws on any bytes.
//
// Input: the text; its first eight bytes also are an integer.
//
// 1. Percent-encoding n bytes yields n to 3n, those that a loop written by the book yields, and decodes to
//    the text.
// 2. Decoding refuses what Boost.URL refuses, and else yields what Boost.URL yields; it stops at the first
//    bad escape.
// 3. scan_utf8 finds the longest prefix that the book calls valid, and its code points; count_code_points
//    counts the same.
// 4. scale_decimal is what moving the point along a string yields, for any power and both roundings;
//    parse_integer is std::from_chars.
// 5. Any 64-bit integer formats as std::to_string does and reads back.
// 6. An instant in range formats and reads back to itself; any text that reads as an instant formats to text
//    that reads as the same one; every instant outside the years 1 to 9999 is refused.
#include "support/input.hpp"
#include "support/reference.hpp"

#include <cognito_sync/core/decimal.hpp>
#include <cognito_sync/core/percent.hpp>
#include <cognito_sync/core/timestamp.hpp>
#include <cognito_sync/core/utf8.hpp>

#include <boost/url/pct_string_view.hpp>

#include <charconv>
#include <cstring>
#include <string>
#include <string_view>
#include <system_error>

namespace {

namespace cs = cognito_sync;
using fuzz::require;

std::string percent_encoded(std::string_view text) {
    std::string out;
    for (char const c : text) {
        bool const letter = ('a' <= c && c <= 'z') || ('A' <= c && c <= 'Z') || ('0' <= c && c <= '9');
        auto const byte = static_cast<unsigned char>(c);
        if (letter || c == '-' || c == '.' || c == '_' || c == '~')
            out += c;
        else
            out.append({'%', "0123456789ABCDEF"[byte / 16], "0123456789ABCDEF"[byte % 16]});
    }
    return out;
}

void check_percent(std::string_view text) {
    fuzz::exact encoded(cs::percent_encoded_size(text)), decoded(encoded.view().size()),
        expected(text.size());
    char const* const end = cs::percent_encode(text, encoded.data());
    require(end == encoded.data() + encoded.view().size(), "the size of what is encoded is known before");
    require(encoded.view() == percent_encoded(text), "encoding is by the book");
    require(text.size() <= encoded.view().size() && encoded.view().size() <= 3 * text.size(),
            "n bytes become n to 3n");
    auto const back = cs::percent_decode(encoded.view(), decoded.data());
    require(decoded.view().substr(0, back.size) == text && back.bad == text.npos,
            "what was encoded decodes to itself");

    auto const [size, bad] = cs::percent_decode(text, expected.data());
    require((bad != text.npos) == boost::urls::make_pct_string_view(text).has_error(),
            "Boost.URL refuses the same");
    auto const good = boost::urls::make_pct_string_view(text.substr(0, bad));
    require(good && good->decode() == expected.view().substr(0, size), "Boost.URL decodes the same");
    require(bad == text.npos || text[bad] == '%', "decoding stops at a bad escape");
}

void check_utf8(std::string_view text) {
    auto const found = cs::scan_utf8(text);
    auto const expected = reference::valid_utf8(text);
    require(found.valid == expected.size && found.code_points == expected.code_points,
            "UTF-8 is by the book");
    require(cs::is_utf8(text) == (expected.size == text.size()), "is_utf8 says what scan_utf8 says");
    require(cs::count_code_points(text.substr(0, found.valid)) == found.code_points,
            "code points are counted alike");
}

void check_scaled(std::string_view text, int power, cs::rounding how) {
    using kind = reference::integer::kind;
    auto const expected = reference::scaled(text, power, how == cs::rounding::nearest);
    auto const found = cs::scale_decimal(text, power, how);
    cs::decimal_error const error = expected.is == kind::none           ? cs::decimal_error::syntax
                                    : expected.is == kind::inexact      ? cs::decimal_error::inexact
                                    : expected.is == kind::out_of_range ? cs::decimal_error::range
                                                                        : cs::decimal_error::none;
    require(found.error == error && found.value == expected.value,
            "a decimal is what moving its point yields");
}

void check_integer(std::string_view text, std::int64_t number) {
    std::int64_t expected = 0;
    auto const [end, code] = std::from_chars(text.data(), text.data() + text.size(), expected);
    bool const whole = code != std::errc::invalid_argument && end == text.data() + text.size();
    auto const found = cs::parse_integer(text);
    require((found.error == cs::decimal_error::syntax) == !whole,
            "an integer is digits, and a minus may stand before");
    require(bool(found) == (whole && code == std::errc()), "an integer has 64 bits");
    require(!found || found.value == expected, "parse_integer is std::from_chars");
    require(cs::format_decimal(number).view() == std::to_string(number), "format_decimal is std::to_string");
    require(cs::parse_integer(cs::format_decimal(number)).value == number, "an integer reads back");
}

void check_instant(std::string_view text, std::int64_t number) {
    cs::timestamp const instant{std::chrono::milliseconds{number}};
    auto const back = cs::parse_timestamp(cs::format_timestamp(instant));
    bool const in_range = cs::earliest_timestamp <= instant && instant <= cs::latest_timestamp;
    require(in_range ? back && back.value == instant : back.error == cs::decimal_error::range,
            "an instant reads back");
    auto const read = cs::parse_timestamp(text);
    if (read)
        require(cs::parse_timestamp(cs::format_timestamp(read.value)) == read,
                "an instant that was read reads back");
}

}  // namespace

int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
    fuzz::exact const text = fuzz::input(data, size).rest();
    std::int64_t number = 0;
    std::memcpy(&number, text.view().data(), std::min(sizeof number, size));
    check_percent(text.view());
    check_utf8(text.view());
    if (size <= 512)
        for (int const power : {0, 3, -2})
            for (auto const how : {cs::rounding::exact, cs::rounding::nearest})
                check_scaled(text.view(), power, how);
    check_integer(text.view(), number);
    // Most 64-bit integers are far from any date; without their last two bytes half of them are one.
    check_instant(text.view(), number);
    check_instant(text.view(), number / 65536);
    return 0;
}

// SPDX-License-Identifier: BSL-1.0
//
// Decimal text to and from 64-bit integers, exactly.
//
// What a number is for (a count, an instant) is not known here. Why not `double` or `std::from_chars`: the
// service writes instants as `1.412974057151E9` and counts above 2^53, and no digit of either may depend on a
// rounding that nobody asked for; and they do not run in constant evaluation.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <string_view>

namespace cognito_sync {

/// Why a text is no integer of 64 bits.
enum class decimal_error : unsigned char {
    none,
    syntax,   ///< not the grammar of a number
    inexact,  ///< a number, but it has digits behind the point
    range,    ///< a number, but it does not fit
};

/// What to do with the digits behind the (scaled) point.
enum class rounding : unsigned char {
    exact,    ///< all must be zero, or the number is `inexact`
    nearest,  ///< round to the nearest integer, ties away from zero
};

/// An integer, or why there is none; the value is 0 then.
struct scaled_integer {
    std::int64_t value = 0;
    decimal_error error = decimal_error::none;

    constexpr explicit operator bool() const noexcept { return error == decimal_error::none; }
    friend constexpr bool operator==(scaled_integer const&, scaled_integer const&) = default;
};

namespace detail {

/// A number taken apart: whole.fraction * 10^exponent.
struct decimal {
    bool negative = false;
    std::string_view whole{};
    std::string_view fraction{};
    std::int64_t exponent = 0;

    constexpr std::size_t size() const noexcept { return whole.size() + fraction.size(); }

    /// The digit at this place of whole and fraction written together; behind them there are only zeros.
    constexpr unsigned digit(std::size_t place) const noexcept {
        if (place >= size()) return 0;
        char const c = place < whole.size() ? whole[place] : fraction[place - whole.size()];
        return static_cast<unsigned char>(c) - unsigned{'0'};
    }
};

constexpr bool take(std::string_view& rest, char wanted) noexcept {
    if (rest.empty() || rest.front() != wanted) return false;
    rest.remove_prefix(1);
    return true;
}

constexpr std::string_view take_digits(std::string_view& rest) noexcept {
    std::size_t size = 0;
    while (size < rest.size() && rest[size] >= '0' && rest[size] <= '9') ++size;
    std::string_view const digits{rest.data(), size};
    rest.remove_prefix(size);
    return digits;
}

/// The digits as a number, or 10^17: longer than any text, and far from overflow when it is added to.
constexpr std::int64_t saturated(std::string_view digits) noexcept {
    constexpr std::int64_t limit = 100'000'000'000'000'000;
    std::int64_t value = 0;
    for (char const c : digits) value = std::min(value * 10 + (c - '0'), limit);
    return value;
}

/// Takes a JSON number apart (RFC 8259, section 6); false if it is none.
constexpr bool split(std::string_view rest, decimal& out) noexcept {
    out.negative = take(rest, '-');
    out.whole = take_digits(rest);
    if (out.whole.empty() || (out.whole.size() > 1 && out.whole.front() == '0')) return false;
    if (take(rest, '.') && (out.fraction = take_digits(rest)).empty()) return false;
    if (take(rest, 'e') || take(rest, 'E')) {
        bool const negative = take(rest, '-');
        if (!negative) take(rest, '+');
        std::string_view const digits = take_digits(rest);
        if (digits.empty()) return false;
        out.exponent = negative ? -saturated(digits) : saturated(digits);
    }
    return rest.empty();
}

/// number * 10^power as an integer; `range` is found before `inexact`.
constexpr scaled_integer scale(decimal const& number, int power, rounding how) noexcept {
    std::int64_t const point = static_cast<std::int64_t>(number.whole.size()) + number.exponent + power;
    std::size_t const kept = static_cast<std::size_t>(std::max<std::int64_t>(point, 0));
    std::uint64_t const limit = std::uint64_t{std::numeric_limits<std::int64_t>::max()} + number.negative;
    std::uint64_t magnitude = 0;
    // Behind the text, zeros either change nothing or run out of range in at most nineteen steps.
    for (std::size_t at = 0; at < kept && (at < number.size() || magnitude != 0); ++at) {
        unsigned const digit = number.digit(at);
        if (magnitude > limit / 10 || magnitude * 10 > limit - digit) return {0, decimal_error::range};
        magnitude = magnitude * 10 + digit;
    }
    if (how == rounding::nearest && point >= 0 && number.digit(kept) >= 5 && magnitude++ == limit)
        return {0, decimal_error::range};
    for (std::size_t at = kept; how == rounding::exact && at < number.size(); ++at)
        if (number.digit(at) != 0) return {0, decimal_error::inexact};
    return {static_cast<std::int64_t>(number.negative ? 0 - magnitude : magnitude), decimal_error::none};
}

}  // namespace detail

/// The value of a JSON number times 10^power, as an integer.
///
/// Every digit counts, and an exponent may have any number of them; the time is linear in the text's length.
/// Example: `scale_decimal("1e2").value == 100`; `scale_decimal("1.5").error == decimal_error::inexact`;
/// `scale_decimal("1.412974057151E9", 3, rounding::nearest).value == 1412974057151`.
constexpr scaled_integer scale_decimal(std::string_view json_number, int power = 0,
                                       rounding how = rounding::exact) noexcept {
    detail::decimal number;
    if (!detail::split(json_number, number)) return {0, decimal_error::syntax};
    return detail::scale(number, power, how);
}

/// The value of `-?[0-9]+`, a number in a query: leading zeros are accepted; `+5`, ` 5` and nothing are not.
constexpr scaled_integer parse_integer(std::string_view text) noexcept {
    detail::decimal number;
    number.negative = detail::take(text, '-');
    number.whole = detail::take_digits(text);
    if (number.whole.empty() || !text.empty()) return {0, decimal_error::syntax};
    return detail::scale(number, 0, rounding::exact);
}

namespace detail {

constexpr int digit_count(std::uint64_t value) noexcept {
    int count = 1;
    for (; value >= 10'000; value /= 10'000) count += 4;
    return count + (value >= 10) + (value >= 100) + (value >= 1'000);
}

/// 00 to 99, one after the other.
inline constexpr auto digit_pairs = [] {
    std::array<char, 200> pairs{};
    for (std::size_t i = 0; i < pairs.size(); ++i)
        pairs[i] = static_cast<char>('0' + (i % 2 == 0 ? i / 20 : i / 2 % 10));
    return pairs;
}();

/// Writes the last `count` digits of `value` and returns the end of them.
constexpr char* write_digits(std::uint64_t value, int count, char* out) noexcept {
    char* at = out + count;
    for (; at - out >= 2; value /= 100) {
        *--at = digit_pairs[value % 100 * 2 + 1];
        *--at = digit_pairs[value % 100 * 2];
    }
    if (at != out) *--at = static_cast<char>('0' + value % 10);
    return out + count;
}

/// 10^places; a constant, so that dividing by it is a multiplication.
template <int Places>
inline constexpr std::uint64_t power_of_ten = 10 * power_of_ten<Places - 1>;
template <>
inline constexpr std::uint64_t power_of_ten<0> = 1;

}  // namespace detail

/// How many bytes `write_decimal` may write: a sign, a point and twenty digits.
inline constexpr std::size_t decimal_size = 22;

/// Writes value / 10^Places in plain decimal and returns the end of it; `out` holds `decimal_size` bytes.
///
/// No exponent, no zeros at the end of a fraction, no point without one. `scale_decimal` reads it back.
template <int Places = 0>
    requires(Places >= 0 && Places <= 19)
constexpr char* write_decimal(std::int64_t value, char* out) noexcept {
    auto const bits = static_cast<std::uint64_t>(value);
    std::uint64_t const magnitude = value < 0 ? 0 - bits : bits;
    std::uint64_t const whole = magnitude / detail::power_of_ten<Places>;
    std::uint64_t fraction = magnitude % detail::power_of_ten<Places>;
    if (value < 0) *out++ = '-';
    out = detail::write_digits(whole, detail::digit_count(whole), out);
    if (fraction == 0) return out;
    *out++ = '.';
    out = detail::write_digits(fraction, Places, out);
    for (; fraction % 10 == 0; fraction /= 10) --out;
    return out;
}

/// A formatted number in a buffer of its own, usable in constant evaluation.
struct decimal_text {
    char data[decimal_size]{};
    unsigned char size = 0;

    constexpr operator std::string_view() const noexcept { return {data, size}; }
    constexpr std::string_view view() const noexcept { return *this; }
};

/// What `write_decimal` writes, as a value.
///
/// Example: `format_decimal(42)` is `42`; `format_decimal<3>(-1250)` is `-1.25`.
template <int Places = 0>
constexpr decimal_text format_decimal(std::int64_t value) noexcept {
    decimal_text text;
    text.size = static_cast<unsigned char>(write_decimal<Places>(value, text.data) - text.data);
    return text;
}

}  // namespace cognito_sync

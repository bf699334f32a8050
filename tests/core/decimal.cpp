// SPDX-License-Identifier: BSL-1.0
//
// Exact decimals: one table for the compiler and for the machine, and every short text of a number's symbols.
//
// The second opinion is an arithmetic on strings, since a double could not tell 2^53 + 1 from 2^53.
#include <cognito_sync/core/decimal.hpp>

#include "support/catch.hpp"

#include <algorithm>
#include <charconv>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <memory>
#include <random>
#include <string>
#include <string_view>
#include <system_error>
#include <vector>

using namespace cognito_sync;

namespace {

constexpr std::int64_t largest = std::numeric_limits<std::int64_t>::max();
constexpr std::int64_t smallest = std::numeric_limits<std::int64_t>::min();

constexpr scaled_integer syntax{0, decimal_error::syntax};
constexpr scaled_integer inexact{0, decimal_error::inexact};
constexpr scaled_integer range{0, decimal_error::range};
constexpr scaled_integer value(std::int64_t v) { return {v, decimal_error::none}; }

struct row {
    std::string_view text;
    scaled_integer expected;
};

constexpr row integers[] = {
    {"0", value(0)},
    {"-0", value(0)},
    {"-0.0e-5", value(0)},
    {"7", value(7)},
    {"-42", value(-42)},
    {"1.0", value(1)},
    {"1e2", value(100)},
    {"16E0", value(16)},
    {"1E3", value(1000)},
    {"1E+3", value(1000)},
    {"1e0003", value(1000)},
    {"1.5e1", value(15)},
    {"-2.50e+1", value(-25)},
    {"100e-2", value(1)},
    {"0.001e3", value(1)},
    {"9007199254740993", value(9007199254740993)},
    {"9007199254740993.000", value(9007199254740993)},
    {"9.007199254740993e15", value(9007199254740993)},
    {"9223372036854775807", value(largest)},
    {"9223372036854775807.0", value(largest)},
    {"9.223372036854775807e18", value(largest)},
    {"922337203685477580700e-2", value(largest)},
    {"-9223372036854775808", value(smallest)},
    {"-9223372036854775.808E+3", value(smallest)},
    {"1e18", value(1'000'000'000'000'000'000)},
    {"0e999999999999", value(0)},
    {"0.000e99999999999999999999999999999999", value(0)},
    {"0e-99999999999999999999999999999999", value(0)},
    {"1e000000000000000000000000000000000000001", value(10)},

    {"1.5", inexact},
    {"-0.1", inexact},
    {"1e-1", inexact},
    {"105e-1", inexact},
    {"9223372036854775807.5", inexact},
    {"1e-99999999999999999999999999999999", inexact},
    {"0.00000000000000000000000000000000000001", inexact},

    {"9223372036854775808", range},
    {"-9223372036854775809", range},
    {"9.223372036854775808e18", range},
    {"18446744073709551616", range},
    {"-18446744073709551616", range},
    {"99999999999999999999.5", range},
    {"1e19", range},
    {"-1e19", range},
    {"1e300", range},
    {"1e99999999999999999999999999999999", range},
    {"0.1e9223372036854775808", range},

    {"", syntax},
    {"-", syntax},
    {"+5", syntax},
    {" 5", syntax},
    {"5 ", syntax},
    {"01", syntax},
    {"-01", syntax},
    {"00", syntax},
    {"--1", syntax},
    {".5", syntax},
    {"5.", syntax},
    {"5.e1", syntax},
    {"1e", syntax},
    {"1e+", syntax},
    {"1e-", syntax},
    {"1e+-1", syntax},
    {"1e1.0", syntax},
    {"1e1e1", syntax},
    {"1.2.3", syntax},
    {"0x10", syntax},
    {"1f", syntax},
    {"1_000", syntax},
    {"1,5", syntax},
    {"NaN", syntax},
    {"Infinity", syntax},
    {"-Infinity", syntax},
    {"true", syntax},
    {"null", syntax},
    {"\"1\"", syntax},
    {std::string_view{"1\0", 2}, syntax},
    {"\xEF\xBC\x91", syntax},
};

struct scaled_row {
    std::string_view text;
    int power;
    scaled_integer nearest, exact;
};

constexpr scaled_row scaled[] = {
    {"1.412974057151E9", 3, value(1412974057151), value(1412974057151)},
    {"0.0005", 3, value(1), inexact},
    {"-0.0005", 3, value(-1), inexact},
    {"0.00049999", 3, value(0), inexact},
    {"-0.00049999", 3, value(0), inexact},
    {"5e-1", 0, value(1), inexact},
    {"5e-2", 0, value(0), inexact},
    {"99e-2", 0, value(1), inexact},
    {"99e-9", 0, value(0), inexact},
    {"9e-99999999999999999999", 3, value(0), inexact},
    {"1.4999999999999999999999999", 0, value(1), inexact},
    {"2.5", 0, value(3), inexact},
    {"-2.5", 0, value(-3), inexact},
    {"1250", -2, value(13), inexact},
    {"1249", -2, value(12), inexact},
    {"1200", -2, value(12), value(12)},
    {"9223372036854775807.4", 0, value(largest), inexact},
    {"9223372036854775807.5", 0, range, inexact},
    {"-9223372036854775808.4", 0, value(smallest), inexact},
    {"-9223372036854775808.5", 0, range, inexact},
    {"9223372036854775.807", 3, value(largest), value(largest)},
    {"9223372036854775.808", 3, range, range},
    {"0", 2147483647, value(0), value(0)},
    {"1", 2147483647, range, range},
    {"1", -2147483647, value(0), inexact},
    {"1e99999999999999999999", 2147483647, range, range},
    {"1.", 3, syntax, syntax},
};

/// The grammar of a query: no fraction, no exponent, leading zeros.
constexpr row plain[] = {
    {"0", value(0)},
    {"-0", value(0)},
    {"10", value(10)},
    {"007", value(7)},
    {"-007", value(-7)},
    {"000000000000000000000000000000000000001", value(1)},
    {"9223372036854775807", value(largest)},
    {"09223372036854775807", value(largest)},
    {"-9223372036854775808", value(smallest)},
    {"9223372036854775808", range},
    {"-9223372036854775809", range},
    {"99999999999999999999999999999999999999", range},
    {"", syntax},
    {"-", syntax},
    {"--5", syntax},
    {"+5", syntax},
    {" 5", syntax},
    {"5 ", syntax},
    {"1.0", syntax},
    {"1.001", syntax},
    {"1e2", syntax},
    {"2ABC", syntax},
    {"0x42", syntax},
    {"true", syntax},
    {"Infinity", syntax},
    {std::string_view{"5\0", 2}, syntax},
};

struct formatted {
    std::int64_t value;
    std::string_view plain, thousandths;
};

constexpr formatted formats[] = {
    {0, "0", "0"},
    {1, "1", "0.001"},
    {-1, "-1", "-0.001"},
    {9, "9", "0.009"},
    {10, "10", "0.01"},
    {99, "99", "0.099"},
    {100, "100", "0.1"},
    {-500, "-500", "-0.5"},
    {999, "999", "0.999"},
    {1000, "1000", "1"},
    {-1250, "-1250", "-1.25"},
    {9999, "9999", "9.999"},
    {10000, "10000", "10"},
    {10001, "10001", "10.001"},
    {100000, "100000", "100"},
    {1412974057151, "1412974057151", "1412974057.151"},
    {1000000000000000000, "1000000000000000000", "1000000000000000"},
    {largest, "9223372036854775807", "9223372036854775.807"},
    {smallest, "-9223372036854775808", "-9223372036854775.808"},
};

constexpr bool tables_hold() {
    for (auto const& [text, expected] : integers)
        if (scale_decimal(text) != expected) return false;
    for (auto const& [text, power, nearest, exact] : scaled)
        if (scale_decimal(text, power, rounding::nearest) != nearest || scale_decimal(text, power) != exact)
            return false;
    for (auto const& [text, expected] : plain)
        if (parse_integer(text) != expected) return false;
    for (auto const& [number, text, thousandths] : formats)
        if (format_decimal(number).view() != text || format_decimal<3>(number).view() != thousandths)
            return false;
    return true;
}
static_assert(tables_hold());

static_assert(value(0) && !syntax && !inexact && !range);
static_assert(format_decimal<19>(smallest).view() == "-0.9223372036854775808");
static_assert(format_decimal<18>(smallest).view() == "-9.223372036854775808");

/// A copy without one byte of slack, so that a sanitizer sees a read behind the text.
scaled_integer scale_copy(std::string_view text, int power = 0, rounding how = rounding::exact) {
    std::unique_ptr<char[]> const copy{new char[text.size()]};
    text.copy(copy.get(), text.size());
    return scale_decimal({copy.get(), text.size()}, power, how);
}

std::string with_sign(bool negative, std::string_view digits) {
    return std::string(negative ? 1 : 0, '-').append(digits);
}

/// The grammar of a JSON number as an automaton: a row per state, a column for - + . e 0 1-9 and the rest.
bool is_number(std::string_view text) {
    constexpr std::string_view rows[] = {
        "1...23.",  // 0: at the start
        "....23.",  // 1: behind the sign
        "..46...",  // 2: behind a leading zero, may end
        "..4633.",  // 3: in the whole part, may end
        "....55.",  // 4: behind the point
        "...655.",  // 5: in the fraction, may end
        "77..88.",  // 6: behind the e
        "....88.",  // 7: behind the exponent's sign
        "....88.",  // 8: in the exponent, may end
    };
    char state = '0';
    for (char const c : text) {
        auto const column = std::string_view{"-+.e0"}.find(c == 'E' ? 'e' : c);
        state = rows[state - '0'][column < 5 ? column : c >= '1' && c <= '9' ? 5 : 6];
        if (state == '.') return false;
    }
    return state == '2' || state == '3' || state == '5' || state == '8';
}

/// The same in another way: the digits are written out in full, cut at the point and compared, all as text.
scaled_integer reference(std::string const& text, int power, rounding how) {
    if (!is_number(text)) return syntax;
    bool const negative = text[0] == '-';
    auto const e = std::min(text.find_first_of("eE"), text.size());
    auto const point = std::min(text.find('.'), e);
    std::string whole = text.substr(negative, point - negative);
    std::string fraction = point < e ? text.substr(point + 1, e - point - 1) : "";
    int const exponent = e < text.size() ? std::stoi(text.substr(e + 1)) : 0;
    for (int shift = power + exponent; shift != 0; shift > 0 ? --shift : ++shift) {
        std::string& from = shift > 0 ? fraction : whole;
        if (from.empty()) from.push_back('0');
        if (shift > 0) {
            whole += from.front();
            from.erase(0, 1);
        } else {
            fraction.insert(0, 1, from.back());
            from.pop_back();
        }
    }
    whole.erase(0, whole.find_first_not_of('0'));
    bool const cut = fraction.find_first_not_of('0') != std::string::npos;
    if (how == rounding::nearest && !fraction.empty() && fraction[0] >= '5') {
        whole.insert(0, 1, '0');
        auto at = whole.find_last_not_of('9');
        ++whole[at];
        while (++at < whole.size()) whole[at] = '0';
        whole.erase(0, whole.find_first_not_of('0'));
    }
    std::string const limit = negative ? "9223372036854775808" : "9223372036854775807";
    if (whole.size() > limit.size() || (whole.size() == limit.size() && whole > limit)) return range;
    if (how == rounding::exact && cut) return inexact;
    return value(whole.empty() ? 0 : std::stoll(with_sign(negative, whole)));
}

using strings = std::vector<std::string>;
strings const none;

template <int Places>
bool survives(std::int64_t number) {
    std::unique_ptr<char[]> const out{new char[decimal_size]};
    char const* const end = write_decimal<Places>(number, out.get());
    std::string_view const text{out.get(), static_cast<std::size_t>(end - out.get())};
    bool const only_digits = text.find_first_not_of("-0123456789.") == std::string_view::npos;
    bool const short_enough =
        text.find('.') == std::string_view::npos || (text.back() != '0' && text.back() != '.');
    return only_digits && short_enough && format_decimal<Places>(number).view() == text &&
           scale_decimal(text, Places) == value(number);
}

bool survives_everywhere(std::int64_t number) {
    return survives<0>(number) && survives<1>(number) && survives<2>(number) && survives<3>(number) &&
           survives<9>(number) && survives<18>(number) && survives<19>(number) &&
           format_decimal(number).view() == std::to_string(number);
}

/// Numbers of every length, both signs.
std::int64_t random_integer(std::mt19937_64& random) {
    auto const shift = random() % 64;
    return static_cast<std::int64_t>(random() >> shift) * (random() % 2 == 0 ? 1 : -1);
}

std::string random_digits(std::mt19937_64& random, std::size_t most) {
    std::string digits(1 + random() % most, '0');
    for (char& c : digits) c = "0000123455678999"[random() % 16];
    return digits;
}

}  // namespace

TEST_CASE("integers are read exactly from any spelling of a JSON number", "[core][decimal]") {
    for (auto const& [text, expected] : integers) {
        CAPTURE(text);
        CHECK(scale_copy(text).value == expected.value);
        CHECK(scale_copy(text).error == expected.error);
    }
    CHECK(tables_hold());
}

TEST_CASE("scaled numbers are exact or rounded to the nearest, ties away from zero", "[core][decimal]") {
    for (auto const& [text, power, nearest, exact] : scaled) {
        CAPTURE(text, power);
        CHECK(scale_copy(text, power, rounding::nearest).value == nearest.value);
        CHECK(scale_copy(text, power, rounding::nearest).error == nearest.error);
        CHECK(scale_copy(text, power).value == exact.value);
        CHECK(scale_copy(text, power).error == exact.error);
    }
}

TEST_CASE("integers of a query have a sign and digits and nothing else", "[core][decimal]") {
    for (auto const& [text, expected] : plain) {
        CAPTURE(text);
        std::unique_ptr<char[]> const copy{new char[text.size()]};
        text.copy(copy.get(), text.size());
        CHECK(parse_integer({copy.get(), text.size()}).value == expected.value);
        CHECK(parse_integer({copy.get(), text.size()}).error == expected.error);
    }
}

TEST_CASE("numbers are written in plain decimal", "[core][decimal]") {
    for (auto const& [number, text, thousandths] : formats) {
        CAPTURE(number);
        CHECK(format_decimal(number).view() == text);
        CHECK(format_decimal<3>(number).view() == thousandths);
        CHECK(survives_everywhere(number));
    }
}

TEST_CASE("every text of up to six symbols is judged as the reference judges it", "[core][decimal]") {
    constexpr std::string_view symbols = "05.e-+";
    strings wrong, texts{""};
    std::size_t numbers = 0;
    for (std::size_t at = 0; at < texts.size(); ++at) {
        auto const text = texts[at];
        for (auto const how : {rounding::exact, rounding::nearest}) {
            auto const expected = reference(text, 1, how);
            numbers += expected.error != decimal_error::syntax;
            if (scale_copy(text, 1, how) != expected) wrong.push_back(text);
        }
        for (std::size_t next = 0; text.size() < 6 && next < symbols.size(); ++next)
            texts.push_back(text + symbols[next]);
    }
    CHECK(wrong == none);
    CHECK(texts.size() == 55987);
    CHECK(numbers > 1000);
}

TEST_CASE("random numbers are what the reference says, near the limits too", "[core][decimal]") {
    std::mt19937_64 random{20140624};
    strings wrong;
    std::size_t kinds[4]{};
    for (int round = 0; round < 10000; ++round) {
        auto whole = random_digits(random, 24);
        if (round % 2 == 0) whole = round % 4 == 0 ? "9223372036854775807" : "9223372036854775808";
        whole.erase(0, std::min(whole.find_first_not_of('0'), whole.size() - 1));
        auto text = with_sign(random() % 2 == 0, whole);
        if (random() % 4 != 0) text.append(1, '.').append(random_digits(random, 24));
        if (random() % 2 == 0)
            text.append(1, random() % 2 == 0 ? 'e' : 'E')
                .append(std::to_string(static_cast<int>(random() % 51) - 25));
        int const power = static_cast<int>(random() % 7) - 3;
        for (auto const how : {rounding::exact, rounding::nearest}) {
            auto const expected = reference(text, power, how);
            ++kinds[static_cast<int>(expected.error)];
            if (scale_copy(text, power, how) != expected) wrong.push_back(text);
        }
    }
    CHECK(wrong == none);
    CHECK(kinds[0] > 1000);
    CHECK(kinds[1] == 0);
    CHECK(kinds[2] > 1000);
    CHECK(kinds[3] > 1000);
}

TEST_CASE("a million digits are a number like any other", "[core][decimal]") {
    std::string const zeros(1'000'000, '0');
    CHECK(scale_copy("0." + zeros + "1e1000001") == value(1));
    CHECK(scale_copy("-25" + zeros + "e-1000001", 0, rounding::nearest) == value(-3));
    CHECK(scale_copy("1." + zeros) == value(1));
    CHECK(scale_copy("1." + zeros + "1") == inexact);
    CHECK(scale_copy("1." + zeros + "1", 0, rounding::nearest) == value(1));
    CHECK(scale_copy("1" + zeros) == range);
    CHECK(scale_copy("1e" + zeros + "2") == value(100));
    CHECK(scale_copy("0e1" + zeros) == value(0));
    CHECK(scale_copy("1e1" + zeros) == range);
    CHECK(scale_copy("1e-1" + zeros) == inexact);
    CHECK(parse_integer(zeros + "7") == value(7));
}

TEST_CASE("integers are read back as they were written, with any number of places", "[core][decimal]") {
    std::mt19937_64 random{20141010};
    strings wrong;
    for (int round = 0; round < 20000; ++round) {
        auto const number = random_integer(random);
        if (!survives_everywhere(number)) wrong.push_back(std::to_string(number));
    }
    std::int64_t edge = 1;
    for (int digits = 1; digits < 19; ++digits, edge *= 10)
        for (std::int64_t const number : {edge - 1, edge, edge + 1, -edge + 1, -edge, -edge - 1})
            if (!survives_everywhere(number)) wrong.push_back(std::to_string(number));
    CHECK(wrong == none);
}

TEST_CASE("integers of a query are what std::from_chars reads", "[core][decimal]") {
    std::mt19937_64 random{19700101};
    strings wrong;
    for (int round = 0; round < 20000; ++round) {
        auto const text = with_sign(random() % 2 == 0, random_digits(random, 21));
        std::int64_t number = 0;
        auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
        auto const expected = error == std::errc{} ? value(number) : range;
        if (end != text.data() + text.size() || parse_integer(text) != expected) wrong.push_back(text);
    }
    CHECK(wrong == none);
}

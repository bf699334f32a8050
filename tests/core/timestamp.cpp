// SPDX-License-Identifier: BSL-1.0
//
// Instants: one table for the compiler and for the machine, and a thousand milliseconds in every spelling.
//
// The second opinions are integer arithmetic and, for the times we live in, a double. Decimals as such are
// tested in decimal.cpp.
#include <cognito_sync/core/timestamp.hpp>

#include "support/catch.hpp"

#include <charconv>
#include <chrono>
#include <cmath>
#include <cstdint>
#include <limits>
#include <memory>
#include <random>
#include <string>
#include <string_view>
#include <vector>

using namespace cognito_sync;

namespace {

constexpr std::int64_t earliest = -62135596800000;
constexpr std::int64_t latest = 253402300799999;

constexpr timestamp at(std::int64_t ms) { return timestamp{std::chrono::milliseconds{ms}}; }
constexpr parsed_timestamp ms(std::int64_t value) { return {at(value), decimal_error::none}; }
constexpr parsed_timestamp syntax{{}, decimal_error::syntax};
constexpr parsed_timestamp range{{}, decimal_error::range};

struct row {
    std::string_view text;
    parsed_timestamp expected;
};

constexpr row parsed[] = {
    {"1.412974057151E9", ms(1412974057151)},
    {"1412974057.244", ms(1412974057244)},
    {"1398796238", ms(1398796238000)},
    {"946845296", ms(946845296000)},
    {"1.391515262481E9", ms(1391515262481)},
    {"1391515262.481", ms(1391515262481)},
    {"1391515262", ms(1391515262000)},
    {"1391515262481e-3", ms(1391515262481)},
    {"1515531081.1234", ms(1515531081123)},
    {"18.4", ms(18400)},
    {"1000000000.000000001", ms(1000000000000)},
    {"2.2250738585072011e-308", ms(0)},
    {"0", ms(0)},
    {"-0", ms(0)},
    {"-0.0", ms(0)},
    {"0e999999999999", ms(0)},
    {"-0.5", ms(-500)},
    {"-1e-1", ms(-100)},
    {"-1.25", ms(-1250)},
    {"0.0005", ms(1)},
    {"-0.0005", ms(-1)},
    {"0.00049999", ms(0)},
    {"-0.00049999", ms(0)},
    {"0.0015", ms(2)},
    {"0.9995", ms(1000)},
    {"1e-999999999999999999999", ms(0)},

    {"253402300799.999", ms(latest)},
    {"253402300799.9994", ms(latest)},
    {"253402300799.99949999999999999999", ms(latest)},
    {"2.534023007999994E11", ms(latest)},
    {"-62135596800", ms(earliest)},
    {"-62135596800.0004", ms(earliest)},
    {"-621355968e2", ms(earliest)},

    {"253402300799.9995", range},
    {"253402300800", range},
    {"-62135596800.0005", range},
    {"-62135596800.001", range},
    {"-62135596801", range},
    {"1e18", range},
    {"-1e18", range},
    {"9223372036854775.807", range},
    {"9223372036854775.808", range},
    {"-9223372036854775.808", range},
    {"1e300", range},
    {"-1e300", range},
    {"1e999999999999999999999", range},

    {"", syntax},
    {"-", syntax},
    {"+1", syntax},
    {" 1", syntax},
    {"1 ", syntax},
    {"01", syntax},
    {"1.", syntax},
    {".5", syntax},
    {"1e", syntax},
    {"1515531081ABC", syntax},
    {"0x42", syntax},
    {"1515531081.123.456", syntax},
    {"Infinity", syntax},
    {"-Infinity", syntax},
    {"NaN", syntax},
    {"true", syntax},
    {"null", syntax},
    {"\"1515531081\"", syntax},
    {"1985-04-12T23:20:50Z", syntax},
    {"Tue, 29 Apr 2014 18:30:38 GMT", syntax},
};

struct formatted {
    std::int64_t value;
    std::string_view text;
};

constexpr formatted formats[] = {
    {1398796238000, "1398796238"},
    {1412974057151, "1412974057.151"},
    {1412974057150, "1412974057.15"},
    {1412974057100, "1412974057.1"},
    {1412974057001, "1412974057.001"},
    {1412974057010, "1412974057.01"},
    {0, "0"},
    {1, "0.001"},
    {-1, "-0.001"},
    {-500, "-0.5"},
    {-1000, "-1"},
    {-1250, "-1.25"},
    {-999, "-0.999"},
    {earliest, "-62135596800"},
    {latest, "253402300799.999"},
    {std::numeric_limits<std::int64_t>::max(), "9223372036854775.807"},
    {std::numeric_limits<std::int64_t>::min(), "-9223372036854775.808"},
};

constexpr bool tables_hold() {
    for (auto const& [text, expected] : parsed)
        if (parse_timestamp(text) != expected) return false;
    for (auto const& [value, text] : formats)
        if (format_timestamp(at(value)).view() != text) return false;
    return true;
}
static_assert(tables_hold());

static_assert(earliest_timestamp == at(earliest) && latest_timestamp == at(latest));
static_assert(earliest_timestamp == std::chrono::sys_days{std::chrono::year{1} / 1 / 1});
static_assert(latest_timestamp + std::chrono::milliseconds{1} ==
              std::chrono::sys_days{std::chrono::year{10000} / 1 / 1});
static_assert(ms(0) && !syntax && !range);

/// A copy without one byte of slack, so that a sanitizer sees a read behind the text.
parsed_timestamp parse_copy(std::string_view text) {
    std::unique_ptr<char[]> const copy{new char[text.size()]};
    text.copy(copy.get(), text.size());
    return parse_timestamp({copy.get(), text.size()});
}

std::int64_t count(parsed_timestamp const& parsed_value) {
    return parsed_value.value.time_since_epoch().count();
}

/// The value as text with the point `places` digits before its end, zeros and all.
std::string with_point(std::int64_t value, std::size_t places) {
    std::string digits = std::to_string(value < 0 ? -value : value);
    if (digits.size() <= places) digits.insert(0, places + 1 - digits.size(), '0');
    digits.insert(digits.size() - places, 1, '.');
    if (value < 0) digits.insert(0, 1, '-');
    return digits;
}

/// The shortest text of a millisecond count, from the long one.
std::string trimmed(std::string text) {
    text.erase(text.find_last_not_of('0') + 1);
    if (text.back() == '.') text.pop_back();
    return text;
}

std::int64_t random_between(std::mt19937_64& random, std::int64_t low, std::int64_t high) {
    return std::uniform_int_distribution<std::int64_t>{low, high}(random);
}

using strings = std::vector<std::string>;
strings const none;

}  // namespace

TEST_CASE("instants are read exactly from any spelling of a JSON number", "[core][timestamp]") {
    for (auto const& [text, expected] : parsed) {
        CAPTURE(text);
        CHECK(count(parse_copy(text)) == count(expected));
        CHECK(parse_copy(text).error == expected.error);
    }
    CHECK(tables_hold());
}

TEST_CASE("instants are written as seconds with as many digits as they need", "[core][timestamp]") {
    for (auto const& [value, text] : formats) {
        CAPTURE(value);
        CHECK(format_timestamp(at(value)).view() == text);
    }
}

TEST_CASE("each millisecond of a second is read from every spelling and written in one",
          "[core][timestamp]") {
    strings wrong;
    for (std::int64_t value = 1412974056500; value < 1412974057500; ++value) {
        auto const digits = std::to_string(value);
        auto const plain = with_point(value, 3);
        auto const java = trimmed(digits.substr(0, 1) + "." + digits.substr(1)) + "E9";
        for (auto const& text :
             {plain, trimmed(plain), java, digits + "e-3", digits + "00E-5", with_point(-value, 3)})
            if (parse_copy(text) != ms(text[0] == '-' ? -value : value)) wrong.push_back(text);
        if (format_timestamp(at(value)).view() != trimmed(plain)) wrong.push_back(plain);
    }
    CHECK(wrong == none);
}

TEST_CASE("finer fractions are rounded to the nearest millisecond, ties away from zero",
          "[core][timestamp]") {
    std::mt19937_64 random{20140624};
    strings wrong;
    for (int round = 0; round < 20000; ++round) {
        auto const micros =
            random_between(random, earliest * 1000, latest * 1000) / (round % 2 == 0 ? 1 : 1'000'000'000);
        auto const up = (micros < 0 ? -micros : micros) + 500;
        auto const expected = micros < 0 ? -(up / 1000) : up / 1000;
        auto const text = with_point(micros, 6);
        if (parse_copy(text) != ms(expected)) wrong.push_back(text);
        if (parse_copy(std::to_string(micros) + "e-6") != ms(expected)) wrong.push_back(text);
    }
    CHECK(wrong == none);
}

TEST_CASE("instants are read back as they were written, and written as they were read", "[core][timestamp]") {
    std::mt19937_64 random{20141010};
    strings wrong;
    for (int round = 0; round < 20000; ++round) {
        auto const value = random_between(random, earliest, latest) / (round % 2 == 0 ? 1 : 1'000'000'000);
        auto const text = format_timestamp(at(value));
        auto const back = parse_copy(text);
        if (back != ms(value) || text.view() != trimmed(with_point(value, 3)) ||
            format_timestamp(back.value).view() != text.view())
            wrong.push_back(std::to_string(value));
    }
    CHECK(wrong == none);
}

TEST_CASE("milliseconds of our times are what a rounded double gives", "[core][timestamp]") {
    std::mt19937_64 random{19700101};
    strings wrong;
    for (int round = 0; round < 20000; ++round) {
        auto const text = with_point(random_between(random, -4'000'000'000'000, 4'000'000'000'000), 3);
        double seconds = 0;
        std::from_chars(text.data(), text.data() + text.size(), seconds);
        if (count(parse_copy(text)) != std::llround(seconds * 1000)) wrong.push_back(text);
    }
    CHECK(wrong == none);
}

TEST_CASE("any instant is written, and what lies outside the years 1 to 9999 is not read back",
          "[core][timestamp]") {
    std::mt19937_64 random{99991231};
    strings wrong;
    std::size_t outside = 0;
    for (int round = 0; round < 20000; ++round) {
        auto const value = static_cast<std::int64_t>(random() >> (random() % 20)) * (round % 2 == 0 ? 1 : -1);
        bool const inside = earliest <= value && value <= latest;
        outside += !inside;
        if (parse_copy(format_timestamp(at(value))) != (inside ? ms(value) : range))
            wrong.push_back(std::to_string(value));
    }
    CHECK(wrong == none);
    CHECK((1000 < outside && outside < 20000));
}

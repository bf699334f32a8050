// SPDX-License-Identifier: BSL-1.0
//
// Percent-encoding: every byte, every pair of bytes behind a '%', every place of a byte in a block.
//
// Boost.URL is the second opinion. Buffers are of the exact size and on the heap, so that a sanitizer sees
// one byte too many.
#include <cognito_sync/core/percent.hpp>

#include "support/catch.hpp"

#include <boost/url/decode_view.hpp>
#include <boost/url/encode.hpp>
#include <boost/url/pct_string_view.hpp>
#include <boost/url/rfc/unreserved_chars.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <memory>
#include <random>
#include <string>
#include <string_view>
#include <vector>

using namespace cognito_sync;
using namespace std::string_view_literals;

namespace {

constexpr auto npos = std::string_view::npos;
constexpr std::string_view unreserved = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";

constexpr char byte(unsigned value) { return static_cast<char>(value); }
constexpr bool is_hex(char c) { return "0123456789abcdefABCDEF"sv.find(c) != npos; }

/// Encodes and decodes in fixed buffers, for constant evaluation; 64 bytes of text at most.
constexpr bool encodes(std::string_view text, std::string_view encoded) {
    std::array<char, 192> out{};
    char const* const end = percent_encode(text, out.data());
    return percent_encoded_size(text) == encoded.size() &&
           std::string_view{out.data(), static_cast<std::size_t>(end - out.data())} == encoded;
}

constexpr bool decodes(std::string_view encoded, std::string_view text, std::size_t bad = npos) {
    std::array<char, 192> out{};
    return percent_decode(encoded, out.data()) == percent_decoded{text.size(), bad} &&
           std::string_view{out.data(), text.size()} == text;
}

/// A copy without one byte of slack.
struct exact {
    explicit exact(std::string_view text) : exact(text.size()) {
        std::copy(text.begin(), text.end(), data.get());
    }
    explicit exact(std::size_t n) : data(new char[n]), size(n) {}
    std::string_view view() const { return {data.get(), size}; }

    std::unique_ptr<char[]> data;
    std::size_t size;
};

std::string encoded(std::string_view text) {
    exact const in{text};
    exact const out{percent_encoded_size(in.view())};
    if (percent_encode(in.view(), out.data.get()) != out.data.get() + out.size) return "the size is wrong";
    return std::string{out.view()};
}

struct decoding {
    std::string text;
    std::size_t bad;
};

decoding decoded(std::string_view text) {
    exact const in{text};
    exact const out{in.size};
    auto const [size, bad] = percent_decode(in.view(), out.data.get());
    return {std::string{out.view().substr(0, size)}, bad};
}

/// Byte by byte, from the list of what is unreserved.
std::string reference(std::string_view text) {
    std::string out;
    for (char const c : text) {
        if (unreserved.find(c) != npos) {
            out += c;
        } else {
            auto const value = static_cast<unsigned char>(c);
            out += {'%', "0123456789ABCDEF"[value / 16], "0123456789ABCDEF"[value % 16]};
        }
    }
    return out;
}

std::string boost_encoded(std::string_view text) {
    std::string out(boost::urls::encoded_size(text, boost::urls::unreserved_chars), '\0');
    boost::urls::encode(out.data(), out.size(), text, boost::urls::unreserved_chars);
    return out;
}

/// Boost's decoding; `bad` is 0 for whatever it refuses, since it does not say where.
decoding boost_decoded(std::string_view text) {
    auto const checked = boost::urls::make_pct_string_view(text);
    if (!checked) return {"", 0};
    auto const view = **checked;
    return {std::string(view.begin(), view.end()), npos};
}

std::string random_text(std::mt19937& random, std::string_view alphabet, std::size_t longest) {
    std::string text(random() % (longest + 1), '\0');
    for (char& c : text) c = alphabet.empty() ? byte(random() % 256) : alphabet[random() % alphabet.size()];
    return text;
}

using strings = std::vector<std::string>;
strings const none;

struct pair {
    std::string_view text, encoded;
};

constexpr pair both_ways[] = {
    {"", ""},
    {"list", "list"},
    {unreserved.substr(0, 64), unreserved.substr(0, 64)},
    {"us-east-1:23ec4050-6aea-7089-a2dd-08002be2ff1d", "us-east-1%3A23ec4050-6aea-7089-a2dd-08002be2ff1d"},
    {"a b", "a%20b"},
    {"a+b/c==", "a%2Bb%2Fc%3D%3D"},
    {"100%", "100%25"},
    {"%2525", "%252525"},
    {"..", ".."},
    {"\0"sv, "%00"},
    {"a\0b"sv, "a%00b"},
    {"\r\nX: y", "%0D%0AX%3A%20y"},
    {"\xE2\x82\xAC", "%E2%82%AC"},
    {"\xFF\x80\x7F\xC0", "%FF%80%7F%C0"},
    {"@[`{^~_", "%40%5B%60%7B%5E~_"},
    {"/09:,-.", "%2F09%3A%2C-."},
};

struct decoded_row {
    std::string_view encoded, text;
    std::size_t bad = npos;
};

constexpr decoded_row decoded_only[] = {
    {"%3a%3A", "::"},
    {"%e2%82%Ac", "\xE2\x82\xAC"},
    {"%252e%252e", "%2e%2e"},
    {"a+b", "a+b"},
    {":/?#[]@!$&'()*,;= \xFF", ":/?#[]@!$&'()*,;= \xFF"},
    {"%", "", 0},
    {"%4", "", 0},
    {"%%%%", "", 0},
    {"%zz", "", 0},
    {"%-0", "", 0},
    {"%-1", "", 0},
    {"%+5", "", 0},
    {"% 5", "", 0},
    {"%5 ", "", 0},
    {"%0x41", "", 0},
    {"%4%41", "", 0},
    {"%u0041", "", 0},
    {"%\0"sv, "", 0},
    {"%4\0"sv, "", 0},
    {"%\xC1\xB1", "", 0},
    {"a%4g", "a", 1},
    {"%41%4", "A", 3},
    {"%41bc%", "Abc", 5},
    {"0123456789abcdef0123%zz%zz", "0123456789abcdef0123", 20},
};

constexpr bool tables_hold() {
    for (auto const& [text, code] : both_ways)
        if (!encodes(text, code) || !decodes(code, text)) return false;
    for (auto const& [code, text, bad] : decoded_only)
        if (!decodes(code, text, bad)) return false;
    return true;
}
static_assert(tables_hold());

constexpr bool is_unreserved_as_listed() {
    for (unsigned value = 0; value < 256; ++value)
        if (is_unreserved(byte(value)) != (unreserved.find(byte(value)) != npos)) return false;
    return true;
}
static_assert(is_unreserved_as_listed());

constexpr bool each_byte_alone() {
    for (unsigned value = 0; value < 256; ++value) {
        char const text[] = {byte(value)};
        char const code[] = {'%', "0123456789ABCDEF"[value / 16], "0123456789ABCDEF"[value % 16]};
        char const lower[] = {'%', "0123456789abcdef"[value / 16], "0123456789abcdef"[value % 16]};
        bool const raw = unreserved.find(text[0]) != npos;
        if (!encodes({text, 1}, raw ? std::string_view{text, 1} : std::string_view{code, 3})) return false;
        if (!decodes({code, 3}, {text, 1}) || !decodes({lower, 3}, {text, 1})) return false;
    }
    return true;
}
static_assert(each_byte_alone());

/// One reserved byte at each place of a text of 37: two blocks of sixteen and a tail.
constexpr bool each_place() {
    for (std::size_t place = 0; place < 37; ++place) {
        std::array<char, 37> text{};
        std::array<char, 39> code{};
        for (std::size_t at = 0; at < 37; ++at) text[at] = unreserved[at];
        for (std::size_t at = 0; at < 39; ++at)
            code[at] = unreserved[at < place ? at : at - 2 * (at >= place + 3)];
        text[place] = ':';
        code[place] = '%', code[place + 1] = '3', code[place + 2] = 'A';
        if (!encodes({text.data(), 37}, {code.data(), 39})) return false;
        if (!decodes({code.data(), 39}, {text.data(), 37})) return false;
    }
    return true;
}
static_assert(each_place());

}  // namespace

TEST_CASE("the unreserved bytes are the letters, the digits and - . _ ~", "[core][percent]") {
    CHECK(is_unreserved_as_listed());
}

TEST_CASE("texts and their percent-encoding, both ways", "[core][percent]") {
    for (auto const& [text, code] : both_ways) {
        CAPTURE(code);
        CHECK(encoded(text) == code);
        CHECK(decoded(code).text == text);
        CHECK(decoded(code).bad == npos);
    }
    CHECK(tables_hold());
    CHECK(each_place());
}

TEST_CASE("decoding copies what is no escape and stops at the first bad one", "[core][percent]") {
    for (auto const& [code, text, bad] : decoded_only) {
        CAPTURE(code);
        CHECK(decoded(code).text == text);
        CHECK(decoded(code).bad == bad);
    }
}

TEST_CASE("decoding leaves what follows its result alone", "[core][percent]") {
    std::string out = "........";
    CHECK(percent_decode("%41%42", out.data()) == percent_decoded{2, npos});
    CHECK(out == "AB......");
}

TEST_CASE("a view without data is an empty text", "[core][percent]") {
    char out = '!';
    CHECK(percent_encode({}, &out) == &out);
    CHECK(percent_decode({}, &out) == percent_decoded{0, npos});
    CHECK(percent_encoded_size({}) == 0);
    CHECK(out == '!');
}

TEST_CASE("each byte alone is escaped unless unreserved, and read in both cases", "[core][percent]") {
    CHECK(each_byte_alone());
    strings wrong;
    for (unsigned value = 0; value < 256; ++value) {
        std::string const text(1, byte(value));
        auto const code = encoded(text);
        if (code != reference(text) || code != boost_encoded(text) || decoded(code).text != text)
            wrong.push_back(code);
    }
    CHECK(wrong == none);
}

TEST_CASE("of all pairs of bytes behind a percent sign just the pairs of hex digits are read",
          "[core][percent]") {
    strings wrong;
    std::size_t good = 0;
    for (unsigned value = 0; value < 65536; ++value) {
        std::string const text{'%', byte(value / 256), byte(value % 256)};
        bool const valid = is_hex(text[1]) && is_hex(text[2]);
        auto const [result, bad] = decoded(text);
        auto const second = boost_decoded(text);
        good += valid;
        bool const right =
            valid
                ? bad == npos &&
                      result ==
                          std::string(1, byte(static_cast<unsigned>(std::stoi(text.substr(1), nullptr, 16))))
                : bad == 0 && result.empty();
        if (!right || second.text != result || (second.bad == npos) != valid) wrong.push_back(text);
    }
    CHECK(wrong == none);
    CHECK(good == 22 * 22);
}

TEST_CASE("each byte at each place of short and long texts is encoded as the reference does",
          "[core][percent]") {
    strings wrong;
    for (std::size_t const size : {1u, 7u, 15u, 16u, 17u, 31u, 32u, 33u, 49u})
        for (std::size_t place = 0; place < size; ++place)
            for (unsigned value = 0; value < 256; ++value) {
                std::string text{unreserved.substr(0, size)};
                text[place] = byte(value);
                auto const code = encoded(text);
                if (code != reference(text) || decoded(code).text != text) wrong.push_back(code);
            }
    CHECK(wrong == none);
}

TEST_CASE("random bytes survive the round trip and agree with Boost.URL", "[core][percent]") {
    std::mt19937 random{20140624};
    strings wrong;
    for (int round = 0; round < 20000; ++round) {
        auto const text =
            random_text(random, round % 2 == 0 ? ""sv : "abcdefghijklmnopqrstuvwxyz0123456789-:"sv, 100);
        auto const code = encoded(text);
        bool const sized = text.size() <= code.size() && code.size() <= 3 * text.size();
        auto const [back, bad] = decoded(code);
        if (!sized || code != reference(text) || code != boost_encoded(text) || back != text || bad != npos)
            wrong.push_back(code);
    }
    CHECK(wrong == none);
}

TEST_CASE("random escapes, good and bad, are judged as Boost.URL judges them", "[core][percent]") {
    std::mt19937 random{20141010};
    strings wrong;
    std::size_t refused = 0;
    for (int round = 0; round < 20000; ++round) {
        auto const text = random_text(random, "%%%0123456789abcdefABCDEF+xyz"sv, round % 2 == 0 ? 6 : 40);
        auto const [result, bad] = decoded(text);
        auto const second = boost_decoded(text);
        bool const same = bad == npos ? second.bad == npos && second.text == result : second.bad != npos;
        // What stands before the bad escape is good by itself, and all of it was written.
        bool const stopped = bad == npos || (text[bad] == '%' && decoded(text.substr(0, bad)).bad == npos &&
                                             decoded(text.substr(0, bad)).text == result);
        refused += bad != npos;
        if (!same || !stopped) wrong.push_back(text);
    }
    CHECK(wrong == none);
    CHECK((2000 < refused && refused < 19000));
}

TEST_CASE("appending keeps what is there and asks for no byte more than the result has", "[core][percent]") {
    std::string out = "/datasets/";
    append_percent_encoded(out, "a:b");
    append_percent_encoded(out, "");
    CHECK(out == "/datasets/a%3Ab");

    std::string const many(1000, ':');
    std::string full;
    full.reserve(3000);
    char const* const before = full.data();
    append_percent_encoded(full, many);
    CHECK(full.data() == before);
    CHECK(full.size() == 3000);
    CHECK(decoded(full).text == many);
}

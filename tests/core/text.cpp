// SPDX-License-Identifier: BSL-1.0
//
// The constraint on a string shape: lengths in code points at their exact bounds, the order of judgement, and
// its sentences.
#include <cognito_sync/core/text.hpp>

#include <optional>
#include <string>
#include <string_view>

#include "support/catch.hpp"

namespace {

using namespace cognito_sync;
using namespace std::string_view_literals;
using kind_t = defect::kind_t;

constexpr text anything{};
constexpr text two_to_four{.min = 2, .max = 4};
constexpr text name{.min = 1, .max = 128, .pattern = regex<R"([a-zA-Z0-9_.:-]+)">};
constexpr text id{.min = 1, .max = 55, .pattern = regex<R"([\w-]+:[0-9a-f-]+)">};
constexpr text arn{.min = 20, .max = 2048, .pattern = regex<R"(arn:aws:iam::\d+:role/.*)">};
constexpr text letters{.max = 3, .pattern = regex<"[a-z]*">};

struct row {
    text const& shape;
    std::string_view value;
    std::optional<defect> found;
    std::string_view sentence;
};

constexpr std::optional<defect> fine{};
constexpr defect too_short(std::size_t length) { return {kind_t::too_short, 0, length}; }
constexpr defect too_long(std::size_t length) { return {kind_t::too_long, 0, length}; }
constexpr defect misfit(std::size_t offset, std::size_t length) { return {kind_t::pattern, offset, length}; }

constexpr row table[] = {
    {anything, "", fine, ""},
    {anything, "\xFF\0\n"sv, fine, ""},
    {two_to_four, "", too_short(0), "it is empty"},
    {two_to_four, "a", too_short(1), "it has 1 character, 1 fewer than the 2 required"},
    {two_to_four, "ab", fine, ""},
    {two_to_four, "abcd", fine, ""},
    {two_to_four, "abcde", too_long(5), "it has 5 characters, 1 more than the 4 allowed"},
    {two_to_four, "abcdefghijklmnopqrstuvwxyz", too_long(26),
     "it has 26 characters, 22 more than the 4 allowed"},
    {two_to_four, "\xC3\xA9", too_short(1), "it has 1 character, 1 fewer than the 2 required"},  // two bytes
    {two_to_four, "\xC3\xA9\xC3\xA9\xC3\xA9\xC3\xA9", fine, ""},
    {two_to_four, "\xC3\xA9\xC3\xA9\xC3\xA9\xC3\xA9x", too_long(5),
     "it has 5 characters, 1 more than the 4 allowed"},
    {two_to_four, "\xE2\x82\xAC", too_short(1),
     "it has 1 character, 1 fewer than the 2 required"},  // three bytes
    {two_to_four, "\xE2\x82\xAC\xE2\x82\xAC\xE2\x82\xAC\xE2\x82\xAC", fine, ""},
    {two_to_four, "\xF0\x9F\x98\x80", too_short(1),
     "it has 1 character, 1 fewer than the 2 required"},  // four bytes
    {two_to_four, "\xF0\x9F\x98\x80\xF0\x9F\x98\x80\xF0\x9F\x98\x80\xF0\x9F\x98\x80", fine, ""},
    {two_to_four, "\xF0\x9F\x98\x80\xF0\x9F\x98\x80\xF0\x9F\x98\x80\xF0\x9F\x98\x80z", too_long(5),
     "it has 5 characters, 1 more than the 4 allowed"},
    {two_to_four, "\xFF", too_short(1),
     "it has 1 character, 1 fewer than the 2 required"},  // each stray byte is one
    {two_to_four, "\xFF\xC3\x80\x80\x80", fine, ""},
    {two_to_four, "\xFF\xFF\xFF\xFF\xFF", too_long(5), "it has 5 characters, 1 more than the 4 allowed"},
    {name, "photos:2014", fine, ""},
    {name, "", too_short(0), "it is empty"},
    {name, "a/b", misfit(1, 3), "'/' at offset 1 does not fit the pattern [a-zA-Z0-9_.:-]+"},
    {name, "caf\xC3\xA9", misfit(3, 4), "0xC3 at offset 3 does not fit the pattern [a-zA-Z0-9_.:-]+"},
    {name, "a\n", misfit(1, 2), "0x0A at offset 1 does not fit the pattern [a-zA-Z0-9_.:-]+"},
    {name, "\0"sv, misfit(0, 1), "0x00 at offset 0 does not fit the pattern [a-zA-Z0-9_.:-]+"},
    {name, "a\x7F", misfit(1, 2), "0x7F at offset 1 does not fit the pattern [a-zA-Z0-9_.:-]+"},
    {name, " ", misfit(0, 1), "' ' at offset 0 does not fit the pattern [a-zA-Z0-9_.:-]+"},
    {name, "~", misfit(0, 1), "'~' at offset 0 does not fit the pattern [a-zA-Z0-9_.:-]+"},
    {id, "us-east-1:0a1b", fine, ""},
    {id, "us-east-1", misfit(9, 9), R"(it ends too early for the pattern [\w-]+:[0-9a-f-]+)"},
    {id, "us-east-1:0A1B", misfit(11, 14), R"('A' at offset 11 does not fit the pattern [\w-]+:[0-9a-f-]+)"},
    {arn, "arn:aws:iam::1:role/", fine, ""},
    {arn, "arn:aws:iam::1:role", too_short(19), "it has 19 characters, 1 fewer than the 20 required"},
    {arn, "arn:aws:iam::1:role/x\ny", misfit(21, 23),
     R"(0x0A at offset 21 does not fit the pattern arn:aws:iam::\d+:role/.*)"},
    {letters, "", fine, ""},
    {letters, "abcd", too_long(4), "it has 4 characters, 1 more than the 3 allowed"},
    {letters, "ABCD", too_long(4),
     "it has 4 characters, 1 more than the 3 allowed"},  // the length is judged first
};

constexpr bool holds(row const& r) {
    bool const length_is_fine = !r.found || r.found->kind == kind_t::pattern;
    return r.shape.check(r.value) == r.found && r.shape.accepts(r.value) == !r.found &&
           r.shape.length_accepts(r.value) == length_is_fine;
}

constexpr bool all_hold() {
    for (row const& r : table)
        if (!holds(r)) return false;
    return true;
}

static_assert(all_hold());

constexpr std::string_view hint_for_shouting(std::string_view value) noexcept {
    return value.find('!') != value.npos ? "do not shout" : "";
}

constexpr text polite{.min = 1, .pattern = regex<"[a-z]+">, .hint = hint_for_shouting};

}  // namespace

TEST_CASE("a shape accepts what its length and pattern accept, and names the first constraint broken",
          "[core][text]") {
    for (row const& r : table) {
        INFO("row " << (&r - table));
        CHECK(holds(r));
    }
}

TEST_CASE("what is wrong is said in one sentence, and nothing is said of what is right", "[core][text]") {
    for (row const& r : table) CHECK(r.shape.explain(r.value) == r.sentence);
}

TEST_CASE("lengths are exact at both bounds, for characters of every size", "[core][text]") {
    for (std::string_view const character :
         {"a"sv, "\xC3\xA9"sv, "\xE2\x82\xAC"sv, "\xF0\x9F\x98\x80"sv, "\xFF"sv}) {
        std::string value;
        for (std::size_t length = 0; length < 40; ++length, value += character)
            for (std::size_t bound = 0; bound < 40; ++bound) {
                REQUIRE(text{.min = bound}.accepts(value) == (length >= bound));
                REQUIRE(text{.max = bound}.accepts(value) == (length <= bound));
                REQUIRE(text{.min = bound, .max = bound}.length_accepts(value) == (length == bound));
            }
    }
}

TEST_CASE("a hint is appended where the pattern refuses, and only there", "[core][text]") {
    CHECK(polite.explain("hi!") == "'!' at offset 2 does not fit the pattern [a-z]+; do not shout");
    CHECK(polite.explain("Hi") == "'H' at offset 0 does not fit the pattern [a-z]+");
    CHECK(polite.explain("hi") == "");
    CHECK(polite.explain("") == "it is empty");
    CHECK(text{.max = 1, .hint = hint_for_shouting}.explain("!!") ==
          "it has 2 characters, 1 more than the 1 allowed");
}

TEST_CASE("a sentence never repeats the value", "[core][text]") {
    std::string const secret = "do-not-log-this";
    CHECK(name.explain(secret + '\x1B').find(secret) == std::string::npos);
    CHECK(name.explain(std::string(200, 'x')).find("xx") == std::string::npos);
    CHECK(name.explain(secret + '\x1B') == "0x1B at offset 15 does not fit the pattern [a-zA-Z0-9_.:-]+");
}

TEST_CASE("a text of a mebibyte is refused by its length, and not a byte of it is read", "[core][text]") {
    // Constant evaluation refuses to read past the one byte that there is.
    static constexpr char one[1]{'a'};
    STATIC_REQUIRE_FALSE(name.accepts({one, std::size_t{1} << 20}));
    STATIC_REQUIRE_FALSE(id.accepts({one, std::size_t{1} << 20}));

    std::string const huge(std::size_t{1} << 20, 'a');
    for (text const& shape : {name, id, arn}) CHECK_FALSE(shape.accepts(huge));
    CHECK(name.explain(huge) == "it has 1048576 characters, 1048448 more than the 128 allowed");
}

// SPDX-License-Identifier: BSL-1.0
//
// Every way of matching against std::regex: all texts up to a length over twelve symbols, for patterns that
// together use every construct of the dialect. std::regex reads char by char in the "C" locale, where it
// means the same; its "." stops at LF and CR too, and neither engine sees U+2028 in the bytes E2 80 A8.
// Patterns on which it takes exponential time are in pattern.cpp.
#include <cognito_sync/core/pattern.hpp>

#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC diagnostic ignored "-Wmaybe-uninitialized"  // g++ 12 with sanitizers suspects <regex>
#endif

#include <cstddef>
#include <memory>
#include <regex>
#include <string>
#include <string_view>

#include "support/catch.hpp"
#include "support/naive_pattern.hpp"

namespace {

namespace cs = cognito_sync;
namespace engine = cognito_sync::detail::engine;
using namespace std::string_view_literals;

/// Letters of both cases, digits, marks, a blank, both line ends, NUL, and a byte beyond ASCII.
constexpr std::string_view general = "abF09-:_.\n\0\xC3"sv;

/// The text in a block of the heap that is exactly as long, for the address sanitizer.
class exact_copy {
public:
    explicit exact_copy(std::string_view text) : bytes_(new char[text.size()]), size_(text.size()) {
        text.copy(bytes_.get(), size_);
    }
    std::string_view view() const { return {bytes_.get(), size_}; }

private:
    std::unique_ptr<char[]> bytes_;
    std::size_t size_;
};

template <cs::detail::pattern_literal Spelling>
bool all_ways_say(std::string_view text, bool expected) {
    return cs::regex<Spelling>.matches(text) == expected &&
           cs::detail::matches_bytewise<Spelling>(text) == expected &&
           cs::detail::matches_blockwise<Spelling, engine::word_block>(text) == expected &&
           cs::detail::matches_blockwise<Spelling, engine::native_block>(text) == expected;
}

/// Calls `visit` with `prefix` followed by each text of at most `length` symbols.
template <class Visit>
void for_each_text(std::string& prefix, std::string_view alphabet, std::size_t length, Visit const& visit) {
    visit(prefix);
    if (length == 0) return;
    for (char const symbol : alphabet) {
        prefix.push_back(symbol);
        for_each_text(prefix, alphabet, length - 1, visit);
        prefix.pop_back();
    }
}

struct tally {
    std::size_t texts = 0;
    std::size_t matching = 0;
    std::string disagreement;
};

template <cs::detail::pattern_literal Spelling>
tally compare(std::string_view alphabet = general, std::size_t length = 4, std::string prefix = {}) {
    static std::regex const peer(std::string(Spelling.view()), std::regex::ECMAScript);
    tally all;
    for_each_text(prefix, alphabet, length, [&](std::string const& text) {
        exact_copy const exact(text);
        bool const expected = std::regex_match(text, peer);
        ++all.texts;
        if (expected) ++all.matching;
        if (all.disagreement.empty() && !all_ways_say<Spelling>(exact.view(), expected))
            all.disagreement = "text: " + text;
    });
    return all;
}

/// Agreement on all texts, some of which match and some of which do not.
template <cs::detail::pattern_literal Spelling>
void agrees(std::string_view alphabet = general, std::size_t length = 4, std::string const& prefix = {}) {
    INFO(Spelling.view());
    tally const all = compare<Spelling>(alphabet, length, prefix);
    CHECK(all.disagreement == "");
    CHECK(all.matching > 0);
    CHECK(all.matching < all.texts);
}

}  // namespace

TEST_CASE("single bytes, classes and escapes mean what std::regex says", "[core][pattern]") {
    agrees<"a">();
    agrees<"ab">();
    agrees<".">();
    agrees<"..">();
    agrees<R"(\d)">();
    agrees<R"(\D\d)">();
    agrees<R"(\w+)">();
    agrees<R"(\W+)">();
    agrees<R"(\s)">("a \t\n\v\f\r\0\xC2\xA0\x1C_"sv);
    agrees<R"(\S+\s)">("a \t\n\v\f\r\0\xC2\xA0\x1C_"sv);
    agrees<R"(\.\-\:\/)">("./-:a\\"sv);
    agrees<R"(\t\n)">("tn\t\n\\"sv);
    agrees<R"([\v\f\r\0]+)">("vf\v\f\r\n\0"sv);
    agrees<R"(\x41\x7a|\x2D)">("Az-x4"sv);
    agrees<R"(\\|\[|\]|\{|\}|\(|\)|\*|\+|\?|\||\^|\$)">("\\[]{}()*+?|^$"sv, 2);
    agrees<R"([a-f0-9]+)">();
    agrees<R"([^a-f]+)">();
    agrees<R"([^\n]*)">();
    agrees<R"([\w-]*)">();
    agrees<R"([\w.]+[^\w])">();
    agrees<R"([-a]+)">();
    agrees<R"([a-]+)">();
    agrees<R"([+--]+)">("+,-.a"sv);
    agrees<R"([*.()|?+$]+)">("*.()|?+$^a"sv, 3);
    agrees<R"([\]\\]+)">("]\\[a"sv);
    agrees<R"([\x30-\x39]+)">();
    agrees<R"([a^]+)">("a^b"sv);
    agrees<R"([\d_a-b.]{2})">();
}

TEST_CASE("groups, alternatives and quantifiers mean what std::regex says", "[core][pattern]") {
    agrees<"a*">();
    agrees<"a+">();
    agrees<"a?">();
    agrees<"a{2}">();
    agrees<"a{2,}">();
    agrees<"a{1,3}">();
    agrees<"a{0,2}b">();
    agrees<"a{0}b">();
    agrees<"ba{0,}">();
    agrees<"(ab)*">();
    agrees<"(ab)+">();
    agrees<"(?:ab)?a">();
    agrees<"(a|b)*-">();
    agrees<"(a|bF|0)+">();
    agrees<"a|b|">();
    agrees<"(|a)b">();
    agrees<"()a">();
    agrees<"(a*)*">();
    agrees<"(a?b?)*-">();
    agrees<"(a+b)+">();
    agrees<"(ab*)+">();
    agrees<"(ab*){2}">();
    agrees<"(a|ab)(b|F)?">();
    agrees<"((a|b){1,2}-)*">();
    agrees<"(a{2}|b){2}">();
    agrees<"a*b*-*">();
    agrees<"a*a">();
    agrees<"a+[ab]">();
    agrees<"[ab]+a">();
    agrees<"a*b?a*">();
    agrees<"(a|b)*a(a|b)">();
    agrees<"(a|b)*a(a|b)(a|b)">("ab-"sv, 7);
    agrees<"^a+$">();
    agrees<"^(a|b)$">();
    agrees<"^$">();
    agrees<"^a|b$">();
    agrees<".*a">();
    agrees<".*-.*">();
    agrees<"[^-]*-[^-]*">();
    agrees<R"(\d{2}-?\d*)">();
    agrees<R"((\w|-)+:(\d|[a-f])+)">();
    agrees<R"(-?(0|[1-9]\d*)(\.\d+)?(e-?\d+)?)">("0159-.ea"sv, 5);
    agrees<R"((\d{1,2}\.){1,3}\d)">("019.-"sv, 6);
}

TEST_CASE("the model's patterns mean what std::regex says", "[core][pattern]") {
    agrees<R"([\w-]+:[0-9a-f-]+)">(general, 5);
    agrees<R"([\w-]+:[0-9a-f-]+)">(general, 4, "us-east-1:0123456789");
    agrees<R"([a-zA-Z0-9_.:-]+)">();
    agrees<R"([a-zA-Z0-9_.:-]+)">(general, 3, "abcdefghijklmnopqrstuvwxyz");
    agrees<R"(arn:aws:sns:[-0-9a-z]+:\d+:app/[A-Z_]+/[a-zA-Z0-9_.-]+)">(general, 3,
                                                                        "arn:aws:sns:us-1:12:app/G_/");
    agrees<R"(arn:aws:iam::\d+:role/.*)">(general, 4, "arn:aws:iam::1:role/");
}

TEST_CASE("the model's patterns mean what the loops written by hand say", "[core][pattern]") {
    auto const compare_with = [](auto spelled, auto by_hand, std::string prefix, std::string_view alphabet) {
        std::size_t texts = 0, disagreements = 0;
        for_each_text(prefix, alphabet, 4, [&](std::string const& text) {
            ++texts;
            if (!spelled(text, by_hand(text))) ++disagreements;
        });
        CHECK(texts > 1'000);
        CHECK(disagreements == 0);
    };
    compare_with(all_ways_say<R"([\w-]+:[0-9a-f-]+)">, naive::is_id, "", general);
    compare_with(all_ways_say<R"([a-zA-Z0-9_.:-]+)">, naive::is_dataset_name, "", general);
    for (std::string const start : {"arn:aws:sns:", "arn:aws:sns:u", "arn:aws:sns:u:1",
                                    "arn:aws:sns:u:1:app/", "arn:aws:sns:u:1:app/A"})
        compare_with(all_ways_say<R"(arn:aws:sns:[-0-9a-z]+:\d+:app/[A-Z_]+/[a-zA-Z0-9_.-]+)">,
                     naive::is_application_arn, start, ":1a-Z_/.ap\n\0"sv);
    for (std::string const start : {"arn:aws:iam:", "arn:aws:iam::1", "arn:aws:iam::1:role"})
        compare_with(all_ways_say<R"(arn:aws:iam::\d+:role/.*)">, naive::is_role_arn, start,
                     ":1/r\n\r\0\xC3 ole"sv);
}

TEST_CASE("a byte that does not fit is found at every place of texts of every length up to four blocks",
          "[core][pattern]") {
    constexpr std::string_view id = "us-east-1_west:0123456789abcdef-0123-4567-89ab-cdef0123456789abcdef";
    for (std::size_t size = 0; size <= id.size(); ++size) {
        exact_copy const whole(id.substr(0, size));
        REQUIRE(all_ways_say<R"([\w-]+:[0-9a-f-]+)">(whole.view(), naive::is_id(whole.view())));
        REQUIRE(all_ways_say<R"([a-zA-Z0-9_.:-]+)">(whole.view(), size > 0));
        for (std::size_t at = 0; at < size; ++at) {
            std::string broken(id.substr(0, size));
            for (char const byte :
                 {'/', ':', '@', '[', '`', '{', 'G', 'g', '\0', '\x7F', '\x80', '\xBA', '\xE1', '\xFF'}) {
                broken[at] = byte;
                exact_copy const exact(broken);
                REQUIRE(all_ways_say<R"([\w-]+:[0-9a-f-]+)">(exact.view(), naive::is_id(broken)));
                REQUIRE(all_ways_say<R"([a-zA-Z0-9_.:-]+)">(exact.view(), naive::is_dataset_name(broken)));
            }
        }
    }
}

TEST_CASE("a block tests each of the 256 bytes as its class says", "[core][pattern]") {
    auto const each_byte = [](auto says, auto const& set) {
        for (unsigned byte = 0; byte < 256; ++byte)
            for (std::size_t const size : {1U, 5U, 8U, 9U, 16U, 17U}) {
                exact_copy const text(std::string(size, static_cast<char>(byte)));
                INFO("byte " << byte);
                REQUIRE(says(text.view(), set.contains(static_cast<char>(byte))));
            }
    };
    each_byte(all_ways_say<R"(\d+)">, engine::digits);
    each_byte(all_ways_say<R"(\D+)">, ~engine::digits);
    each_byte(all_ways_say<R"(\w+)">, engine::word_bytes);
    each_byte(all_ways_say<R"(\W+)">, ~engine::word_bytes);
    each_byte(all_ways_say<R"(\s+)">, engine::spaces);
    each_byte(all_ways_say<R"([\s\S]+)">, ~engine::byte_set{});
    each_byte(all_ways_say<R"(.+)">, ~engine::line_ends);
    each_byte(all_ways_say<R"([\0]+)">, engine::just('\0'));
    each_byte(all_ways_say<R"([^\0]+)">, ~engine::just('\0'));
    each_byte(all_ways_say<R"([\0-\x7F]+)">, engine::bytes_between(0, 0x7F));
    each_byte(all_ways_say<R"([^\0-\x7F]+)">, engine::bytes_between(0x80, 0xFF));
    each_byte(all_ways_say<R"([^\0-\x0D]+)">, engine::bytes_between(0x0E, 0xFF));
    each_byte(all_ways_say<R"([@-z]+)">, engine::bytes_between('@', 'z'));
    each_byte(all_ways_say<R"([A-Fa-f]+)">,
              engine::bytes_between('A', 'F') | engine::bytes_between('a', 'f'));
    each_byte(all_ways_say<R"([A-Fc-z]+)">,
              engine::bytes_between('A', 'F') | engine::bytes_between('c', 'z'));
    each_byte(all_ways_say<R"([^A-Fa-f]+)">,
              ~(engine::bytes_between('A', 'F') | engine::bytes_between('a', 'f')));
    each_byte(all_ways_say<R"([02468:;<>@ACE]+)">,
              engine::just('0') | engine::just('2') | engine::just('4') | engine::just('6') |
                  engine::just('8') | engine::bytes_between(':', '<') | engine::just('>') |
                  engine::just('@') | engine::just('A') | engine::just('C') | engine::just('E'));
}

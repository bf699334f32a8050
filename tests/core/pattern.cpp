// SPDX-License-Identifier: BSL-1.0
//
// What patterns mean, one row per fact, in constant evaluation and at run time; how each is executed; and
// that neither locale nor stack nor the size of a text has a say. Agreement with std::regex is in
// pattern_exhaustive.cpp.
#include <cognito_sync/core/pattern.hpp>

#include <pthread.h>

#include <clocale>
#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

#include "support/catch.hpp"

namespace {

using cognito_sync::pattern;
using cognito_sync::regex;
namespace engine = cognito_sync::detail::engine;
using namespace std::string_view_literals;

constexpr std::size_t none = std::string_view::npos;

constexpr pattern id = regex<R"([\w-]+:[0-9a-f-]+)">;
constexpr pattern name = regex<R"([a-zA-Z0-9_.:-]+)">;
constexpr pattern application = regex<R"(arn:aws:sns:[-0-9a-z]+:\d+:app/[A-Z_]+/[a-zA-Z0-9_.-]+)">;
constexpr pattern role = regex<R"(arn:aws:iam::\d+:role/.*)">;

/// A text and where it fails to match; the size of the text where it ends too early.
struct row {
    pattern how;
    std::string_view text;
    std::size_t mismatch = none;
};

constexpr row table[] = {
    {pattern{}, "", none},
    {pattern{}, "\0\xFF\n"sv, none},
    // the model's
    {id, "us-east-1:0a1b-2c3d", none},
    {id, "_-:-"sv, none},
    {id, "", 0},
    {id, "us-east-1", 9},
    {id, "us-east-1:", 10},
    {id, ":0a", 0},
    {id, "us east", 2},
    {id, "us-east-1:0a:1b", 12},
    {id, "us-east-1:0A", 11},
    {id, "us-east-1:0g", 11},
    {name, "photos:2014_a.b-c", none},
    {name, "a/b", 1},
    {name, "a%b", 1},
    {application, "arn:aws:sns:us-east-1:123456789012:app/APNS_SANDBOX/my.app-1", none},
    {application, "arn:aws:sns::1:app/GCM/x", 12},
    {application, "arn:aws:sns:u:1:app/gcm/x", 20},
    {application, "arn:aws:sqs:u:1:app/GCM/x", 9},
    {application, "arn:aws:sns:u:1:app/GCM/", 24},
    {application, "arn:aws:sns:u:1:app/GCM/a:b", 25},
    {role, "arn:aws:iam::123456789012:role/", none},
    {role, "arn:aws:iam::1:role/a/b \xC3\xA9\0\x7F"sv, none},
    {role, "arn:aws:iam:::role/x", 13},
    {role, "arn:aws:iam::1:role/x\ny", 21},
    {role, "arn:aws:iam::1:role/x\ry", 21},
    {role, "arn:aws:iam::1:role/\xE2\x80\xA8", none},  // U+2028 is three bytes, none of which ends a line
    {role, "arn:aws:iam::1:rol", 18},
    // the whole text, always
    {name, "x\n", 1},
    {name, "\nx", 0},
    {name, "x\0"sv, 1},
    {name, "\0x"sv, 0},
    {name, "x\0y"sv, 1},
    {name, " x", 0},
    {name, "x ", 1},
    {regex<"^a$">, "a", none},
    {regex<"^a$">, "a\n", 1},
    {regex<"^a$">, "ba", 0},
    {regex<"a|ab">, "ab", none},
    {regex<"^a|b$">, "ab", 1},
    // classes are ASCII
    {id, "\xC3\xA9:0", 0},
    {id,
     "a\xEF\xBC\x9A"
     "0",
     1},                                // a fullwidth colon
    {regex<R"(\d+)">, "1\xD9\xA1", 1},  // an Arabic digit one
    {regex<R"(\w+)">, "a\xC3\xA9", 1},
    {regex<R"(\s)">, "\xC2\xA0", 0},  // a no-break space
    {regex<R"(\W+)">, "\xC3\xA9", none},
    {regex<"[^a]+">, "\xC3\xA9", none},
    {regex<R"([^\w]\S\D)">, "\xE2\x82\xAC", none},
    {regex<"[A-z]+">, "A[\\]^_`z", none},
    {regex<"[A-z]+">, "@", 0},
    {regex<"[A-z]+">, "a{", 1},
    {regex<R"([\x00-\x1f]*)">, "\0\x1F"sv, none},
    {regex<R"(\x2A\0\\\.)">, "*\0\\."sv, none},
    {regex<R"([*-\-]+)">, "*+,-", none},
    {regex<R"([*-\-]+)">, ".", 0},
    {regex<"\x7F">, "\x7F", none},
    // counts and alternatives
    {regex<R"(\d{3}-\d{2,4})">, "123-45", none},
    {regex<R"(\d{3}-\d{2,4})">, "123-4", 5},
    {regex<R"(\d{3}-\d{2,4})">, "123-45678", 8},
    {regex<R"(\d{3}-\d{2,4})">, "12-45", 2},
    {regex<"a{2,}b">, "ab", 1},
    {regex<"a{2,}b">, "aaaaaaab", none},
    {regex<"a{0}b{0,0}c">, "c", none},
    {regex<"(ab?){3}">, "aab", 3},
    {regex<"(ab?){3}">, "aaba", none},
    {regex<"(GET|PUT|POST) /.*">, "POST /x", none},
    {regex<"(GET|PUT|POST) /.*">, "PATCH /x", 1},
    {regex<"(GET|PUT|POST) /.*">, "PO", 2},
    {regex<"(?:a|b)*c">, "ababc", none},
    {regex<"(a|)(b|)">, "", none},
    {regex<"((((a))))">, "a", none},
    {regex<"[a-z]{63}">, "abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyzabcdefghijk", none},
    {regex<"[a-z]{63}">, "abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyzabcdefghijkl", 63},
};

constexpr bool holds(row const& r) {
    return r.how.matches(r.text) == (r.mismatch == none) && r.how.mismatch(r.text) == r.mismatch;
}

constexpr bool all_hold() {
    for (row const& r : table)
        if (!holds(r)) return false;
    return true;
}

static_assert(all_hold());

template <cognito_sync::detail::pattern_literal Spelling>
constexpr bool needs_no_automaton = cognito_sync::detail::plan_of<Spelling>.rest == engine::end_mark;

template <cognito_sync::detail::pattern_literal Spelling>
constexpr std::size_t steps = cognito_sync::detail::plan_of<Spelling>.steps.size();

/// Runs `job` in a thread that has 64 KiB of stack.
template <class Job>
void on_a_small_stack(Job job) {
    pthread_attr_t attributes;
    REQUIRE(pthread_attr_init(&attributes) == 0);
    REQUIRE(pthread_attr_setstacksize(&attributes, 64 * 1024) == 0);
    auto const run = [](void* task) -> void* {
        (*static_cast<Job*>(task))();
        return nullptr;
    };
    pthread_t thread;
    REQUIRE(pthread_create(&thread, &attributes, run, &job) == 0);
    REQUIRE(pthread_join(thread, nullptr) == 0);
    pthread_attr_destroy(&attributes);
}

}  // namespace

TEST_CASE("a text matches or fails at the byte after which nothing can match", "[core][pattern]") {
    for (row const& r : table) {
        INFO("row " << (&r - table) << ": " << r.how.spelling());
        CHECK(holds(r));
    }
}

TEST_CASE("a pattern is spelled as in the model, none has no spelling and accepts everything",
          "[core][pattern]") {
    static_assert(id.spelling() == R"([\w-]+:[0-9a-f-]+)");
    static_assert(bool(id) && !bool(pattern{}));
    CHECK(id.spelling() == R"([\w-]+:[0-9a-f-]+)");
    CHECK(pattern{}.spelling().empty());
    CHECK(pattern{}.matches("anything"));
    CHECK(pattern{}.mismatch("anything") == none);
    CHECK(bool(id));
    CHECK_FALSE(bool(pattern{}));
    CHECK_FALSE(id.matches(std::string_view{}));
    CHECK(regex<"a*">.matches(std::string_view{}));
}

TEST_CASE("runs whose neighbours are disjoint are scanned, what needs a choice goes to the automaton",
          "[core][pattern]") {
    STATIC_REQUIRE((needs_no_automaton<R"([\w-]+:[0-9a-f-]+)"> && steps<R"([\w-]+:[0-9a-f-]+)"> == 3));
    STATIC_REQUIRE((needs_no_automaton<R"([a-zA-Z0-9_.:-]+)"> && steps<R"([a-zA-Z0-9_.:-]+)"> == 1));
    STATIC_REQUIRE(
        (needs_no_automaton<R"(arn:aws:iam::\d+:role/.*)"> && steps<R"(arn:aws:iam::\d+:role/.*)"> == 4));
    STATIC_REQUIRE(needs_no_automaton<R"(arn:aws:sns:[-0-9a-z]+:\d+:app/[A-Z_]+/[a-zA-Z0-9_.-]+)">);
    STATIC_REQUIRE((needs_no_automaton<"(\\w|-)+"> && steps<"(\\w|-)+"> == 1));
    STATIC_REQUIRE((needs_no_automaton<"[ab]{3}[ab]*"> && steps<"[ab]{3}[ab]*"> == 1));
    STATIC_REQUIRE((needs_no_automaton<"a*b*c"> && steps<"a*b*c"> == 3));
    STATIC_REQUIRE((!needs_no_automaton<"[ab]+a"> && steps<"[ab]+a"> == 1));  // its first byte, then a choice
    STATIC_REQUIRE((!needs_no_automaton<"ab?"> && steps<"ab?"> == 1));
    STATIC_REQUIRE((!needs_no_automaton<"(ab|cd)"> && steps<"(ab|cd)"> == 0));
    STATIC_REQUIRE(!needs_no_automaton<"x{1,3}">);
}

TEST_CASE("a block tests a class with as few ranges as will do", "[core][pattern]") {
    constexpr auto word_or_dash = engine::shortest_test(engine::word_bytes | engine::just('-'));
    constexpr auto dot = engine::shortest_test(~engine::line_ends);
    constexpr auto anything = engine::shortest_test(~engine::byte_set{});
    STATIC_REQUIRE((word_or_dash.ranges.size() == 4 && !word_or_dash.inverted));  // letters folded
    STATIC_REQUIRE((dot.ranges.size() == 2 && dot.inverted));
    STATIC_REQUIRE((anything.ranges.empty() && anything.inverted));
    STATIC_REQUIRE(engine::shortest_test(engine::bytes_between('A', 'z')).ranges.size() == 1);  // unfolded
}

// Work that grows faster than the text would run into ctest's limit.
TEST_CASE("patterns that make others explode are matched", "[core][pattern]") {
    std::string const run(100'000, 'x');
    CHECK_FALSE(regex<"(x+x+)+y">.matches(run));
    CHECK(regex<"(x+x+)+y">.matches(run + 'y'));
    CHECK_FALSE(regex<"(x*)*y">.matches(run));
    CHECK_FALSE(regex<"(x|xx)+y">.matches(run));
    CHECK(regex<"x?x?x?x?x?x?x?x?x?x?xxxxxxxxxx">.matches("xxxxxxxxxx"));
    CHECK_FALSE(regex<R"(\d*\d*\d*\d*z)">.matches(std::string(100'000, '0') + '!'));
    CHECK_FALSE(regex<R"(([\w-]+:?)+;)">.matches(std::string(100'000, '-')));
}

TEST_CASE("a mebibyte is matched on a stack of 64 KiB", "[core][pattern]") {
    std::string const letters(std::size_t{1} << 20, 'a');
    bool all = true;
    on_a_small_stack([&] {
        all = all && name.matches(letters) && name.mismatch(letters) == none;
        all = all && !id.matches(letters) && id.mismatch(letters) == letters.size();
        all = all && role.matches("arn:aws:iam::1:role/" + letters);
        all = all && !application.matches(letters) && application.mismatch(letters) == 1;
        all = all && regex<"((a|b)+|c)*">.matches(letters);
        all = all && !regex<"(a*b?)*c">.matches(letters);
    });
    CHECK(all);
}

TEST_CASE("no locale changes what a class holds", "[core][pattern]") {
    auto const accepted = [] {
        std::string bytes;
        for (unsigned byte = 0; byte < 256; ++byte) {
            std::string const text(1, static_cast<char>(byte));
            for (pattern const& one :
                 {regex<R"(\w)">, regex<R"(\d)">, regex<R"(\s)">, regex<"[a-z]">, regex<".">})
                bytes += one.matches(text) && one.mismatch(text) == none ? '1' : '0';
        }
        return bytes;
    };
    std::string const before = std::setlocale(LC_ALL, nullptr);
    std::string const plain = accepted();
    for (char const* locale : {"C", "C.UTF-8", "tr_TR.UTF-8", "tr_TR.ISO-8859-9", "de_DE.ISO-8859-1"})
        if (std::setlocale(LC_ALL, locale) != nullptr) CHECK(accepted() == plain);
    std::setlocale(LC_ALL, before.c_str());
    CHECK(plain.size() == 256 * 5);
}

TEST_CASE("each pattern is matched at the greatest length of its shape", "[core][pattern]") {
    CHECK(id.matches("us-east-1:" + std::string(45, 'f')));
    CHECK(name.matches(std::string(128, ':')));
    CHECK(role.matches("arn:aws:iam::1:role/" + std::string(2028, '\xFF')));
    CHECK_FALSE(role.matches("arn:aws:iam::1:role/" + std::string(2027, '/') + '\n'));
}

// SPDX-License-Identifier: BSL-1.0
//
// Places as JSON pointers: the two escapes, and how much of a sender's key is shown.
#include <cognito_sync/core/pointer.hpp>

#include <string>
#include <string_view>

#include "support/catch.hpp"

namespace {

using namespace cognito_sync;
using namespace std::string_view_literals;

struct row {
    std::string_view step;
    std::string_view spelled;
};

constexpr row steps[] = {
    {"Key", "/Key"},
    {"", "/"},
    {"/", "/~1"},
    {"~", "/~0"},
    {"~1", "/~01"},
    {"~0/~", "/~00~1~0"},
    {"a b\"\\", "/a b\"\\"},
    {"a\0b"sv, "/a\0b"sv},
    {"caf\xC3\xA9", "/caf\xC3\xA9"},
};

std::string step(std::string_view of) {
    std::string spelled = "/above";
    append_pointer_step(spelled, of);
    return spelled;
}

std::string key(std::string_view of) {
    std::string spelled;
    append_pointer_key(spelled, of);
    return spelled;
}

std::string times(std::size_t count, std::string_view text) {
    std::string all;
    while (count-- > 0) all += text;
    return all;
}

constexpr place root{};
constexpr place patches = root.member("RecordPatches");
constexpr place fourth = patches.element(3);
constexpr place sync_count = fourth.member("SyncCount");
constexpr place trigger = root.member("Events");
constexpr place entry = trigger.entry("a/b");

constexpr bool chains() {
    return root.above == nullptr && root.kind == place::step::root && patches.above == &root &&
           patches.kind == place::step::member && patches.name == "RecordPatches" &&
           fourth.above == &patches && fourth.kind == place::step::element && fourth.index == 3 &&
           sync_count.above == &fourth && entry.above == &trigger && entry.kind == place::step::entry &&
           entry.name == "a/b";
}
static_assert(chains());

}  // namespace

TEST_CASE("a step is appended with ~ and / escaped and nothing else changed", "[core][pointer]") {
    for (row const& each : steps) CHECK(step(each.step) == "/above" + std::string(each.spelled));
}

TEST_CASE("a key is escaped as any other step", "[core][pointer]") {
    for (row const& each : steps) CHECK(key(each.step) == each.spelled);
}

TEST_CASE("a key is cut to 64 bytes, between characters and before it is escaped", "[core][pointer]") {
    CHECK(key(times(64, "a")) == "/" + times(64, "a"));
    CHECK(key(times(65, "a")) == "/" + times(64, "a"));
    CHECK(key(times(1 << 20, "a")) == "/" + times(64, "a"));
    CHECK(key(times(64, "/")) == "/" + times(64, "~1"));
    CHECK(key(times(32, "\xC3\xA9")) == "/" + times(32, "\xC3\xA9"));
    CHECK(key("a" + times(32, "\xC3\xA9")) == "/a" + times(31, "\xC3\xA9"));
    CHECK(key(times(22, "\xE2\x82\xAC")) == "/" + times(21, "\xE2\x82\xAC"));
    CHECK(key("ab" + times(16, "\xF0\x9F\x98\x80")) == "/ab" + times(15, "\xF0\x9F\x98\x80"));
}

TEST_CASE("a key ends where it stops being UTF-8, so that a pointer always is", "[core][pointer]") {
    CHECK(key("ab\xFF"
              "cd") == "/ab");
    CHECK(key("\x80") == "/");
    CHECK(key("ab\xC3") == "/ab");
}

TEST_CASE("a member's name is never cut", "[core][pointer]") {
    CHECK(step(times(100, "a")) == "/above/" + times(100, "a"));
    CHECK(place{}
              .member("0123456789012345678901234567890123456789012345678901234567890123456789")
              .pointer()
              .size() == 71);
}

TEST_CASE("a place is spelled from the root on", "[core][pointer]") {
    CHECK(chains());
    CHECK(root.pointer() == "");
    CHECK(patches.pointer() == "/RecordPatches");
    CHECK(fourth.pointer() == "/RecordPatches/3");
    CHECK(sync_count.pointer() == "/RecordPatches/3/SyncCount");
    CHECK(patches.element(0).pointer() == "/RecordPatches/0");
    CHECK(patches.element(1234567890123).pointer() == "/RecordPatches/1234567890123");
    CHECK(entry.pointer() == "/Events/a~1b");
    CHECK(entry.element(7).member("~").pointer() == "/Events/a~1b/7/~0");
    CHECK(trigger.entry(times(70, "k")).pointer() == "/Events/" + times(64, "k"));
}

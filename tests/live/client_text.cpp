// SPDX-License-Identifier: BSL-1.0
//
// What the client shows to people: aligned lines, dates, traces without secrets, nothing a terminal obeys.
#include "client/text.hpp"

#include "client/output.hpp"
#include "client/trace.hpp"

#include "support/catch.hpp"

#include <chrono>
#include <cstdint>
#include <sstream>
#include <string>
#include <string_view>

namespace client = example::client;

TEST_CASE("Control characters are shown and not obeyed", "[live][client]") {
    auto const ok = [](std::string_view text, std::string_view expected) {
        CHECK(client::printable(text) == expected);
    };
    ok("", "");
    ok("plain ~ größe ☕ \\n", "plain ~ größe ☕ \\n");
    ok("a\nb\tc\rd", "a\\nb\\tc\\rd");
    ok("\x1b[2J\x07\x7f", "\\x1b[2J\\x07\\x7f");
    ok(std::string_view("\0", 1), "\\x00");
    ok("\xc2\x9b"
       "2J",
       "\\x9b2J");
    ok("\xc2\xa0\xc2", "\xc2\xa0\xc2");
}

TEST_CASE("Dates are shown to the millisecond", "[live][client]") {
    auto const ok = [](std::int64_t milliseconds, std::string_view expected) {
        CHECK(client::readable(client::cs::timestamp(std::chrono::milliseconds(milliseconds))) == expected);
    };
    ok(0, "1970-01-01T00:00:00.000Z");
    ok(1412974057151, "2014-10-10T20:47:37.151Z");
    ok(-1, "1969-12-31T23:59:59.999Z");
    ok(-62135596800000, "0001-01-01T00:00:00.000Z");
    ok(253402300799999, "9999-12-31T23:59:59.999Z");
}

TEST_CASE("Columns are aligned by characters, numbers to the right", "[live][client]") {
    CHECK(client::aligned({}) == "");
    CHECK(client::aligned({{"größe", "2", "x"}, {"k", "10", "☕ y"}, {"", "-7", ""}}) == "größe   2  x\n"
                                                                                        "k      10  ☕ y\n"
                                                                                        "       -7\n");
    CHECK(client::aligned({{"a"}, {"b", "c"}}) == "a\nb  c\n");
    CHECK(client::aligned({{"1", "2"}, {"x", "30"}}) == "1   2\nx  30\n");
}

TEST_CASE("Progress is shown on a terminal, and erased", "[live][client]") {
    std::ostringstream terminal, file;
    {
        client::progress on(terminal, true), off(file, false);
        on.show("records of notes", 1024);
        off.show("records of notes", 1024);
        CHECK(terminal.str() == "\r\x1b[Krecords of notes: 1024");
        on.erase();
        on.erase();
        CHECK(terminal.str().ends_with("1024\r\x1b[K"));
        on.show("records of \x1b", 1);
    }
    CHECK(terminal.str() == "\r\x1b[Krecords of notes: 1024\r\x1b[K\r\x1b[Krecords of \\x1b: 1\r\x1b[K");
    CHECK(file.str() == "");
    std::ostringstream untouched;
    client::progress(untouched, true).erase();
    CHECK(untouched.str() == "");
}

TEST_CASE("A trace has no signature and no session token in its head", "[live][client]") {
    CHECK(client::masked_head("GET /a/records?syncSessionToken=secret%3D&x=1 HTTP/1.1\r\n"
                              "Host: h:1\r\n"
                              "X-Amz-Date: 20141010T204737Z\r\n"
                              "x-amz-security-TOKEN: secret\r\n"
                              "Authorization: AWS4-HMAC-SHA256 Credential=AK/1/2/3/4, SignedHeaders=a;b, "
                              "Signature=secret\r\n"
                              "Odd line\r\n\r\n") ==
          "GET /a/records?syncSessionToken=***&x=1 HTTP/1.1\r\n"
          "Host: h:1\r\n"
          "X-Amz-Date: 20141010T204737Z\r\n"
          "x-amz-security-TOKEN: ***\r\n"
          "Authorization: AWS4-HMAC-SHA256 Credential=AK/1/2/3/4, SignedHeaders=a;b, Signature=***\r\n"
          "Odd line\r\n\r\n");
    CHECK(client::masked_head("GET /?a=1&syncSessionToken=secret HTTP/1.1\r\n\r\n") ==
          "GET /?a=1&syncSessionToken=*** HTTP/1.1\r\n\r\n");
    CHECK(client::masked_head("GET /us-east-1:a?syncSessionToken=secret") ==
          "GET /us-east-1:a?syncSessionToken=***");
    CHECK(client::masked_head("X\r\nauthorization: Signature=secret, Credential=a") ==
          "X\r\nauthorization: Signature=***, Credential=a");
    CHECK(client::masked_head("") == "");
}

TEST_CASE("A trace has no session token in its body", "[live][client]") {
    auto const ok = [](std::string_view body, std::string_view expected) {
        CHECK(client::masked_body(body) == expected);
    };
    ok("", "");
    ok(R"({"Records":[]})", R"({"Records":[]})");
    ok(R"({"SyncSessionToken":"secret"})", R"({"SyncSessionToken":"***"})");
    ok("{\"SyncSessionToken\" :\n \"secret\",\"a\":1}", "{\"SyncSessionToken\" :\n \"***\",\"a\":1}");
    ok(R"({"SyncSessionToken":"sec\"ret\\","SyncSessionToken":"secret"})",
       R"({"SyncSessionToken":"***","SyncSessionToken":"***"})");
    ok(R"({"SyncSessionToken":null,"Value":"SyncSessionToken"})",
       R"({"SyncSessionToken":null,"Value":"SyncSessionToken"})");
    ok(R"({"SyncSessionToken":"secret)", R"({"SyncSessionToken":"***)");
    ok(R"({"SyncSessionToken":"secret\)", R"({"SyncSessionToken":"***)");
    ok(R"({"SyncSessionToken")", R"({"SyncSessionToken")");
    ok(R"({"SyncSessionToken":)", R"({"SyncSessionToken":)");
}

TEST_CASE("A trace has a prefix before each line", "[live][client]") {
    CHECK(client::shown("GET / HTTP/1.1\r\nA: \x1b\r\n\r\n{}", "> ") ==
          "> GET / HTTP/1.1\n> A: \\x1b\n> \n> {}\n");
    CHECK(client::shown("a\rb\n", "< ") == "< a\\rb\n");
    CHECK(client::shown("", "< ") == "");
}

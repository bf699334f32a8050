// SPDX-License-Identifier: BSL-1.0
//
// Messages and headers as HTTP compares them, and the ranges that a view of headers can look through,
// Boost.Beast's among them.
#include <cognito_sync/message.hpp>

#include <boost/beast/http/fields.hpp>
#include <boost/beast/http/message.hpp>
#include <boost/beast/http/string_body.hpp>

#include <array>
#include <list>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "support/catch.hpp"

namespace {

using namespace cognito_sync;
using namespace std::string_literals;
using namespace std::string_view_literals;
namespace http = boost::beast::http;

struct comparison {
    std::string_view left, right;
    bool equal;
};

constexpr comparison comparisons[] = {
    {"", "", true},
    {"Content-Type", "content-type", true},
    {"X-AMZ-TARGET", "x-amz-target", true},
    {"azAZ09-", "AZaz09-", true},
    {"content-type", "content-typ", false},
    {"content-typ", "content-type", false},
    {"content-type", "content_type", false},
    {"a", "", false},
    {"@", "`", false},  // as far from each other as letters of different case
    {"[", "{", false},
    {"\xC3\x84", "\xC3\xA4", false},
    {"a\0b"sv, "A\0B"sv, true},
    {"a\0b"sv, "a\0c"sv, false},
};

struct trimming {
    std::string_view text, kept;
};

constexpr trimming trimmings[] = {
    {"", ""},       {" ", ""},        {"\t \t", ""},      {"a", "a"},          {" a ", "a"},
    {"\ta\t", "a"}, {" a b ", "a b"}, {"\na\r", "\na\r"}, {"\0a "sv, "\0a"sv}, {"a\xC2\xA0", "a\xC2\xA0"},
};

constexpr bool is_allowed(int byte) { return byte == '\t' || (byte >= 0x20 && byte != 0x7F); }

constexpr bool bytes_hold() {
    for (int byte = 0; byte < 256; ++byte) {
        char const text[] = {'a', static_cast<char>(byte), 'b'};
        if (is_header_value({text, 3}) != is_allowed(byte) ||
            is_header_value({text + 1, 1}) != is_allowed(byte))
            return false;
    }
    return is_header_value("") && !is_header_value("a\r\nX: y") && is_header_value("caf\xC3\xA9");
}
static_assert(bytes_hold());

constexpr bool comparisons_hold() {
    for (comparison const& each : comparisons)
        if (equal_without_case(each.left, each.right) != each.equal) return false;
    return true;
}
static_assert(comparisons_hold());

constexpr bool trimmings_hold() {
    for (trimming const& each : trimmings)
        if (trimmed(each.text) != each.kept) return false;
    return true;
}
static_assert(trimmings_hold());

struct entry {
    std::string first;
    char const* second;
};

std::vector<std::string> seen(headers_view const& in, std::string_view last = "") {
    struct context {
        std::vector<std::string> lines{};
        std::string_view last;
    } into{.last = last};
    in.each(&into, [](void* opaque, std::string_view name, std::string_view value) {
        auto& to = *static_cast<context*>(opaque);
        to.lines.push_back(std::string(name) + ": " + std::string(value));
        return name != to.last;
    });
    return std::move(into.lines);
}

using lines = std::vector<std::string>;

constexpr std::array<std::pair<std::string_view, std::string_view>, 2> constant{
    {{"Content-Type", "application/json"}, {"X-Amz-Target", "a.B"}}};
constexpr headers_view looks_at_constants{constant};

}  // namespace

TEST_CASE("header names are compared without case, and only ASCII has case", "[message]") {
    for (comparison const& each : comparisons) {
        INFO(each.left << " and " << each.right);
        CHECK(equal_without_case(each.left, each.right) == each.equal);
    }
}

TEST_CASE("only blanks and tabs are trimmed, and only at the ends", "[message]") {
    for (trimming const& each : trimmings) CHECK(trimmed(each.text) == each.kept);
}

TEST_CASE("a header value holds tabs, printable bytes and those above 0x7F", "[message]") {
    CHECK(bytes_hold());
    CHECK_FALSE(is_header_value("a\0"sv));
    CHECK_FALSE(is_header_value("a\x7F"));
}

TEST_CASE("a view of nothing has no header", "[message]") {
    headers_view const none;
    CHECK(seen(none).empty());
    CHECK_FALSE(none.find("a").has_value());
    CHECK_FALSE(none.contains(""));
}

TEST_CASE("a view looks through a list of pairs in its order", "[message]") {
    header_list const list{{"B", "1"}, {"a", "2"}, {"b", "3"}};
    CHECK(seen(list) == lines{"B: 1", "a: 2", "b: 3"});
    CHECK(seen(list, "a") == lines{"B: 1", "a: 2"});
    CHECK(headers_view(list).find("A") == "2");
}

TEST_CASE("a view looks through maps", "[message]") {
    std::map<std::string, std::string> const map{{"Content-Type", "application/json"}, {"Accept", "*/*"}};
    CHECK(headers_view(map).find("content-type") == "application/json");
    CHECK(seen(map) == lines{"Accept: */*", "Content-Type: application/json"});
    std::multimap<std::string, std::string> const repeated{{"a", "1"}, {"a", "2"}};
    CHECK(headers_view(repeated).find("A") == "1, 2");
}

TEST_CASE("a view looks through arrays of string views", "[message]") {
    CHECK(looks_at_constants.find("x-amz-target") == "a.B");
    std::pair<std::string_view, std::string_view> const plain[] = {{"a", "1"}, {"b", "2"}};
    CHECK(headers_view(plain).find("B") == "2");
}

TEST_CASE("a view looks through any range whose entries have first and second", "[message]") {
    std::list<entry> const entries{{"a", "1"}, {"b", "2"}};
    CHECK(headers_view(entries).find("b") == "2");
}

TEST_CASE("what holds no names and values is no range of headers", "[message]") {
    CHECK(std::is_convertible_v<header_list const&, headers_view>);
    CHECK(std::is_convertible_v<http::fields const&, headers_view>);
    CHECK_FALSE(std::is_constructible_v<headers_view, std::vector<int> const&>);
    CHECK_FALSE(std::is_constructible_v<headers_view, std::vector<std::pair<int, int>> const&>);
    CHECK_FALSE(std::is_constructible_v<headers_view, std::string const&>);
    CHECK_FALSE(std::is_constructible_v<headers_view, int>);
}

TEST_CASE("a view looks through Beast's fields, requests and responses", "[message]") {
    http::fields fields;
    fields.set("X-Amz-Target", "a.B");
    fields.set(http::field::content_type, "application/json");
    fields.insert("x-repeated", " 1 ");
    fields.insert("X-Repeated", "2");
    CHECK(headers_view(fields).find("x-amz-TARGET") == "a.B");
    CHECK(headers_view(fields).find("content-type") == "application/json");
    CHECK(headers_view(fields).find("x-repeated") == "1, 2");
    CHECK_FALSE(headers_view(fields).contains("x-missing"));

    http::request<http::string_body> incoming(http::verb::post, "/", 11);
    incoming.set("X-Amz-Target", "c.D");
    CHECK(headers_view(incoming).find("x-amz-target") == "c.D");

    http::response<http::string_body> answered(http::status::ok, 11);
    answered.set("x-amzn-RequestId", "id");
    CHECK(headers_view(answered).find("X-Amzn-Requestid") == "id");
    CHECK(seen(answered) == lines{"x-amzn-RequestId: id"});
}

TEST_CASE("a header is found without regard to case, its value stripped, repeats joined", "[message]") {
    header_list const list{{"A", "\t one \t"}, {"B", ""}, {"a", " two"}, {"C", " \t"},
                           {"AA", "no"},       {"a", ""}, {"b", ""}};
    headers_view const view = list;
    CHECK(view.find("a") == "one, two,");
    CHECK(view.find("A") == view.find("a"));
    CHECK(view.find("b") == ",");
    CHECK(view.find("c") == "");
    CHECK(view.find("aa") == "no");
    CHECK(view.contains("C"));
    CHECK_FALSE(view.find("").has_value());
    CHECK_FALSE(view.find("aaa").has_value());
    CHECK_FALSE(view.find("A ").has_value());
}

TEST_CASE("a value keeps what stands within it", "[message]") {
    header_list const list{{"a", "x, \"y\"  z\xC3\xA9"}};
    CHECK(headers_view(list).find("a") == "x, \"y\"  z\xC3\xA9");
}

TEST_CASE("a request and a response are seen as they are", "[message]") {
    request const asked{.method = "POST", .target = "/a?b=%20", .headers = {{"c", "d"}}, .body = "{\0}"s};
    request_view const seen_request = asked;
    CHECK(seen_request.method.data() == asked.method.data());
    CHECK(seen_request.method == "POST");
    CHECK(seen_request.target == "/a?b=%20");
    CHECK(seen_request.headers.find("C") == "d");
    CHECK(seen_request.body.data() == asked.body.data());
    CHECK(seen_request.body.size() == asked.body.size());

    response const answered{.status = 429, .headers = {{"c", "d"}}, .body = "{}"};
    response_view const seen_response = answered;
    CHECK(seen_response.status == 429);
    CHECK(seen_response.headers.find("C") == "d");
    CHECK(seen_response.body.data() == answered.body.data());
}

TEST_CASE("messages are equal when all their parts are", "[message]") {
    request const asked{.method = "GET", .target = "/a", .headers = {{"b", "c"}}, .body = "d"};
    CHECK(asked == request(asked));
    CHECK(asked != request{.method = "PUT", .target = "/a", .headers = {{"b", "c"}}, .body = "d"});
    CHECK(asked != request{.method = "GET", .target = "/", .headers = {{"b", "c"}}, .body = "d"});
    CHECK(asked != request{.method = "GET", .target = "/a", .headers = {{"B", "c"}}, .body = "d"});
    CHECK(asked != request{.method = "GET", .target = "/a", .headers = {{"b", "c"}}, .body = ""});

    response const answered{.status = 200, .headers = {{"b", "c"}}, .body = "d"};
    CHECK(answered == response(answered));
    CHECK(answered != response{.status = 201, .headers = {{"b", "c"}}, .body = "d"});
    CHECK(answered != response{.status = 200, .headers = {}, .body = "d"});
    CHECK(answered != response{.status = 200, .headers = {{"b", "c"}}, .body = "e"});
}

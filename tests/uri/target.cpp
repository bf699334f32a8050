// SPDX-License-Identifier: BSL-1.0
//
// Labels and bytes that broke others: rows P1 to P9, P12 and P13 of the list of real bugs (P10 and P11 stand
// in uri/routes.cpp). Each refusal is checked with its code, its place and its byte.
#include <cognito_sync/uri/target.hpp>
#include <cognito_sync/dispatch.hpp>
#include <cognito_sync/uri.hpp>

#include <algorithm>
#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

#include "support/catch.hpp"

namespace {

using namespace cognito_sync;
using namespace std::string_literals;

constexpr std::string_view at_me = "/identitypools/us-east-1:0f/identities/us-east-1:ab";

// Where a target stops being one, in constant evaluation; the same texts stand in the run-time tests below.
constexpr bool stops(std::string_view target, errc code, std::size_t offset) {
    std::size_t at = 0;
    return detail::judge_target(target, at) == code && (code == errc{} || at == offset);
}
static_assert(stops("/identitypools/a:b%2F?x=%C3&y", {}, 0) && stops("//", {}, 0) && stops("/%00", {}, 0));
static_assert(stops("", errc::bad_target, 0) && stops("*", errc::bad_target, 0) &&
              stops("?x", errc::bad_target, 0));
static_assert(stops("/a b", errc::bad_target, 2) && stops("/a#b", errc::bad_target, 2) &&
              stops("/\\", errc::bad_target, 1));
static_assert(stops("/%", errc::bad_escape, 1) && stops("/a%4", errc::bad_escape, 2) &&
              stops("/%zz", errc::bad_escape, 1));
static_assert(stops("/%-1", errc::bad_escape, 1) && stops("/%+5", errc::bad_escape, 1) &&
              stops("/%41%4g", errc::bad_escape, 4));

// Pieces of a path, likewise.
constexpr std::size_t segments(std::string_view path) {
    detail::split_path const pieces = detail::split(path);
    return pieces.fits ? pieces.segments.size() : 99;
}
static_assert(segments("") == 0 && segments("/") == 0 && segments("/a") == 1 && segments("/a/") == 1 &&
              segments("/a/b") == 2);
static_assert(segments("//") == 99 && segments("//a") == 99 && segments("/a//") == 99 &&
              segments("/a//b") == 99);
static_assert(segments("/1/2/3/4/5/6/7/8/9/10/11/12") == 12 &&
              segments("/1/2/3/4/5/6/7/8/9/10/11/12/13") == 99);
static_assert(detail::bare("/sync/") == "/sync" && detail::bare("/sync") == "/sync" &&
              detail::bare("/").empty());

std::string dataset(std::string_view raw) { return std::string(at_me).append("/datasets/").append(raw); }

/// The value of the last label, as a server gets it.
std::string last_label(std::string const& target, std::string_view method = "GET") {
    auto const matched = parse_target(method, target);
    INFO(target);
    REQUIRE(matched.has_value());
    return matched->labels.back().second;
}

/// Parses a target out of a heap block of exactly its size, so that AddressSanitizer sees every byte read
/// beyond it.
void bad(std::string_view target, errc code, std::size_t offset, std::string_view where = "") {
    std::unique_ptr<char[]> const block(new char[target.size()]);
    std::copy(target.begin(), target.end(), block.get());
    auto const matched = parse_target("GET", {block.get(), target.size()});
    INFO(target);
    REQUIRE(!matched.has_value());
    CHECK(matched.error().code == code);
    CHECK(matched.error().offset == offset);
    CHECK(matched.error().where == where);
    CHECK(matched.error().message.find(row_of(code).sentence) == 0);
}

void no_route(std::string_view target) { bad(target, errc::unknown_path, 0); }

/// The constraint that the request at a target breaks.
void broken(std::string_view method, std::string const& target, std::string_view where) {
    INFO(target);
    CHECK(parse_target(method, target).has_value());
    auto const decoded = decode_any({method, target});
    REQUIRE(!decoded.has_value());
    CHECK(decoded.error().code == errc::broken_constraint);
    CHECK(decoded.error().where == where);
}

}  // namespace

TEST_CASE("P1 no target is built with an empty label, whichever label it is", "[uri]") {
    auto const failed = build_target<DeleteDataset>({"a:0", "b:1", ""});
    REQUIRE(!failed.has_value());
    CHECK(failed.error().code == errc::broken_constraint);
    CHECK(failed.error().where == "/DatasetName");
    CHECK(build_target<DeleteDataset>({"a:0", "", "c"}).error().where == "/IdentityId");
    CHECK(build_target<DeleteDataset>({"", "b:1", "c"}).error().where == "/IdentityPoolId");
    CHECK(build_target<SubscribeToDataset>({"a:0", "b:1", "c", ""}).error().where == "/DeviceId");
    operations::for_each([]<class Op>() {
        INFO(Op::name);
        bool const has_label = operation_of<Op>.http->path().size() > 1;
        CHECK(build_target<Op>(typename Op::Request{}).has_value() == !has_label);
    });
}

TEST_CASE(
    "P2 no target is built with a label of . or .., in no spelling, a name with other characters is built",
    "[uri]") {
    for (char const* const name : {".", ".."}) {
        auto const failed = build_target<DescribeDataset>({"a:0", "b:1", name});
        REQUIRE(!failed.has_value());
        CHECK(failed.error().code == errc::dot_segment);
        CHECK(failed.error().where == "/DatasetName");
        REQUIRE(failed.error().violations.size() == 1);
        CHECK(failed.error().violations[0] ==
              violation{"/DatasetName", "Value at '/DatasetName' failed to satisfy constraint: Member must "
                                        "not be . or .. in a path"});
        CHECK(failed.error().message ==
              "1 validation error detected. " + failed.error().violations[0].message);

        CHECK(build_target<DeleteDataset>({"a:0", "b:1", name}).error().code == errc::dot_segment);
        CHECK(
            build_target<ListRecords>({.identity_pool_id = "a:0", .identity_id = "b:1", .dataset_name = name})
                .error()
                .code == errc::dot_segment);
        CHECK(build_target<SubscribeToDataset>({"a:0", "b:1", "c", name}).error().where == "/DeviceId");
        CHECK(build_target<UnsubscribeFromDataset>({"a:0", "b:1", name, name}).error().violations.size() ==
              2);
    }
    for (char const* const name : {"...", "a..b", ".a", "a.", "..a", "-.", "...."})
        CHECK(build_target<DescribeDataset>({"a:0", "b:1", name}).value() ==
              "/identitypools/a%3A0/identities/b%3A1/datasets/"s + name);
}

TEST_CASE("P2 a dot segment gives the error its code, beside the constraints that are broken too", "[uri]") {
    auto const failed = build_target<SubscribeToDataset>({"bad", "b:1", "..", "d"});
    REQUIRE(!failed.has_value());
    CHECK(failed.error().code == errc::dot_segment);
    CHECK(failed.error().where == "/DatasetName");
    REQUIRE(failed.error().violations.size() == 2);
    CHECK(failed.error().violations[0].where == "/IdentityPoolId");
    CHECK(failed.error().violations[1].where == "/DatasetName");
}

TEST_CASE("P2 a server passes a dot segment on as data and normalises nothing", "[uri]") {
    CHECK(last_label(dataset(".")) == ".");
    CHECK(last_label(dataset("..")) == "..");
    CHECK(last_label(dataset("%2E%2e")) == "..");
    CHECK(last_label(dataset("../")) == "..");
    no_route("/identitypools/./x/events");
    no_route("/identitypools/../identitypools/a");
    CHECK(parse_target("GET", "/identitypools/..")->operation == "DescribeIdentityPoolUsage");
}

TEST_CASE("P3 a label is decoded once and never twice", "[uri]") {
    CHECK(last_label(dataset("%252e%252e")) == "%2e%2e");
    CHECK(last_label(dataset("%25252E")) == "%252E");
    broken("GET", dataset("%252e%252e"), "/DatasetName");
}

TEST_CASE("P4 an escaped slash or backslash splits nothing, and the name's pattern refuses it", "[uri]") {
    CHECK(last_label(dataset("..%2f..%2fx")) == "../../x");
    CHECK(last_label(dataset("a%5cb")) == "a\\b");
    broken("GET", dataset("..%2f..%2fx"), "/DatasetName");
    broken("GET", dataset("a%5Cb"), "/DatasetName");
    bad(dataset("a\\b"), errc::bad_target, dataset("a").size());
}

TEST_CASE("P5 a % without two hexadecimal digits is refused wherever it stands", "[uri]") {
    for (std::string_view const escape :
         {"%", "%4", "%%%%", "%zz", "%4g", "%g4", "%.41", "%4%", "%u0041", "%\xC3\xA9"}) {
        bad("/identitypools/" + std::string(escape), errc::bad_escape, 15);
        bad("/identitypools/ab" + std::string(escape) + "/events", errc::bad_escape, 17);
        bad("/" + std::string(escape), errc::bad_escape, 1);
        bad("/nowhere/" + std::string(escape), errc::bad_escape, 9);  // whatever the path
        bad("/identitypools?nextToken=" + std::string(escape), errc::bad_escape, 25);
        bad("/identitypools?" + std::string(escape) + "=1", errc::bad_escape, 15);
        bad("/identitypools?unknown=" + std::string(escape) + "&maxResults=1", errc::bad_escape, 23);
    }
    bad("/identitypools/%41%4", errc::bad_escape, 18);
}

TEST_CASE("P5 of all 65536 pairs of bytes behind a %, the hexadecimal ones are an escape and the others none",
          "[uri]") {
    constexpr std::string_view digits = "0123456789abcdefABCDEF";
    std::size_t read = 0, wrong = 0;
    for (int first = 0; first < 256; ++first)
        for (int second = 0; second < 256; ++second) {
            std::string const target = {'/', '%', static_cast<char>(first), static_cast<char>(second)};
            bool const escape = digits.find(target[2]) != std::string_view::npos &&
                                digits.find(target[3]) != std::string_view::npos;
            errc const wanted = escape ? errc::unknown_path : errc::bad_escape;
            auto const matched = parse_target("GET", target);
            read += escape;
            wrong += matched.has_value() || matched.error().code != wanted ||
                     matched.error().offset != (escape ? 0U : 1U);
        }
    CHECK(read == 22 * 22);
    CHECK(wrong == 0);
}

TEST_CASE("P6 what strtoul would read behind a % is no escape", "[uri]") {
    for (std::string_view const escape : {"%-0", "%-1", "%+5", "%0x", "%0X4"}) {
        bad(dataset(escape), errc::bad_escape, dataset("").size());
        bad("/identitypools?maxResults=" + std::string(escape), errc::bad_escape, 26);
    }
    bad(dataset("% 5"), errc::bad_escape, dataset("").size());
    bad("/identitypools?nextToken=% 5", errc::bad_escape, 25);
}

TEST_CASE(
    "P7 a NUL byte is kept where a shape has no pattern, and refused by each that has one, nothing is cut",
    "[uri]") {
    std::string const device = dataset("c") + "/subscriptions/d%00e%00";
    CHECK(last_label(device, "POST") == "d\0e\0"s);
    auto const subscribed = decode_request<SubscribeToDataset>({"POST", device});
    REQUIRE(subscribed.has_value());
    CHECK(subscribed->device_id == "d\0e\0"s);
    CHECK(build_target<SubscribeToDataset>({"us-east-1:0f", "us-east-1:ab", "c", "d\0e\0"s})
              ->ends_with("/d%00e%00"));

    CHECK(last_label(dataset("a%00b")) == "a\0b"s);
    broken("GET", dataset("a%00"), "/DatasetName");
    broken("GET", "/identitypools/a:0%00", "/IdentityPoolId");
    broken("GET", "/identitypools/a:0/identities/b:1%00", "/IdentityId");
    CHECK(build_target<DescribeIdentityPoolUsage>({"a:0\0"s}).error().where == "/IdentityPoolId");
    bad("/identitypools/a\0b"s, errc::bad_target, 16);
    CHECK(parse_target("GET", "/identitypools?nextToken=%00a")->query[0].second == "\0a"s);
}

TEST_CASE("P8 line ends are refused raw, and split nothing escaped", "[uri]") {
    bad(dataset("a\r\nX: y"), errc::bad_target, dataset("a").size());
    bad(dataset("a\n"), errc::bad_target, dataset("a").size());
    bad("/identitypools?nextToken=a\r\nX: y", errc::bad_target, 26);
    CHECK(last_label(dataset("a%0d%0aX:%20y")) == "a\r\nX: y");
    broken("GET", dataset("a%0d%0aX:%20y"), "/DatasetName");
    CHECK(build_target<SubscribeToDataset>({"a:0", "b:1", "c", "d\r\nX: y"}).value() ==
          "/identitypools/a%3A0/identities/b%3A1/datasets/c/subscriptions/d%0D%0AX%3A%20y");
    CHECK(build_target<ListIdentityPoolUsage>({.next_token = "\r\nX: y"}).value() ==
          "/identitypools?nextToken=%0D%0AX%3A%20y");
}

TEST_CASE("P9 %2F in a label never makes two segments", "[uri]") {
    auto const matched = parse_target("GET", "/identitypools/a%2Fevents");
    REQUIRE(matched.has_value());
    CHECK(matched->operation == "DescribeIdentityPoolUsage");
    CHECK(matched->labels[0].second == "a/events");
    broken("GET", "/identitypools/a%2Fevents", "/IdentityPoolId");
    no_route("/identitypools%2Fa");
    no_route("/%2Fidentitypools");
}

TEST_CASE("P12 bytes beyond ASCII are refused raw, at their place, and escaped ones must be UTF-8", "[uri]") {
    for (std::string_view const raw : {"\u00e9", "\u200b", "\x80", "\xBF", "\xFF", "\uFF0F"}) {
        bad(dataset("a" + std::string(raw)), errc::bad_target, dataset("a").size());
        bad("/identitypools?nextToken=" + std::string(raw), errc::bad_target, 25);
        bad("/" + std::string(raw), errc::bad_target, 1);
    }
    CHECK(last_label(dataset("c") + "/subscriptions/%e2%80%8b", "POST") == "\u200b");
    for (std::string_view const escaped :
         {"%80", "%C3", "%C0%80", "%ED%A0%80", "%F4%90%80%80", "%FF", "a%FE", "%E2%82"}) {
        bad(dataset(escaped), errc::bad_unicode, dataset("").size(), "/DatasetName");
        bad("/identitypools/" + std::string(escaped), errc::bad_unicode, 15, "/IdentityPoolId");
        bad("/identitypools?maxResults=1&nextToken=" + std::string(escaped), errc::bad_unicode, 38,
            "/NextToken");
    }
    CHECK(parse_target("GET", "/identitypools?foo=%FF&%FF=1").has_value());  // nobody reads it
}

TEST_CASE("P12 every byte is either one of a target or refused at its place", "[uri]") {
    constexpr std::string_view allowed =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~!$&'()*+,;=:@";
    for (int value = 0; value < 256; ++value) {
        char const byte = static_cast<char>(value);
        if (byte == '%' || byte == '/' || byte == '?') continue;
        std::string const target = "/identitypools/a"s + byte;
        if (allowed.find(byte) == std::string_view::npos)
            bad(target, errc::bad_target, 16);
        else
            CHECK(last_label(target) == "a"s + byte);
    }
    CHECK(parse_target("GET", "/identitypools?nextToken=/?:@!$'()*+,;")->query[0].second == "/?:@!$'()*+,;");
    bad("/identitypools#x", errc::bad_target, 14);
    bad("/identitypools?a#x", errc::bad_target, 16);
}

TEST_CASE("P13 a colon is read raw and escaped in either case, and is written in one form", "[uri]") {
    for (std::string_view const id : {"us-east-1:ab", "us-east-1%3Aab", "us-east-1%3aab", "%75s-east-1:%61b"})
        CHECK(last_label("/identitypools/" + std::string(id)) == "us-east-1:ab");
    CHECK(build_target<DescribeIdentityPoolUsage>({"us-east-1:ab"}).value() ==
          "/identitypools/us-east-1%3Aab");
}

TEST_CASE("a plus in a path is a plus", "[uri]") { CHECK(last_label(dataset("a+b%2B")) == "a+b+"); }

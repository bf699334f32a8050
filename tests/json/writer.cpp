// SPDX-License-Identifier: BSL-1.0
//
// The canonical form byte by byte: escapes, numbers, dates, and what is refused before anything is written.
#include <cognito_sync/json/writer.hpp>
#include <cognito_sync/json.hpp>
#include <cognito_sync/model/operations.hpp>

#include <boost/json/serialize.hpp>
#include <boost/json/string.hpp>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <string>
#include <string_view>
#include <vector>

#include "support/catch.hpp"
#include "support/sample.hpp"

namespace {

using namespace cognito_sync;
using namespace std::string_literals;
using namespace std::string_view_literals;

static_assert(detail::json_escape('"') == '"' && detail::json_escape('\\') == '\\' &&
              detail::json_escape('\b') == 'b');
static_assert(detail::json_escape('\f') == 'f' && detail::json_escape('\n') == 'n' &&
              detail::json_escape('\r') == 'r');
static_assert(detail::json_escape('\t') == 't' && detail::json_escape('\0') == 'u' &&
              detail::json_escape('\x1F') == 'u');
static_assert(detail::json_escape(' ') == 0 && detail::json_escape('/') == 0 &&
              detail::json_escape('\x7F') == 0);
static_assert(detail::json_escape('\x80') == 0 && detail::json_escape('\xFF') == 0);

/// A text as the library writes it, quotes included.
std::string written(std::string_view text) {
    std::string const object = to_json(Record{.key = std::string(text)}).value();
    REQUIRE(object.starts_with("{\"Key\":"));
    return object.substr(7, object.size() - 8);
}

/// How the head of the protocol's description has a byte of ASCII escaped.
std::string escaped(unsigned byte) {
    switch (byte) {
        case '"': return "\\\"";
        case '\\': return "\\\\";
        case '\b': return "\\b";
        case '\f': return "\\f";
        case '\n': return "\\n";
        case '\r': return "\\r";
        case '\t': return "\\t";
        default: break;
    }
    char text[7];
    std::snprintf(text, sizeof text, byte < 0x20 ? "\\u%04x" : "%c", byte);
    return text;
}

/// Refused with this code, at this place and byte; and nothing was written, also not what stands before it.
template <class T>
void bad(T const& value, errc code, std::string_view where, std::size_t offset) {
    auto const refused = to_json(value);
    REQUIRE(!refused.has_value());
    CHECK(refused.error().code == code);
    CHECK(refused.error().where == where);
    CHECK(refused.error().offset == offset);
    CHECK(refused.error().message == std::string(row_of(code).sentence) + " at '" + std::string(where) +
                                         "', byte " + std::to_string(offset));

    std::string out;
    error failed;
    CHECK(!detail::write_json(schema_of<T>, &value, 0, out, failed));
    CHECK(out == "");
    CHECK(failed.where == where);
}

std::string date(std::int64_t milliseconds) {
    std::string const text =
        to_json(Dataset{.creation_date = timestamp{std::chrono::milliseconds{milliseconds}}}).value();
    return text.substr(16, text.size() - 17);
}

}  // namespace

TEST_CASE("every byte of ASCII is escaped as the canonical form says, alone and between others", "[json]") {
    for (unsigned byte = 0; byte < 128; ++byte) {
        std::string const text(1, static_cast<char>(byte));
        INFO(byte);
        CHECK(written(text) == "\"" + escaped(byte) + "\"");
        CHECK(written("ab" + text + "c" + text) == "\"ab" + escaped(byte) + "c" + escaped(byte) + "\"");
        CHECK(from_json<Record>("{\"Key\":" + written(text) + "}")->key == text);
    }
}

TEST_CASE("one byte to escape is found at every place of texts of every length", "[json]") {
    for (std::size_t size = 1; size <= 40; ++size)
        for (std::size_t at = 0; at < size; ++at)
            for (unsigned const byte : {0U, 0x1FU, unsigned{'"'}, unsigned{'\\'}, 0x20U, 0x7FU}) {
                std::string const before(at, 'a');
                std::string const after(size - at - 1, '~');
                INFO(size << " bytes, byte " << byte << " at " << at);
                CHECK(written(before + static_cast<char>(byte) + after) ==
                      '"' + before + escaped(byte) + after + '"');
            }
}

TEST_CASE("Boost.JSON writes every text the same", "[json]") {
    sample::source from(5);
    for (int round = 0; round < 500; ++round) {
        std::string const text = from.any_text(0, 40);
        CHECK(written(text) == boost::json::serialize(boost::json::string(text)));
    }
}

TEST_CASE("a slash, DEL and all beyond ASCII are written as they are", "[json]") {
    for (std::string_view const text : {"/"sv, "\x7F"sv, "\u0080"sv, "\u00e9"sv, "\u2028\u2029"sv, "\ufeff"sv,
                                        "\uffff"sv, "\U0001f600"sv, "\U0010ffff"sv, "</script>"sv})
        CHECK(written(text) == "\"" + std::string(text) + "\"");
}

TEST_CASE("keys of a map are sorted by their bytes and escaped like any text", "[json]") {
    GetCognitoEvents::Response const reply{
        {{"b", "1"}, {"a\"", "2"}, {"", "3"}, {"\u00e9", "4"}, {"B", "\n"}, {"a\x01", "5"}}};
    CHECK(to_json(reply).value() == "{\"Events\":{\"\":\"3\",\"B\":\"\\n\",\"a\\u0001\":\"5\",\"a\\\"\":"
                                    "\"2\",\"b\":\"1\",\"\u00e9\":\"4\"}}");
}

TEST_CASE("J10 text that is not UTF-8 is refused at its byte, wherever it stands, and nothing is written",
          "[json]") {
    struct {
        std::string text;
        std::size_t offset;
    } const rows[] = {{"\xFE", 0},         {"\xC3\x28", 0},
                      {"ab\xFF", 2},       {"\xC0\x80", 0},
                      {"\xED\xA0\x80", 0}, {"\xF4\x90\x80\x80", 0},
                      {"\xE2\x82", 0},     {"\u20ac\x80", 3},
                      {"\"\n\x80", 2},     {"\xF8\x88\x80\x80\x80", 0},
                      {"x\xC3", 1},        {std::string(100, 'a') + "\xBF", 100}};
    for (auto const& [text, offset] : rows) {
        bad(Record{.key = "fine", .value = text}, errc::bad_unicode, "/Value", offset);
        bad(RecordPatch{.op = open<Operation>(text), .key = "k"}, errc::bad_unicode, "/Op", offset);
        bad(PushSync{.application_arns = {{"a", "b", text}}}, errc::bad_unicode, "/ApplicationArns/2",
            offset);
        bad(GetCognitoEvents::Response{{{"a/b~c", text}}}, errc::bad_unicode, "/Events/a~1b~0c", offset);
        bad(GetCognitoEvents::Response{{{text, "x"}}}, errc::bad_unicode, "/Events", offset);
        bad(ListRecords::Response{.records = {{}, {.last_modified_by = text}}}, errc::bad_unicode,
            "/Records/1/LastModifiedBy", offset);
    }
    for (int byte = 0x80; byte < 0x100; ++byte)
        CHECK(!to_json(Record{.key = std::string(1, static_cast<char>(byte))}).has_value());
}

TEST_CASE("dates are plain decimals without an exponent, a fraction only where there is one", "[json]") {
    CHECK(date(0) == "0");
    CHECK(date(1) == "0.001");
    CHECK(date(10) == "0.01");
    CHECK(date(100) == "0.1");
    CHECK(date(-1) == "-0.001");
    CHECK(date(-500) == "-0.5");
    CHECK(date(-1500) == "-1.5");
    CHECK(date(1'398'796'238'000) == "1398796238");
    CHECK(date(1'412'974'057'151) == "1412974057.151");
    CHECK(date(1'412'974'057'150) == "1412974057.15");
    CHECK(date(-62'135'596'800'000) == "-62135596800");
    CHECK(date(253'402'300'799'999) == "253402300799.999");
}

TEST_CASE("a date outside the years 1 to 9999 is refused, and nothing is written", "[json]") {
    for (std::int64_t const milliseconds : {-62'135'596'800'001, 253'402'300'800'000, INT64_MIN, INT64_MAX}) {
        timestamp const value{std::chrono::milliseconds{milliseconds}};
        bad(Dataset{.identity_id = "a", .creation_date = value}, errc::time_range, "/CreationDate", 0);
        bad(ListRecords::Response{.records = {{}, {.device_last_modified_date = value}}}, errc::time_range,
            "/Records/1/DeviceLastModifiedDate", 0);
    }
}

TEST_CASE("integers are plain digits to the ends of their width", "[json]") {
    CHECK(to_json(IdentityUsage{.dataset_count = INT32_MIN}).value() == R"({"DatasetCount":-2147483648})");
    CHECK(to_json(IdentityUsage{.dataset_count = INT32_MAX}).value() == R"({"DatasetCount":2147483647})");
    CHECK(to_json(IdentityUsage{.data_storage = INT64_MIN}).value() ==
          R"({"DataStorage":-9223372036854775808})");
    CHECK(to_json(IdentityUsage{.data_storage = INT64_MAX}).value() ==
          R"({"DataStorage":9223372036854775807})");
    CHECK(to_json(IdentityUsage{.dataset_count = 0, .data_storage = 1'000'000}).value() ==
          R"({"DatasetCount":0,"DataStorage":1000000})");
}

TEST_CASE("rows that are skipped are not written and not judged", "[json]") {
    Record const value{.key = "\xFF", .value = "v", .sync_count = 1, .last_modified_by = "\xFF"};
    std::string out;
    error failed;
    CHECK(detail::write_json(schema_of<Record>, &value, 0b010001, out, failed));
    CHECK(out == R"({"Value":"v","SyncCount":1})");
    out.clear();
    CHECK(detail::write_json(schema_of<Record>, &value, 0b111111, out, failed));
    CHECK(out == "{}");
}

TEST_CASE("the size that is reserved is enough for every structure without escapes", "[json]") {
    auto const enough = []<class T>(T const& value) {
        CHECK(detail::json_bound::of(schema_of<T>, &value) >= to_json(value).value().size());
    };
    timestamp const longest{std::chrono::milliseconds{-62'135'596'799'999}};
    enough(Dataset{"i", std::string(300, 'x'), longest, longest, "\u00e9", INT64_MIN, INT64_MIN});
    enough(ListRecords::Response{std::vector<Record>(9, Record{"k", "v", INT64_MIN, longest, "", longest}),
                                 "n",
                                 INT32_MIN,
                                 INT64_MIN,
                                 "m",
                                 {"a", "b"},
                                 false,
                                 true,
                                 ""});
    enough(CognitoStreams{"s", "r", StreamingStatus::DISABLED});
    enough(RecordPatch{});
    enough(GetCognitoEvents::Response{{{"a", ""}, {"", "b"}, {std::string(99, 'k'), "v"}}});
    enough(GetCognitoEvents::Response{});
    enough(no_output{});
}

// SPDX-License-Identifier: BSL-1.0
//
// What is JSON and what is none: rows J1, J3, J8, J9, J13 and J14 of the list of real bugs, each
// refusal with its code and byte.
//
// In the tables a ^ stands before the byte that the error has to name; it is taken out of the text.
#include <cognito_sync/json/reader.hpp>
#include <cognito_sync/json.hpp>
#include <cognito_sync/model/operations.hpp>

#include <algorithm>
#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "support/catch.hpp"

namespace {

using namespace cognito_sync;
using namespace std::string_literals;
using namespace std::string_view_literals;

/// Reads a text out of a heap block of exactly its size.
template <class T>
result<T> read(std::string_view text) {
    std::unique_ptr<char[]> const block(new char[text.size()]);
    std::copy(text.begin(), text.end(), block.get());
    return from_json<T>({block.get(), text.size()});
}

void bad(std::string marked, errc code, std::string_view where = "") {
    std::size_t const offset = marked.find('^');
    REQUIRE(offset != std::string::npos);
    marked.erase(offset, 1);
    auto const refused = read<Record>(marked);
    INFO(marked.substr(0, 200));
    REQUIRE(!refused.has_value());
    CHECK(refused.error().code == code);
    CHECK(refused.error().where == where);
    CHECK(refused.error().offset == offset);
    CHECK(refused.error().message.find(row_of(code).sentence) == 0);
    CHECK(refused.error().message.ends_with("byte " + std::to_string(offset)));
}

/// Refused with this code, somewhere within the text.
void bad_within(std::string_view text, errc code, std::string_view where, std::size_t first,
                std::size_t last) {
    auto const refused = read<Record>(text);
    INFO(text);
    REQUIRE(!refused.has_value());
    CHECK(refused.error().code == code);
    CHECK(refused.error().where == where);
    CHECK(first <= refused.error().offset);
    CHECK(refused.error().offset <= last);
}

std::string times(std::size_t count, std::string_view text) {
    std::string all;
    while (count-- != 0) all += text;
    return all;
}

}  // namespace

TEST_CASE("J1 sixty-four levels are read, the sixty-fifth is refused at its bracket", "[json]") {
    CHECK(read<Record>("{\"x\":" + times(63, "[") + times(63, "]") + "}").has_value());
    CHECK(read<Record>(times(63, "{\"x\":") + "{}" + times(63, "}")).has_value());
    bad("{\"x\":" + times(63, "[") + "^[" + times(64, "]") + "}", errc::too_deep);
    bad(times(64, "{\"x\":") + "^{}" + times(64, "}"), errc::too_deep);
    bad("{\"x\":" + times(63, "[") + "^[", errc::too_deep);
    CHECK(read<ListRecords::Response>("{\"Records\":[" +
                                      times(2, "{\"x\":" + times(61, "[") + times(61, "]") + "},") + "{}]}")
              .has_value());
    auto const within =
        read<ListRecords::Response>("{\"Records\":[{},{\"x\":" + times(62, "[") + times(62, "]") + "}]}");
    REQUIRE(!within.has_value());
    CHECK(within.error().code == errc::too_deep);
    CHECK(within.error().where == "/Records/1");
}

TEST_CASE("J1 a hundred thousand open brackets are refused", "[json]") {
    bad("^" + times(100'000, "["), errc::not_json);
    bad("{\"x\":" + times(63, "[") + "^" + times(100'000, "["), errc::too_deep);
    bad(times(64, "{\"x\":") + "^" + times(100'000, "{\"x\":"), errc::too_deep);
}

TEST_CASE("J3 an exponent of ten digits is out of range, known member or not, with every Boost", "[json]") {
    for (std::string_view const number :
         {"1e999999999999", "1e-999999999999", "-1E+2147483648", "1.5e0001000000000", "0e4294967296"}) {
        bad("{\"x\":^" + std::string(number) + "}", errc::number_range);
        bad("{\"SyncCount\": ^" + std::string(number) + "}", errc::number_range, "/SyncCount");
        bad("{\"LastModifiedDate\":^" + std::string(number) + "}", errc::number_range, "/LastModifiedDate");
        bad("{\"x\":[1,{\"y\": ^" + std::string(number) + "}]}", errc::number_range);
    }
    for (std::string_view const number :
         {"1e999999999", "1e-999999999", "1e309", "-1e400", "5e-400", "0e000000000000000000001"})
        CHECK(read<Record>("{\"x\":" + std::string(number) + "}").has_value());
}

TEST_CASE("J8 half a surrogate pair is refused, in a value, in a key, in what nobody reads", "[json]") {
    for (std::string_view const half :
         {R"(\ud800)", R"(\udc00)", R"(\uDFFF)", R"(\ud800\ud800)", R"(\ud83dx)", R"(\uD83D\u0041)",
          R"(\ud83d\n)", R"(\ud83d\\)", R"(\udfff\ud800)", R"(\uDBFF)"}) {
        std::string const text(half);
        bad_within("{\"Key\":\"" + text + "\"}", errc::bad_unicode, "/Key", 8, 8 + text.size());
        bad_within("{\"Key\":\"ab" + text + "cd\"}", errc::bad_unicode, "/Key", 10, 11 + text.size());
        bad_within("{\"x\":[\"" + text + "\"]}", errc::bad_unicode, "", 7, 7 + text.size());
        bad_within("{\"" + text + "\":1}", errc::bad_unicode, "", 2, 2 + text.size());
    }
    CHECK(read<Record>(R"({"Key":"\uD83D\uDe00"})")->key == "\U0001f600");
    CHECK(read<Record>(R"({"Key":"\udbff\udfff\ud800\udc00"})")->key == "\U0010ffff\U00010000");
    CHECK(read<Record>(R"({"Key":"\\ud800"})")->key == "\\ud800");
}

TEST_CASE("J9 bytes that are no UTF-8 are refused within a string, at their place", "[json]") {
    for (std::string_view const bytes :
         {"\xC0\x80", "\xC1\xBF", "\xED\xA0\x80", "\xED\xBF\xBF", "\xF4\x90\x80\x80", "\xF5\x80\x80\x80",
          "\xF8\x88\x80\x80\x80", "\xFC\x80", "\xFE", "\xFF", "\x80", "\xBF", "\xC3\x28", "\xE2\x82",
          "\xE0\x80\x80", "\xF0\x80\x80\x80", "\xE2\x82\xC0", "\xF0\x9F\x98"}) {
        std::string const text(bytes);
        auto const in = [&](std::string const& before, std::string const& after, std::string_view where) {
            bad_within(before + text + after, errc::bad_unicode, where, before.size(),
                       before.size() + text.size());
        };
        in("{\"Key\":\"", "\"}", "/Key");
        in("{\"Key\":\"ab\u00e9\\n", "cd\"}", "/Key");
        in("{\"Key\":\"" + std::string(5000, 'a'), "b\"}", "/Key");
        in("{\"x\":\"a", "b\"}", "");
        in("{\"a", "b\":1}", "");
        in("{\"x\":{\"y\":[\"", "\"]}}", "");
    }
    CHECK(read<Record>("{\"Key\":\"\u007f\u0080\u07ff\u0800\ud7ff\ue000\uffff\U00010000\U0010ffff\"}")
              .has_value());
}

TEST_CASE("J13 the shortest texts that broke parsers are refused", "[json]") {
    for (char const* const text : {"^", " ^", "\r^", "{^", "\"^", "^[", "^\xEF", "^\xEF\xBB", "-^", "0.^"})
        bad(text, errc::not_json);
    for (int byte = 0; byte < 256; ++byte) {
        INFO(byte);
        CHECK(!read<Record>(std::string(1, static_cast<char>(byte))).has_value());
        CHECK(!read<Record>("{"s + static_cast<char>(byte)).has_value() == (byte != '}'));
        CHECK(read<Record>("{}"s + static_cast<char>(byte)).has_value() ==
              (" \t\r\n"sv.find(static_cast<char>(byte)) != ""sv.npos));
    }
}

TEST_CASE("J14 what surrounds the object, and what other notations allow, is refused at its byte", "[json]") {
    for (std::string_view const text : {"^\xEF\xBB\xBF{}"sv,
                                        "{}^\xEF\xBB\xBF"sv,
                                        "{}^{}"sv,
                                        "{}^\0"sv,
                                        "^\0{}"sv,
                                        "{}^,"sv,
                                        "{}^]"sv,
                                        "{} \n^x"sv,
                                        "^/**/{}"sv,
                                        "{^/**/}"sv,
                                        "{^//\n}"sv,
                                        "{}^//"sv,
                                        "{}^#"sv,
                                        "{\"a\":1,^}"sv,
                                        "{^,}"sv,
                                        "{\"a\":1,^,\"b\":2}"sv,
                                        "{\"x\":[1,^]}"sv,
                                        "{\"x\":[^,1]}"sv,
                                        "{\"x\":[1 ^2]}"sv,
                                        "{\"a\"^}"sv,
                                        "{\"a\":^}"sv,
                                        "{\"a\":1 ^\"b\":2}"sv,
                                        "{\"a\"^=1}"sv,
                                        "{\"a\":1^;}"sv,
                                        "{^'int': 10}"sv,
                                        "{ \"int\": 10 }^abc"sv,
                                        "^\f{}"sv,
                                        "{}^\f"sv,
                                        "{^\v}"sv,
                                        "{^\xC2\xA0}"sv,
                                        "{^null:1}"sv,
                                        "{^1:1}"sv,
                                        "{^a:1}"sv,
                                        "{\"x\":^NaN}"sv,
                                        "{\"x\":^Infinity}"sv,
                                        "{\"x\":-^Infinity}"sv,
                                        "{\"x\":^undefined}"sv,
                                        "{\"x\":0^1}"sv,
                                        "{\"x\":-0^1}"sv,
                                        "{\"x\":^+1}"sv,
                                        "{\"x\":^.5}"sv,
                                        "{\"x\":1.^}"sv,
                                        "{\"x\":1.^e5}"sv,
                                        "{\"x\":0^x42}"sv,
                                        "{\"x\":2^ABC}"sv,
                                        "{\"x\":1e^}"sv,
                                        "{\"x\":1e+^}"sv,
                                        "{\"x\":-^-1}"sv,
                                        "{\"x\":1.2^.3}"sv,
                                        "{\"x\":1^_0}"sv,
                                        "{\"x\":^TRUE}"sv,
                                        "{\"x\":true^x}"sv,
                                        "{\"x\":^'a'}"sv,
                                        "{\"x\":^}"sv,
                                        "{\"x\":[^}"sv,
                                        "{\"x\":{^]}"sv,
                                        "{^[}"sv,
                                        "{\"x\":\"a^\nb\"}"sv,
                                        "{\"x\":\"a^\tb\"}"sv,
                                        "{\"x\":\"a^\0b\"}"sv,
                                        "{\"x\":\"^\x1F\"}"sv}) {
        bad(std::string(text), errc::not_json);
    }
    for (std::string_view const root : {"^[]", "^[{}]", "^\"a\"", "^1", "^-0.5", "^true", "^false", "^null",
                                        " ^[{\"Key\":\"k\"}]", "\n^10"})
        bad(std::string(root), errc::not_json);
}

TEST_CASE("J14 an escape that JSON does not have is refused within its string", "[json]") {
    for (std::string_view const escape :
         {R"(\q)", R"(\x41)", R"(\')", R"(\0)", R"(\u)", R"(\u1)", R"(\u12g4)", R"(\U0041)", R"(\ )",
          R"(\u 041)", R"(\u+041)", R"(\e)", R"(\ud8zz)"}) {
        std::string const text(escape);
        bad_within("{\"Key\":\"" + text + "\"}", errc::not_json, "/Key", 8, 8 + text.size());
        bad_within("{\"" + text + "\":0}", errc::not_json, "", 2, 2 + text.size());
    }
    CHECK(read<Record>(R"({"Key":"\"\\\/\b\f\n\r\t\u0000\u00e9\u20AC\uffff"})")->key ==
          "\"\\/\b\f\n\r\t\0\u00e9\u20ac\uffff"s);
}

TEST_CASE("DEL and a noncharacter are read raw in a string, a control is not", "[json]") {
    CHECK(read<Record>("{\"Key\":\"\x7F\uffff\"}")->key == "\x7F\uffff");
    for (char control = 0; control < 0x20; ++control) {
        std::string text = "{\"Key\":\"ab\"}";
        text.insert(9, 1, control);
        bad(text.insert(9, 1, '^'), errc::not_json, "/Key");
    }
}

TEST_CASE("a long string arrives whole, however many escapes it has, and so does a long key", "[json]") {
    std::string escaped, plain;
    for (int i = 0; i < 3000; ++i) escaped += R"(\n\u00e9x\ud83d\ude00)", plain += "\n\u00e9x\U0001f600";
    CHECK(read<Record>("{\"Value\":\"" + escaped + "\",\"" + escaped + "\":1,\"Key\":\"a\"}").value() ==
          Record{.key = "a", .value = plain});
    CHECK(
        read<GetCognitoEvents::Response>("{\"Events\":{\"" + escaped + "\":\"" + escaped + "\"}}")->events ==
        event_map{{plain, plain}});
    std::string const million(1'048'575, '\x7E');
    CHECK(read<Record>("{\"Value\":\"" + million + "\"}")->value == million);
}

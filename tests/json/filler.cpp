// SPDX-License-Identifier: BSL-1.0
//
// Values that do not fit where they stand: rows J2, J4 to J7, J11, J15 and J16 of the list of real bugs,
// what requests and replies read differently, and the byte that each refusal names.
//
// In the texts a ^ stands before the byte that the error has to name; it is taken out.
#include <cognito_sync/json/filler.hpp>
#include <cognito_sync/json.hpp>
#include <cognito_sync/model/operations.hpp>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "support/catch.hpp"

namespace {

using namespace cognito_sync;
using detail::read_options;

constexpr read_options strict{}, lenient{.lenient = true};

template <class T>
result<T> read(std::string_view text, read_options const& how = strict,
               detail::read_report* report = nullptr) {
    T value{};
    error failed;
    detail::read_report own;
    if (!detail::read_json(text, schema_of<T>, &value, how, report != nullptr ? *report : own, failed))
        return failed;
    return value;
}

template <class T>
void bad(std::string marked, errc code, std::string_view where, read_options const& how = strict) {
    std::size_t const offset = marked.find('^');
    REQUIRE(offset != std::string::npos);
    marked.erase(offset, 1);
    INFO(marked);
    auto const refused = read<T>(marked, how);
    REQUIRE(!refused.has_value());
    CHECK(refused.error().code == code);
    CHECK(refused.error().where == where);
    CHECK(refused.error().offset == offset);
}

template <class T>
T ok(std::string_view text, read_options const& how = strict) {
    INFO(text);
    auto const value = read<T>(text, how);
    REQUIRE(value.has_value());
    return *value;
}

/// A member of each kind, beside those that the service has.
struct everything {
    std::optional<std::string> text{};
    std::optional<open<Platform>> choice{};
    std::optional<std::int32_t> narrow{};
    std::optional<std::int64_t> wide{};
    std::optional<bool> flag{};
    std::optional<timestamp> date{};
    std::optional<Record> record{};
    std::optional<std::vector<std::string>> texts{};
    std::optional<std::vector<std::vector<std::int64_t>>> table{};
    std::optional<std::map<std::string, Record>> by_name{};

    static constexpr auto members = members_of(  //
        member{"Text", &everything::text}, member{"Choice", &everything::choice},
        member{"Narrow", &everything::narrow}, member{"Wide", &everything::wide},
        member{"Flag", &everything::flag}, member{"Date", &everything::date},
        member{"Record", &everything::record}, member{"Texts", &everything::texts},
        member{"Table", &everything::table}, member{"ByName", &everything::by_name});
};

std::int64_t milliseconds(std::string const& number) {
    return ok<Dataset>("{\"CreationDate\":" + number + "}").creation_date->time_since_epoch().count();
}

std::optional<std::int64_t> wide(std::string const& number) {
    return ok<Record>("{\"SyncCount\":" + number + "}").sync_count;
}

}  // namespace

TEST_CASE("a value of another type is refused at its own first byte, of every kind, in every kind of place",
          "[json]") {
    std::string const string = R"("a\"b,[:")", number = "-1.5", bool_true = "true", bool_false = "false",
                      array = "[1]", object = R"({"Key":1})";
    std::map<std::string_view, std::vector<std::string>> const wrong{
        {"Text", {number, bool_true, bool_false, array, object, "0", "[]", "{}"}},
        {"Choice", {number, bool_true, bool_false, array, object}},
        {"Narrow", {string, number, bool_true, bool_false, array, object, "\"1\"", "0.1", "1e-1"}},
        {"Wide",
         {string, number, bool_true, bool_false, array, object, "\"123\"", "\"\"", "1.5", "\"Infinity\"",
          "\"-Infinity\"", "\"NaN\""}},
        {"Flag",
         {string, number, array, object, "0", "1", "\"true\"", "\"True\"", "\"\"", "\"yes\"", "\"1\""}},
        {"Date",
         {string, bool_true, bool_false, array, object, "\"1985-04-12T23:20:50.52Z\"", "\"1515531081.1234\"",
          "\"Infinity\"", "\"Tue, 29 Apr 2014 18:30:38 GMT\""}},
        {"Record", {string, number, bool_true, bool_false, array, "[]", "\"\"", "0"}},
        {"Texts", {string, number, bool_true, bool_false, object, "{}"}},
        {"ByName", {string, number, bool_true, bool_false, array}},
    };
    for (auto const& [member, values] : wrong)
        for (std::string const& value : values) {
            std::string const name(member), where = "/" + name;
            bad<everything>("{\"" + name + "\":^" + value + "}", errc::wrong_type, where);
            bad<everything>("{ \"" + name + "\" : \t\r\n^" + value + " , \"x\":1 }", errc::wrong_type, where);
            bad<everything>("{\"x\":{\"" + name + "\":" + value + "},\"" + name + "\":^" + value +
                                ",\"y\":[]}",
                            errc::wrong_type, where);
            bad<everything>("{\"" + name + "\":^" + value + "}", errc::wrong_type, where, lenient);
        }
    for (std::string const& value : {number, bool_true, bool_false, array, object}) {
        bad<everything>("{\"Texts\":[^" + value + "]}", errc::wrong_type, "/Texts/0");
        bad<everything>("{\"Texts\":[\"\\\"]\", \"b\" ,^" + value + ",1]}", errc::wrong_type, "/Texts/2");
        bad<everything>("{\"ByName\":{\"k\":{\"Key\": ^" + value + "}}}", errc::wrong_type, "/ByName/k/Key");
        bad<everything>("{\"Record\":{\"SyncCount\":1,\"Key\":^" + value + "}}", errc::wrong_type,
                        "/Record/Key");
    }
    for (std::string const& value : {string, number, bool_true, bool_false, object})
        bad<everything>("{\"Table\":[[],[1],^" + value + "]}", errc::wrong_type, "/Table/2");
    for (std::string const& value : {string, number, bool_true, bool_false, array, object})
        bad<everything>("{\"Table\":[[1,2],[3,^" + value + "]]}", errc::wrong_type, "/Table/1/1");
    for (std::string const& value : {string, number, bool_true, bool_false, array})
        bad<everything>("{\"ByName\":{\"a/b\":{},\"~\":^" + value + "}}", errc::wrong_type, "/ByName/~0");
}

TEST_CASE("J7 an integer is read exactly, from digits alone, in any notation that means one", "[json]") {
    for (std::string const number :
         {"1", "1.0", "1E0", "10e-1", "0.1e1", "1.000000000000000000000", "100E-2"})
        CHECK(wide(number) == 1);
    CHECK(wide("1E3") == 1000);
    CHECK(wide("-0") == 0);
    CHECK(wide("-0.0e5") == 0);
    CHECK(wide("9007199254740993") == 9'007'199'254'740'993);
    CHECK(wide("9223372036854775807") == INT64_MAX);
    CHECK(wide("9.223372036854775807e18") == INT64_MAX);
    CHECK(wide("-9223372036854775808") == INT64_MIN);
    CHECK(ok<IdentityUsage>(R"({"DatasetCount":2147483647})").dataset_count == INT32_MAX);
    CHECK(ok<IdentityUsage>(R"({"DatasetCount":-2147483648})").dataset_count == INT32_MIN);
    for (std::string const number :
         {"9223372036854775808", "-9223372036854775809", "18446744073709551615", "18446744073709551616",
          "1e19", "1e309", "184467440737095500000", "-184467440737095500000", "123000000000000000000000"})
        bad<Record>("{\"SyncCount\":^" + number + "}", errc::number_range, "/SyncCount");
    for (std::string const number :
         {"2147483648", "-2147483649", "4294967297", "9223372036854775807", "1e10", "1e19"})
        bad<IdentityUsage>("{\"DataStorage\":1,\"DatasetCount\": ^" + number + " }", errc::number_range,
                           "/DatasetCount");
    for (std::string const number :
         {"1.5", "0.1", "1e-1", "2.2250738585072011e-308", "1.0000000000000000000000001", "-1e-99999", "0.5",
          "9223372036854775807.5"})
        bad<Record>("{\"SyncCount\":^" + number + "}", errc::wrong_type, "/SyncCount");
}

TEST_CASE("J6 the three notations of one instant mean the same, exact to the millisecond", "[json]") {
    CHECK(milliseconds("1.391515262481E9") == 1'391'515'262'481);
    CHECK(milliseconds("1391515262.481") == 1'391'515'262'481);
    CHECK(milliseconds("1391515262") == 1'391'515'262'000);
    CHECK(milliseconds("1.412974057244E9") == 1'412'974'057'244);
    CHECK(milliseconds("1398796238") == 1'398'796'238'000);
    CHECK(milliseconds("946845296") == 946'845'296'000);
    CHECK(milliseconds("1391515262481e-3") == 1'391'515'262'481);
    for (int fraction = 0; fraction < 1000;
         ++fraction) {  // of these a double, split and truncated, gets 496 wrong
        std::string const digits = std::to_string(1000 + fraction).substr(1);
        REQUIRE(milliseconds("1.412974057" + digits + "E9") == 1'412'974'057'000 + fraction);
        REQUIRE(milliseconds("1412974057." + digits) == 1'412'974'057'000 + fraction);
    }
}

TEST_CASE("J4 what is finer than a millisecond is rounded to the nearest, ties away from zero", "[json]") {
    CHECK(milliseconds("18.4") == 18'400);
    CHECK(milliseconds("1000000000.000000001") == 1'000'000'000'000);
    CHECK(milliseconds("2.2250738585072011e-308") == 0);
    CHECK(milliseconds("0.0004999999999999999999") == 0);
    CHECK(milliseconds("0.0005") == 1);
    CHECK(milliseconds("-0.0005") == -1);
    CHECK(milliseconds("1.0015") == 1002);
    CHECK(milliseconds("-1.0014999") == -1001);
    CHECK(milliseconds("-0.5") == -500);
    CHECK(milliseconds("-0") == 0);
    CHECK(milliseconds("1412974057.1515") == 1'412'974'057'152);
}

TEST_CASE("J5 a date outside the years 1 to 9999 is refused, judged after rounding", "[json]") {
    for (std::string const number : {"1e18", "-1e18", "1e300", "-1e300", "253402300800", "-62135596801",
                                     "253402300799.9995", "-62135596800.0005", "1e309", "9223372036854775807",
                                     "9223372036854775.807", "123456789012345678901234567890"}) {
        bad<Dataset>("{\"CreationDate\":^" + number + "}", errc::time_range, "/CreationDate");
        bad<ListRecords::Response>("{\"Records\":[{},{\"DeviceLastModifiedDate\" : ^" + number + "\n}]}",
                                   errc::time_range, "/Records/1/DeviceLastModifiedDate", lenient);
    }
    CHECK(milliseconds("253402300799.999") == 253'402'300'799'999);
    CHECK(milliseconds("253402300799.9994999") == 253'402'300'799'999);
    CHECK(milliseconds("-62135596800") == -62'135'596'800'000);
    CHECK(milliseconds("-62135596800.0004999") == -62'135'596'800'000);
}

TEST_CASE("J2 a number beyond double is refused in a known member and passed over elsewhere", "[json]") {
    bad<Record>(R"({"SyncCount":^1e309})", errc::number_range, "/SyncCount");
    bad<Record>(R"({"LastModifiedDate":^1e309})", errc::time_range, "/LastModifiedDate");
    CHECK(milliseconds("-1e-99999") == 0);
    CHECK(to_json(ok<Record>(R"({"x":1e309,"y":[-1e-99999,-1e+9999],"Key":"k"})")).value() ==
          R"({"Key":"k"})");
}

TEST_CASE("J11 in a request a member that stands twice is refused at its second name, whatever its values",
          "[json]") {
    bad<UpdateRecords::Request>(R"({"RecordPatches":[{"Op":"remove","Key":"k",^"Op":"replace"}]})",
                                errc::duplicate_member, "/RecordPatches/0/Op");
    bad<Record>(R"({"Key":"a",^"Key":"a"})", errc::duplicate_member, "/Key");
    bad<Record>(R"({"Key":"a", "x":{"Key":1} , ^"\u004bey" : "a"})", errc::duplicate_member, "/Key");
    bad<Record>(R"({"Key":null,^"Key":"a"})", errc::duplicate_member, "/Key");
    bad<Record>(R"({"Key":"a",^"Key":null})", errc::duplicate_member, "/Key");
    bad<Record>(R"({"SyncCount":1,^"SyncCount":"wrong too"})", errc::duplicate_member, "/SyncCount");
    bad<everything>(R"({"Texts":[],^"Texts":[]})", errc::duplicate_member, "/Texts");
    bad<everything>(R"({"Record":{},^"Record":{}})", errc::duplicate_member, "/Record");
    bad<everything>(R"({"ByName":{},"Record":{"Key":"a",^"Key":"b"}})", errc::duplicate_member,
                    "/Record/Key");
    bad<SetCognitoEvents::Request>(R"({"Events":{"a":"1","b":"2","a":^"1"}})", errc::duplicate_member,
                                   "/Events/a");
    bad<everything>(R"({"ByName":{"a":{},"a": ^{}}})", errc::duplicate_member, "/ByName/a");
    CHECK(ok<Record>(R"({"x":1,"x":2,"Key":"k","x":{"y":1,"y":2}})").key == "k");
    CHECK(ok<UpdateRecords::Request>(R"({"RecordPatches":[{"Op":"remove"},{"Op":"remove"}]})")
              .record_patches->size() == 2);
}

TEST_CASE("J11 in a reply the last one counts, as if the others had not been there", "[json]") {
    CHECK(ok<Record>(R"({"Key":"a","SyncCount":1,"Key":"b"})", lenient) ==
          Record{.key = "b", .sync_count = 1});
    CHECK(ok<Record>(R"({"Key":"a","Key":null})", lenient) == Record{});
    CHECK(ok<Record>(R"({"Key":null,"Key":"a"})", lenient) == Record{.key = "a"});
    CHECK(ok<everything>(R"({"Texts":["a","b"],"Texts":["c"]})", lenient).texts ==
          std::vector<std::string>{"c"});
    CHECK(ok<everything>(R"({"Record":{"Key":"a","Value":"b"},"Record":{"Value":"c"}})", lenient).record ==
          Record{.value = "c"});
    CHECK(ok<GetCognitoEvents::Response>(R"({"Events":{"a":"1","a":"2"}})", lenient).events ==
          event_map{{"a", "2"}});
    CHECK(ok<GetCognitoEvents::Response>(R"({"Events":{"a":"1"},"Events":{"b":"2"}})", lenient).events ==
          event_map{{"b", "2"}});
    CHECK(ok<ListDatasets::Response>(R"({"Datasets":[{},{}],"Datasets":null})", lenient).datasets.empty());
    CHECK(ok<everything>(R"({"ByName":{"a":{"Key":"1","Value":"v"},"a":{"Key":"2"}}})", lenient)
              .by_name->at("a")
              .key == "2");
}

TEST_CASE("J15 null within a list or map is refused in a request and dropped from a reply", "[json]") {
    bad<UpdateRecords::Request>(R"({"RecordPatches":[{}, ^null]})", errc::null_element, "/RecordPatches/1");
    bad<PushSync>(R"({"ApplicationArns":[^null]})", errc::null_element, "/ApplicationArns/0");
    bad<SetCognitoEvents::Request>(R"({"Events":{"a":"","b/c" :^null}})", errc::null_element, "/Events/b~1c");
    CHECK(ok<PushSync>(R"({"ApplicationArns":[null,"a",null,"b"]})", lenient).application_arns ==
          std::vector<std::string>{"a", "b"});
    CHECK(ok<GetCognitoEvents::Response>(R"({"Events":{"a":null,"b":"x"}})", lenient).events ==
          event_map{{"b", "x"}});
    CHECK(ok<GetCognitoEvents::Response>(R"({"Events":{"a":"x","a":null}})", lenient).events.empty());
    CHECK(ok<GetCognitoEvents::Response>(R"({"Events":{"a":null,"a":"x"}})", lenient).events ==
          event_map{{"a", "x"}});
    CHECK(ok<ListRecords::Response>(R"({"Records":[null,{"Key":null},null]})", lenient).records ==
          std::vector<Record>(1));
    bad<ListRecords::Response>(R"({"Records":[null,{},{"Key":^1}]})", errc::wrong_type, "/Records/2/Key",
                               lenient);  // as it stands in the text
}

TEST_CASE("once a thousand members are missing, elements are judged but no longer kept", "[json]") {
    auto const patches = [](std::size_t count, std::string const& last) {
        std::string text = "{\"RecordPatches\":[";
        while (count-- != 0) text += "{},";
        return text + last + "]}";
    };
    detail::read_report report;
    auto const kept = read<UpdateRecords::Request>(patches(5'000, "{}"), strict, &report);
    CHECK(report.missing.size() == detail::max_missing);
    CHECK(report.missing.back().where == "/RecordPatches/341/Op");
    CHECK(kept->record_patches->size() == detail::max_missing + 1);
    auto const refused = read<UpdateRecords::Request>(patches(5'000, "{\"Key\":1}"));
    CHECK(refused.error().where == "/RecordPatches/5000/Key");

    // A reply has no required members: all of it is kept.
    auto const lenient_text = "{\"Datasets\":" + patches(5'000, "{}").substr(17);
    CHECK(read<ListDatasets::Response>(lenient_text, lenient)->datasets.size() == 5'001);
}

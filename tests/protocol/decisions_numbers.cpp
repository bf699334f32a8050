// SPDX-License-Identifier: BSL-1.0
//
// What this library decided about integers and dates in JSON, each test named with its section of the
// protocol notes: 1.6. One table serves both ends, since a client is as strict as a server.
#include <cognito_sync/codec.hpp>

#include <cstdint>
#include <cstdio>
#include <optional>
#include <string>

#include "support/catch.hpp"
#include "support/protocol.hpp"

namespace {

using namespace protocol;

/// What both ends read of a 64-bit integer, or why they do not; they must agree.
result<std::int64_t> integer(std::string const& token) {
    auto const server = decode_request<UpdateRecords>(update(patch_with("SyncCount", token)));
    auto const client =
        decode_response<UpdateRecords>(reply(200, "{\"Records\":[{\"SyncCount\":" + token + "}]}"));
    REQUIRE(server.has_value() == client.has_value());
    if (!server) {
        CHECK(server.error().code == client.error().code);
        CHECK(server.error().name == "SerializationException");
        return server.error();
    }
    CHECK(client->records.at(0).sync_count == server->record_patches->at(0).sync_count);
    return server->record_patches->at(0).sync_count;
}

/// What both ends read of a date in milliseconds, or why they do not; they must agree.
result<std::int64_t> date(std::string const& token) {
    auto const server = decode_request<UpdateRecords>(update(patch_with("DeviceLastModifiedDate", token)));
    auto const client =
        decode_response<DescribeDataset>(reply(200, "{\"Dataset\":{\"CreationDate\":" + token + "}}"));
    REQUIRE(server.has_value() == client.has_value());
    if (!server) {
        CHECK(server.error().code == client.error().code);
        CHECK(server.error().name == "SerializationException");
        return server.error();
    }
    timestamp const read = server->record_patches->at(0).device_last_modified_date.value();
    CHECK(client->dataset->creation_date == read);
    return read.time_since_epoch().count();
}

std::string written_date(std::int64_t milliseconds) {
    auto const written = encode_response<DescribeDataset>(
        DescribeDataset::Response{.dataset = Dataset{.creation_date = at_ms(milliseconds)}});
    if (!written) return "error";
    std::string const begin = R"({"Dataset":{"CreationDate":)";
    CHECK(written->body.substr(0, begin.size()) == begin);
    return written->body.substr(begin.size(), written->body.size() - begin.size() - 2);
}

}  // namespace

TEST_CASE("1.6 an integer is any JSON number that is one exactly, within 64 bits", "[protocol][decided]") {
    struct {
        std::string token;
        std::int64_t value;
    } const exact[]{
        {"0", 0},
        {"-0", 0},
        {"7", 7},
        {"-7", -7},
        {"1.0", 1},
        {"-1.000", -1},
        {"1e2", 100},
        {"16E0", 16},
        {"1E+2", 100},
        {"120e-1", 12},
        {"0.5e1", 5},
        {"1.5E1", 15},
        {"0.0", 0},
        {"0e-5", 0},
        {"9007199254740993", 9'007'199'254'740'993},
        {"9007199254740993.0", 9'007'199'254'740'993},
        {"9.007199254740993e15", 9'007'199'254'740'993},
        {"9223372036854775807", INT64_MAX},
        {"9.223372036854775807E18", INT64_MAX},
        {"-9223372036854775808", INT64_MIN},
    };
    for (auto const& [token, value] : exact) {
        INFO(token);
        auto const read = integer(token);
        REQUIRE(read.has_value());
        CHECK(*read == value);
    }
}

TEST_CASE("1.6 a number that is no integer has the wrong type, one beyond 64 bits is out of range",
          "[protocol][decided]") {
    for (std::string const token : {"1.5", "1e-1", "0.1", "-0.5", "1.0000000000000000000000001", "12e-1"}) {
        INFO(token);
        CHECK(integer(token).error().code == errc::wrong_type);
    }
    for (std::string const token :
         {"9223372036854775808", "-9223372036854775809", "1e19", "1e300", "123000000000000000000000",
          "9223372036854775807.5e1", "1e400", "1e999999999999"}) {
        INFO(token);
        CHECK(integer(token).error().code == errc::number_range);
    }
    for (std::string const token : {"\"1\"", "\"\"", "true", "false", "[1]", "{}"}) {
        INFO(token);
        CHECK(integer(token).error().code == errc::wrong_type);
    }
}

TEST_CASE("1.6 C-NUM: a member of 32 bits holds no more, and a client coerces nothing",
          "[protocol][decided]") {
    auto const count = [](std::string const& token) {
        return decode_response<ListDatasets>(reply(200, "{\"Count\":" + token + "}"));
    };
    CHECK(count("2147483647").value().count == 2'147'483'647);
    CHECK(count("-2147483648").value().count == -2'147'483'647 - 1);
    CHECK(count("2147483648").error().code == errc::number_range);
    CHECK(count("-2147483649").error().code == errc::number_range);
    CHECK(count("1e9").value().count == 1'000'000'000);
    for (std::string const token : {"\"3\"", "16.9", "true", "\"\""})
        CHECK(count(token).error().code == errc::wrong_type);
}

TEST_CASE("1.6 integers are written in plain decimal", "[protocol][decided]") {
    auto const written = [](std::int64_t value) {
        return encode_response<UpdateRecords>(UpdateRecords::Response{.records = {{.sync_count = value}}})
            .value()
            .body;
    };
    CHECK(written(0) == R"({"Records":[{"SyncCount":0}]})");
    CHECK(written(9'007'199'254'740'993) == R"({"Records":[{"SyncCount":9007199254740993}]})");
    CHECK(written(INT64_MAX) == R"({"Records":[{"SyncCount":9223372036854775807}]})");
    CHECK(written(INT64_MIN) == R"({"Records":[{"SyncCount":-9223372036854775808}]})");
}

TEST_CASE("1.6 a date is read as exact decimal text, rounded to the millisecond, ties away from zero",
          "[protocol][decided]") {
    struct {
        std::string token;
        std::int64_t milliseconds;
    } const exact[]{
        {"0", 0},
        {"-0", 0},
        {"1412974057", 1'412'974'057'000},
        {"1412974057.151", 1'412'974'057'151},
        {"1.412974057151E9", 1'412'974'057'151},
        {"1412974057151e-3", 1'412'974'057'151},
        {"1.391515262481E9", 1'391'515'262'481},
        {"-0.5", -500},
        {"-1.25e0", -1'250},
        {"0.0005", 1},
        {"-0.0005", -1},
        {"0.00049999999999999999999", 0},
        {"-0.0004", 0},
        {"1e-4", 0},
        {"0.0014999", 1},
        {"0.0015", 2},
        {"1000000000.000000001", 1'000'000'000'000},
        {"253402300799.999", 253'402'300'799'999},
        {"253402300799.9994", 253'402'300'799'999},
        {"-62135596800", -62'135'596'800'000},
        {"-62135596800.0004", -62'135'596'800'000},
    };
    for (auto const& [token, milliseconds] : exact) {
        INFO(token);
        auto const read = date(token);
        REQUIRE(read.has_value());
        CHECK(*read == milliseconds);
    }
}

TEST_CASE("1.6 every millisecond of the exponent form that the service writes is read exactly",
          "[protocol][decided]") {
    std::string body = "{\"Datasets\":[";
    for (int i = 0; i < 1000; ++i) {
        char text[80];
        std::snprintf(text, sizeof text, "%s{\"CreationDate\":1.412974057%03dE9}", i == 0 ? "" : ",", i);
        body += text;
    }
    auto const read = decode_response<ListDatasets>(reply(200, body + "]}"));
    REQUIRE(read.has_value());
    REQUIRE(read->datasets.size() == 1000);
    for (std::size_t i = 0; i < 1000; ++i)
        CHECK(read->datasets[i].creation_date == at_ms(1'412'974'057'000 + static_cast<std::int64_t>(i)));
}

TEST_CASE(
    "1.6 a date outside the years 1 to 9999, judged when rounded, is refused when read and when written",
    "[protocol][decided]") {
    for (std::string const token :
         {"253402300799.9995", "253402300800", "-62135596800.0005", "-62135596801", "1e18", "-1e18", "1e300",
          "9223372036854775807", "99999999999999999999999"}) {
        INFO(token);
        CHECK(date(token).error().code == errc::time_range);
    }
    for (std::string const token : {"true", "\"1412974057\"", "\"2014-10-10T20:47:37Z\"", "[]", "{}"}) {
        INFO(token);
        CHECK(date(token).error().code == errc::wrong_type);
    }
    CHECK(written_date(253'402'300'800'000) == "error");
    CHECK(written_date(-62'135'596'800'001) == "error");
    UpdateRecords::Request asked{
        .identity_pool_id = pool, .identity_id = me, .dataset_name = list, .sync_session_token = "t"};
    asked.record_patches = {
        {RecordPatch{.key = "k", .device_last_modified_date = at_ms(253'402'300'800'000)}}};
    auto const refused = encode_request<UpdateRecords>(asked);
    REQUIRE(!refused.has_value());
    CHECK(refused.error().code == errc::time_range);
    CHECK(refused.error().where == "/RecordPatches/0/DeviceLastModifiedDate");
}

TEST_CASE("1.6 a date is written as seconds with as many digits as it needs, and never with an exponent",
          "[protocol][decided]") {
    CHECK(written_date(0) == "0");
    CHECK(written_date(1'398'796'238'000) == "1398796238");
    CHECK(written_date(1'412'974'057'151) == "1412974057.151");
    CHECK(written_date(1'412'974'057'150) == "1412974057.15");
    CHECK(written_date(1'412'974'057'100) == "1412974057.1");
    CHECK(written_date(1'412'974'057'001) == "1412974057.001");
    CHECK(written_date(1) == "0.001");
    CHECK(written_date(-1) == "-0.001");
    CHECK(written_date(-500) == "-0.5");
    CHECK(written_date(-1'250) == "-1.25");
    CHECK(written_date(253'402'300'799'999) == "253402300799.999");
    CHECK(written_date(-62'135'596'800'000) == "-62135596800");
}

// SPDX-License-Identifier: BSL-1.0
//
// What only some readers ask of the filler: numbers in quotes, members that do not travel in the body,
// wrong types passed over, required members that the text does not have.
#include <cognito_sync/json/filler.hpp>
#include <cognito_sync/json.hpp>
#include <cognito_sync/model/operations.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "support/catch.hpp"

namespace {

using namespace cognito_sync;
using detail::read_options;

template <class T>
struct reading {
    T value{};
    detail::read_report report{};
    error failed{};
    bool fine;

    explicit reading(std::string_view text, read_options const& how = {})
        : fine(detail::read_json(text, schema_of<T>, &value, how, report, failed)) {}

    std::vector<std::pair<std::string, bool>> missing() const {
        std::vector<std::pair<std::string, bool>> all;
        for (auto const& each : report.missing) all.emplace_back(each.where, each.container);
        return all;
    }
};

using places = std::vector<std::pair<std::string, bool>>;
constexpr bool scalar = false, container = true;

/// A list that must be there, of structures that must have a list.
struct inner {
    std::vector<std::string> names{};
    std::int64_t count{};

    static constexpr auto members =
        members_of(member{"Names", &inner::names}, member{"Count", &inner::count});
};
struct outer {
    std::vector<inner> list{};
    event_map map{};
    std::optional<inner> one{};

    static constexpr auto members =
        members_of(member{"List", &outer::list}, member{"Map", &outer::map}, member{"One", &outer::one});
};

}  // namespace

TEST_CASE("MaxResults may stand in quotes where that is asked for, and no other number may", "[json]") {
    read_options const rpc{.quoted_numbers = true};
    using request = ListIdentityPoolUsage::Request;
    for (auto const& [text, value] : {std::pair{"3", 3},
                                      {"\"3\"", 3},
                                      {"\"2147483647\"", INT32_MAX},
                                      {"\"10\"", 10},
                                      {"0", 0},
                                      {"-1", -1}}) {
        reading<request> const read("{\"MaxResults\":" + std::string(text) + "}", rpc);
        INFO(text);
        REQUIRE(read.fine);
        CHECK(read.value.max_results == value);
    }
    for (std::string const text : {"", "0", "03", "-3", "+3", " 3", "3 ", "3.0", "3e0", "0x3",
                                   "12345678901234567890", "\\u00b3", "three"}) {
        reading<request> const read("{\"MaxResults\": \"" + text + "\"}", rpc);
        INFO(text);
        CHECK(!read.fine);
        CHECK(read.failed.code == errc::bad_integer);
        CHECK(read.failed.where == "/MaxResults");
        CHECK(read.failed.offset == 15);
    }
    for (std::string const text : {"2147483648", "9223372036854775807", "9999999999999999999"})
        CHECK(reading<request>("{\"MaxResults\":\"" + text + "\"}", rpc).failed.code == errc::number_range);
    CHECK(reading<request>(R"({"MaxResults":"3"})").failed.code == errc::wrong_type);
    CHECK(reading<ListRecords::Request>(R"({"LastSyncCount":"3"})", rpc).failed.code == errc::wrong_type);
    CHECK(reading<ListIdentityPoolUsage::Response>(R"({"MaxResults":"3"})", rpc).failed.code ==
          errc::wrong_type);
    CHECK(reading<UpdateRecords::Request>(R"({"RecordPatches":[{"SyncCount":"3"}]})", rpc).failed.where ==
          "/RecordPatches/0/SyncCount");
}

TEST_CASE("a row that does not travel in the body is an unknown member there, at the root and only there",
          "[json]") {
    reading<Record> const read(R"({"Key":1,"Value":"v","Key":[]})", {.skipped = 0b000001});
    REQUIRE(read.fine);
    CHECK(read.value == Record{.value = "v"});

    reading<UpdateRecords::Request> const body(
        R"({"IdentityPoolId":{},"ClientContext":1,"SyncSessionToken":"s",)"
        R"("RecordPatches":[{"Op":"remove","Key":"k","SyncCount":1}]})",
        {.skipped = operation_of<UpdateRecords>.outside_body});
    REQUIRE(body.fine);
    CHECK(body.missing().empty());
    CHECK(body.value.identity_pool_id == "");
    CHECK(!body.value.client_context.has_value());
    CHECK(body.value.sync_session_token == "s");
    CHECK(body.value.record_patches->at(0).key ==
          "k");  // row 1 of the patch, though row 1 of the root is skipped
}

TEST_CASE("every required member that the text does not have is listed in the order of closing braces",
          "[json]") {
    CHECK(reading<outer>("{}").missing() == places{{"/List", container}, {"/Map", container}});
    CHECK(reading<outer>(R"({"List":null,"Map":null})").missing() ==
          places{{"/List", container}, {"/Map", container}});
    CHECK(reading<outer>(R"({"List":[],"Map":{}})").missing() == places{});
    CHECK(reading<outer>(R"({"One":{"Count":1},"List":[{},{"Names":[],"Count":0},{"Count":null}],"Map":{}})")
              .missing() == places{{"/One/Names", container},
                                   {"/List/0/Names", container},
                                   {"/List/0/Count", scalar},
                                   {"/List/2/Names", container},
                                   {"/List/2/Count", scalar}});
    CHECK(reading<RegisterDevice::Request>("{}", {.skipped = operation_of<RegisterDevice>.outside_body})
              .missing() == places{{"/Platform", scalar}, {"/Token", scalar}});
    CHECK(reading<RecordPatch>(R"({"Op":null,"Key":"","SyncCount":0})").missing() == places{{"/Op", scalar}});
    CHECK(reading<outer>("{}", {.lenient = true}).missing() == places{});  // a reply misses nothing
}

TEST_CASE("a list with no end of incomplete elements is listed up to a cap", "[json]") {
    std::string text = "{\"RecordPatches\":[{}";
    for (int i = 1; i < 2000; ++i) text += ",{}";
    reading<UpdateRecords::Request> const read(text + "]}");
    REQUIRE(read.fine);
    CHECK(read.value.record_patches->size() == detail::max_missing + 1);
    REQUIRE(read.report.missing.size() == 1024);
    CHECK(read.report.missing.front().where == "/RecordPatches/0/Op");
    CHECK(read.report.missing.back().where == "/RecordPatches/341/Op");
}

TEST_CASE("from_json tells of the first missing scalar, and takes an absent list for an empty one",
          "[json]") {
    auto const failed = from_json<outer>(R"({"One":{}})");
    REQUIRE(!failed.has_value());
    CHECK(failed.error().code == errc::missing_member);
    CHECK(failed.error().where == "/One/Count");
    CHECK(failed.error().offset == 10);
    CHECK(from_json<outer>(R"({"One":{"Count":1}})")->list.empty());
}

TEST_CASE("an unknown member Input of the root is noticed, since the old envelope has one", "[json]") {
    CHECK(reading<Record>(R"({"Input":{"Key":"k"}})").report.has_input_member);
    CHECK(reading<Record>(R"({"Operation":"x","Input":null})").report.has_input_member);
    CHECK(!reading<Record>(R"({"input":{},"x":{"Input":1}})").report.has_input_member);
    CHECK(!reading<ListDatasets::Response>(R"({"Datasets":[{"Input":1}]})").report.has_input_member);
    CHECK(!reading<Record>("{}").report.has_input_member);
}

TEST_CASE("where wrong types are passed over, such a member is as good as absent and the rest is read",
          "[json]") {
    read_options const easy{.lenient = true, .skip_wrong_types = true};
    for (std::string const wrong : {"1", "1.5", "true", "[[1]]", R"({"Key":"no"})", "null"}) {
        reading<Record> const read(
            R"({"Value":"v","Key":)" + wrong + R"(,"SyncCount":"x","LastModifiedBy":"me"})", easy);
        INFO(wrong);
        REQUIRE(read.fine);
        CHECK(read.value == Record{.value = "v", .last_modified_by = "me"});
    }
    reading<Record> const twice(R"({"Key":"k","Key":1})", easy);
    REQUIRE(twice.fine);
    CHECK(twice.value == Record{});
    reading<ListRecords::Response> const nested(R"({"Records":{"Key":1},"Count":2})", easy);
    REQUIRE(nested.fine);
    CHECK(nested.value == ListRecords::Response{.count = 2});
    CHECK(!reading<Record>(R"({"Key":1)", easy).fine);
    CHECK(reading<Record>("[]", easy).failed.code == errc::not_json);
    CHECK(reading<Record>("1", easy).failed.code == errc::not_json);
}

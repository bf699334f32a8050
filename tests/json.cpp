// SPDX-License-Identifier: BSL-1.0
//
// Structures from and to JSON text: their canonical bytes, the way there and back for every structure of
// the model, absence and null. What is no JSON stands in json/reader.cpp, values that do not fit in
// json/filler.cpp, escapes in json/writer.cpp.
#include <cognito_sync/json.hpp>
#include <cognito_sync/model/operations.hpp>

#include <boost/json/parse.hpp>

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "support/catch.hpp"
#include "support/sample.hpp"

namespace {

using namespace cognito_sync;
using namespace std::string_literals;

timestamp at(std::int64_t milliseconds) { return timestamp{std::chrono::milliseconds{milliseconds}}; }

/// A value is written as exactly this text, and this text is read as the value.
template <class T>
void both_ways(T const& value, std::string_view text) {
    CHECK(to_json(value).value() == text);
    auto const read = from_json<T>(text);
    REQUIRE(read.has_value());
    CHECK(*read == value);
}

/// Visits every structure that travels: those of the model, and both sides of every operation.
template <class Visit>
void for_each_structure(Visit visit) {
    visit.template operator()<CognitoStreams>();
    visit.template operator()<Dataset>();
    visit.template operator()<IdentityPoolUsage>();
    visit.template operator()<IdentityUsage>();
    visit.template operator()<PushSync>();
    visit.template operator()<Record>();
    visit.template operator()<RecordPatch>();
    operations::for_each([&]<class Op>() {
        visit.template operator()<typename Op::Request>();
        visit.template operator()<typename Op::Response>();
    });
}

bool is_container(field const& row) { return row.type->is == kind::list || row.type->is == kind::map; }

/// The text of an object in which every required member has some value, but for those named.
std::string object_without(schema const& shape, std::string_view left_out) {
    std::string text;
    for (field const& row : shape.fields) {
        if (row.optional || row.name == left_out) continue;
        bool const number = row.type->is == kind::int32 || row.type->is == kind::int64;
        text += (text.empty() ? "\"" : ",\"") + std::string(row.name) + "\":" +
                (number                       ? "1"
                 : row.type->is == kind::list ? "[]"
                 : row.type->is == kind::map  ? "{}"
                                              : "\"x\"");
    }
    return "{" + text + "}";
}

std::vector<std::string> const golden{
    R"({"DatasetName":"a","CreationDate":1.412974057151E9,"DataStorage":-0,"X":[{"y":null},true,-1.5e-3]})",
    R"({"IdentityId":"a\u003a0","DatasetName":"\"\\\/\b\f\n\r\t\ud83d\ude00","NumRecords":9007199254740993})",
    " {\t\"LastModifiedBy\" :\r\n\"\u00e9\u20ac\U0001f600\" , \"DataStorage\":null }",
};

}  // namespace

TEST_CASE("each structure of the model has its exact text", "[json]") {
    both_ways(CognitoStreams{"stream", "arn:aws:iam::1:role/r", StreamingStatus::DISABLED},
              R"({"StreamName":"stream","RoleArn":"arn:aws:iam::1:role/r","StreamingStatus":"DISABLED"})");
    both_ways(Dataset{"us-east-1:0f", "my_list", at(1'412'974'057'151), at(-500), "me", 10'000'000'000, 0},
              R"({"IdentityId":"us-east-1:0f","DatasetName":"my_list","CreationDate":1412974057.151,)"
              R"("LastModifiedDate":-0.5,"LastModifiedBy":"me","DataStorage":10000000000,"NumRecords":0})");
    both_ways(IdentityPoolUsage{"us-east-1:0f", 1, INT64_MAX, at(1'398'796'238'000)},
              R"({"IdentityPoolId":"us-east-1:0f","SyncSessionsCount":1,"DataStorage":9223372036854775807,)"
              R"("LastModifiedDate":1398796238})");
    both_ways(IdentityUsage{"us-east-1:0f", "us-east-1:1e", at(0), INT32_MIN, INT64_MIN},
              R"({"IdentityId":"us-east-1:0f","IdentityPoolId":"us-east-1:1e","LastModifiedDate":0,)"
              R"("DatasetCount":-2147483648,"DataStorage":-9223372036854775808})");
    both_ways(PushSync{{{"a", "", "b/c"}}, "r"}, R"({"ApplicationArns":["a","","b/c"],"RoleArn":"r"})");
    both_ways(Record{"k", "v", 9'007'199'254'740'993, at(10), "me", at(-62'135'596'800'000)},
              R"({"Key":"k","Value":"v","SyncCount":9007199254740993,"LastModifiedDate":0.01,)"
              R"("LastModifiedBy":"me","DeviceLastModifiedDate":-62135596800})");
    both_ways(
        RecordPatch{Operation::remove, "k", "", 0, at(253'402'300'799'999)},
        R"({"Op":"remove","Key":"k","Value":"","SyncCount":0,"DeviceLastModifiedDate":253402300799.999})");
}

TEST_CASE("requests and replies have their exact text, members in the order of the model", "[json]") {
    both_ways(UpdateRecords::Request{"p", "i", "d", "v", {{{Operation::replace, "k", {}, 2, {}}}}, "s", "c"},
              R"({"IdentityPoolId":"p","IdentityId":"i","DatasetName":"d","DeviceId":"v",)"
              R"("RecordPatches":[{"Op":"replace","Key":"k","SyncCount":2}],"SyncSessionToken":"s",)"
              R"("ClientContext":"c"})");
    both_ways(
        ListRecords::Response{{Record{.key = "a"}, Record{}}, "n", 2, 7, "me", {"x", "y"}, true, false, "s"},
        R"({"Records":[{"Key":"a"},{}],"NextToken":"n","Count":2,"DatasetSyncCount":7,"LastModifiedBy":"me",)"
        R"("MergedDatasetNames":["x","y"],"DatasetExists":true,)"
        R"("DatasetDeletedAfterRequestedSyncCount":false,"SyncSessionToken":"s"})");
    both_ways(RegisterDevice::Request{"p", "i", Platform::APNS_SANDBOX, "t"},
              R"({"IdentityPoolId":"p","IdentityId":"i","Platform":"APNS_SANDBOX","Token":"t"})");
    both_ways(SetCognitoEvents::Request{"p", {{"b", ""}, {"SyncTrigger", "arn"}, {"a", "2"}}},
              R"({"IdentityPoolId":"p","Events":{"SyncTrigger":"arn","a":"2","b":""}})");
    both_ways(SetIdentityPoolConfiguration::Request{"p", PushSync{}, CognitoStreams{}},
              R"({"IdentityPoolId":"p","PushSync":{},"CognitoStreams":{}})");
    both_ways(GetBulkPublishDetails::Response{"p", at(1), at(100), BulkPublishStatus::NOT_STARTED, "no"},
              R"({"IdentityPoolId":"p","BulkPublishStartTime":0.001,"BulkPublishCompleteTime":0.1,)"
              R"("BulkPublishStatus":"NOT_STARTED","FailureMessage":"no"})");
}

TEST_CASE("an unset member is left out, the list or map of a reply is always written", "[json]") {
    both_ways(Dataset{}, "{}");
    both_ways(no_output{}, "{}");
    both_ways(ListDatasets::Response{}, R"({"Datasets":[]})");
    both_ways(ListDatasets::Response{.datasets = {{}}, .count = 0}, R"({"Datasets":[{}],"Count":0})");
    both_ways(ListRecords::Response{}, R"({"Records":[],"MergedDatasetNames":[]})");
    both_ways(ListIdentityPoolUsage::Response{}, R"({"IdentityPoolUsages":[]})");
    both_ways(UpdateRecords::Response{}, R"({"Records":[]})");
    both_ways(GetCognitoEvents::Response{}, R"({"Events":{}})");
    both_ways(PushSync{.application_arns = std::vector<std::string>{}}, R"({"ApplicationArns":[]})");
    for (std::string_view const absent :
         {"{}", R"({"Records":null,"MergedDatasetNames":null})", R"({"Records":[]})"})
        CHECK(from_json<ListRecords::Response>(absent).value() == ListRecords::Response{});
}

TEST_CASE("every structure of the model survives the way to text and back, whatever it holds", "[json]") {
    for_each_structure([]<class T>() {
        sample::source from(1412);
        for (int round = 0; round < 100; ++round) {
            auto const value = from.make<T>();
            auto const text = to_json(value);
            REQUIRE(text.has_value());
            auto const read = from_json<T>(*text);
            INFO(*text);
            REQUIRE(read.has_value());
            REQUIRE(*read == value);
            REQUIRE(to_json(*read).value() == *text);
        }
    });
}

TEST_CASE("Boost.JSON reads what is written, and finds the members in the order of the model", "[json]") {
    for_each_structure([]<class T>() {
        sample::source from(10);
        for (int round = 0; round < 30; ++round) {
            auto const text = to_json(from.make<T>()).value();
            boost::json::value const parsed = boost::json::parse(text);
            std::size_t next = 0;
            for (auto const& [key, value] : parsed.get_object()) {
                std::string_view const name(key.data(), key.size());
                while (next < schema_of<T>.fields.size() && schema_of<T>.fields[next].name != name) ++next;
                REQUIRE(next < schema_of<T>.fields.size());
            }
        }
    });
}

TEST_CASE("an enumerator that nobody knows is kept as the text it came as, both ways", "[json]") {
    auto const read =
        from_json<GetBulkPublishDetails::Response>(R"({"BulkPublishStatus":"Paus\u00e9d"})").value();
    CHECK(!read.bulk_publish_status->known());
    CHECK(read.bulk_publish_status->text() == "Paus\u00e9d");
    CHECK(to_json(read).value() == "{\"BulkPublishStatus\":\"Paus\u00e9d\"}");
    both_ways(RecordPatch{open<Operation>("Replace"), "k", {}, 1, {}},
              R"({"Op":"Replace","Key":"k","SyncCount":1})");
    CHECK(from_json<CognitoStreams>(R"({"StreamingStatus":"ENABLED"})")->streaming_status ==
          StreamingStatus::ENABLED);
}

TEST_CASE("J15 null is the same as absent: an optional member is unset, a required one is missing",
          "[json]") {
    std::size_t optional = 0, required = 0, containers = 0;
    for_each_structure([&]<class T>() {
        for (field const& row : schema_of<T>.fields) {
            INFO(row.name);
            std::string const without = object_without(schema_of<T>, row.name);
            std::string with_null = without;
            with_null.insert(with_null.size() - 1,
                             (without == "{}" ? "\"" : ",\"") + std::string(row.name) + "\":null");
            auto const absent = from_json<T>(without);
            auto const null = from_json<T>(with_null);
            REQUIRE(absent.has_value() == null.has_value());
            if (row.optional || is_container(row)) {
                REQUIRE(null.has_value());
                CHECK(*null == *absent);
                CHECK((row.get(&*null) == nullptr) == row.optional);
                ++(row.optional ? optional : containers);
            } else {
                REQUIRE(!null.has_value());
                for (auto const& [failed, size] :
                     {std::pair{absent.error(), without.size()}, {null.error(), with_null.size()}}) {
                    CHECK(failed.code == errc::missing_member);
                    CHECK(failed.where == "/" + std::string(row.name));
                    CHECK(failed.offset == size);
                }
                ++required;
            }
        }
    });
    CHECK(optional > 50);
    CHECK(required > 30);
    CHECK(containers == 7);
}

TEST_CASE("J15 a required member that is missing within a list is named with its place", "[json]") {
    auto const failed = from_json<UpdateRecords::Request>(
        R"({"IdentityPoolId":"p","IdentityId":"i","DatasetName":"d","SyncSessionToken":"s",)"
        R"("RecordPatches":[{"Op":"remove","Key":"k","SyncCount":1},)"
        R"({"Op":"remove","SyncCount":1,"Key":null}]})");
    REQUIRE(!failed.has_value());
    CHECK(failed.error().code == errc::missing_member);
    CHECK(failed.error().where == "/RecordPatches/1/Key");
}

TEST_CASE("J13 a text cut short anywhere is refused, with an offset within it", "[json]") {
    for (std::string const& whole : golden) {
        REQUIRE(from_json<Dataset>(whole).has_value());
        for (std::size_t size = 0; size < whole.rfind('}') + 1; ++size) {
            INFO(whole.substr(0, size));
            std::unique_ptr<char[]> const block(new char[size]);  // exactly as large, for AddressSanitizer
            std::copy_n(whole.data(), size, block.get());
            auto const refused = from_json<Dataset>({block.get(), size});
            REQUIRE(!refused.has_value());
            CHECK(refused.error().code == errc::not_json);
            CHECK(refused.error().offset <= size);
        }
    }
}

TEST_CASE("J13 every structure refuses every beginning of its own text", "[json]") {
    for_each_structure([]<class T>() {
        sample::source from(3);
        for (int round = 0; round < 3; ++round) {
            auto const whole = to_json(from.make<T>()).value();
            for (std::size_t size = 0; size < whole.size(); ++size) {
                std::unique_ptr<char[]> const block(new char[size]);
                std::copy_n(whole.data(), size, block.get());
                auto const refused = from_json<T>({block.get(), size});
                REQUIRE(!refused.has_value());
                REQUIRE(refused.error().offset <= size);
            }
        }
    });
}

TEST_CASE("white space of the four kinds, and any order of members, change nothing", "[json]") {
    Record const value{.key = "k", .sync_count = 1, .last_modified_date = at(1500)};
    for (std::string_view const text :
         {R"({"Key":"k","SyncCount":1,"LastModifiedDate":1.5})",
          R"({"LastModifiedDate":1.5,"SyncCount":1,"Key":"k"})",
          " \t\r\n{ \"SyncCount\"\n:\t1 , \"Key\" :\r\"k\",\"LastModifiedDate\":1.5 \n} \n",
          R"({"\u004bey":"k","SyncCount":1e0,"LastModifiedDate":15e-1})"})
        CHECK(from_json<Record>(text).value() == value);
}

TEST_CASE("unknown members are passed over, at any depth and of any kind, names are compared with their case",
          "[json]") {
    Record const value{.key = "k"};
    for (std::string_view const text :
         {R"({"x":1,"Key":"k"})", R"({"__type":"Record","Key":"k","key":"no","KEY":1})",
          R"({"Key":"k","x":{"Key":"no","y":[[{"Key":1}]]}})",
          R"({"x":[null,true,false,"",{},[],1.5e300,-0],"Key":"k","x":2,"":0})",
          R"({"Key\u0000":1,"Ke":2,"Keys":3,"Key":"k"})"})
        CHECK(from_json<Record>(text).value() == value);
}

// SPDX-License-Identifier: BSL-1.0
//
// Structures from and to boost::json::value: every one of the model, both ways, held against the text that the
// codec writes. Boost's own parser and serializer stand between, so that nobody is his own judge.
#include <cognito_sync/json_value.hpp>

#include <cognito_sync/json.hpp>
#include <cognito_sync/model/operations.hpp>

#include <boost/json/monotonic_resource.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

#include "support/catch.hpp"
#include "support/generate.hpp"
#include "support/sample.hpp"

namespace {

using namespace cognito_sync;
namespace json = boost::json;

timestamp at(std::int64_t count) { return timestamp{std::chrono::milliseconds{count}}; }

template <class T>
struct of {};

/// Calls `visit(of<T>)` for every structure of the model.
template <class Visit>
void each_structure(Visit visit) {
    operations::for_each([&]<class Op>() {
        INFO(Op::name);
        visit(of<typename Op::Request>{});
        visit(of<typename Op::Response>{});
    });
    visit(of<CognitoStreams>{});
    visit(of<Dataset>{});
    visit(of<IdentityPoolUsage>{});
    visit(of<IdentityUsage>{});
    visit(of<PushSync>{});
    visit(of<Record>{});
    visit(of<RecordPatch>{});
}

/// A value goes into a tree and comes back, also by way of a text that Boost wrote.
template <class T>
void check_both_ways(T const& value) {
    json::value const tree = json::value_from(value);
    INFO(json::serialize(tree));
    CHECK(json::value_to<T>(tree) == value);
    CHECK(json::value_to<T>(json::parse(json::serialize(tree))) == value);
    CHECK(json::value_to<T>(json::parse(to_json(value).value())) == value);
}

std::string tree_text(auto const& value) { return json::serialize(json::value_from(value)); }

template <class T>
errc refused(std::string_view text) {
    auto const tried = json::try_value_to<T>(json::parse({text.data(), text.size()}));
    REQUIRE(tried.has_error());
    REQUIRE(tried.error().category() == errc_category());
    return static_cast<errc>(tried.error().value());
}

template <class T>
T read(std::string_view text) {
    return json::value_to<T>(json::parse({text.data(), text.size()}));
}

/// Arrays within arrays, put together from the innermost.
json::value nested(int levels, json::storage_ptr const& at) {
    json::value deep(at);
    for (int i = 0; i < levels; ++i) {
        json::array around(at);
        around.push_back(std::move(deep));
        deep = std::move(around);
    }
    return deep;
}

json::value tree_of_number(auto number) { return json::value{{"SyncCount", number}}; }

}  // namespace

TEST_CASE("every structure of the model goes into a tree and back, each kind of value", "[json_value]") {
    each_structure([]<class T>(of<T>) {
        for (generate::plan const& each : generate::plans<T>()) check_both_ways(generate::value<T>(each));
    });
}

TEST_CASE("every structure of the model goes into a tree and back, random values", "[json_value]") {
    sample::source from(20);
    each_structure([&]<class T>(of<T>) {
        for (int i = 0; i < 40; ++i) check_both_ways(from.make<T>());
    });
}

TEST_CASE("a tree has the members in the order of the model, and only those that are set", "[json_value]") {
    CHECK(tree_text(Dataset{}) == "{}");
    CHECK(tree_text(Dataset{.identity_id = "", .num_records = 0}) == R"({"IdentityId":"","NumRecords":0})");
    CHECK(tree_text(ListDatasets::Response{}) == R"({"Datasets":[]})");
    CHECK(tree_text(GetCognitoEvents::Response{.events = {{"b", ""}, {"a", "\u20ac"}}}) ==
          "{\"Events\":{\"a\":\"\u20ac\",\"b\":\"\"}}");
    CHECK(tree_text(PushSync{.application_arns = {{"x", "y"}}, .role_arn = "r"}) ==
          R"({"ApplicationArns":["x","y"],"RoleArn":"r"})");
    CHECK(tree_text(RecordPatch{.op = Operation::remove, .key = "k", .sync_count = -1}) ==
          R"({"Op":"remove","Key":"k","SyncCount":-1})");
    CHECK(tree_text(CognitoStreams{.streaming_status = open<StreamingStatus>("PAUSED")}) ==
          R"({"StreamingStatus":"PAUSED"})");
    CHECK(tree_text(ListRecords::Response{.count = 1, .dataset_exists = false}) ==
          R"({"Records":[],"Count":1,"MergedDatasetNames":[],"DatasetExists":false})");
}

TEST_CASE("a tree of a value without dates has the text that the codec writes", "[json_value]") {
    sample::source from(21);
    for (int i = 0; i < 200; ++i) {
        auto value = from.make<UpdateRecords::Request>();
        if (value.record_patches)
            for (RecordPatch& each : *value.record_patches) each.device_last_modified_date.reset();
        CHECK(json::parse(to_json(value).value()) == json::value_from(value));
    }
}

TEST_CASE("a tree keeps to the memory it is given", "[json_value]") {
    json::monotonic_resource memory;
    json::storage_ptr const at(&memory);
    auto const tree = json::value_from(
        ListDatasets::Response{.datasets = {{.dataset_name = std::string(100, 'x')}}, .next_token = "t"}, at);
    REQUIRE(tree.storage() == at);
    auto const& list = tree.as_object().at("Datasets");
    CHECK(list.storage() == at);
    CHECK(list.as_array()[0].as_object().at("DatasetName").storage() == at);
}

TEST_CASE("a date keeps its millisecond through a tree, and through the text of one", "[json_value]") {
    auto const keeps = [](std::int64_t count) {
        Record const value{.last_modified_date = at(count)};
        json::value const tree = json::value_from(value);
        return json::value_to<Record>(tree) == value &&
               json::value_to<Record>(json::parse(json::serialize(tree))) == value;
    };
    std::int64_t lost = 0;
    for (std::int64_t count = 1'412'974'057'000; count < 1'412'974'059'000; ++count) lost += !keeps(count);
    for (std::int64_t count = -2'000; count <= 2'000; ++count) lost += !keeps(count);
    for (std::int64_t count = earliest_timestamp.time_since_epoch().count();
         count < latest_timestamp.time_since_epoch().count(); count += 31'556'952'123'457)
        lost += !keeps(count) + !keeps(count + 1) + !keeps(count + 999);
    for (std::int64_t back = 0; back < 1'000; ++back)
        lost += !keeps(earliest_timestamp.time_since_epoch().count() + back) +
                !keeps(latest_timestamp.time_since_epoch().count() - back);
    CHECK(lost == 0);
}

TEST_CASE("a date is an integer in a tree where it has no fraction, else a double", "[json_value]") {
    auto const date = [](std::int64_t count) {
        return json::value_from(Record{.last_modified_date = at(count)}).as_object().at("LastModifiedDate");
    };
    CHECK(date(1'412'974'057'000) == json::value(std::int64_t{1'412'974'057}));
    CHECK(date(-1'000).is_int64());
    CHECK(date(1'412'974'057'151).is_double());
    CHECK(date(-500).as_double() == -0.5);
    CHECK(read<Record>(R"({"LastModifiedDate":1.412974057151E9})").last_modified_date ==
          at(1'412'974'057'151));
    json::value const binary{{"LastModifiedDate", 1412974057.244}};
    CHECK(json::value_to<Record>(binary).last_modified_date == at(1'412'974'057'244));
}

TEST_CASE("64-bit integers keep their extremes, whichever kind of number a tree holds them as",
          "[json_value]") {
    for (std::int64_t const count :
         {INT64_MIN, INT64_MIN + 1, std::int64_t{-9'007'199'254'740'993}, std::int64_t{-1}, std::int64_t{0},
          std::int64_t{9'007'199'254'740'993}, INT64_MAX - 1, INT64_MAX}) {
        check_both_ways(Record{.sync_count = count});
        CHECK(json::value_to<Record>(tree_of_number(count)).sync_count == count);
        if (count >= 0)
            CHECK(json::value_to<Record>(tree_of_number(static_cast<std::uint64_t>(count))).sync_count ==
                  count);
    }
    CHECK(json::value_to<Record>(tree_of_number(12.0)).sync_count == 12);
    CHECK(json::value_to<Record>(tree_of_number(-1e3)).sync_count == -1000);
    for (std::int32_t const count : {INT32_MIN, -1, 0, INT32_MAX})
        check_both_ways(ListDatasets::Response{.count = count});
}

TEST_CASE("what is no integer of the member's size is refused, with the reason", "[json_value]") {
    auto const why = [](json::value const& tree) { return json::try_value_to<Record>(tree).error(); };
    CHECK(why(tree_of_number(std::uint64_t{9'223'372'036'854'775'808U})) == errc::number_range);
    CHECK(why(tree_of_number(UINT64_MAX)) == errc::number_range);
    CHECK(why(tree_of_number(1e300)) == errc::number_range);
    CHECK(why(tree_of_number(1.5)) == errc::wrong_type);
    CHECK(why(tree_of_number(std::numeric_limits<double>::infinity())).failed());
    CHECK(why(tree_of_number(std::numeric_limits<double>::quiet_NaN())).failed());
    CHECK(refused<ListDatasets::Response>(R"({"Count":2147483648})") == errc::number_range);
    CHECK(refused<ListDatasets::Response>(R"({"Count":-2147483649})") == errc::number_range);
    CHECK(refused<Record>(R"({"LastModifiedDate":253402300800})") == errc::time_range);
    json::value const endless{{"LastModifiedDate", std::numeric_limits<double>::infinity()}};
    CHECK(why(endless).failed());
}

TEST_CASE("a value of another type is refused, null is absent", "[json_value]") {
    for (std::string_view const text : {"null", "1", "\"x\"", "true", "[]", "[{}]"})
        CHECK(refused<Dataset>(text) == errc::wrong_type);
    for (std::string_view const text :
         {R"({"DatasetName":1})", R"({"DatasetName":[]})", R"({"NumRecords":"1"})", R"({"NumRecords":true})",
          R"({"CreationDate":"2014"})", R"({"CreationDate":{}})"})
        CHECK(refused<Dataset>(text) == errc::wrong_type);
    CHECK(refused<ListDatasets::Response>(R"({"Datasets":{}})") == errc::wrong_type);
    CHECK(refused<ListDatasets::Response>(R"({"Datasets":[[]]})") == errc::wrong_type);
    CHECK(refused<ListDatasets::Response>(R"({"Datasets":[null]})") == errc::null_element);
    CHECK(refused<GetCognitoEvents::Response>(R"({"Events":{"a":null}})") == errc::null_element);
    CHECK(refused<ListRecords::Response>(R"({"DatasetExists":1})") == errc::wrong_type);
    CHECK(read<Dataset>(R"({"DatasetName":null,"NumRecords":null,"CreationDate":null})") == Dataset{});
    CHECK(read<ListDatasets::Response>(R"({"Datasets":null})").datasets.empty());
}

TEST_CASE("a required scalar that is missing is refused, an absent list or map reads as empty",
          "[json_value]") {
    CHECK(refused<RecordPatch>("{}") == errc::missing_member);
    CHECK(refused<RecordPatch>(R"({"Op":"remove","Key":"k"})") == errc::missing_member);
    CHECK(refused<RecordPatch>(R"({"Op":"remove","Key":null,"SyncCount":1})") == errc::missing_member);
    CHECK(refused<UpdateRecords::Request>(
              R"({"IdentityPoolId":"p","IdentityId":"i","DatasetName":"d","SyncSessionToken":"t",
                  "RecordPatches":[{"Op":"remove"}]})") == errc::missing_member);
    CHECK(read<ListRecords::Response>("{}") == ListRecords::Response{});
    CHECK(read<GetCognitoEvents::Response>("{}").events.empty());
    CHECK(read<SetCognitoEvents::Request>(R"({"IdentityPoolId":"p"})").events.empty());
}

TEST_CASE("members that nobody knows are passed over, whatever they hold", "[json_value]") {
    CHECK(read<Dataset>(R"({"x":[{"DatasetName":"no"}],"datasetname":1,"DatasetName":"yes","":null})") ==
          Dataset{.dataset_name = "yes"});
    CHECK(read<ListDatasets::Response>(R"({"Datasets":[{"y":{"z":[]}},{}]})").datasets.size() == 2);
}

TEST_CASE("what nobody wants is not descended into, however deep it is", "[json_value]") {
    json::monotonic_resource memory;  // which frees a tree without walking it
    json::storage_ptr const at(&memory);
    for (int const levels : {10'000, 1'000'000}) {  // the second overflows the stack of whoever descends
        json::object tree(at);
        tree.emplace("Unknown", nested(levels, at));
        tree.emplace("DatasetName", "d");
        json::value const whole(std::move(tree));
        CHECK(json::value_to<Dataset>(whole) == Dataset{.dataset_name = "d"});
        json::object other(at);
        other.emplace("Datasets", nested(levels, at));
        json::value const wrong(std::move(other));
        auto const tried = json::try_value_to<ListDatasets::Response>(wrong);
        CHECK(tried.error() == make_error_code(errc::wrong_type));
    }
}

TEST_CASE("value_to throws a system_error with an errc, and nothing else", "[json_value]") {
    for (std::string_view const text :
         {"1", R"({"NumRecords":1.5})", R"({"NumRecords":18446744073709551615})", R"({"CreationDate":1e300})",
          R"({"CreationDate":-1e300})", R"({"DatasetName":false})"}) {
        INFO(text);
        try {
            static_cast<void>(read<Dataset>(text));
            FAIL("nothing was thrown");
        } catch (boost::system::system_error const& thrown) {
            CHECK(thrown.code().category() == errc_category());
            CHECK(thrown.code().failed());
        }
    }
}

TEST_CASE("a tree is read by the rules of from_json", "[json_value]") {
    for (std::string_view const text :
         {"{}", R"({"NumRecords":1})", R"({"NumRecords":1.0})", R"({"NumRecords":1E3})",
          R"({"NumRecords":1.5})", R"({"NumRecords":"1"})", R"({"NumRecords":null})",
          R"({"CreationDate":0.0005})", R"({"CreationDate":-0.0005})", R"({"CreationDate":1e18})",
          R"({"CreationDate":253402300799.9994})", R"({"CreationDate":253402300799.9996})",
          R"({"LastModifiedBy":""})"}) {
        INFO(text);
        auto const by_text = from_json<Dataset>(text);
        auto const by_tree = json::try_value_to<Dataset>(json::parse({text.data(), text.size()}));
        REQUIRE(by_text.has_value() == by_tree.has_value());
        if (by_text)
            CHECK(*by_tree == *by_text);
        else
            CHECK(by_tree.error() == by_text.error().code);
    }
}

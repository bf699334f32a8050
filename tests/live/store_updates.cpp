// SPDX-License-Identifier: BSL-1.0
//
// UpdateRecords: what it stores, what it refuses, and that a refusal stores nothing.
#include "store.hpp"

#include <algorithm>
#include <tuple>

using namespace example;

namespace {

/// Everything of a dataset that can be seen.
auto seen(bench& at, std::string const& dataset) {
    auto listed = at.list(dataset);
    listed.sync_session_token.reset();
    return std::tuple(listed, at.datasets(), at.usage(), at.pool_usage());
}

}  // namespace

TEST_CASE("the first update makes the dataset", "[live][store]") {
    bench at;
    CHECK(bad(at.store.answer(cs::DescribeDataset::Request{pool_a, identity_a, "notes"})) ==
          "404 ResourceNotFoundException: Dataset does not exist");
    auto const records = at.update("notes", {put("k", "value")});
    REQUIRE(records.size() == 1);
    CHECK(records[0] == cs::Record{.key = "k",
                                   .value = "value",
                                   .sync_count = 1,
                                   .last_modified_date = at.time,
                                   .last_modified_by = identity_a});
    CHECK(at.describe("notes") == cs::Dataset{.identity_id = identity_a,
                                              .dataset_name = "notes",
                                              .creation_date = at.time,
                                              .last_modified_date = at.time,
                                              .last_modified_by = identity_a,
                                              .data_storage = 6,
                                              .num_records = 1});
    auto const first = at.time;
    at.time += 5s;
    at.update("notes", {put("k", "v", 1)});
    CHECK(at.describe("notes").creation_date == first);
    CHECK(at.describe("notes").last_modified_date == at.time);
    CHECK(at.describe("notes").data_storage == 2);
}

TEST_CASE("an update raises the sync count by one and gives it to every record that it touches",
          "[live][store]") {
    bench at;
    auto touched = at.update("notes", {put("c", "1"), put("a", "2"), put("b", "3")});
    CHECK(keys_of(touched) == std::vector<std::string>{"c", "a", "b"});
    for (auto const& each : touched) CHECK(each.sync_count == 1);
    touched = at.update("notes", {put("b", "4", 1), drop("c", 1)});
    CHECK(keys_of(touched) == std::vector<std::string>{"b", "c"});
    for (auto const& each : touched) CHECK(each.sync_count == 2);
    CHECK(touched[1].value == std::nullopt);
    auto const listed = at.list("notes");
    CHECK(keys_of(listed.records) == std::vector<std::string>{"a", "b", "c"});
    CHECK(listed.records[0].sync_count == 1);
    CHECK(listed.dataset_sync_count == 2);
    CHECK(std::vector(listed.records.begin() + 1, listed.records.end()) == touched);
}

TEST_CASE("writing the same value again is a change", "[live][store]") {
    bench at;
    at.update("notes", {put("k", "v")});
    CHECK(at.update("notes", {put("k", "v", 1)}).at(0).sync_count == 2);
    CHECK(at.update("notes", {drop("k", 2)}).at(0).sync_count == 3);
    CHECK(at.update("notes", {drop("k", 3)}).at(0).sync_count == 4);
    CHECK(at.list("notes").dataset_sync_count == 4);
}

TEST_CASE("removing a key that never was leaves a record without a value", "[live][store]") {
    bench at;
    auto const touched = at.update("notes", {drop("never", 0)});
    CHECK(touched.at(0).sync_count == 1);
    CHECK(touched.at(0).value == std::nullopt);
    CHECK(at.list("notes").records == touched);
    CHECK(at.describe("notes").num_records == 0);
    CHECK(at.describe("notes").data_storage == 0);
}

TEST_CASE("a value that stands in a patch that removes is not stored", "[live][store]") {
    bench at;
    at.update("notes", {put("k", "old")});
    auto patch = drop("k", 1);
    patch.value = "not stored";
    CHECK(at.update("notes", {patch}).at(0).value == std::nullopt);
    CHECK(at.list("notes").records.at(0).value == std::nullopt);
    CHECK(at.describe("notes").data_storage == 0);
}

TEST_CASE("an empty value is a value", "[live][store]") {
    bench at;
    CHECK(at.update("notes", {put("k", "")}).at(0).value == "");
    CHECK(at.list("notes").records.at(0).value == "");
    CHECK(at.describe("notes").num_records == 1);
    CHECK(at.describe("notes").data_storage == 1);
}

TEST_CASE("who wrote is the device if one is named, and else the identity", "[live][store]") {
    bench at;
    std::string const device = std::string("a device\0 with NUL", 18);
    auto const said = good(at.store.answer(cs::UpdateRecords::Request{.identity_pool_id = pool_a,
                                                                      .identity_id = identity_a,
                                                                      .dataset_name = "notes",
                                                                      .device_id = device,
                                                                      .record_patches = {{put("k", "v")}},
                                                                      .sync_session_token = at.token("notes"),
                                                                      .client_context = "not used"}));
    CHECK(said.records.at(0).last_modified_by == device);
    CHECK(at.list("notes").records.at(0).last_modified_by == device);
    CHECK(at.list("notes").last_modified_by == device);
    CHECK(at.describe("notes").last_modified_by == device);
    at.update("notes", {put("other", "v")});
    CHECK(at.list("notes").last_modified_by == identity_a);
    CHECK(at.list("notes").records.at(0).last_modified_by == device);
}

TEST_CASE("the date of the device is kept as sent, and absent when not sent", "[live][store]") {
    bench at;
    cs::timestamp const then{-1ms};
    auto patch = put("k", "v");
    patch.device_last_modified_date = then;
    CHECK(at.update("notes", {patch}).at(0).device_last_modified_date == then);
    CHECK(at.list("notes").records.at(0).device_last_modified_date == then);
    for (auto const extreme : {cs::earliest_timestamp, cs::latest_timestamp}) {
        patch.sync_count = *at.list("notes").dataset_sync_count;
        patch.device_last_modified_date = extreme;
        at.update("notes", {patch});
        CHECK(at.list("notes").records.at(0).device_last_modified_date == extreme);
    }
    CHECK(at.update("notes", {put("k", "w", 3)}).at(0).device_last_modified_date == std::nullopt);
    CHECK(at.list("notes").records.at(0).device_last_modified_date == std::nullopt);
}

TEST_CASE("a stale sync count is a conflict, told in the words of the service", "[live][store]") {
    bench at;
    auto const conflict = [](char const* words) {
        return std::string("409 ResourceConflictException: Current SyncCount for: ") + words;
    };
    CHECK(bad(at.try_update("notes", {put("k", "v", 1)})) == conflict("k is: 0 not: 1"));
    CHECK(bad(at.try_update("notes", {drop("k", -1)})) == conflict("k is: 0 not: -1"));
    CHECK(at.list("notes").dataset_exists == false);
    at.update("notes", {put("k", "v"), put("high score", "v")});
    at.update("notes", {put("k", "w", 1)});
    CHECK(bad(at.try_update("notes", {put("k", "x", 0)})) == conflict("k is: 2 not: 0"));
    CHECK(bad(at.try_update("notes", {put("k", "x", 1)})) == conflict("k is: 2 not: 1"));
    CHECK(bad(at.try_update("notes", {put("k", "x", 3)})) == conflict("k is: 2 not: 3"));
    CHECK(bad(at.try_update("notes", {drop("high score", 2)})) == conflict("high score is: 1 not: 2"));
    at.update("notes", {drop("k", 2)});
    CHECK(bad(at.try_update("notes", {put("k", "x", 0)})) == conflict("k is: 3 not: 0"));
    CHECK(at.update("notes", {put("k", "x", 3)}).at(0).sync_count == 4);
}

TEST_CASE("of several conflicts the first patch is told", "[live][store]") {
    bench at;
    at.update("notes", {put("a", ""), put("b", "")});
    CHECK(bad(at.try_update("notes", {put("new", ""), put("b", "", 7), put("a", "", 8)})) ==
          "409 ResourceConflictException: Current SyncCount for: b is: 1 not: 7");
}

TEST_CASE("what is refused changes nothing", "[live][store]") {
    bench at;
    at.update("notes", {put("a", "1"), put("b", "2")});
    auto const before = seen(at, "notes");
    at.time += 1s;
    CHECK(bad(at.try_update("notes", {put("a", "x", 1), put("new", "x"), drop("b", 0)})).substr(0, 3) ==
          "409");
    CHECK(bad(at.try_update("notes", {put("a", "x", 1), put("a", "y", 1)})).substr(0, 3) == "400");
    CHECK(bad(at.try_update("notes", {put("a", times(1'048'575, "x"), 1), put("c", "")})).substr(0, 26) ==
          "400 LimitExceededException");
    CHECK(seen(at, "notes") == before);
}

TEST_CASE("a key that stands twice in one update is refused", "[live][store]") {
    bench at;
    std::string const said = "400 InvalidParameterException: A key stands twice in RecordPatches";
    CHECK(bad(at.try_update("notes", {put("a", "1"), put("b", "1"), put("a", "2")})) == said);
    CHECK(bad(at.try_update("notes", {put("a", "1"), drop("a", 1)})) == said);
    CHECK(good(at.try_update("notes", {put("a", "1"), put("A", "1"), put("a ", "")})).records.size() == 3);
}

TEST_CASE("to replace without a value is refused", "[live][store]") {
    bench at;
    auto patch = put("a", "1");
    patch.value.reset();
    CHECK(bad(at.try_update("notes", {put("b", "1"), patch})) ==
          "400 InvalidParameterException: A patch that replaces needs a Value");
    CHECK(at.list("notes").dataset_exists == false);
}

TEST_CASE("an update without patches changes nothing and makes no dataset", "[live][store]") {
    bench at;
    CHECK(at.update("notes", {}).empty());
    cs::UpdateRecords::Request absent{.identity_pool_id = pool_a,
                                      .identity_id = identity_a,
                                      .dataset_name = "notes",
                                      .sync_session_token = at.token("notes")};
    CHECK(good(at.store.answer(absent)).records.empty());
    CHECK(at.list("notes").dataset_exists == false);
    CHECK(at.pool_usage() ==
          cs::IdentityPoolUsage{.identity_pool_id = pool_a, .sync_sessions_count = 0, .data_storage = 0});
    at.update("notes", {put("k", "v")});
    auto const before = seen(at, "notes");
    at.time += 1s;
    CHECK(at.update("notes", {}).empty());
    CHECK(seen(at, "notes") == before);
    absent.sync_session_token = "wrong";
    CHECK(bad(at.store.answer(absent)).substr(0, 3) == "400");
}

TEST_CASE("keys and values come back byte for byte", "[live][store]") {
    bench at;
    std::string const nul(1, '\0');
    std::vector<std::string> const texts{"a",
                                         "A",
                                         nul,
                                         nul + nul,
                                         "a" + nul,
                                         "a" + nul + "b",
                                         "\xC3\xA9",
                                         "\x65\xCC\x81",
                                         "\xF0\x9F\x98\x80",
                                         "\xF4\x8F\xBF\xBF",
                                         "' OR 1=1; --",
                                         "%_?",
                                         "1",
                                         "01",
                                         "1.0",
                                         "1e0",
                                         " 1",
                                         "\r\n\t\"\\/\x7F",
                                         "\xEF\xBB\xBF",
                                         "NULL",
                                         times(1024, "\xF0\x9F\x92\xBE")};
    std::vector<cs::RecordPatch> patches;
    for (auto const& text : texts) patches.push_back(put(text, "value of " + text));
    CHECK(keys_of(at.update("notes", patches)) == texts);
    auto const listed = at.list("notes").records;
    CHECK(listed.size() == texts.size());
    for (auto const& each : listed) CHECK(each.value == "value of " + *each.key);
    auto sorted = texts;
    std::sort(sorted.begin(), sorted.end());
    CHECK(keys_of(listed) == sorted);
    CHECK(bad(at.try_update("notes", {put("a" + nul, "")})) ==
          "409 ResourceConflictException: Current SyncCount for: a" + nul + " is: 1 not: 0");
}

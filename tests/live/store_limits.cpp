// SPDX-License-Identifier: BSL-1.0
//
// How much a dataset and an identity hold, to the byte, and not one more.
#include "store.hpp"

#include <cognito_sync/validate.hpp>

using namespace example;

namespace {

std::string limit(char const* what) { return std::string("400 LimitExceededException: ") + what; }

std::string const too_large = limit("A dataset holds at most 1048576 bytes");
std::string const too_many = limit("A dataset holds at most 1024 records");

std::vector<cs::RecordPatch> many(int count) {
    std::vector<cs::RecordPatch> all;
    for (int i = 0; i < count; ++i) all.push_back(put("key " + std::to_string(i), "v"));
    return all;
}

}  // namespace

TEST_CASE("an identity has 20 datasets and no 21st", "[live][store]") {
    bench at;
    std::string const full = limit("An identity has at most 20 datasets");
    for (int i = 0; i < 20; ++i) at.update("set" + std::to_string(i), {put("k", "v")});
    CHECK(bad(at.try_update("one.more", {put("k", "v")})) == full);
    CHECK(at.list("one.more").dataset_exists == false);
    CHECK(at.usage().dataset_count == 20);
    at.update("set7", {put("k", "w", 1)});
    at.update("one.more", {put("k", "v")}, {pool_a, identity_b});
    at.update("one.more", {put("k", "v")}, {pool_b, identity_a});
    at.erase("set7");
    CHECK(at.usage().dataset_count == 19);
    at.update("one.more", {put("k", "v")});
    CHECK(bad(at.try_update("set7", {put("k", "v")})) == full);
    CHECK(at.usage().dataset_count == 20);
}

TEST_CASE("a dataset holds 1024 records and no 1025th", "[live][store]") {
    bench at;
    CHECK(bad(at.try_update("notes", many(1025))) == too_many);
    CHECK(at.list("notes").dataset_exists == false);
    CHECK(at.update("notes", many(1024)).size() == 1024);
    CHECK(at.describe("notes").num_records == 1024);
    CHECK(bad(at.try_update("notes", {put("one more", "")})) == too_many);
    CHECK(at.update("notes", {put("key 5", "w", 1)}).size() == 1);
    CHECK(at.update("notes", {put("one more", ""), drop("key 5", 2)}).size() == 2);
    CHECK(at.describe("notes").num_records == 1024);
    CHECK(bad(at.try_update("notes", {put("key 5", "v", 3)})) == too_many);
    CHECK(at.update("notes", {drop("never was", 0)}).size() == 1);
    CHECK(at.list("notes").count == 1026);
}

TEST_CASE("a dataset holds 1 048 576 bytes of keys and values and not one more", "[live][store]") {
    bench at;
    std::string const value = times(1'048'575, "x");
    CHECK(bad(at.try_update("notes", {put("kk", value)})) == too_large);
    CHECK(at.list("notes").dataset_exists == false);
    at.update("notes", {put("k", value)});
    CHECK(at.describe("notes").data_storage == 1'048'576);
    CHECK(at.list("notes").records.at(0).value == value);
    CHECK(bad(at.try_update("notes", {put("l", "")})) == too_large);
    CHECK(at.update("notes", {drop("l", 0)}).size() == 1);
    CHECK(bad(at.try_update("notes", {put("l", "", 2)})) == too_large);
    at.update("notes", {put("k", value.substr(1), 1), put("l", "", 2)});
    CHECK(at.describe("notes").data_storage == 1'048'576);
    CHECK(bad(at.try_update("notes", {put("l", "1", 3)})) == too_large);
    at.update("notes", {drop("k", 3), put("l", value, 3)});
    CHECK(at.describe("notes").data_storage == 1'048'576);
}

TEST_CASE("the limit of a dataset counts bytes and not characters", "[live][store]") {
    bench at;
    std::string const key = "\xF0\x9F\x98\x80";  // four bytes
    std::string const value = times(349'524, "\xE2\x82\xAC");
    REQUIRE(key.size() + value.size() == 1'048'576);
    REQUIRE(cs::validate(put(key, value)).empty());
    CHECK(bad(at.try_update("notes", {put(key, value + "x")})) == too_large);
    CHECK(bad(at.try_update("notes", {put(key + "x", value)})) == too_large);
    at.update("notes", {put(key, value)});
    CHECK(at.describe("notes").data_storage == 1'048'576);
    CHECK(at.list("notes").records.at(0).value == value);
}

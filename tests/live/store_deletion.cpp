// SPDX-License-Identifier: BSL-1.0
//
// DeleteDataset: what is gone, what is remembered, and who is told.
#include "store.hpp"

using namespace example;

TEST_CASE("a deleted dataset is gone and is answered as it was", "[live][store]") {
    bench at;
    at.update("notes", {put("a", "123"), put("b", ""), drop("c", 0)});
    auto const before = at.describe("notes");
    at.time += 1s;
    CHECK(at.erase("notes") == before);
    std::string const none = "404 ResourceNotFoundException: Dataset does not exist";
    CHECK(bad(at.store.answer(cs::DescribeDataset::Request{pool_a, identity_a, "notes"})) == none);
    CHECK(bad(at.store.answer(cs::DeleteDataset::Request{pool_a, identity_a, "notes"})) == none);
    CHECK(bad(at.store.answer(cs::DeleteDataset::Request{pool_a, identity_a, "never"})) == none);
    CHECK(at.datasets().datasets.empty());
    auto const listed = at.list("notes");
    CHECK(listed.records.empty());
    CHECK(listed.count == 0);
    CHECK(listed.dataset_exists == false);
    CHECK(listed.last_modified_by == std::nullopt);
    CHECK(at.usage() == cs::IdentityUsage{.identity_id = identity_a,
                                          .identity_pool_id = pool_a,
                                          .last_modified_date = at.time,
                                          .dataset_count = 0,
                                          .data_storage = 0});
    CHECK(at.pool_usage() == cs::IdentityPoolUsage{.identity_pool_id = pool_a,
                                                   .sync_sessions_count = 1,
                                                   .data_storage = 0,
                                                   .last_modified_date = at.time});
}

TEST_CASE("a deletion is told to whoever synchronised before it and to nobody else", "[live][store]") {
    bench at;
    at.update("notes", {put("a", "")});
    at.update("notes", {put("b", "")});
    at.erase("notes");
    auto const told = [&](std::int64_t after) {
        return *at.list("notes", after).dataset_deleted_after_requested_sync_count;
    };
    CHECK(at.list("notes").dataset_sync_count == 3);
    CHECK_FALSE(told(-1));
    CHECK_FALSE(told(0));
    CHECK(told(1));
    CHECK(told(2));
    CHECK_FALSE(told(3));
    CHECK_FALSE(told(4));
    CHECK_FALSE(*good(at.store.answer(cs::ListRecords::Request{pool_a, identity_a, "notes"}))
                     .dataset_deleted_after_requested_sync_count);
}

TEST_CASE("a dataset that is written again goes on counting and knows nothing of before", "[live][store]") {
    bench at;
    at.update("notes", {put("a", "old"), put("b", "old")});
    at.erase("notes");
    at.time += 1s;
    CHECK(bad(at.try_update("notes", {put("a", "new", 1)})) ==
          "409 ResourceConflictException: Current SyncCount for: a is: 0 not: 1");
    CHECK(at.update("notes", {put("a", "new")}).at(0).sync_count == 3);
    CHECK(at.describe("notes").creation_date == at.time);
    CHECK(at.describe("notes").data_storage == 4);
    CHECK(at.describe("notes").num_records == 1);
    auto const listed = at.list("notes", 1);
    CHECK(keys_of(listed.records) == std::vector<std::string>{"a"});
    CHECK(listed.dataset_exists == true);
    CHECK(listed.dataset_deleted_after_requested_sync_count == true);
    CHECK(at.list("notes", 2).dataset_deleted_after_requested_sync_count == false);
    CHECK(keys_of(at.list("notes", 2).records) == std::vector<std::string>{"a"});
    at.erase("notes");
    CHECK(at.list("notes", 3).dataset_deleted_after_requested_sync_count == true);
    CHECK(at.list("notes").dataset_sync_count == 4);
}

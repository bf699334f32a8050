// SPDX-License-Identifier: BSL-1.0
//
// ListRecords and ListDatasets: what is listed, in which order, and that nothing is missed while
// others write.
#include "store.hpp"

#include <map>

using namespace example;

namespace {

cs::ListRecords::Response page(bench& at, std::optional<std::int32_t> most, std::optional<std::string> next,
                               std::optional<std::int64_t> after = {}) {
    return good(at.store.answer(cs::ListRecords::Request{.identity_pool_id = pool_a,
                                                         .identity_id = identity_a,
                                                         .dataset_name = "notes",
                                                         .last_sync_count = after,
                                                         .next_token = std::move(next),
                                                         .max_results = most}));
}

/// The keys of each page.
std::vector<std::vector<std::string>> pages(bench& at, std::int32_t most, std::int64_t after = 0) {
    std::vector<std::vector<std::string>> all;
    std::optional<std::string> next;
    do {
        auto const one = page(at, most, next, after);
        all.push_back(keys_of(one.records));
        next = one.next_token;
    } while (next);
    return all;
}

using keys = std::vector<std::vector<std::string>>;

std::vector<std::string> names_of(cs::ListDatasets::Response const& listed) {
    std::vector<std::string> names;
    for (auto const& each : listed.datasets) names.push_back(*each.dataset_name);
    return names;
}

}  // namespace

TEST_CASE("a dataset that never was is listed as empty, with a token to write it", "[live][store]") {
    bench at;
    auto const listed = at.list("notes");
    REQUIRE(listed.sync_session_token);
    CHECK(listed == cs::ListRecords::Response{.count = 0,
                                              .dataset_sync_count = 0,
                                              .dataset_exists = false,
                                              .dataset_deleted_after_requested_sync_count = false,
                                              .sync_session_token = listed.sync_session_token});
}

TEST_CASE("records are listed by sync count and then by the bytes of the key", "[live][store]") {
    bench at;
    at.update("notes", {put("b", ""), put("\xC3\xA9", ""), put("B", ""), put("a", ""), put("ab", "")});
    at.update("notes", {put("c", ""), put("a", "", 1)});
    CHECK(keys_of(at.list("notes").records) ==
          std::vector<std::string>{"B", "ab", "b", "\xC3\xA9", "a", "c"});
}

TEST_CASE("records are listed that changed after the count asked for", "[live][store]") {
    bench at;
    at.update("notes", {put("a", ""), put("b", "")});
    at.update("notes", {put("c", ""), drop("b", 1)});
    at.update("notes", {put("d", "")});
    auto const after = [&](std::int64_t count) { return keys_of(at.list("notes", count).records); };
    CHECK(after(INT64_MIN) == std::vector<std::string>{"a", "b", "c", "d"});
    CHECK(after(-1) == std::vector<std::string>{"a", "b", "c", "d"});
    CHECK(after(0) == std::vector<std::string>{"a", "b", "c", "d"});
    CHECK(after(1) == std::vector<std::string>{"b", "c", "d"});
    CHECK(after(2) == std::vector<std::string>{"d"});
    CHECK(after(3).empty());
    CHECK(after(INT64_MAX - 1).empty());
    CHECK(after(INT64_MAX).empty());
    CHECK(page(at, {}, {}).count == 4);
    CHECK(at.list("notes", 1).count == 3);
    CHECK(at.list("notes", 3).count == 0);
    CHECK(at.list("notes", 3).dataset_sync_count == 3);
    CHECK(at.list("notes", 3).last_modified_by == identity_a);
    CHECK(at.list("notes", 3).dataset_exists == true);
    CHECK(at.list("notes", 3).dataset_deleted_after_requested_sync_count == false);
    CHECK(at.list("notes", 0).merged_dataset_names.empty());
}

TEST_CASE("pages of records follow each other without a gap or a repetition", "[live][store]") {
    bench at;
    at.update("notes", {put("a", ""), put("b", ""), put("c", "")});
    at.update("notes", {put("d", ""), put("e", "")});
    CHECK(pages(at, 1) == keys{{"a"}, {"b"}, {"c"}, {"d"}, {"e"}});
    CHECK(pages(at, 2) == keys{{"a", "b"}, {"c", "d"}, {"e"}});
    CHECK(pages(at, 4) == keys{{"a", "b", "c", "d"}, {"e"}});
    CHECK(pages(at, 5) == keys{{"a", "b", "c", "d", "e"}});
    CHECK(pages(at, INT32_MAX) == keys{{"a", "b", "c", "d", "e"}});
    CHECK(pages(at, 1, 1) == keys{{"d"}, {"e"}});
    CHECK(pages(at, 2, 1) == keys{{"d", "e"}});
    CHECK(pages(at, 2, 2) == keys{{}});
}

TEST_CASE("every page tells the number of all matching records", "[live][store]") {
    bench at;
    at.update("notes", {put("a", ""), put("b", ""), put("c", "")});
    at.update("notes", {put("d", ""), drop("e", 0)});
    auto const first = page(at, 3, {});
    CHECK(first.records.size() == 3);
    CHECK(first.count == 5);
    auto const second = page(at, 3, first.next_token);
    CHECK(second.records.size() == 2);
    CHECK(second.count == 5);
    CHECK(page(at, 1, {}, 1).count == 2);
}

TEST_CASE("the size of a page may change from page to page", "[live][store]") {
    bench at;
    at.update("notes", {put("a", ""), put("b", ""), put("c", ""), put("d", "")});
    auto const first = page(at, 1, {});
    CHECK(keys_of(page(at, 2, first.next_token).records) == std::vector<std::string>{"b", "c"});
    CHECK(keys_of(page(at, {}, first.next_token).records) == std::vector<std::string>{"b", "c", "d"});
}

TEST_CASE("a page holds at most 1024 records", "[live][store]") {
    bench at;
    std::vector<cs::RecordPatch> all;
    for (int i = 0; i < 1024; ++i) all.push_back(put(std::to_string(i), ""));
    at.update("notes", all);
    CHECK_FALSE(page(at, {}, {}).next_token);
    at.update("notes", {drop("one more", 0)});
    for (std::optional<std::int32_t> const most : {std::optional<std::int32_t>{}, std::optional{1024},
                                                   std::optional{1025}, std::optional{INT32_MAX}}) {
        auto const first = page(at, most, {});
        CHECK(first.records.size() == 1024);
        CHECK(first.count == 1025);
        REQUIRE(first.next_token);
        CHECK(keys_of(page(at, most, first.next_token).records) == std::vector<std::string>{"one more"});
    }
}

TEST_CASE("a page ends when its bytes reach 1 MB", "[live][store]") {
    bench at;
    at.update("notes", {put("a", std::string(524'287, 'x')), put("b", std::string(524'287, 'y'))});
    CHECK(at.describe("notes").data_storage == 1'048'576);
    CHECK_FALSE(at.list("notes").next_token);
    at.update("notes", {drop("c", 0), drop("d", 0)});
    CHECK(pages(at, 1024) == keys{{"a", "b"}, {"c", "d"}});
    at.update("notes", {put("b", std::string(524'286, 'y'), 1)});
    CHECK(pages(at, 1024) == keys{{"a", "c", "d", "b"}});
}

TEST_CASE("what changes while pages are read is seen again and never missed", "[live][store]") {
    bench at;
    for (char const* const key : {"a", "b", "c", "d", "e"}) at.update("notes", {put(key, "old")});
    auto one = page(at, 2, {});
    CHECK(keys_of(one.records) == std::vector<std::string>{"a", "b"});
    at.update("notes", {put("b", "new", 2), put("d", "new", 4)});  // the last of the page, and one to come
    one = page(at, 2, one.next_token);
    CHECK(keys_of(one.records) == std::vector<std::string>{"c", "e"});
    at.update("notes", {put("0", "new"), drop("a", 1)});
    one = page(at, 2, one.next_token);
    CHECK(keys_of(one.records) == std::vector<std::string>{"b", "d"});
    CHECK(one.records[0].value == "new");
    one = page(at, 2, one.next_token);
    CHECK(keys_of(one.records) == std::vector<std::string>{"0", "a"});
    CHECK(one.dataset_sync_count == 7);
    CHECK_FALSE(one.next_token);
}

TEST_CASE("who follows pages while everything is written over and over holds the truth at the end",
          "[live][store]") {
    for (std::int32_t most = 1; most <= 7; ++most) {
        bench at;
        std::map<std::string, std::int64_t> counts;
        for (int i = 0; i < 30; ++i)
            counts["k" + std::to_string(i)] =
                *at.update("notes", {put("k" + std::to_string(i), "0")})[0].sync_count;
        std::map<std::string, cs::Record> mirror;
        std::optional<std::string> next;
        int written = 0;
        do {
            auto const one = page(at, most, next);
            for (auto const& each : one.records) mirror[*each.key] = each;
            next = one.next_token;
            std::string const key = "k" + std::to_string(written * 7 % 30);
            if (written < 60 && next) {
                auto const made = at.update("notes", {put(key, std::to_string(written), counts[key])});
                counts[key] = *made[0].sync_count;
                ++written;
            }
        } while (next);
        std::map<std::string, cs::Record> truth;
        for (auto const& each : at.list("notes").records) truth[*each.key] = each;
        CHECK(mirror == truth);
        CHECK(written >= 4);
    }
}

TEST_CASE("datasets are listed by the bytes of their names", "[live][store]") {
    bench at;
    CHECK(at.datasets() == cs::ListDatasets::Response{.count = 0});
    for (char const* const name : {"b", "a:1", "..", "A", "a", "_"}) at.update(name, {put(name, name)});
    auto const listed = at.datasets();
    CHECK(names_of(listed) == std::vector<std::string>{"..", "A", "_", "a", "a:1", "b"});
    CHECK(listed.count == 6);
    CHECK_FALSE(listed.next_token);
    for (auto const& each : listed.datasets) CHECK(each == at.describe(*each.dataset_name));
}

TEST_CASE("pages of datasets follow each other, also while datasets come and go", "[live][store]") {
    bench at;
    for (char const* const name : {"a", "b", "c", "d", "e"}) at.update(name, {put("k", "")});
    auto one = at.datasets(2);
    CHECK(names_of(one) == std::vector<std::string>{"a", "b"});
    CHECK(one.count == 2);
    at.erase("b");
    at.erase("c");
    at.update("aa", {put("k", "")});
    at.update("ca", {put("k", "")});
    one = at.datasets(2, one.next_token);
    CHECK(names_of(one) == std::vector<std::string>{"ca", "d"});
    one = at.datasets(2, one.next_token);
    CHECK(names_of(one) == std::vector<std::string>{"e"});
    CHECK(one.count == 1);
    CHECK_FALSE(one.next_token);
    CHECK_FALSE(at.datasets(5).next_token);
    CHECK(at.datasets(4).next_token);
    CHECK(at.datasets(INT32_MAX).datasets.size() == 5);
}

TEST_CASE("two pools and two identities with the same names are kept apart", "[live][store]") {
    bench at;
    std::vector<owner> const owners{
        {pool_a, identity_a}, {pool_a, identity_b}, {pool_b, identity_a}, {pool_b, identity_b}};
    for (auto const& each : owners) at.update("notes", {put("k", each.pool + each.identity)}, each);
    at.update("notes", {put("k", "mine alone", 1)}, owners[1]);
    CHECK(at.list("notes", 0, owners[1]).dataset_sync_count == 2);
    at.erase("notes", owners[2]);
    for (auto const& each : {owners[0], owners[3]}) {
        CHECK(at.list("notes", 0, each).records.at(0).value == each.pool + each.identity);
        CHECK(at.list("notes", 0, each).dataset_sync_count == 1);
        CHECK(at.datasets({}, {}, each).count == 1);
    }
    CHECK(at.datasets({}, {}, owners[2]).count == 0);
    CHECK(at.list("notes", 0, owners[2]).dataset_exists == false);
}

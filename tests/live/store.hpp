// SPDX-License-Identifier: BSL-1.0
//
// What the tests of the store have in common: a store whose clock stands until a test moves it, patches and
// requests in one line, and files that are gone afterwards.
#pragma once

#include "server/sqlite_store.hpp"

#include "support/catch.hpp"

#include <unistd.h>

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace example {

using namespace std::chrono_literals;

inline std::string const pool_a = "us-east-1:0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0";
inline std::string const pool_b = "us-east-1:ffffffff-4b5a-6978-8796-a5b4c3d2e1f0";
inline std::string const identity_a = "us-east-1:aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee";
inline std::string const identity_b = "us-east-1:bbbbbbbb-bbbb-cccc-dddd-eeeeeeeeeeee";

inline std::string times(std::size_t count, std::string_view text) {
    std::string made;
    for (; count != 0; --count) made += text;
    return made;
}

inline cs::RecordPatch put(std::string key, std::string value, std::int64_t count = 0) {
    return {
        .op = cs::Operation::replace, .key = std::move(key), .value = std::move(value), .sync_count = count};
}
inline cs::RecordPatch drop(std::string key, std::int64_t count) {
    return {.op = cs::Operation::remove, .key = std::move(key), .sync_count = count};
}

/// The Response of an outcome, or the end of the test.
template <class Op>
typename Op::Response good(cs::outcome<Op> const& said) {
    if (said.refusal()) FAIL(said.refusal()->name << ": " << said.refusal()->message);
    return *said.response();
}

/// What an outcome refuses, as `status name: message`.
template <class Op>
std::string bad(cs::outcome<Op> const& said) {
    if (said.response()) return "nothing is refused";
    cs::error_reply const& reply = *said.refusal();
    return std::to_string(reply.status) + " " + reply.name + ": " + reply.message;
}

/// The owner of datasets.
struct owner {
    std::string pool = pool_a;
    std::string identity = identity_a;
};

/// A store at half past nothing. The clock stands until `time` is moved.
struct bench {
    cs::timestamp time{1'700'000'000'123ms};
    sqlite_store store;

    explicit bench(std::string const& file = ":memory:") : store(file, settings()) {}
    bench(bench const&) = delete;
    bench& operator=(bench const&) = delete;

    store_settings settings() {
        return {.now = [this] { return time; }, .session_life = 600s, .publish_time = 5s};
    }

    cs::ListRecords::Response list(std::string const& dataset, std::int64_t after = 0, owner const& of = {}) {
        return good(store.answer(cs::ListRecords::Request{.identity_pool_id = of.pool,
                                                          .identity_id = of.identity,
                                                          .dataset_name = dataset,
                                                          .last_sync_count = after}));
    }
    std::string token(std::string const& dataset, owner const& of = {}) {
        return *list(dataset, INT64_MAX, of).sync_session_token;
    }
    cs::outcome<cs::UpdateRecords> try_update(std::string const& dataset,
                                              std::vector<cs::RecordPatch> patches, owner const& of = {}) {
        return store.answer(cs::UpdateRecords::Request{.identity_pool_id = of.pool,
                                                       .identity_id = of.identity,
                                                       .dataset_name = dataset,
                                                       .record_patches = std::move(patches),
                                                       .sync_session_token = token(dataset, of)});
    }
    std::vector<cs::Record> update(std::string const& dataset, std::vector<cs::RecordPatch> patches,
                                   owner const& of = {}) {
        return good(try_update(dataset, std::move(patches), of)).records;
    }
    cs::Dataset describe(std::string const& dataset, owner const& of = {}) {
        return *good(store.answer(cs::DescribeDataset::Request{of.pool, of.identity, dataset})).dataset;
    }
    cs::Dataset erase(std::string const& dataset, owner const& of = {}) {
        return *good(store.answer(cs::DeleteDataset::Request{of.pool, of.identity, dataset})).dataset;
    }
    cs::ListDatasets::Response datasets(std::optional<std::int32_t> most = {},
                                        std::optional<std::string> next = {}, owner const& of = {}) {
        return good(store.answer(cs::ListDatasets::Request{of.pool, of.identity, std::move(next), most}));
    }
    cs::IdentityUsage usage(owner const& of = {}) {
        return *good(store.answer(cs::DescribeIdentityUsage::Request{of.pool, of.identity})).identity_usage;
    }
    cs::IdentityPoolUsage pool_usage(std::string const& pool = pool_a) {
        return *good(store.answer(cs::DescribeIdentityPoolUsage::Request{pool})).identity_pool_usage;
    }
};

inline std::vector<std::string> keys_of(std::vector<cs::Record> const& records) {
    std::vector<std::string> keys;
    for (cs::Record const& each : records) keys.push_back(*each.key);
    return keys;
}

/// A file name that nobody else has; the database and what SQLite keeps beside it are gone with the object.
class scratch {
public:
    scratch() {
        static int number = 0;
        std::string const name = "sync-" + std::to_string(getpid()) + "-" + std::to_string(++number) + ".db";
        path_ = std::filesystem::temp_directory_path() / name;
        remove();
    }
    scratch(scratch const&) = delete;
    scratch& operator=(scratch const&) = delete;
    ~scratch() { remove(); }

    std::string path() const { return path_.string(); }

private:
    void remove() const {
        std::error_code ignored;
        for (char const* const tail : {"", "-wal", "-shm", "-journal"})
            std::filesystem::remove(path() + tail, ignored);
    }

    std::filesystem::path path_;
};

/// One number that a query of the test's own finds.
inline std::int64_t number_in(std::string const& file, sqlite::sql query) {
    sqlite::database database(file);
    auto found = database.query(query);
    REQUIRE(found.next());
    return found.integer(0);
}

/// Whether SQLite finds the file sound, and every sum is what is counted from the rows.
inline void check_sound(std::string const& file) {
    sqlite::database database(file);
    auto sound = database.query("PRAGMA integrity_check");
    REQUIRE(sound.next());
    CHECK(sound.bytes(0) == "ok");
    CHECK_FALSE(database.query("PRAGMA foreign_key_check").next());
    CHECK_FALSE(database
                    .query("SELECT 1 FROM dataset d WHERE bytes <> (SELECT coalesce(sum(length(key) +"
                           " length(value)), 0) FROM record WHERE dataset = d.id AND value NOT NULL)")
                    .next());
    CHECK_FALSE(database
                    .query("SELECT 1 FROM dataset d WHERE records <> (SELECT count(value) FROM record"
                           " WHERE dataset = d.id)")
                    .next());
    CHECK_FALSE(database
                    .query("SELECT 1 FROM pool p WHERE bytes <> (SELECT coalesce(sum(bytes), 0) FROM dataset"
                           " WHERE pool = p.id)")
                    .next());
}

}  // namespace example

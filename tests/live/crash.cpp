// SPDX-License-Identifier: BSL-1.0
//
// The real server, killed in the middle of writing: whatever it acknowledged is there when it is started again,
// nothing is there by half, and the database is whole.
//
// Each write puts the same number under two keys, so that half a write would show.
#include "sync_server.hpp"

#include "server/sqlite.hpp"

#include "support/catch.hpp"

#include <cognito_sync/model/operations.hpp>

#include <array>
#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <random>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

namespace {

using namespace example;

std::string const pool = "us-east-1:0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0";
std::string const me = "us-east-1:aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee";

cs::ListRecords::Response read(raw_socket& over, std::string const& dataset) {
    auto listed =
        ask<cs::ListRecords>(over, {.identity_pool_id = pool, .identity_id = me, .dataset_name = dataset});
    if (!listed) throw std::runtime_error(listed.error().message);
    return *std::move(listed);
}

/// The number under both keys; 0 when there is none.
int number_in(cs::ListRecords::Response const& listed) {
    if (listed.records.empty()) return 0;
    if (listed.records.size() != 2 || listed.records[0].value != listed.records[1].value ||
        listed.records[0].sync_count != listed.records[1].sync_count)
        throw std::runtime_error("half a write is there");
    return std::stoi(listed.records[0].value.value());
}

/// Counts up in one dataset until the server is gone. What a write was answered with is all it believes.
class writer {
public:
    explicit writer(std::string dataset) : dataset_(std::move(dataset)) {}

    void write_until_killed(raw_socket over) {
        try {
            auto const listed = read(over, dataset_);
            std::int64_t count = listed.dataset_sync_count.value_or(0);
            for (;;) {
                ++sent_;
                auto const done = ask<cs::UpdateRecords>(over, next(count, *listed.sync_session_token));
                if (!done) throw std::logic_error("refused: " + done.error().message);
                acknowledged_ = sent_.load();
                count = done->records.at(0).sync_count.value();
            }
        } catch (std::runtime_error const&) {}  // the connection is gone
    }

    int acknowledged() const { return acknowledged_; }

    /// Whether what is there is the last write that was acknowledged, or the one that was under way.
    void judge(raw_socket& over) {
        int const found = number_in(read(over, dataset_));
        CHECK(found >= acknowledged());
        CHECK(found <= sent_);
        acknowledged_ = sent_ = found;
    }

private:
    cs::UpdateRecords::Request next(std::int64_t count, std::string const& token) const {
        cs::RecordPatch const first{
            .op = cs::Operation::replace, .key = "a", .value = std::to_string(sent_), .sync_count = count};
        cs::RecordPatch second = first;
        second.key = "b";
        return {.identity_pool_id = pool,
                .identity_id = me,
                .dataset_name = dataset_,
                .record_patches = {{first, second}},
                .sync_session_token = token};
    }

    std::string dataset_;
    std::atomic<int> sent_ = 0;
    std::atomic<int> acknowledged_ = 0;
};

std::string integrity(std::string const& file) {
    sqlite::database database(file);
    sqlite::rows found = database.query("PRAGMA integrity_check");
    return found.next() ? found.text(0) : "";
}

}  // namespace

TEST_CASE("a server that is killed while it writes loses nothing that it acknowledged", "[live][crash]") {
    scratch_folder const folder;
    std::string const file = folder.file("sync.db");
    std::array writers{writer("one"), writer("two"), writer("three")};
    std::mt19937 random(20141010);
    int total = 0;
    for (int round = 0; round < 8; ++round) {
        int before = 0, after = 0;
        {
            sync_server server(file);
            std::vector<std::jthread> threads;
            for (writer& each : writers) {
                before += each.acknowledged();
                threads.emplace_back(
                    [&each, over = server.connect()]() mutable { each.write_until_killed(std::move(over)); });
            }
            // Killed once something was written, and then at any moment.
            auto const written = [&] {
                int sum = 0;
                for (writer const& each : writers) sum += each.acknowledged();
                return sum;
            };
            auto const until = std::chrono::steady_clock::now() + hang;
            while (written() == before && std::chrono::steady_clock::now() < until) std::this_thread::yield();
            std::this_thread::sleep_for(std::chrono::microseconds(random() % 100'000));
            CHECK(server.child().kill() == -SIGKILL);
            threads.clear();
            after = written();
        }
        CHECK(after > before);
        total += after - before;
        CHECK(integrity(file) == "ok");
        sync_server const again(file);
        raw_socket reader = again.connect();
        for (writer& each : writers) each.judge(reader);
    }
    CHECK(total >= 8);
}

// SPDX-License-Identifier: BSL-1.0
//
// Thousands of random operations on the store and on a few maps that say the same in the plainest way: after
// each both must answer alike. The seeds are fixed; a failure names its seed and step.
#include "store.hpp"

#include <algorithm>
#include <iterator>
#include <map>
#include <random>
#include <set>
#include <tuple>

using namespace example;

namespace {

struct model_record {
    std::optional<std::string> value;
    std::int64_t count = 0;
    std::string by;
    cs::timestamp at;
};

struct model_dataset {
    bool alive = false;
    std::int64_t count = 0;
    std::int64_t deleted = 0;
    cs::timestamp created;
    cs::timestamp modified;
    std::string by;
    std::map<std::string, model_record> records;

    std::int64_t bytes() const {
        std::size_t sum = 0;
        for (auto const& [key, record] : records)
            if (record.value) sum += key.size() + record.value->size();
        return static_cast<std::int64_t>(sum);
    }
    std::int64_t live() const {
        std::int64_t sum = 0;
        for (auto const& each : records) sum += each.second.value ? 1 : 0;
        return sum;
    }
};

using datasets = std::map<std::string, model_dataset>;

struct model {
    std::map<std::pair<std::string, std::string>, datasets> all;
    std::map<std::string, std::int64_t> sessions;

    datasets& of(owner const& who) { return all[{who.pool, who.identity}]; }
};

cs::Dataset as_answered(owner const& who, std::string const& name, model_dataset const& set) {
    return {who.identity, name, set.created, set.modified, set.by, set.bytes(), set.live()};
}

/// What the model says to patches: the name of the error, or none and the change is made.
std::string apply(model& plain, owner const& who, std::string const& name,
                  std::vector<cs::RecordPatch> const& patches, std::string const& by, cs::timestamp now) {
    auto& shelf = plain.of(who);
    model_dataset next = shelf[name];
    std::set<std::string> keys;
    for (auto const& each : patches)
        if (!keys.insert(each.key).second) return "InvalidParameterException";
    for (auto const& each : patches)
        if (next.records[each.key].count != each.sync_count) return "ResourceConflictException";
    ++next.count;
    for (auto const& each : patches) next.records[each.key] = {each.value, next.count, by, now};
    auto const alive =
        std::count_if(shelf.begin(), shelf.end(), [](auto const& set) { return set.second.alive; });
    if (next.bytes() > 1'048'576 || next.live() > 1024 || (!next.alive && alive >= 20))
        return "LimitExceededException";
    if (!next.alive) next.created = now;
    next.alive = true;
    next.modified = now;
    next.by = by;
    shelf[name] = std::move(next);
    ++plain.sessions[who.pool];
    return "";
}

class game {
public:
    explicit game(unsigned seed) : random_(seed) { real_.emplace(file_.path()); }

    void step() {
        int const dice = number(100);
        if (dice < 60)
            update();
        else if (dice < 68)
            erase();
        else if (dice < 84)
            list();
        else if (dice < 90)
            list_datasets();
        else if (dice < 99)
            describe();
        else
            reopen();
        real_->time += std::chrono::milliseconds(number(3));
    }

    void finish() {
        for (auto const& pool : {pool_a, pool_b}) usage(pool);
        real_.reset();
        check_sound(file_.path());
    }

    /// How often each error was answered to an update; none is the empty name.
    std::map<std::string, int> errors;

private:
    int number(int below) { return std::uniform_int_distribution<int>(0, below - 1)(random_); }

    owner who() { return {number(2) ? pool_a : pool_b, number(4) ? identity_a : identity_b}; }
    std::string name() {
        return number(3) ? "few" + std::to_string(number(3)) : "set" + std::to_string(number(24));
    }
    std::string key() {
        return std::string(static_cast<std::size_t>(number(2)), '\0') + std::to_string(number(12));
    }
    std::string value() {
        std::size_t const size = number(12) ? static_cast<std::size_t>(number(20)) : 300'000;
        return std::string(size, static_cast<char>('a' + number(26)));
    }

    std::int64_t count_of(model_dataset const& set, std::string const& key) {
        auto const found = set.records.find(key);
        std::int64_t const right = found == set.records.end() ? 0 : found->second.count;
        return number(15) ? right : right + number(5) - 2;
    }

    void update() {
        owner const to = who();
        std::string const set = name();
        std::vector<cs::RecordPatch> patches;
        for (int left = 1 + number(4); left != 0; --left) {
            std::string const which = key();
            std::int64_t const count = count_of(plain_.of(to)[set], which);
            patches.push_back(number(4) ? put(which, value(), count) : drop(which, count));
        }
        std::string const expected = apply(plain_, to, set, patches, to.identity, real_->time);
        ++errors[expected];
        auto const answer = real_->try_update(set, patches, to);
        CHECK((answer.refusal() ? answer.refusal()->name : "") == expected);
        if (expected.empty() && answer.response())
            check_reply(plain_.of(to)[set], patches, *answer.response());
    }

    static void check_reply(model_dataset const& set, std::vector<cs::RecordPatch> const& patches,
                            cs::UpdateRecords::Response const& said) {
        REQUIRE(said.records.size() == patches.size());
        for (std::size_t i = 0; i < patches.size(); ++i)
            CHECK(said.records[i] == record(patches[i].key, set.records.at(patches[i].key)));
    }

    static cs::Record record(std::string const& key, model_record const& kept) {
        return {.key = key,
                .value = kept.value,
                .sync_count = kept.count,
                .last_modified_date = kept.at,
                .last_modified_by = kept.by};
    }

    void erase() {
        owner const from = who();
        std::string const name = this->name();
        auto& set = plain_.of(from)[name];
        auto const said = real_->store.answer(cs::DeleteDataset::Request{from.pool, from.identity, name});
        REQUIRE((said.response() != nullptr) == set.alive);
        if (!set.alive) return;
        CHECK(said.response()->dataset == as_answered(from, name, set));
        set.alive = false;
        set.deleted = ++set.count;
        set.modified = real_->time;
        set.records.clear();
    }

    /// Follows the pages of a list, while others may write.
    void list() {
        owner const of = who();
        std::string const name = this->name();
        auto const& set = plain_.of(of)[name];
        std::int64_t const after = number(3) ? 0 : number(static_cast<int>(set.count) + 3);
        std::vector<cs::Record> expected;
        for (auto const& [key, kept] : set.records)
            if (kept.count > after) expected.push_back(record(key, kept));
        std::sort(expected.begin(), expected.end(), [](auto const& left, auto const& right) {
            return std::tie(*left.sync_count, *left.key) < std::tie(*right.sync_count, *right.key);
        });
        std::vector<cs::Record> found;
        cs::ListRecords::Request asked{.identity_pool_id = of.pool,
                                       .identity_id = of.identity,
                                       .dataset_name = name,
                                       .last_sync_count = after,
                                       .max_results = 1 + number(6)};
        do {
            auto page = good(real_->store.answer(asked));
            CHECK(page.count == static_cast<std::int32_t>(expected.size()));
            CHECK(page.dataset_sync_count == set.count);
            CHECK(page.dataset_exists == set.alive);
            CHECK(page.dataset_deleted_after_requested_sync_count == (0 < after && after < set.deleted));
            std::move(page.records.begin(), page.records.end(), std::back_inserter(found));
            asked.next_token = page.next_token;
            asked.sync_session_token = page.sync_session_token;
        } while (asked.next_token);
        CHECK(found == expected);
    }

    void list_datasets() {
        owner const of = who();
        std::vector<cs::Dataset> expected;
        for (auto const& [name, set] : plain_.of(of))
            if (set.alive) expected.push_back(as_answered(of, name, set));
        std::vector<cs::Dataset> found;
        std::optional<std::string> next;
        std::int32_t const most = 1 + number(25);
        do {
            auto page = real_->datasets(most, next, of);
            std::move(page.datasets.begin(), page.datasets.end(), std::back_inserter(found));
            next = page.next_token;
        } while (next);
        CHECK(found == expected);
    }

    void describe() {
        owner const of = who();
        std::string const name = this->name();
        auto const& set = plain_.of(of)[name];
        auto const said = real_->store.answer(cs::DescribeDataset::Request{of.pool, of.identity, name});
        REQUIRE((said.response() != nullptr) == set.alive);
        if (set.alive) CHECK(said.response()->dataset == as_answered(of, name, set));
        usage(of.pool);
    }

    void usage(std::string const& pool) {
        std::int64_t pool_bytes = 0;
        for (auto const& identity : {identity_a, identity_b}) {
            std::int64_t bytes = 0;
            std::int32_t alive = 0;
            for (auto const& [name, set] : plain_.of({pool, identity})) {
                bytes += set.bytes();
                alive += set.alive ? 1 : 0;
            }
            CHECK(real_->usage({pool, identity}).data_storage == bytes);
            CHECK(real_->usage({pool, identity}).dataset_count == alive);
            pool_bytes += bytes;
        }
        CHECK(real_->pool_usage(pool).data_storage == pool_bytes);
        CHECK(real_->pool_usage(pool).sync_sessions_count == plain_.sessions[pool]);
    }

    void reopen() {
        auto const time = real_->time;
        real_.emplace(file_.path());
        real_->time = time;
    }

    std::mt19937 random_;
    scratch file_;
    model plain_;
    std::optional<bench> real_;
};

}  // namespace

TEST_CASE("the store answers thousands of random operations as a few maps do", "[live][store]") {
    for (unsigned const seed : {1U, 2U, 3U}) {
        game play(seed);
        for (int step = 0; step < 1500; ++step) {
            INFO("seed " << seed << ", step " << step);
            play.step();
        }
        play.finish();
        CHECK(play.errors[""] > 300);
        CHECK(play.errors["InvalidParameterException"] > 20);
        CHECK(play.errors["LimitExceededException"] > 20);
        CHECK(play.errors["ResourceConflictException"] > 20);
    }
}

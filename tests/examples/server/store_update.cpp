// SPDX-License-Identifier: BSL-1.0
//
// Writing records: all that a request asks for, or nothing. First everything is looked at, then written.
#include "server/rows.hpp"

#include <unordered_set>
#include <vector>

namespace example {

namespace {

using patches = std::vector<cs::RecordPatch>;

bool removes(cs::RecordPatch const& patch) { return patch.op == cs::Operation::remove; }

std::int64_t size_of(std::string const& text) { return static_cast<std::int64_t>(text.size()); }

/// Why patches cannot be applied, whatever is stored; nothing if they can.
std::optional<std::string> what_is_wrong_with(patches const& all) {
    std::unordered_set<std::string_view> keys;
    for (cs::RecordPatch const& each : all) {
        if (!keys.insert(each.key).second) return "A key stands twice in RecordPatches";
        if (!removes(each) && !each.value) return "A patch that replaces needs a Value";
    }
    return std::nullopt;
}

/// What a dataset holds once it is patched.
struct totals {
    std::int64_t bytes;
    std::int64_t records;
};

/// A record as it stands; a count of 0 for one that never was.
struct standing {
    std::int64_t sync_count = 0;
    std::optional<std::int64_t> value_size{};
};

standing find_record(sqlite::database& database, std::int64_t dataset, std::string_view key) {
    auto found = database.query("SELECT sync_count, length(value) FROM record WHERE dataset = ? AND key = ?",
                                dataset, sqlite::blob{key});
    if (!found.next()) return {};
    return {.sync_count = found.integer(0),
            .value_size = found.null(1) ? std::nullopt : std::optional(found.integer(1))};
}

void count_patch(totals& sums, cs::RecordPatch const& patch, standing const& before) {
    if (before.value_size) {
        sums.bytes -= size_of(patch.key) + *before.value_size;
        --sums.records;
    }
    if (removes(patch)) return;
    sums.bytes += size_of(patch.key) + size_of(*patch.value);
    ++sums.records;
}

std::string conflict(cs::RecordPatch const& patch, std::int64_t stands) {
    return "Current SyncCount for: " + patch.key + " is: " + std::to_string(stands) +
           " not: " + std::to_string(patch.sync_count);
}

std::int64_t datasets_of(sqlite::database& database, dataset_name const& of) {
    auto found = database.query("SELECT count(*) FROM dataset d JOIN pool p ON p.id = d.pool"
                                " WHERE p.name = ? AND d.identity = ? AND d.alive",
                                of.pool, of.identity);
    found.next();
    return found.integer(0);
}

/// Which limit is exceeded; nothing if none is.
std::optional<std::string> limit_exceeded(sqlite::database& database, dataset_name const& of, bool alive,
                                          totals const& after) {
    if (after.records > most_records_of_a_dataset) return "A dataset holds at most 1024 records";
    if (after.bytes > most_bytes_of_a_dataset) return "A dataset holds at most 1048576 bytes";
    if (!alive && datasets_of(database, of) >= most_datasets_of_an_identity)
        return "An identity has at most 20 datasets";
    return std::nullopt;
}

/// What is the same for everything that one request writes.
struct stamp {
    std::int64_t sync_count;
    cs::timestamp now;
    std::string const& by;
};

/// Writes the row of a dataset, which lives from now on if it did not, and answers its number.
std::int64_t write_dataset(sqlite::database& database, dataset_name const& of, stamp const& mark,
                           totals const& after) {
    auto written = database.query(
        "INSERT INTO dataset (pool, identity, name, alive, sync_count, created, modified, modified_by, bytes,"
        " records) VALUES (?1, ?2, ?3, 1, ?4, ?5, ?5, ?6, ?7, ?8)"
        " ON CONFLICT (pool, identity, name) DO UPDATE SET"
        " created = CASE WHEN alive THEN created ELSE excluded.created END, alive = 1,"
        " sync_count = excluded.sync_count, modified = excluded.modified,"
        " modified_by = excluded.modified_by, bytes = excluded.bytes, records = excluded.records"
        " RETURNING id",
        need_pool(database, of.pool), of.identity, of.name, mark.sync_count, mark.now, sqlite::blob{mark.by},
        after.bytes, after.records);
    written.next();
    return written.integer(0);
}

cs::Record write_record(sqlite::database& database, std::int64_t dataset, cs::RecordPatch const& patch,
                        stamp const& mark) {
    std::optional<sqlite::blob> value;
    if (!removes(patch)) value = sqlite::blob{*patch.value};
    database.execute(
        "INSERT INTO record (dataset, key, value, sync_count, modified, modified_by, device_modified)"
        " VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (dataset, key) DO UPDATE SET value = excluded.value,"
        " sync_count = excluded.sync_count, modified = excluded.modified,"
        " modified_by = excluded.modified_by, device_modified = excluded.device_modified",
        dataset, sqlite::blob{patch.key}, value, mark.sync_count, mark.now, sqlite::blob{mark.by},
        patch.device_last_modified_date);
    return {
        .key = patch.key,
        .value = removes(patch) ? std::nullopt : patch.value,
        .sync_count = mark.sync_count,
        .last_modified_date = mark.now,
        .last_modified_by = mark.by,
        .device_last_modified_date = patch.device_last_modified_date,
    };
}

/// What stands in the way of patches; nothing if nothing does. `after` becomes what the dataset will hold.
std::optional<cs::outcome<cs::UpdateRecords>> refused(sqlite::database& database, dataset_name const& of,
                                                      dataset_row const& row, patches const& all,
                                                      totals& after) {
    if (auto wrong = what_is_wrong_with(all)) return cs::fail<cs::fault::InvalidParameter>(*std::move(wrong));
    for (cs::RecordPatch const& each : all) {
        standing const before = find_record(database, row.id, each.key);
        if (before.sync_count != each.sync_count)
            return cs::fail<cs::fault::ResourceConflict>(conflict(each, before.sync_count));
        count_patch(after, each, before);
    }
    if (auto exceeded = limit_exceeded(database, of, row.alive, after))
        return cs::fail<cs::fault::LimitExceeded>(*std::move(exceeded));
    return std::nullopt;
}

}  // namespace

cs::outcome<cs::UpdateRecords> sqlite_store::answer(cs::UpdateRecords::Request const& asked) {
    sqlite::transaction whole(database_, sqlite::transaction::writes);
    dataset_name const of(asked);
    dataset_row const row = find_dataset(database_, of);
    cs::timestamp const now = settings_.now();
    if (!tokens_.read(session_scope(of, row), asked.sync_session_token, now))
        return cs::fail<cs::fault::InvalidParameter>(bad_session);
    if (!asked.record_patches || asked.record_patches->empty()) return cs::UpdateRecords::Response{};

    patches const& all = *asked.record_patches;
    totals after{.bytes = row.bytes, .records = row.records};
    if (auto said = refused(database_, of, row, all, after)) return *std::move(said);

    std::string const& by = asked.device_id ? *asked.device_id : asked.identity_id;
    stamp const mark{.sync_count = row.sync_count + 1, .now = now, .by = by};
    std::int64_t const dataset = write_dataset(database_, of, mark, after);
    cs::UpdateRecords::Response done;
    done.records.reserve(all.size());
    for (cs::RecordPatch const& each : all)
        done.records.push_back(write_record(database_, dataset, each, mark));
    database_.execute("UPDATE pool SET bytes = bytes + ?2, sessions = sessions + 1, modified = ?3"
                      " WHERE name = ?1",
                      of.pool, after.bytes - row.bytes, now);
    whole.commit();
    return done;
}

}  // namespace example

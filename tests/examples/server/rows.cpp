// SPDX-License-Identifier: BSL-1.0
#include "server/rows.hpp"

namespace example {

dataset_row find_dataset(sqlite::database& database, dataset_name const& of) {
    auto found = database.query(
        "SELECT d.id, d.alive, d.sync_count, d.deleted_count, d.created, d.modified, d.modified_by, d.bytes,"
        " d.records FROM dataset d JOIN pool p ON p.id = d.pool"
        " WHERE p.name = ? AND d.identity = ? AND d.name = ?",
        of.pool, of.identity, of.name);
    if (!found.next()) return {};
    return {
        .id = found.integer(0),
        .alive = found.integer(1) != 0,
        .sync_count = found.integer(2),
        .deleted_count = found.integer(3),
        .created = found.time(4),
        .modified = found.time(5),
        .modified_by = found.text(6),
        .bytes = found.integer(7),
        .records = found.integer(8),
    };
}

cs::Dataset answered(std::string_view identity, std::string_view name, dataset_row const& row) {
    return {
        .identity_id = std::string(identity),
        .dataset_name = std::string(name),
        .creation_date = row.created,
        .last_modified_date = row.modified,
        .last_modified_by = row.modified_by,
        .data_storage = row.bytes,
        .num_records = row.records,
    };
}

std::int64_t find_pool(sqlite::database& database, std::string_view name) {
    auto found = database.query("SELECT id FROM pool WHERE name = ?", name);
    return found.next() ? found.integer(0) : 0;
}

std::int64_t need_pool(sqlite::database& database, std::string_view name) {
    if (std::int64_t const id = find_pool(database, name); id != 0) return id;
    database.execute("INSERT INTO pool (name) VALUES (?)", name);
    return find_pool(database, name);
}

token_scope session_scope(dataset_name const& of, dataset_row const& row) {
    return {"session", of.pool, of.identity, of.name, std::to_string(row.deleted_count)};
}

}  // namespace example

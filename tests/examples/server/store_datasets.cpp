// SPDX-License-Identifier: BSL-1.0
//
// The datasets of an identity as wholes: listed, described, deleted, summed up. What is in them stands in
// store_records.cpp and store_update.cpp.
#include "server/rows.hpp"

namespace example {

cs::outcome<cs::ListDatasets> sqlite_store::answer(cs::ListDatasets::Request const& asked) {
    token_scope const scope{"datasets", asked.identity_pool_id, asked.identity_id};
    cs::timestamp const now = settings_.now();
    auto const begin = page_begin(tokens_, scope, asked.next_token, now);
    if (!begin) return cs::fail<cs::fault::InvalidParameter>(bad_page);

    sqlite::transaction whole(database_, sqlite::transaction::reads);
    std::int32_t const most = page_size(asked.max_results, longest_page);
    auto found =
        database_.query("SELECT d.id, d.name, d.created, d.modified, d.modified_by, d.bytes, d.records"
                        " FROM dataset d JOIN pool p ON p.id = d.pool"
                        " WHERE p.name = ?1 AND d.identity = ?2 AND d.alive"
                        " AND d.name > coalesce((SELECT name FROM dataset WHERE id = ?3), '')"
                        " ORDER BY d.name LIMIT ?4",
                        asked.identity_pool_id, asked.identity_id, begin->row, std::int64_t{most} + 1);
    cs::ListDatasets::Response page;
    std::int64_t last = 0;
    while (found.next()) {
        if (page.datasets.size() == static_cast<std::size_t>(most)) {
            page.next_token = tokens_.make(scope, now + settings_.session_life, {.row = last});
            break;
        }
        last = found.integer(0);
        page.datasets.push_back({
            .identity_id = asked.identity_id,
            .dataset_name = found.text(1),
            .creation_date = found.time(2),
            .last_modified_date = found.time(3),
            .last_modified_by = found.text(4),
            .data_storage = found.integer(5),
            .num_records = found.integer(6),
        });
    }
    page.count = static_cast<std::int32_t>(page.datasets.size());
    return page;
}

cs::outcome<cs::DescribeDataset> sqlite_store::answer(cs::DescribeDataset::Request const& asked) {
    sqlite::transaction whole(database_, sqlite::transaction::reads);
    dataset_row const row = find_dataset(database_, dataset_name(asked));
    if (!row.alive) return cs::fail<cs::fault::ResourceNotFound>(no_such_dataset);
    return cs::DescribeDataset::Response{.dataset = answered(asked.identity_id, asked.dataset_name, row)};
}

cs::outcome<cs::DeleteDataset> sqlite_store::answer(cs::DeleteDataset::Request const& asked) {
    sqlite::transaction whole(database_, sqlite::transaction::writes);
    dataset_row const row = find_dataset(database_, dataset_name(asked));
    if (!row.alive) return cs::fail<cs::fault::ResourceNotFound>(no_such_dataset);
    cs::timestamp const now = settings_.now();
    database_.execute("DELETE FROM record WHERE dataset = ?", row.id);
    database_.execute("UPDATE dataset SET alive = 0, sync_count = ?2, deleted_count = ?2, modified = ?3,"
                      " bytes = 0, records = 0 WHERE id = ?1",
                      row.id, row.sync_count + 1, now);
    database_.execute("UPDATE pool SET bytes = bytes - ?2, modified = ?3 WHERE name = ?1",
                      asked.identity_pool_id, row.bytes, now);
    whole.commit();
    return cs::DeleteDataset::Response{.dataset = answered(asked.identity_id, asked.dataset_name, row)};
}

cs::outcome<cs::DescribeIdentityUsage> sqlite_store::answer(cs::DescribeIdentityUsage::Request const& asked) {
    sqlite::transaction whole(database_, sqlite::transaction::reads);
    auto found =
        database_.query("SELECT coalesce(sum(d.alive), 0), coalesce(sum(d.bytes), 0), max(d.modified)"
                        " FROM dataset d JOIN pool p ON p.id = d.pool WHERE p.name = ? AND d.identity = ?",
                        asked.identity_pool_id, asked.identity_id);
    found.next();
    return cs::DescribeIdentityUsage::Response{
        .identity_usage = cs::IdentityUsage{
            .identity_id = asked.identity_id,
            .identity_pool_id = asked.identity_pool_id,
            .last_modified_date = found.time_if_any(2),
            .dataset_count = static_cast<std::int32_t>(found.integer(0)),
            .data_storage = found.integer(1),
        }};
}

}  // namespace example

// SPDX-License-Identifier: BSL-1.0
//
// Reading records. They stand in the order of their sync counts, so that a record that changes while pages
// are read moves to a later page: it is seen twice, and never missed.
#include "server/rows.hpp"

#include <limits>
#include <vector>

namespace example {

namespace {

std::int64_t count_after(sqlite::database& database, std::int64_t dataset, std::int64_t last) {
    auto found =
        database.query("SELECT count(*) FROM record WHERE dataset = ? AND sync_count > ?", dataset, last);
    found.next();
    return found.integer(0);
}

/// Before all records of a greater count, since no key is empty.
place behind(std::int64_t count) {
    return {.count = count < std::numeric_limits<std::int64_t>::max() ? count + 1 : count};
}

cs::Record record_of(sqlite::rows const& row) {
    return {
        .key = row.text(1),
        .value = row.text_if_any(2),
        .sync_count = row.integer(3),
        .last_modified_date = row.time(4),
        .last_modified_by = row.text(5),
        .device_last_modified_date = row.time_if_any(6),
    };
}

/// A page, and where the next one begins if there is one. A page is never empty when there is a record.
struct page_of_records {
    std::vector<cs::Record> records{};
    std::optional<place> next{};
};

page_of_records read_page(sqlite::database& database, std::int64_t dataset, place begin, std::int32_t most) {
    auto found =
        database.query("SELECT id, key, value, sync_count, modified, modified_by, device_modified FROM record"
                       " WHERE dataset = ?1 AND (sync_count, key) > (?2, coalesce((SELECT key FROM record "
                       "WHERE id = ?3), x''))"
                       " ORDER BY sync_count, key LIMIT ?4",
                       dataset, begin.count, begin.row, std::int64_t{most} + 1);
    page_of_records page;
    std::size_t bytes = 0;
    place last = begin;
    while (found.next()) {
        if (page.records.size() == static_cast<std::size_t>(most) ||
            bytes >= static_cast<std::size_t>(most_bytes_of_a_dataset)) {
            page.next = last;
            break;
        }
        page.records.push_back(record_of(found));
        bytes += found.bytes(1).size() + found.bytes(2).size();
        last = {.count = found.integer(3), .row = found.integer(0)};
    }
    return page;
}

}  // namespace

cs::outcome<cs::ListRecords> sqlite_store::answer(cs::ListRecords::Request const& asked) {
    sqlite::transaction whole(database_, sqlite::transaction::reads);
    dataset_name const of(asked);
    dataset_row const row = find_dataset(database_, of);
    token_scope const session = session_scope(of, row);
    cs::timestamp const now = settings_.now();
    if (asked.sync_session_token && !tokens_.read(session, *asked.sync_session_token, now))
        return cs::fail<cs::fault::InvalidParameter>(bad_session);

    std::int64_t const after = asked.last_sync_count.value_or(0);
    token_scope const pages{"records", session.text(), std::to_string(after)};
    auto const begin = page_begin(tokens_, pages, asked.next_token, now, behind(after));
    if (!begin) return cs::fail<cs::fault::InvalidParameter>(bad_page);

    cs::timestamp const ends = now + settings_.session_life;
    std::int32_t const most = page_size(asked.max_results, longest_page_of_records);
    page_of_records page = read_page(database_, row.id, *begin, most);
    bool const complete = !page.next && !asked.next_token;
    std::int64_t const count = complete ? std::ssize(page.records) : count_after(database_, row.id, after);
    return cs::ListRecords::Response{
        .records = std::move(page.records),
        .next_token = page.next ? std::optional(tokens_.make(pages, ends, *page.next)) : std::nullopt,
        .count = static_cast<std::int32_t>(count),
        .dataset_sync_count = row.sync_count,
        .last_modified_by = row.alive ? std::optional(row.modified_by) : std::nullopt,
        .dataset_exists = row.alive,
        .dataset_deleted_after_requested_sync_count = 0 < after && after < row.deleted_count,
        .sync_session_token =
            asked.sync_session_token ? *asked.sync_session_token : tokens_.make(session, ends),
    };
}

}  // namespace example

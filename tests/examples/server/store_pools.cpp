// SPDX-License-Identifier: BSL-1.0
//
// Identity pools: what they use, and their settings and events. The settings are kept as the library writes
// them on the wire, so that a member which a newer model has needs no column here.
#include "server/rows.hpp"
#include "server/settings.hpp"

#include <cognito_sync/json.hpp>

namespace example {

namespace {

cs::IdentityPoolUsage usage_of(sqlite::rows const& row) {
    return {
        .identity_pool_id = row.text(1),
        .sync_sessions_count = row.integer(2),
        .data_storage = row.integer(3),
        .last_modified_date = row.time_if_any(4),
    };
}

/// A structure as it is kept; nothing for one that is empty.
template <class Structure>
std::optional<std::string> kept(Structure const& given) {
    if (given == Structure{}) return std::nullopt;
    return cs::to_json(given).value();
}

template <class Structure>
std::optional<Structure> read(std::optional<std::string> const& text) {
    if (!text) return std::nullopt;
    return cs::from_json<Structure>(*text).value();
}

}  // namespace

pool_settings settings_of(sqlite::database& database, std::string_view pool) {
    auto found = database.query("SELECT push_sync, cognito_streams FROM pool WHERE name = ?", pool);
    if (!found.next()) return {};
    return {.push_sync = read<cs::PushSync>(found.text_if_any(0)),
            .cognito_streams = read<cs::CognitoStreams>(found.text_if_any(1))};
}

cs::outcome<cs::DescribeIdentityPoolUsage>
sqlite_store::answer(cs::DescribeIdentityPoolUsage::Request const& asked) {
    sqlite::transaction whole(database_, sqlite::transaction::reads);
    auto found = database_.query("SELECT id, name, sessions, bytes, modified FROM pool WHERE name = ?",
                                 asked.identity_pool_id);
    if (found.next()) return cs::DescribeIdentityPoolUsage::Response{.identity_pool_usage = usage_of(found)};
    return cs::DescribeIdentityPoolUsage::Response{.identity_pool_usage = cs::IdentityPoolUsage{
                                                       .identity_pool_id = asked.identity_pool_id,
                                                       .sync_sessions_count = 0,
                                                       .data_storage = 0,
                                                   }};
}

cs::outcome<cs::ListIdentityPoolUsage> sqlite_store::answer(cs::ListIdentityPoolUsage::Request const& asked) {
    token_scope const scope{"pools"};
    cs::timestamp const now = settings_.now();
    auto const begin = page_begin(tokens_, scope, asked.next_token, now);
    if (!begin) return cs::fail<cs::fault::InvalidParameter>(bad_page);

    sqlite::transaction whole(database_, sqlite::transaction::reads);
    std::int32_t const most = page_size(asked.max_results, longest_page);
    auto found = database_.query("SELECT id, name, sessions, bytes, modified FROM pool"
                                 " WHERE name > coalesce((SELECT name FROM pool WHERE id = ?), '')"
                                 " ORDER BY name LIMIT ?",
                                 begin->row, std::int64_t{most} + 1);
    cs::ListIdentityPoolUsage::Response page{.max_results = most};
    std::int64_t last = 0;
    while (found.next()) {
        if (page.identity_pool_usages.size() == static_cast<std::size_t>(most)) {
            page.next_token = tokens_.make(scope, now + settings_.session_life, {.row = last});
            break;
        }
        last = found.integer(0);
        page.identity_pool_usages.push_back(usage_of(found));
    }
    page.count = static_cast<std::int32_t>(page.identity_pool_usages.size());
    return page;
}

cs::outcome<cs::GetIdentityPoolConfiguration>
sqlite_store::answer(cs::GetIdentityPoolConfiguration::Request const& asked) {
    sqlite::transaction whole(database_, sqlite::transaction::reads);
    pool_settings found = settings_of(database_, asked.identity_pool_id);
    return cs::GetIdentityPoolConfiguration::Response{
        .identity_pool_id = asked.identity_pool_id,
        .push_sync = std::move(found.push_sync),
        .cognito_streams = std::move(found.cognito_streams),
    };
}

cs::outcome<cs::SetIdentityPoolConfiguration>
sqlite_store::answer(cs::SetIdentityPoolConfiguration::Request const& asked) {
    sqlite::transaction whole(database_, sqlite::transaction::writes);
    std::int64_t const pool = need_pool(database_, asked.identity_pool_id);
    if (asked.push_sync)
        database_.execute("UPDATE pool SET push_sync = ?2 WHERE id = ?1", pool, kept(*asked.push_sync));
    if (asked.cognito_streams)
        database_.execute("UPDATE pool SET cognito_streams = ?2 WHERE id = ?1", pool,
                          kept(*asked.cognito_streams));
    pool_settings now = settings_of(database_, asked.identity_pool_id);
    whole.commit();
    return cs::SetIdentityPoolConfiguration::Response{
        .identity_pool_id = asked.identity_pool_id,
        .push_sync = std::move(now.push_sync),
        .cognito_streams = std::move(now.cognito_streams),
    };
}

cs::outcome<cs::GetCognitoEvents> sqlite_store::answer(cs::GetCognitoEvents::Request const& asked) {
    sqlite::transaction whole(database_, sqlite::transaction::reads);
    auto found = database_.query(
        "SELECT e.type, e.function FROM event e JOIN pool p ON p.id = e.pool WHERE p.name = ?",
        asked.identity_pool_id);
    cs::GetCognitoEvents::Response all;
    while (found.next()) all.events.emplace(found.text(0), found.text(1));
    return all;
}

cs::outcome<cs::SetCognitoEvents> sqlite_store::answer(cs::SetCognitoEvents::Request const& asked) {
    sqlite::transaction whole(database_, sqlite::transaction::writes);
    std::int64_t const pool = need_pool(database_, asked.identity_pool_id);
    for (auto const& [type, function] : asked.events) {
        if (function.empty())
            database_.execute("DELETE FROM event WHERE pool = ? AND type = ?", pool, sqlite::blob{type});
        else
            database_.execute("INSERT OR REPLACE INTO event VALUES (?, ?, ?)", pool, sqlite::blob{type},
                              sqlite::blob{function});
    }
    whole.commit();
    return cs::SetCognitoEvents::Response{};
}

}  // namespace example

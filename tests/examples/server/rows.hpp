// SPDX-License-Identifier: BSL-1.0
//
// What the operations of the store have in common: finding a dataset and a pool, and the scopes of tokens.
#pragma once

#include "server/sqlite_store.hpp"

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace example {

inline constexpr char const* no_such_dataset = "Dataset does not exist";
inline constexpr char const* no_such_device = "Device does not exist";
inline constexpr char const* bad_session = "SyncSessionToken not valid for these inputs";
inline constexpr char const* bad_page = "NextToken not valid for these inputs";

/// Which dataset a request is about.
struct dataset_name {
    std::string_view pool;
    std::string_view identity;
    std::string_view name;

    template <class Request>
    explicit dataset_name(Request const& asked)
        : pool(asked.identity_pool_id), identity(asked.identity_id), name(asked.dataset_name) {}
};

/// A row of the table, and all zeros for a dataset that never was.
struct dataset_row {
    std::int64_t id = 0;
    bool alive = false;
    std::int64_t sync_count = 0;
    std::int64_t deleted_count = 0;
    cs::timestamp created{};
    cs::timestamp modified{};
    std::string modified_by{};
    std::int64_t bytes = 0;
    std::int64_t records = 0;
};

dataset_row find_dataset(sqlite::database& database, dataset_name const& of);

/// A dataset as it is answered.
cs::Dataset answered(std::string_view identity, std::string_view name, dataset_row const& row);

/// The number of a pool; 0 for one that was never written.
std::int64_t find_pool(sqlite::database& database, std::string_view name);

/// The number of a pool, which gets one if it has none.
std::int64_t need_pool(sqlite::database& database, std::string_view name);

/// What a SyncSessionToken is good for. A deletion ends that, for it moves `deleted_count`.
token_scope session_scope(dataset_name const& of, dataset_row const& row);

/// How many results a page may hold.
inline std::int32_t page_size(std::optional<std::int32_t> asked, std::int32_t most) {
    return std::clamp(asked.value_or(most), 1, most);
}

/// Where a page begins: at the very beginning without a token, nowhere if the token is not good for it.
inline std::optional<place> page_begin(token_maker const& tokens, token_scope const& scope,
                                       std::optional<std::string> const& token, cs::timestamp now,
                                       place beginning = {}) {
    return token ? tokens.read(scope, *token, now) : beginning;
}

}  // namespace example

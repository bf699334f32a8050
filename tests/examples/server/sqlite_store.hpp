// SPDX-License-Identifier: BSL-1.0
//
// Cognito Sync in one SQLite file: each function takes the Request of an operation and answers its outcome.
// No HTTP and no JSON of the wire, for that is the library's part; and no constraints of the model, for a
// request that breaks one never gets here.
//
// What the service's documentation says, what it leaves open, and what was decided here stands in
// decisions.md beside this file.
//
// One request is one transaction: it is stored as a whole or not at all. Once answered, it outlives this
// process being killed; a power cut may take the last answers with it, never the database
// (WAL, synchronous=NORMAL).
#pragma once

#include "server/sqlite.hpp"
#include "server/tokens.hpp"

#include <cognito_sync/core/timestamp.hpp>
#include <cognito_sync/model/operations.hpp>
#include <cognito_sync/outcome.hpp>

#include <chrono>
#include <cstdint>
#include <functional>
#include <string>

namespace example {

namespace cs = cognito_sync;

struct store_settings {
    /// What time it is.
    std::function<cs::timestamp()> now = [] {
        return std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now());
    };
    std::chrono::seconds session_life = std::chrono::hours(1);         ///< of a SyncSessionToken or NextToken
    std::chrono::milliseconds publish_time = std::chrono::seconds(2);  ///< a BulkPublish is IN_PROGRESS
};

/// The limits that stand in the service's prose.
inline constexpr std::int64_t most_bytes_of_a_dataset = 1'048'576;
inline constexpr std::int64_t most_records_of_a_dataset = 1024;
inline constexpr std::int64_t most_datasets_of_an_identity = 20;
inline constexpr std::int32_t longest_page = 60;
inline constexpr std::int32_t longest_page_of_records = 1024;

/// The whole service. For one thread.
///
/// Each `answer` throws `sqlite::error` when the database fails (a full disk, …); nothing is stored then.
class sqlite_store {
public:
    /// Opens a database, or makes it. Throws std::runtime_error with a sentence for the user when the file
    /// cannot be opened, is no database, not one of this server, or one of a newer version.
    explicit sqlite_store(std::string const& file, store_settings settings = {});

    cs::outcome<cs::BulkPublish> answer(cs::BulkPublish::Request const& asked);
    cs::outcome<cs::DeleteDataset> answer(cs::DeleteDataset::Request const& asked);
    cs::outcome<cs::DescribeDataset> answer(cs::DescribeDataset::Request const& asked);
    cs::outcome<cs::DescribeIdentityPoolUsage> answer(cs::DescribeIdentityPoolUsage::Request const& asked);
    cs::outcome<cs::DescribeIdentityUsage> answer(cs::DescribeIdentityUsage::Request const& asked);
    cs::outcome<cs::GetBulkPublishDetails> answer(cs::GetBulkPublishDetails::Request const& asked);
    cs::outcome<cs::GetCognitoEvents> answer(cs::GetCognitoEvents::Request const& asked);
    cs::outcome<cs::GetIdentityPoolConfiguration>
    answer(cs::GetIdentityPoolConfiguration::Request const& asked);
    cs::outcome<cs::ListDatasets> answer(cs::ListDatasets::Request const& asked);
    cs::outcome<cs::ListIdentityPoolUsage> answer(cs::ListIdentityPoolUsage::Request const& asked);
    cs::outcome<cs::ListRecords> answer(cs::ListRecords::Request const& asked);
    cs::outcome<cs::RegisterDevice> answer(cs::RegisterDevice::Request const& asked);
    cs::outcome<cs::SetCognitoEvents> answer(cs::SetCognitoEvents::Request const& asked);
    cs::outcome<cs::SetIdentityPoolConfiguration>
    answer(cs::SetIdentityPoolConfiguration::Request const& asked);
    cs::outcome<cs::SubscribeToDataset> answer(cs::SubscribeToDataset::Request const& asked);
    cs::outcome<cs::UnsubscribeFromDataset> answer(cs::UnsubscribeFromDataset::Request const& asked);
    cs::outcome<cs::UpdateRecords> answer(cs::UpdateRecords::Request const& asked);

private:
    store_settings settings_;
    sqlite::database database_;
    token_maker tokens_;
};

}  // namespace example

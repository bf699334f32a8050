// SPDX-License-Identifier: BSL-1.0
//
// The structures that operations exchange, in the order of the service's model. Data only.
//
// A member that may be absent is std::optional. Lists and maps stand plain where absent and empty mean the
// same.
#pragma once

#include <cognito_sync/core/member.hpp>
#include <cognito_sync/core/timestamp.hpp>
#include <cognito_sync/model/shapes.hpp>

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace cognito_sync {

// clang-format off

/// Which Lambda function answers which event. An empty function removes the event.
///
/// See  https://docs.aws.amazon.com/cognitosync/latest/APIReference/API_SetCognitoEvents.html
using event_map = std::map<std::string, std::string>;

/// The stream of record changes of an identity pool.
///
/// See  https://docs.aws.amazon.com/cognitosync/latest/APIReference/API_CognitoStreams.html
struct CognitoStreams {
    std::optional<std::string> stream_name{};
    std::optional<std::string> role_arn{};
    std::optional<open<StreamingStatus>> streaming_status{};

    static constexpr auto members = members_of(
        member{"StreamName",      &CognitoStreams::stream_name,      StreamName},
        member{"RoleArn",         &CognitoStreams::role_arn,         AssumeRoleArn},
        member{"StreamingStatus", &CognitoStreams::streaming_status});
    friend bool operator==(CognitoStreams const&, CognitoStreams const&) = default;
};

/// A collection of records of one identity. `data_storage` is in bytes.
///
/// See  https://docs.aws.amazon.com/cognitosync/latest/APIReference/API_Dataset.html
struct Dataset {
    std::optional<std::string> identity_id{};
    std::optional<std::string> dataset_name{};
    std::optional<timestamp> creation_date{};
    std::optional<timestamp> last_modified_date{};
    std::optional<std::string> last_modified_by{};
    std::optional<std::int64_t> data_storage{};
    std::optional<std::int64_t> num_records{};

    static constexpr auto members = members_of(
        member{"IdentityId",       &Dataset::identity_id,        IdentityId},
        member{"DatasetName",      &Dataset::dataset_name,       DatasetName},
        member{"CreationDate",     &Dataset::creation_date},
        member{"LastModifiedDate", &Dataset::last_modified_date},
        member{"LastModifiedBy",   &Dataset::last_modified_by},
        member{"DataStorage",      &Dataset::data_storage},
        member{"NumRecords",       &Dataset::num_records});
    friend bool operator==(Dataset const&, Dataset const&) = default;
};

/// What an identity pool uses. `data_storage` is in bytes.
///
/// See  https://docs.aws.amazon.com/cognitosync/latest/APIReference/API_IdentityPoolUsage.html
struct IdentityPoolUsage {
    std::optional<std::string> identity_pool_id{};
    std::optional<std::int64_t> sync_sessions_count{};
    std::optional<std::int64_t> data_storage{};
    std::optional<timestamp> last_modified_date{};

    static constexpr auto members = members_of(
        member{"IdentityPoolId",    &IdentityPoolUsage::identity_pool_id,    IdentityPoolId},
        member{"SyncSessionsCount", &IdentityPoolUsage::sync_sessions_count},
        member{"DataStorage",       &IdentityPoolUsage::data_storage},
        member{"LastModifiedDate",  &IdentityPoolUsage::last_modified_date});
    friend bool operator==(IdentityPoolUsage const&, IdentityPoolUsage const&) = default;
};

/// What one identity uses. `data_storage` is in bytes.
///
/// See  https://docs.aws.amazon.com/cognitosync/latest/APIReference/API_IdentityUsage.html
struct IdentityUsage {
    std::optional<std::string> identity_id{};
    std::optional<std::string> identity_pool_id{};
    std::optional<timestamp> last_modified_date{};
    std::optional<std::int32_t> dataset_count{};
    std::optional<std::int64_t> data_storage{};

    static constexpr auto members = members_of(
        member{"IdentityId",       &IdentityUsage::identity_id,        IdentityId},
        member{"IdentityPoolId",   &IdentityUsage::identity_pool_id,   IdentityPoolId},
        member{"LastModifiedDate", &IdentityUsage::last_modified_date},
        member{"DatasetCount",     &IdentityUsage::dataset_count},
        member{"DataStorage",      &IdentityUsage::data_storage});
    friend bool operator==(IdentityUsage const&, IdentityUsage const&) = default;
};

/// The applications that are told when a dataset changes.
///
/// See  https://docs.aws.amazon.com/cognitosync/latest/APIReference/API_PushSync.html
struct PushSync {
    std::optional<std::vector<std::string>> application_arns{};
    std::optional<std::string> role_arn{};

    static constexpr auto members = members_of(
        member{"ApplicationArns", &PushSync::application_arns, ApplicationArn},
        member{"RoleArn",         &PushSync::role_arn,         AssumeRoleArn});
    friend bool operator==(PushSync const&, PushSync const&) = default;
};

/// One key and its value as the service holds them. A record without a value was removed.
///
/// See  https://docs.aws.amazon.com/cognitosync/latest/APIReference/API_Record.html
struct Record {
    std::optional<std::string> key{};
    std::optional<std::string> value{};
    std::optional<std::int64_t> sync_count{};
    std::optional<timestamp> last_modified_date{};
    std::optional<std::string> last_modified_by{};
    std::optional<timestamp> device_last_modified_date{};

    static constexpr auto members = members_of(
        member{"Key",                    &Record::key,                       RecordKey},
        member{"Value",                  &Record::value,                     RecordValue},
        member{"SyncCount",              &Record::sync_count},
        member{"LastModifiedDate",       &Record::last_modified_date},
        member{"LastModifiedBy",         &Record::last_modified_by},
        member{"DeviceLastModifiedDate", &Record::device_last_modified_date});
    friend bool operator==(Record const&, Record const&) = default;
};

/// One change to one record. `sync_count` is the count that the caller last saw; 0 for a new record.
///
/// See  https://docs.aws.amazon.com/cognitosync/latest/APIReference/API_RecordPatch.html
struct RecordPatch {
    open<Operation> op{};
    std::string key;
    std::optional<std::string> value{};
    std::int64_t sync_count{};
    std::optional<timestamp> device_last_modified_date{};

    static constexpr auto members = members_of(
        member{"Op",                     &RecordPatch::op},
        member{"Key",                    &RecordPatch::key,                       RecordKey},
        member{"Value",                  &RecordPatch::value,                     RecordValue},
        member{"SyncCount",              &RecordPatch::sync_count},
        member{"DeviceLastModifiedDate", &RecordPatch::device_last_modified_date});
    friend bool operator==(RecordPatch const&, RecordPatch const&) = default;
};

// clang-format on

}  // namespace cognito_sync

// SPDX-License-Identifier: BSL-1.0
//
// The 17 operations, in the order of the service's model, and `operations`, the list of them. Data only.
//
// An operation reads like its page in the API reference: the request line as it stands on the wire, the
// faults it throws, what is asked and what is answered. What the line names travels there; the rest of a
// request travels in its JSON body.
#pragma once

#include <cognito_sync/core/operation.hpp>
#include <cognito_sync/model/faults.hpp>
#include <cognito_sync/model/structures.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace cognito_sync {

// clang-format off

/// Starts sending every dataset of an identity pool to its configured stream.
///
/// See  https://docs.aws.amazon.com/cognitosync/latest/APIReference/API_BulkPublish.html
struct BulkPublish {
    static constexpr std::string_view name = "BulkPublish";
    static constexpr route http = "POST /identitypools/{IdentityPoolId}/bulkpublish";
    static constexpr fault_set throws{fault::NotAuthorized, fault::InvalidParameter,
                                      fault::ResourceNotFound, fault::InternalError,
                                      fault::DuplicateRequest, fault::AlreadyStreamed};

    struct Request {
        std::string identity_pool_id;

        static constexpr auto members = members_of(
            member{"IdentityPoolId", &Request::identity_pool_id, IdentityPoolId});
        friend bool operator==(Request const&, Request const&) = default;
    };

    struct Response {
        std::optional<std::string> identity_pool_id{};

        static constexpr auto members = members_of(
            member{"IdentityPoolId", &Response::identity_pool_id, IdentityPoolId});
        friend bool operator==(Response const&, Response const&) = default;
    };
};

/// Deletes a dataset for good.
///
/// See  https://docs.aws.amazon.com/cognitosync/latest/APIReference/API_DeleteDataset.html
struct DeleteDataset {
    static constexpr std::string_view name = "DeleteDataset";
    static constexpr route http =
        "DELETE /identitypools/{IdentityPoolId}/identities/{IdentityId}/datasets/{DatasetName}";
    static constexpr fault_set throws{fault::NotAuthorized, fault::InvalidParameter,
                                      fault::ResourceNotFound, fault::InternalError,
                                      fault::TooManyRequests, fault::ResourceConflict};

    struct Request {
        std::string identity_pool_id;
        std::string identity_id;
        std::string dataset_name;

        static constexpr auto members = members_of(
            member{"IdentityPoolId", &Request::identity_pool_id, IdentityPoolId},
            member{"IdentityId",     &Request::identity_id,      IdentityId},
            member{"DatasetName",    &Request::dataset_name,     DatasetName});
        friend bool operator==(Request const&, Request const&) = default;
    };

    struct Response {
        std::optional<Dataset> dataset{};

        static constexpr auto members = members_of(
            member{"Dataset", &Response::dataset});
        friend bool operator==(Response const&, Response const&) = default;
    };
};

/// Tells of one dataset by its name.
///
/// See  https://docs.aws.amazon.com/cognitosync/latest/APIReference/API_DescribeDataset.html
struct DescribeDataset {
    static constexpr std::string_view name = "DescribeDataset";
    static constexpr route http =
        "GET /identitypools/{IdentityPoolId}/identities/{IdentityId}/datasets/{DatasetName}";
    static constexpr fault_set throws{fault::NotAuthorized, fault::InvalidParameter,
                                      fault::ResourceNotFound, fault::InternalError,
                                      fault::TooManyRequests};

    struct Request {
        std::string identity_pool_id;
        std::string identity_id;
        std::string dataset_name;

        static constexpr auto members = members_of(
            member{"IdentityPoolId", &Request::identity_pool_id, IdentityPoolId},
            member{"IdentityId",     &Request::identity_id,      IdentityId},
            member{"DatasetName",    &Request::dataset_name,     DatasetName});
        friend bool operator==(Request const&, Request const&) = default;
    };

    struct Response {
        std::optional<Dataset> dataset{};

        static constexpr auto members = members_of(
            member{"Dataset", &Response::dataset});
        friend bool operator==(Response const&, Response const&) = default;
    };
};

/// Tells what one identity pool uses.
///
/// See  https://docs.aws.amazon.com/cognitosync/latest/APIReference/API_DescribeIdentityPoolUsage.html
struct DescribeIdentityPoolUsage {
    static constexpr std::string_view name = "DescribeIdentityPoolUsage";
    static constexpr route http = "GET /identitypools/{IdentityPoolId}";
    static constexpr fault_set throws{fault::NotAuthorized, fault::InvalidParameter,
                                      fault::ResourceNotFound, fault::InternalError,
                                      fault::TooManyRequests};

    struct Request {
        std::string identity_pool_id;

        static constexpr auto members = members_of(
            member{"IdentityPoolId", &Request::identity_pool_id, IdentityPoolId});
        friend bool operator==(Request const&, Request const&) = default;
    };

    struct Response {
        std::optional<IdentityPoolUsage> identity_pool_usage{};

        static constexpr auto members = members_of(
            member{"IdentityPoolUsage", &Response::identity_pool_usage});
        friend bool operator==(Response const&, Response const&) = default;
    };
};

/// Tells what one identity uses.
///
/// See  https://docs.aws.amazon.com/cognitosync/latest/APIReference/API_DescribeIdentityUsage.html
struct DescribeIdentityUsage {
    static constexpr std::string_view name = "DescribeIdentityUsage";
    static constexpr route http = "GET /identitypools/{IdentityPoolId}/identities/{IdentityId}";
    static constexpr fault_set throws{fault::NotAuthorized, fault::InvalidParameter,
                                      fault::ResourceNotFound, fault::InternalError,
                                      fault::TooManyRequests};

    struct Request {
        std::string identity_pool_id;
        std::string identity_id;

        static constexpr auto members = members_of(
            member{"IdentityPoolId", &Request::identity_pool_id, IdentityPoolId},
            member{"IdentityId",     &Request::identity_id,      IdentityId});
        friend bool operator==(Request const&, Request const&) = default;
    };

    struct Response {
        std::optional<IdentityUsage> identity_usage{};

        static constexpr auto members = members_of(
            member{"IdentityUsage", &Response::identity_usage});
        friend bool operator==(Response const&, Response const&) = default;
    };
};

/// Tells how the last BulkPublish of an identity pool stands.
///
/// See  https://docs.aws.amazon.com/cognitosync/latest/APIReference/API_GetBulkPublishDetails.html
struct GetBulkPublishDetails {
    static constexpr std::string_view name = "GetBulkPublishDetails";
    static constexpr route http = "POST /identitypools/{IdentityPoolId}/getBulkPublishDetails";
    static constexpr fault_set throws{fault::NotAuthorized, fault::InvalidParameter,
                                      fault::ResourceNotFound, fault::InternalError};

    struct Request {
        std::string identity_pool_id;

        static constexpr auto members = members_of(
            member{"IdentityPoolId", &Request::identity_pool_id, IdentityPoolId});
        friend bool operator==(Request const&, Request const&) = default;
    };

    struct Response {
        std::optional<std::string> identity_pool_id{};
        std::optional<timestamp> bulk_publish_start_time{};
        std::optional<timestamp> bulk_publish_complete_time{};
        std::optional<open<BulkPublishStatus>> bulk_publish_status{};
        std::optional<std::string> failure_message{};

        static constexpr auto members = members_of(
            member{"IdentityPoolId",          &Response::identity_pool_id,           IdentityPoolId},
            member{"BulkPublishStartTime",    &Response::bulk_publish_start_time},
            member{"BulkPublishCompleteTime", &Response::bulk_publish_complete_time},
            member{"BulkPublishStatus",       &Response::bulk_publish_status},
            member{"FailureMessage",          &Response::failure_message});
        friend bool operator==(Response const&, Response const&) = default;
    };
};

/// Lists the events of an identity pool and the functions that answer them.
///
/// See  https://docs.aws.amazon.com/cognitosync/latest/APIReference/API_GetCognitoEvents.html
struct GetCognitoEvents {
    static constexpr std::string_view name = "GetCognitoEvents";
    static constexpr route http = "GET /identitypools/{IdentityPoolId}/events";
    static constexpr fault_set throws{fault::InvalidParameter, fault::ResourceNotFound,
                                      fault::NotAuthorized, fault::InternalError, fault::TooManyRequests};

    struct Request {
        std::string identity_pool_id;

        static constexpr auto members = members_of(
            member{"IdentityPoolId", &Request::identity_pool_id, IdentityPoolId});
        friend bool operator==(Request const&, Request const&) = default;
    };

    struct Response {
        event_map events{};

        static constexpr auto members = members_of(
            member{"Events", &Response::events, Events});
        friend bool operator==(Response const&, Response const&) = default;
    };
};

/// Tells the push and stream settings of an identity pool.
///
/// See  https://docs.aws.amazon.com/cognitosync/latest/APIReference/API_GetIdentityPoolConfiguration.html
struct GetIdentityPoolConfiguration {
    static constexpr std::string_view name = "GetIdentityPoolConfiguration";
    static constexpr route http = "GET /identitypools/{IdentityPoolId}/configuration";
    static constexpr fault_set throws{fault::NotAuthorized, fault::InvalidParameter,
                                      fault::ResourceNotFound, fault::InternalError,
                                      fault::TooManyRequests};

    struct Request {
        std::string identity_pool_id;

        static constexpr auto members = members_of(
            member{"IdentityPoolId", &Request::identity_pool_id, IdentityPoolId});
        friend bool operator==(Request const&, Request const&) = default;
    };

    struct Response {
        std::optional<std::string> identity_pool_id{};
        std::optional<PushSync> push_sync{};
        std::optional<CognitoStreams> cognito_streams{};

        static constexpr auto members = members_of(
            member{"IdentityPoolId", &Response::identity_pool_id, IdentityPoolId},
            member{"PushSync",       &Response::push_sync},
            member{"CognitoStreams", &Response::cognito_streams});
        friend bool operator==(Response const&, Response const&) = default;
    };
};

/// Lists the datasets of an identity, a page at a time.
///
/// See  https://docs.aws.amazon.com/cognitosync/latest/APIReference/API_ListDatasets.html
struct ListDatasets {
    static constexpr std::string_view name = "ListDatasets";
    static constexpr route http =
        "GET /identitypools/{IdentityPoolId}/identities/{IdentityId}/datasets"
        "?nextToken={NextToken}&maxResults={MaxResults}";
    static constexpr fault_set throws{fault::NotAuthorized, fault::InvalidParameter, fault::InternalError,
                                      fault::TooManyRequests};

    struct Request {
        std::string identity_pool_id;
        std::string identity_id;
        std::optional<std::string> next_token{};
        std::optional<std::int32_t> max_results{};

        static constexpr auto members = members_of(
            member{"IdentityPoolId", &Request::identity_pool_id, IdentityPoolId},
            member{"IdentityId",     &Request::identity_id,      IdentityId},
            member{"NextToken",      &Request::next_token},
            member{"MaxResults",     &Request::max_results,      IntegerString});
        friend bool operator==(Request const&, Request const&) = default;
    };

    struct Response {
        std::vector<Dataset> datasets{};
        std::optional<std::int32_t> count{};
        std::optional<std::string> next_token{};

        static constexpr auto members = members_of(
            member{"Datasets",  &Response::datasets},
            member{"Count",     &Response::count},
            member{"NextToken", &Response::next_token});
        friend bool operator==(Response const&, Response const&) = default;
    };
};

/// Lists what each identity pool of the account uses, a page at a time.
///
/// See  https://docs.aws.amazon.com/cognitosync/latest/APIReference/API_ListIdentityPoolUsage.html
struct ListIdentityPoolUsage {
    static constexpr std::string_view name = "ListIdentityPoolUsage";
    static constexpr route http =
        "GET /identitypools"
        "?nextToken={NextToken}&maxResults={MaxResults}";
    static constexpr fault_set throws{fault::NotAuthorized, fault::InvalidParameter, fault::InternalError,
                                      fault::TooManyRequests};

    struct Request {
        std::optional<std::string> next_token{};
        std::optional<std::int32_t> max_results{};

        static constexpr auto members = members_of(
            member{"NextToken",  &Request::next_token},
            member{"MaxResults", &Request::max_results, IntegerString});
        friend bool operator==(Request const&, Request const&) = default;
    };

    struct Response {
        std::vector<IdentityPoolUsage> identity_pool_usages{};
        std::optional<std::int32_t> max_results{};
        std::optional<std::int32_t> count{};
        std::optional<std::string> next_token{};

        static constexpr auto members = members_of(
            member{"IdentityPoolUsages", &Response::identity_pool_usages},
            member{"MaxResults",         &Response::max_results},
            member{"Count",              &Response::count},
            member{"NextToken",          &Response::next_token});
        friend bool operator==(Response const&, Response const&) = default;
    };
};

/// Lists the records of a dataset that changed after a sync count, a page at a time.
///
/// See  https://docs.aws.amazon.com/cognitosync/latest/APIReference/API_ListRecords.html
struct ListRecords {
    static constexpr std::string_view name = "ListRecords";
    static constexpr route http =
        "GET /identitypools/{IdentityPoolId}/identities/{IdentityId}/datasets/{DatasetName}/records"
        "?lastSyncCount={LastSyncCount}&nextToken={NextToken}&maxResults={MaxResults}"
        "&syncSessionToken={SyncSessionToken}";
    static constexpr fault_set throws{fault::InvalidParameter, fault::NotAuthorized,
                                      fault::TooManyRequests, fault::InternalError};

    struct Request {
        std::string identity_pool_id;
        std::string identity_id;
        std::string dataset_name;
        std::optional<std::int64_t> last_sync_count{};
        std::optional<std::string> next_token{};
        std::optional<std::int32_t> max_results{};
        std::optional<std::string> sync_session_token{};

        static constexpr auto members = members_of(
            member{"IdentityPoolId",   &Request::identity_pool_id,   IdentityPoolId},
            member{"IdentityId",       &Request::identity_id,        IdentityId},
            member{"DatasetName",      &Request::dataset_name,       DatasetName},
            member{"LastSyncCount",    &Request::last_sync_count},
            member{"NextToken",        &Request::next_token},
            member{"MaxResults",       &Request::max_results,        IntegerString},
            member{"SyncSessionToken", &Request::sync_session_token});
        friend bool operator==(Request const&, Request const&) = default;
    };

    struct Response {
        std::vector<Record> records{};
        std::optional<std::string> next_token{};
        std::optional<std::int32_t> count{};
        std::optional<std::int64_t> dataset_sync_count{};
        std::optional<std::string> last_modified_by{};
        std::vector<std::string> merged_dataset_names{};
        std::optional<bool> dataset_exists{};
        std::optional<bool> dataset_deleted_after_requested_sync_count{};
        std::optional<std::string> sync_session_token{};

        static constexpr auto members = members_of(
            member{"Records",            &Response::records},
            member{"NextToken",          &Response::next_token},
            member{"Count",              &Response::count},
            member{"DatasetSyncCount",   &Response::dataset_sync_count},
            member{"LastModifiedBy",     &Response::last_modified_by},
            member{"MergedDatasetNames", &Response::merged_dataset_names},
            member{"DatasetExists",      &Response::dataset_exists},
            member{"DatasetDeletedAfterRequestedSyncCount",
                   &Response::dataset_deleted_after_requested_sync_count},
            member{"SyncSessionToken",   &Response::sync_session_token});
        friend bool operator==(Response const&, Response const&) = default;
    };
};

/// Registers a device for push notifications.
///
/// See  https://docs.aws.amazon.com/cognitosync/latest/APIReference/API_RegisterDevice.html
struct RegisterDevice {
    static constexpr std::string_view name = "RegisterDevice";
    static constexpr route http = "POST /identitypools/{IdentityPoolId}/identity/{IdentityId}/device";
    static constexpr fault_set throws{fault::NotAuthorized, fault::InvalidParameter,
                                      fault::ResourceNotFound, fault::InternalError,
                                      fault::InvalidConfiguration, fault::TooManyRequests};

    struct Request {
        std::string identity_pool_id;
        std::string identity_id;
        open<Platform> platform{};
        std::string token;

        static constexpr auto members = members_of(
            member{"IdentityPoolId", &Request::identity_pool_id, IdentityPoolId},
            member{"IdentityId",     &Request::identity_id,      IdentityId},
            member{"Platform",       &Request::platform},
            member{"Token",          &Request::token});
        friend bool operator==(Request const&, Request const&) = default;
    };

    struct Response {
        std::optional<std::string> device_id{};

        static constexpr auto members = members_of(
            member{"DeviceId", &Response::device_id, DeviceId});
        friend bool operator==(Response const&, Response const&) = default;
    };
};

/// Sets the functions that answer events of an identity pool.
///
/// See  https://docs.aws.amazon.com/cognitosync/latest/APIReference/API_SetCognitoEvents.html
struct SetCognitoEvents {
    static constexpr std::string_view name = "SetCognitoEvents";
    static constexpr route http = "POST /identitypools/{IdentityPoolId}/events";
    static constexpr fault_set throws{fault::InvalidParameter, fault::ResourceNotFound,
                                      fault::NotAuthorized, fault::InternalError, fault::TooManyRequests};

    struct Request {
        std::string identity_pool_id;
        event_map events{};

        static constexpr auto members = members_of(
            member{"IdentityPoolId", &Request::identity_pool_id, IdentityPoolId},
            member{"Events",         &Request::events,           Events});
        friend bool operator==(Request const&, Request const&) = default;
    };

    using Response = no_output;
};

/// Sets the push and stream settings of an identity pool.
///
/// See  https://docs.aws.amazon.com/cognitosync/latest/APIReference/API_SetIdentityPoolConfiguration.html
struct SetIdentityPoolConfiguration {
    static constexpr std::string_view name = "SetIdentityPoolConfiguration";
    static constexpr route http = "POST /identitypools/{IdentityPoolId}/configuration";
    static constexpr fault_set throws{fault::NotAuthorized, fault::InvalidParameter,
                                      fault::ResourceNotFound, fault::InternalError,
                                      fault::TooManyRequests, fault::ConcurrentModification};

    struct Request {
        std::string identity_pool_id;
        std::optional<PushSync> push_sync{};
        std::optional<CognitoStreams> cognito_streams{};

        static constexpr auto members = members_of(
            member{"IdentityPoolId", &Request::identity_pool_id, IdentityPoolId},
            member{"PushSync",       &Request::push_sync},
            member{"CognitoStreams", &Request::cognito_streams});
        friend bool operator==(Request const&, Request const&) = default;
    };

    struct Response {
        std::optional<std::string> identity_pool_id{};
        std::optional<PushSync> push_sync{};
        std::optional<CognitoStreams> cognito_streams{};

        static constexpr auto members = members_of(
            member{"IdentityPoolId", &Response::identity_pool_id, IdentityPoolId},
            member{"PushSync",       &Response::push_sync},
            member{"CognitoStreams", &Response::cognito_streams});
        friend bool operator==(Response const&, Response const&) = default;
    };
};

/// Has a device told when a dataset is changed by another.
///
/// See  https://docs.aws.amazon.com/cognitosync/latest/APIReference/API_SubscribeToDataset.html
struct SubscribeToDataset {
    static constexpr std::string_view name = "SubscribeToDataset";
    static constexpr route http =
        "POST /identitypools/{IdentityPoolId}/identities/{IdentityId}/datasets/{DatasetName}"
        "/subscriptions/{DeviceId}";
    static constexpr fault_set throws{fault::NotAuthorized, fault::InvalidParameter,
                                      fault::ResourceNotFound, fault::InternalError,
                                      fault::InvalidConfiguration, fault::TooManyRequests};

    struct Request {
        std::string identity_pool_id;
        std::string identity_id;
        std::string dataset_name;
        std::string device_id;

        static constexpr auto members = members_of(
            member{"IdentityPoolId", &Request::identity_pool_id, IdentityPoolId},
            member{"IdentityId",     &Request::identity_id,      IdentityId},
            member{"DatasetName",    &Request::dataset_name,     DatasetName},
            member{"DeviceId",       &Request::device_id,        DeviceId});
        friend bool operator==(Request const&, Request const&) = default;
    };

    struct Response {
        static constexpr auto members = members_of();
        friend bool operator==(Response const&, Response const&) = default;
    };
};

/// Stops telling a device of changes to a dataset.
///
/// See  https://docs.aws.amazon.com/cognitosync/latest/APIReference/API_UnsubscribeFromDataset.html
struct UnsubscribeFromDataset {
    static constexpr std::string_view name = "UnsubscribeFromDataset";
    static constexpr route http =
        "DELETE /identitypools/{IdentityPoolId}/identities/{IdentityId}/datasets/{DatasetName}"
        "/subscriptions/{DeviceId}";
    static constexpr fault_set throws{fault::NotAuthorized, fault::InvalidParameter,
                                      fault::ResourceNotFound, fault::InternalError,
                                      fault::InvalidConfiguration, fault::TooManyRequests};

    struct Request {
        std::string identity_pool_id;
        std::string identity_id;
        std::string dataset_name;
        std::string device_id;

        static constexpr auto members = members_of(
            member{"IdentityPoolId", &Request::identity_pool_id, IdentityPoolId},
            member{"IdentityId",     &Request::identity_id,      IdentityId},
            member{"DatasetName",    &Request::dataset_name,     DatasetName},
            member{"DeviceId",       &Request::device_id,        DeviceId});
        friend bool operator==(Request const&, Request const&) = default;
    };

    struct Response {
        static constexpr auto members = members_of();
        friend bool operator==(Response const&, Response const&) = default;
    };
};

/// Changes records of a dataset, all of them or none.
///
/// See  https://docs.aws.amazon.com/cognitosync/latest/APIReference/API_UpdateRecords.html
struct UpdateRecords {
    static constexpr std::string_view name = "UpdateRecords";
    static constexpr route http =
        "POST /identitypools/{IdentityPoolId}/identities/{IdentityId}/datasets/{DatasetName}"
        "\nx-amz-Client-Context: {ClientContext}";
    static constexpr fault_set throws{fault::InvalidParameter, fault::LimitExceeded, fault::NotAuthorized,
                                      fault::ResourceNotFound, fault::ResourceConflict,
                                      fault::InvalidLambdaFunctionOutput, fault::LambdaThrottled,
                                      fault::TooManyRequests, fault::InternalError};

    struct Request {
        std::string identity_pool_id;
        std::string identity_id;
        std::string dataset_name;
        std::optional<std::string> device_id{};
        std::optional<std::vector<RecordPatch>> record_patches{};
        std::string sync_session_token;
        std::optional<std::string> client_context{};

        static constexpr auto members = members_of(
            member{"IdentityPoolId",   &Request::identity_pool_id,   IdentityPoolId},
            member{"IdentityId",       &Request::identity_id,        IdentityId},
            member{"DatasetName",      &Request::dataset_name,       DatasetName},
            member{"DeviceId",         &Request::device_id,          DeviceId},
            member{"RecordPatches",    &Request::record_patches},
            member{"SyncSessionToken", &Request::sync_session_token},
            member{"ClientContext",    &Request::client_context});
        friend bool operator==(Request const&, Request const&) = default;
    };

    struct Response {
        std::vector<Record> records{};

        static constexpr auto members = members_of(
            member{"Records", &Response::records});
        friend bool operator==(Response const&, Response const&) = default;
    };
};

/// Every operation of the service. To add one: its struct above, and its name here.
using operations = operation_list<
    BulkPublish, DeleteDataset, DescribeDataset, DescribeIdentityPoolUsage, DescribeIdentityUsage,
    GetBulkPublishDetails, GetCognitoEvents, GetIdentityPoolConfiguration, ListDatasets,
    ListIdentityPoolUsage, ListRecords, RegisterDevice, SetCognitoEvents,
    SetIdentityPoolConfiguration, SubscribeToDataset, UnsubscribeFromDataset, UpdateRecords>;

/// The operation that a Request belongs to.
template <class Request>
using operation_for = operations::operation_for<Request>;

/// Naming the size of the list has the compiler check all that stands in it.
static_assert(operations::size == 17);

// clang-format on

}  // namespace cognito_sync

// SPDX-License-Identifier: BSL-1.0
//
// The constrained shapes of the service's model, each under its own name, and its enums. Data only.
//
// Neither structures nor dates are included here: whoever only checks an id pays for the standard library's
// strings alone. Lengths count Unicode code points; a pattern fits the whole text.
#pragma once

#include <cognito_sync/core/enumeration.hpp>
#include <cognito_sync/core/member.hpp>
#include <cognito_sync/core/text.hpp>
#include <cognito_sync/model/hints.hpp>

#include <array>
#include <cstdint>

namespace cognito_sync {

inline constexpr text ApplicationArn{.pattern =
                                         regex<R"(arn:aws:sns:[-0-9a-z]+:\d+:app/[A-Z_]+/[a-zA-Z0-9_.-]+)">};
inline constexpr text AssumeRoleArn{.min = 20, .max = 2048, .pattern = regex<R"(arn:aws:iam::\d+:role/.*)">};

/// The two ARNs under `policy::any_partition`: the model knows only the partition `aws`.
inline constexpr text ApplicationArnOfAnyPartition{
    .pattern = regex<R"(arn:aws[a-z-]*:sns:[-0-9a-z]+:\d+:app/[A-Z_]+/[a-zA-Z0-9_.-]+)">};
inline constexpr text AssumeRoleArnOfAnyPartition{
    .min = 20, .max = 2048, .pattern = regex<R"(arn:aws[a-z-]*:iam::\d+:role/.*)">};
inline constexpr text DatasetName{.min = 1, .max = 128, .pattern = regex<R"([a-zA-Z0-9_.:-]+)">};
inline constexpr text DeviceId{.min = 1, .max = 256};
inline constexpr entries Events{.max = 1};
inline constexpr text IdentityId{
    .min = 1, .max = 55, .pattern = regex<R"([\w-]+:[0-9a-f-]+)">, .hint = id_hint};
inline constexpr text IdentityPoolId{
    .min = 1, .max = 55, .pattern = regex<R"([\w-]+:[0-9a-f-]+)">, .hint = id_hint};
inline constexpr text RecordKey{.min = 1, .max = 1024};
inline constexpr text RecordValue{.max = 1048575};
inline constexpr text StreamName{.min = 1, .max = 128};

/// How many results a page may hold: 1 … 2147483647. The service documents the pattern `^[1-9]\d*`, and its
/// samples send a string.
inline constexpr number IntegerString{.min = 1, .max = INT32_MAX, .quoted = true};

// clang-format off
enum class BulkPublishStatus : std::uint8_t { NOT_STARTED, IN_PROGRESS, FAILED, SUCCEEDED };
template <>
inline constexpr auto spellings<BulkPublishStatus> = std::array{
    spelled{BulkPublishStatus::NOT_STARTED, "NOT_STARTED"},
    spelled{BulkPublishStatus::IN_PROGRESS, "IN_PROGRESS"},
    spelled{BulkPublishStatus::FAILED,      "FAILED"},
    spelled{BulkPublishStatus::SUCCEEDED,   "SUCCEEDED"}};

/// What a RecordPatch does to its record.
enum class Operation : std::uint8_t { replace, remove };
template <>
inline constexpr auto spellings<Operation> = std::array{
    spelled{Operation::replace, "replace"},
    spelled{Operation::remove,  "remove"}};

/// The push service that a device is registered with.
enum class Platform : std::uint8_t { APNS, APNS_SANDBOX, GCM, ADM };
template <>
inline constexpr auto spellings<Platform> = std::array{
    spelled{Platform::APNS,         "APNS"},
    spelled{Platform::APNS_SANDBOX, "APNS_SANDBOX"},
    spelled{Platform::GCM,          "GCM"},
    spelled{Platform::ADM,          "ADM"}};

enum class StreamingStatus : std::uint8_t { ENABLED, DISABLED };
template <>
inline constexpr auto spellings<StreamingStatus> = std::array{
    spelled{StreamingStatus::ENABLED,  "ENABLED"},
    spelled{StreamingStatus::DISABLED, "DISABLED"}};
// clang-format on

}  // namespace cognito_sync

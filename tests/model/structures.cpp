// SPDX-License-Identifier: BSL-1.0
//
// The structures as a program writes them: what is unset, what a wire name leads to, what makes two of them
// equal. That the rows are those of the model is checked in operations.cpp.
#include <cognito_sync/model/structures.hpp>

#include <cognito_sync/core/schema.hpp>

#include <chrono>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include "support/catch.hpp"

namespace {

using namespace cognito_sync;

timestamp at(int milliseconds) { return timestamp{std::chrono::milliseconds(milliseconds)}; }

/// What stands in the member of a wire name; nothing when it is unset.
template <class Value, class Owner>
std::optional<Value> held(Owner const& in, std::string_view name) {
    field const* const row = schema_of<Owner>.find(name);
    REQUIRE(row != nullptr);
    void const* const value = row->get(&in);
    return value == nullptr ? std::nullopt : std::optional<Value>(*static_cast<Value const*>(value));
}

template <class Owner>
std::optional<std::string> text_of(Owner const& in, std::string_view name) {
    return held<std::string>(in, name);
}

/// Each row of a structure reaches a data member of its own, and equality regards it.
template <class Owner>
void check_rows(Owner const& full) {
    for (field const& row : schema_of<Owner>.fields) {
        INFO(row.name);
        CHECK(row.get(&full) != nullptr);
        Owner less = full;
        row.clear(&less);
        CHECK(less != full);
        CHECK((row.get(&less) == nullptr) == row.optional);
        for (field const& other : schema_of<Owner>.fields)
            if (&other != &row) CHECK(other.get(&less) != nullptr);
    }
    CHECK(full == Owner(full));
}

/// All members are optional, and unset until they are set.
template <class Owner>
void check_empty() {
    Owner const empty{};
    for (field const& row : schema_of<Owner>.fields) {
        INFO(row.name);
        CHECK(row.optional);
        CHECK(row.get(&empty) == nullptr);
    }
}

static_assert(member_count<CognitoStreams> == 3 && complete<CognitoStreams>);
static_assert(member_count<Dataset> == 7 && complete<Dataset>);
static_assert(member_count<IdentityPoolUsage> == 4 && complete<IdentityPoolUsage>);
static_assert(member_count<IdentityUsage> == 5 && complete<IdentityUsage>);
static_assert(member_count<PushSync> == 2 && complete<PushSync>);
static_assert(member_count<Record> == 6 && complete<Record>);
static_assert(member_count<RecordPatch> == 5 && complete<RecordPatch>);
static_assert(std::is_same_v<event_map, std::map<std::string, std::string>>);

}  // namespace

TEST_CASE("what a service may leave out is unset until it is set", "[model][structures]") {
    check_empty<CognitoStreams>();
    check_empty<Dataset>();
    check_empty<IdentityPoolUsage>();
    check_empty<IdentityUsage>();
    check_empty<PushSync>();
    check_empty<Record>();
}

TEST_CASE("CognitoStreams holds what its wire names say", "[model][structures]") {
    CognitoStreams const full{
        .stream_name = "s", .role_arn = "r", .streaming_status = StreamingStatus::DISABLED};
    CHECK(text_of(full, "StreamName") == "s");
    CHECK(text_of(full, "RoleArn") == "r");
    CHECK(held<open<StreamingStatus>>(full, "StreamingStatus") == StreamingStatus::DISABLED);
    check_rows(full);
}

TEST_CASE("Dataset holds what its wire names say", "[model][structures]") {
    Dataset const full{.identity_id = "i",
                       .dataset_name = "d",
                       .creation_date = at(1),
                       .last_modified_date = at(2),
                       .last_modified_by = "m",
                       .data_storage = 3,
                       .num_records = 4};
    CHECK(text_of(full, "IdentityId") == "i");
    CHECK(text_of(full, "DatasetName") == "d");
    CHECK(held<timestamp>(full, "CreationDate") == at(1));
    CHECK(held<timestamp>(full, "LastModifiedDate") == at(2));
    CHECK(text_of(full, "LastModifiedBy") == "m");
    CHECK(held<std::int64_t>(full, "DataStorage") == 3);
    CHECK(held<std::int64_t>(full, "NumRecords") == 4);
    check_rows(full);
}

TEST_CASE("IdentityPoolUsage holds what its wire names say", "[model][structures]") {
    IdentityPoolUsage const full{
        .identity_pool_id = "p", .sync_sessions_count = 1, .data_storage = 2, .last_modified_date = at(3)};
    CHECK(text_of(full, "IdentityPoolId") == "p");
    CHECK(held<std::int64_t>(full, "SyncSessionsCount") == 1);
    CHECK(held<std::int64_t>(full, "DataStorage") == 2);
    CHECK(held<timestamp>(full, "LastModifiedDate") == at(3));
    check_rows(full);
}

TEST_CASE("IdentityUsage holds what its wire names say", "[model][structures]") {
    IdentityUsage const full{.identity_id = "i",
                             .identity_pool_id = "p",
                             .last_modified_date = at(1),
                             .dataset_count = 2,
                             .data_storage = 3};
    CHECK(text_of(full, "IdentityId") == "i");
    CHECK(text_of(full, "IdentityPoolId") == "p");
    CHECK(held<timestamp>(full, "LastModifiedDate") == at(1));
    CHECK(held<std::int32_t>(full, "DatasetCount") == 2);
    CHECK(held<std::int64_t>(full, "DataStorage") == 3);
    check_rows(full);
}

TEST_CASE("PushSync holds what its wire names say", "[model][structures]") {
    PushSync const full{.application_arns = {{"a", "b"}}, .role_arn = "r"};
    CHECK(held<std::vector<std::string>>(full, "ApplicationArns") == std::vector<std::string>{"a", "b"});
    CHECK(text_of(full, "RoleArn") == "r");
    CHECK(PushSync{.application_arns = std::vector<std::string>{}} != PushSync{});
    check_rows(full);
}

TEST_CASE("Record holds what its wire names say", "[model][structures]") {
    Record const full{.key = "k",
                      .value = "v",
                      .sync_count = 1,
                      .last_modified_date = at(2),
                      .last_modified_by = "m",
                      .device_last_modified_date = at(3)};
    CHECK(text_of(full, "Key") == "k");
    CHECK(text_of(full, "Value") == "v");
    CHECK(held<std::int64_t>(full, "SyncCount") == 1);
    CHECK(held<timestamp>(full, "LastModifiedDate") == at(2));
    CHECK(text_of(full, "LastModifiedBy") == "m");
    CHECK(held<timestamp>(full, "DeviceLastModifiedDate") == at(3));
    CHECK(Record{.value = ""} != Record{});
    check_rows(full);
}

TEST_CASE("RecordPatch holds what its wire names say, and replaces at count 0 unless told otherwise",
          "[model][structures]") {
    RecordPatch const full{.op = Operation::remove,
                           .key = "k",
                           .value = "v",
                           .sync_count = 1,
                           .device_last_modified_date = at(2)};
    CHECK(held<open<Operation>>(full, "Op") == Operation::remove);
    CHECK(text_of(full, "Key") == "k");
    CHECK(text_of(full, "Value") == "v");
    CHECK(held<std::int64_t>(full, "SyncCount") == 1);
    CHECK(held<timestamp>(full, "DeviceLastModifiedDate") == at(2));
    check_rows(full);

    RecordPatch const least{.key = "k"};
    CHECK(least.op == Operation::replace);
    CHECK(least.sync_count == 0);
    CHECK_FALSE(least.value.has_value());
    CHECK_FALSE(least.device_last_modified_date.has_value());
}

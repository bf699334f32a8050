// SPDX-License-Identifier: BSL-1.0
//
// The protocol tests of the Smithy suite about structures, nulls, timestamps, enums, lists and maps,
// carried over to this service. What is malformed stands in smithy_malformed.cpp.
#include <cognito_sync/codec.hpp>

#include <string>
#include <vector>

#include "support/catch.hpp"
#include "support/protocol.hpp"

namespace {

using namespace protocol;

UpdateRecords::Request patching(std::vector<RecordPatch> patches) {
    return {.identity_pool_id = pool,
            .identity_id = me,
            .dataset_name = list,
            .record_patches = std::move(patches),
            .sync_session_token = "t"};
}

UpdateRecords::Request full_update() {
    UpdateRecords::Request asked =
        patching({{.op = Operation::replace, .key = "k", .value = "v", .sync_count = 4}});
    asked.device_id = device;
    return asked;
}

RecordPatch const bare_patch{.op = Operation::remove, .key = "k", .sync_count = 5};

RegisterDevice::Request on(Platform platform) {
    return {.identity_pool_id = pool, .identity_id = me, .platform = platform, .token = "t"};
}
request registration(std::string const& platform) {
    return ask_json("POST {pool}/identity/{I}/device", R"({"Platform":")" + platform + R"(","Token":"t"})");
}

SetIdentityPoolConfiguration::Request streaming(StreamingStatus status) {
    return {.identity_pool_id = pool, .cognito_streams = CognitoStreams{.streaming_status = status}};
}

UpdateRecords::Request dated(std::int64_t milliseconds) {
    return patching({{.key = "k", .sync_count = 1, .device_last_modified_date = at_ms(milliseconds)}});
}

DescribeDataset::Response created(std::int64_t milliseconds) {
    return {.dataset = Dataset{.creation_date = at_ms(milliseconds)}};
}

}  // namespace

TEST_CASE("smithy: structures", "[protocol][smithy]") {
    walk({
        sends<UpdateRecords>(
            "RestJsonSimpleScalarProperties (request)", C + S, full_update(),
            update(R"({"DeviceId":"d-1","RecordPatches":[{"Op":"replace","Key":"k","Value":"v",)"
                   R"("SyncCount":4}],"SyncSessionToken":"t"})")),
    });
}

TEST_CASE("smithy: nulls", "[protocol][smithy]") {
    std::string const patch =
        R"({"RecordPatches":[{"Op":"remove","Key":"k","SyncCount":5}],"SyncSessionToken":"t"})";
    std::string const with_nulls =
        R"({"DeviceId":null,"RecordPatches":[{"Op":"remove","Key":"k","Value":null,)"
        R"("SyncCount":5,"DeviceLastModifiedDate":null}],"SyncSessionToken":"t"})";
    UpdateRecords::Request asked = patching({bare_patch});
    UpdateRecords::Request without_list = asked;
    without_list.record_patches.reset();
    walk({
        sends<UpdateRecords>("RestJsonDoesntSerializeNullStructureValues", C + S, asked, update(patch)),
        sends<UpdateRecords>("RestJsonServersDontSerializeNullStructureValues (request)", S, asked,
                             update(with_nulls)),
        sends<UpdateRecords>("RestJsonServersDontSerializeNullStructureValues (request) / a list", S,
                             without_list, update(R"({"RecordPatches":null,"SyncSessionToken":"t"})")),
        sends<SetIdentityPoolConfiguration>(
            "RestJsonServersDontSerializeNullStructureValues (request) / a structure", S,
            {.identity_pool_id = pool}, ask_json("POST {pool}/configuration", R"({"PushSync":null})")),
    });
}

TEST_CASE("smithy: timestamps", "[protocol][smithy]") {
    ListDatasets::Response const sample{.datasets = {{.creation_date = at_ms(1'412'974'057'151),
                                                      .last_modified_date = at_ms(1'412'974'057'244)}}};
    DescribeDataset::Response const rpc = created(946'845'296'000);
    answer const in_rpc{.form = form::rpc, .media_type = "application/x-amz-json-1.1"};
    UpdateRecords::Request const asked = dated(946'845'296'000);
    walk({
        sends<UpdateRecords>("RestJsonJsonTimestamps (request)", C + S, dated(1'398'796'238'000),
                             update(patch_with("DeviceLastModifiedDate", "1398796238"))),
        answers<DescribeDataset>("RestJsonJsonTimestamps (response)", C + S, created(1'398'796'238'000),
                                 reply(200, R"({"Dataset":{"CreationDate":1398796238}})")),
        answers<DescribeDataset>("parses_timestamp_shapes", C + S, rpc,
                                 reply(200, R"({"Dataset":{"CreationDate":946845296}})",
                                       {{"Content-Type", "application/x-amz-json-1.1"}}),
                                 in_rpc),
        sends<UpdateRecords>(
            "serializes_timestamp_shapes", C + S, asked,
            ask_rpc("UpdateRecords",
                    R"({"IdentityPoolId":"us-east-1:0f1e","IdentityId":"us-east-1:aaaa","DatasetName":)"
                    R"("my_list","RecordPatches":[{"Op":"replace","Key":"k","SyncCount":1,)"
                    R"("DeviceLastModifiedDate":946845296}],"SyncSessionToken":"t"})"),
            {.form = form::rpc}),
        answers<ListDatasets>("SEED ListDatasets sample", C, sample,
                              reply(200, R"({"Datasets":[{"CreationDate":1.412974057151E9,)"
                                         R"("LastModifiedDate":1.412974057244E9}]})")),
    });
}

TEST_CASE("smithy: enums", "[protocol][smithy]") {
    request const configure = ask("POST {pool}/configuration", json_headers);
    auto const with_status = [&](std::string const& status) {
        request wire = configure;
        wire.body = R"({"CognitoStreams":{"StreamingStatus":")" + status + "\"}}";
        return wire;
    };
    walk({
        sends<RegisterDevice>("RestJsonJsonEnums (request) / APNS", C + S, on(Platform::APNS),
                              registration("APNS")),
        sends<RegisterDevice>("RestJsonJsonEnums (request) / APNS_SANDBOX", C + S, on(Platform::APNS_SANDBOX),
                              registration("APNS_SANDBOX")),
        sends<RegisterDevice>("RestJsonJsonEnums (request) / GCM", C + S, on(Platform::GCM),
                              registration("GCM")),
        sends<RegisterDevice>("RestJsonJsonEnums (request) / ADM", C + S, on(Platform::ADM),
                              registration("ADM")),
        sends<UpdateRecords>(
            "RestJsonJsonEnums (request) / replace", C + S,
            patching({{.op = Operation::replace, .key = "k", .sync_count = 1}}),
            update(R"({"RecordPatches":[{"Op":"replace","Key":"k","SyncCount":1}],"SyncSessionToken":"t"})")),
        sends<UpdateRecords>(
            "RestJsonJsonEnums (request) / remove", C + S,
            patching({{.op = Operation::remove, .key = "k", .sync_count = 1}}),
            update(R"({"RecordPatches":[{"Op":"remove","Key":"k","SyncCount":1}],"SyncSessionToken":"t"})")),
        sends<SetIdentityPoolConfiguration>("RestJsonJsonEnums (request) / ENABLED", C + S,
                                            streaming(StreamingStatus::ENABLED), with_status("ENABLED")),
        sends<SetIdentityPoolConfiguration>("RestJsonJsonEnums (request) / DISABLED", C + S,
                                            streaming(StreamingStatus::DISABLED), with_status("DISABLED")),
    });
}

TEST_CASE("smithy: lists", "[protocol][smithy]") {
    std::vector<std::string> const arns{"arn:aws:sns:us-east-1:2:app/GCM/b",
                                        "arn:aws:sns:us-east-1:1:app/GCM/a"};
    auto const patches =
        patching({{.op = Operation::replace, .key = "b", .sync_count = 2}, {.key = "a", .sync_count = 1}});
    walk({
        sends<UpdateRecords>("RestJsonLists / RecordPatches", C + S, patches,
                             update(R"({"RecordPatches":[{"Op":"replace","Key":"b","SyncCount":2},)"
                                    R"({"Op":"replace","Key":"a","SyncCount":1}],"SyncSessionToken":"t"})")),
        sends<UpdateRecords>("RestJsonLists / no RecordPatches", C + S, patching({}),
                             update(R"({"RecordPatches":[],"SyncSessionToken":"t"})")),
        sends<SetIdentityPoolConfiguration>(
            "RestJsonLists / ApplicationArns", C + S,
            {.identity_pool_id = pool, .push_sync = PushSync{.application_arns = arns}},
            ask_json("POST {pool}/configuration",
                     R"({"PushSync":{"ApplicationArns":["arn:aws:sns:us-east-1:2:app/GCM/b",)"
                     R"("arn:aws:sns:us-east-1:1:app/GCM/a"]}})")),
        answers<ListDatasets>("RestJsonLists / Datasets", C + S,
                              {.datasets = {{.dataset_name = "b"}, {}, {.dataset_name = "a"}}},
                              reply(200, R"({"Datasets":[{"DatasetName":"b"},{},{"DatasetName":"a"}]})")),
        answers<UpdateRecords>("RestJsonLists / Records", C + S, {.records = {{.key = "b"}, {.key = "a"}}},
                               reply(200, R"({"Records":[{"Key":"b"},{"Key":"a"}]})")),
        answers<ListIdentityPoolUsage>(
            "RestJsonLists / IdentityPoolUsages", C + S,
            {.identity_pool_usages = {{.data_storage = 2}, {.data_storage = 1}}},
            reply(200, R"({"IdentityPoolUsages":[{"DataStorage":2},{"DataStorage":1}]})")),
        answers<ListRecords>("RestJsonLists / MergedDatasetNames", C + S,
                             {.merged_dataset_names = {"b", "a"}},
                             reply(200, R"({"Records":[],"MergedDatasetNames":["b","a"]})")),
        answers<ListRecords>("RestJsonSparseListsSerializeNull (contrast)", C,
                             {.merged_dataset_names = {"a"}},
                             reply(200, R"({"Records":[null],"MergedDatasetNames":[null,"a",null]})")),
    });
}

TEST_CASE("smithy: maps", "[protocol][smithy]") {
    request const removal = ask_json("POST {pool}/events", R"({"Events":{"SyncTrigger":""}})");
    walk({
        sends<SetCognitoEvents>("RestJsonSerializesZeroValuesInMaps", C + S,
                                {.identity_pool_id = pool, .events = {{"SyncTrigger", ""}}}, removal),
        answers<GetCognitoEvents>("RestJsonDeserializesZeroValuesInMaps", C + S,
                                  {.events = {{"SyncTrigger", ""}}},
                                  reply(200, R"({"Events":{"SyncTrigger":""}})")),
        answers<GetCognitoEvents>("RestJsonDeserializesDenseSetMapAndSkipsNull (botocore copy)", C,
                                  {.events = {{"b", "x"}}}, reply(200, R"({"Events":{"a":null,"b":"x"}})")),
    });
}

// SPDX-License-Identifier: BSL-1.0
//
// Every constraint of every shape, at its exact bounds and in its exact sentence; the order and the places
// of violations. The summary, the cap and the policies stand in validate_summary.cpp.
#include <cognito_sync/validate.hpp>
#include <cognito_sync/model/operations.hpp>

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "support/catch.hpp"
#include "support/sample.hpp"

namespace {

using namespace cognito_sync;
using namespace std::string_literals;

constexpr std::string_view id_pattern = R"([\w-]+:[0-9a-f-]+)";
constexpr std::string_view name_pattern = "[a-zA-Z0-9_.:-]+";
constexpr std::string_view application_pattern = R"(arn:aws:sns:[-0-9a-z]+:\d+:app/[A-Z_]+/[a-zA-Z0-9_.-]+)";
constexpr std::string_view role_pattern = R"(arn:aws:iam::\d+:role/.*)";

violation sentence(std::string where, std::string_view demand, std::string_view detail = "") {
    std::string message = "Value" + std::string(detail) + " at '" + where +
                          "' failed to satisfy constraint: Member must " + std::string(demand);
    return {std::move(where), std::move(message)};
}

violation length(std::string where, std::size_t held, std::string_view bounds) {
    return sentence(std::move(where), "have length " + std::string(bounds),
                    " with length " + std::to_string(held));
}

violation spelled_like(std::string where, std::string_view spelling) {
    return sentence(std::move(where), "satisfy regular expression pattern: " + std::string(spelling));
}

using violations = std::vector<violation>;

template <class T>
void ok(T const& value) {
    CHECK(validate(value) == violations{});
}

template <class T>
void bad(T const& value, violations const& wanted) {
    CHECK(validate(value) == wanted);
}

/// `count` times one character, of one to four bytes.
std::string of(std::size_t count, std::string_view character) {
    std::string text;
    while (count-- != 0) text += character;
    return text;
}

constexpr std::string_view characters[] = {"a", "\u00e9", "\u20ac", "\U0001f600"};

/// A text shape without a pattern: exact at both bounds, in code points, for characters of every size.
template <class Make>
void lengths(std::string const& where, std::size_t min, std::size_t max, std::string_view bounds, Make make) {
    for (std::string_view const character : characters) {
        INFO(where << " of " << character);
        for (std::size_t const fine : {min, min + 1, max - 1, max}) ok(make(of(fine, character)));
        bad(make(of(max + 1, character)), {length(where, max + 1, bounds)});
        bad(make(of(max * 4 + 1, character)), {length(where, max * 4 + 1, bounds)});
        if (min != 0) bad(make(of(min - 1, character)), {length(where, min - 1, bounds)});
    }
}

DescribeDataset::Request asked_with(std::string pool, std::string identity = "b:1", std::string name = "c") {
    return {std::move(pool), std::move(identity), std::move(name)};
}

}  // namespace

TEST_CASE("ids have 1 to 55 characters and the pattern of an id, for pools and for identities",
          "[validate]") {
    for (auto const& make : {+[](std::string id) { return asked_with(std::move(id)); },
                             +[](std::string id) { return asked_with("a:0", std::move(id)); }}) {
        std::string const where = make("x").identity_id == "x" ? "/IdentityId" : "/IdentityPoolId";
        for (std::string const id : {"us-east-1:0f1e", "a:0", "_-Z9:abcdef-0123456789", "-:-"}) ok(make(id));
        ok(make("a:" + of(53, "0")));
        bad(make("a:" + of(54, "0")), {length(where, 56, "between 1 and 55, inclusive")});
        bad(make(""), {length(where, 0, "between 1 and 55, inclusive"), spelled_like(where, id_pattern)});
        bad(make(of(56, "\u00e9")),
            {length(where, 56, "between 1 and 55, inclusive"), spelled_like(where, id_pattern)});
        for (std::string const id : {"us-east-1_AbCdEf", "us-east-1:23EC4050-6AEA-7089-A2DD-08002EXAMPLE",
                                     "us-east-1:", ":0f", "us-east-1", "a:0:0", "a b:0", "a:0\n", "\na:0",
                                     "a:g", "\u00e9:0", "a\uFF1A0", "a/b:0", "a:0/1"})
            bad(make(id), {spelled_like(where, id_pattern)});
        bad(make("a:0\0"s), {spelled_like(where, id_pattern)});
    }
}

TEST_CASE("a dataset name has 1 to 128 characters of its pattern", "[validate]") {
    auto const named = [](std::string name) { return asked_with("a:0", "b:1", std::move(name)); };
    for (std::string const name : {"c", "photos:2014", ".", "..", "A-Z_a.z:0", "-"}) ok(named(name));
    ok(named(of(128, "x")));
    bad(named(of(129, "x")), {length("/DatasetName", 129, "between 1 and 128, inclusive")});
    bad(named(""), {length("/DatasetName", 0, "between 1 and 128, inclusive"),
                    spelled_like("/DatasetName", name_pattern)});
    bad(named(of(129, "\u00e9")), {length("/DatasetName", 129, "between 1 and 128, inclusive"),
                                   spelled_like("/DatasetName", name_pattern)});
    bad(named(of(128, "\u00e9")), {spelled_like("/DatasetName", name_pattern)});
    for (std::string const name : {"a/b", "a b", "caf\u00e9", "a\n", "%2e", "a\\b", "~"})
        bad(named(name), {spelled_like("/DatasetName", name_pattern)});
    ok(Dataset{.identity_id = "a:0", .dataset_name = "c"});
    bad(Dataset{.dataset_name = "a b"}, {spelled_like("/DatasetName", name_pattern)});
}

TEST_CASE("shapes without a pattern are judged by their length in code points alone", "[validate]") {
    lengths("/DeviceId", 1, 256, "between 1 and 256, inclusive", [](std::string id) {
        return SubscribeToDataset::Request{"a:0", "b:1", "c", std::move(id)};
    });
    lengths("/StreamName", 1, 128, "between 1 and 128, inclusive",
            [](std::string name) { return CognitoStreams{.stream_name = std::move(name)}; });
    lengths("/Key", 1, 1024, "between 1 and 1024, inclusive",
            [](std::string key) { return RecordPatch{.key = std::move(key)}; });
    lengths("/Key", 1, 1024, "between 1 and 1024, inclusive",
            [](std::string key) { return Record{.key = std::move(key)}; });
    ok(Record{.key = "\0\n"s});
}

TEST_CASE("a record's value has at most 1048575 code points, however many bytes they take", "[validate]") {
    for (std::string_view const character : characters) {
        ok(Record{.value = of(1'048'575, character)});
        bad(Record{.value = of(1'048'576, character)},
            {length("/Value", 1'048'576, "less than or equal to 1048575")});
    }
    ok(RecordPatch{.key = "k", .value = ""});
    bad(RecordPatch{.key = "k", .value = of(1'048'576, "a")},
        {length("/Value", 1'048'576, "less than or equal to 1048575")});
}

TEST_CASE("an application's ARN has its pattern and no length, a list of them is judged one by one",
          "[validate]") {
    std::string const fine = "arn:aws:sns:us-east-1:123456789012:app/APNS_SANDBOX/my.app-1_x";
    ok(PushSync{.application_arns = {{fine, fine + of(5000, "x")}}});
    ok(PushSync{.application_arns = std::vector<std::string>{}});
    bad(PushSync{.application_arns = {{"", fine, "arn:aws:sns:us-east-1:1:app/apns/x",
                                       "arn:aws-cn:sns:a:1:app/GCM/x", fine + "\n"}}},
        {spelled_like("/ApplicationArns/0", application_pattern),
         spelled_like("/ApplicationArns/2", application_pattern),
         spelled_like("/ApplicationArns/3", application_pattern),
         spelled_like("/ApplicationArns/4", application_pattern)});
}

TEST_CASE("a role's ARN has 20 to 2048 characters and its pattern, in which no line ends", "[validate]") {
    std::string const fine = "arn:aws:iam::1:role/";
    ok(PushSync{.role_arn = fine});
    ok(PushSync{.role_arn = fine + of(2028, "x")});
    ok(CognitoStreams{.role_arn = "arn:aws:iam::123456789012:role/a b\u00e9"});
    bad(PushSync{.role_arn = fine + of(2029, "x")},
        {length("/RoleArn", 2049, "between 20 and 2048, inclusive")});
    bad(PushSync{.role_arn = "arn:aws:iam::1:role"},
        {length("/RoleArn", 19, "between 20 and 2048, inclusive"), spelled_like("/RoleArn", role_pattern)});
    for (std::string const& arn : {fine + "\n", fine + "x\ny", fine + "\r", "arn:aws:iam::1:user/xxxxxxxx"s,
                                   "arn:aws-us-gov:iam::1:role/x"s, "x" + fine})
        bad(CognitoStreams{.role_arn = arn}, {spelled_like("/RoleArn", role_pattern)});
}

TEST_CASE("a map of events has at most one entry", "[validate]") {
    ok(SetCognitoEvents::Request{"a:0", {}});
    ok(SetCognitoEvents::Request{"a:0", {{"", ""}}});
    bad(SetCognitoEvents::Request{"a:0", {{"a", ""}, {"b", ""}}},
        {length("/Events", 2, "less than or equal to 1")});
    bad(SetCognitoEvents::Request{"a:0", {{"a", ""}, {"b", ""}, {"c", ""}}},
        {length("/Events", 3, "less than or equal to 1")});
}

TEST_CASE("MaxResults is at least 1, and its width is its upper bound, counts have no bounds", "[validate]") {
    for (std::int32_t const fine : {1, 2, INT32_MAX}) ok(ListIdentityPoolUsage::Request{.max_results = fine});
    for (std::int32_t const wrong : {0, -1, INT32_MIN}) {
        bad(ListIdentityPoolUsage::Request{.max_results = wrong},
            {sentence("/MaxResults", "be greater than or equal to 1")});
        bad(ListDatasets::Request{"a:0", "b:1", {}, wrong},
            {sentence("/MaxResults", "be greater than or equal to 1")});
        bad(ListRecords::Request{"a:0", "b:1", "c", {}, {}, wrong, {}},
            {sentence("/MaxResults", "be greater than or equal to 1")});
    }
    for (std::int64_t const count : {INT64_MIN, std::int64_t{-1}, std::int64_t{0}, INT64_MAX}) {
        ok(ListRecords::Request{
            .identity_pool_id = "a:0", .identity_id = "b:1", .dataset_name = "c", .last_sync_count = count});
        ok(RecordPatch{.key = "k", .sync_count = count});
    }
    ok(ListIdentityPoolUsage::Response{.max_results = 0});  // another shape than that of the request
}

TEST_CASE(
    "J16 an enumerator that nobody knows is refused with those that are known, in the order of the model",
    "[validate]") {
    for (std::string_view const text : {"apns", "FCM", "", "APNS ", "GCM\n"})
        bad(RegisterDevice::Request{"a:0", "b:1", open<Platform>(text), "t"},
            {sentence("/Platform", "satisfy enum value set: [APNS, APNS_SANDBOX, GCM, ADM]")});
    for (std::string_view const text : {"Replace", "REMOVE", "delete"})
        bad(RecordPatch{.op = open<Operation>(text), .key = "k"},
            {sentence("/Op", "satisfy enum value set: [replace, remove]")});
    bad(CognitoStreams{.streaming_status = open<StreamingStatus>("On")},
        {sentence("/StreamingStatus", "satisfy enum value set: [ENABLED, DISABLED]")});
    bad(GetBulkPublishDetails::Response{.bulk_publish_status = open<BulkPublishStatus>("?")},
        {sentence("/BulkPublishStatus",
                  "satisfy enum value set: [NOT_STARTED, IN_PROGRESS, FAILED, SUCCEEDED]")});
    for (Platform const each : {Platform::APNS, Platform::APNS_SANDBOX, Platform::GCM, Platform::ADM})
        ok(RegisterDevice::Request{"a:0", "b:1", each, ""});
    for (Operation const each : {Operation::replace, Operation::remove})
        ok(RecordPatch{.op = each, .key = "k"});
}

TEST_CASE("text that is not UTF-8 is refused wherever it stands, with or without a shape", "[validate]") {
    auto const not_text = [](std::string where) { return sentence(std::move(where), "be valid UTF-8"); };
    bad(asked_with("a:0\xFF"), {not_text("/IdentityPoolId")});
    bad(ListIdentityPoolUsage::Request{.next_token = "\xC3\x28"}, {not_text("/NextToken")});
    bad(Record{.key = "\xED\xA0\x80", .value = "\xFE"}, {not_text("/Key"), not_text("/Value")});
    bad(RecordPatch{.op = open<Operation>("\xFF"), .key = "k"}, {not_text("/Op")});
    bad(PushSync{.application_arns = {{"\xFF"}}}, {not_text("/ApplicationArns/0")});
    bad(SetCognitoEvents::Request{"a:0", {{"k", "\xFF"}}}, {not_text("/Events/k")});
    bad(SetCognitoEvents::Request{"a:0", {{"\xFF", "v"}}}, {not_text("/Events")});
}

TEST_CASE("every violation is told, in the order of the model", "[validate]") {
    UpdateRecords::Request asked{"a", "b:1", "a b", "", {}, "", {}};
    asked.record_patches = {RecordPatch{.key = "k"},
                            RecordPatch{.op = open<Operation>("x"), .key = "", .value = "\xFF"},
                            RecordPatch{.key = of(1025, "k")}};
    bad(asked, {spelled_like("/IdentityPoolId", id_pattern), spelled_like("/DatasetName", name_pattern),
                length("/DeviceId", 0, "between 1 and 256, inclusive"),
                sentence("/RecordPatches/1/Op", "satisfy enum value set: [replace, remove]"),
                length("/RecordPatches/1/Key", 0, "between 1 and 1024, inclusive"),
                sentence("/RecordPatches/1/Value", "be valid UTF-8"),
                length("/RecordPatches/2/Key", 1025, "between 1 and 1024, inclusive")});

    SetIdentityPoolConfiguration::Request const settings{"a:0", PushSync{{{"x"}}, "y"},
                                                         CognitoStreams{"", "z", open<StreamingStatus>("?")}};
    bad(settings,
        {spelled_like("/PushSync/ApplicationArns/0", application_pattern),
         length("/PushSync/RoleArn", 1, "between 20 and 2048, inclusive"),
         spelled_like("/PushSync/RoleArn", role_pattern),
         length("/CognitoStreams/StreamName", 0, "between 1 and 128, inclusive"),
         length("/CognitoStreams/RoleArn", 1, "between 20 and 2048, inclusive"),
         spelled_like("/CognitoStreams/RoleArn", role_pattern),
         sentence("/CognitoStreams/StreamingStatus", "satisfy enum value set: [ENABLED, DISABLED]")});
}

TEST_CASE("no value that keeps the constraints is refused, in any structure of the model", "[validate]") {
    operations::for_each([]<class Op>() {
        INFO(Op::name);
        sample::source from(20);
        for (int round = 0; round < 100; ++round) {
            REQUIRE(validate(from.make<typename Op::Request>()).empty());
            REQUIRE(validate(from.make<typename Op::Response>()).empty());
        }
    });
}

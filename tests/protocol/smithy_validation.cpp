// SPDX-License-Identifier: BSL-1.0
//
// The protocol tests of the Smithy suite about constraints, carried over to this service. Every row is
// asked twice: under the suite's own ValidationException with its fieldList, and under this service's
// InvalidParameterException.
#include <cognito_sync/codec.hpp>

#include <string>
#include <vector>

#include "support/catch.hpp"
#include "support/protocol.hpp"

namespace {

using namespace protocol;

/// A structure for the one wording that no shape of this service needs.
inline constexpr text at_least_two{.min = 2};
struct Probe {
    std::string value;

    static constexpr auto members = members_of(member{"Value", &Probe::value, at_least_two});
};

std::string const id_pattern = R"([\w-]+:[0-9a-f-]+)";

std::string at(std::string const& where, std::string const& demand) {
    return "Value at '" + where + "' failed to satisfy constraint: " + demand;
}
std::string at(std::string const& where, std::size_t length, std::string const& demand) {
    return "Value with length " + std::to_string(length) + " at '" + where +
           "' failed to satisfy constraint: Member must have length " + demand;
}
std::string unlike(std::string const& pattern) {
    return "Member must satisfy regular expression pattern: " + pattern;
}

request device_of(std::string body) { return ask_json("POST {pool}/identity/{I}/device", std::move(body)); }
request configuration(std::string body) { return ask_json("POST {pool}/configuration", std::move(body)); }

}  // namespace

TEST_CASE("smithy: validation of enums", "[protocol][smithy]") {
    walk({
        invalid("RestJsonMalformedEnumString", device_of(R"({"Platform":"apns","Token":"t"})"), "/Platform",
                at("/Platform", "Member must satisfy enum value set: [APNS, APNS_SANDBOX, GCM, ADM]")),
        invalid(
            "RestJsonMalformedEnumList",
            update(R"({"RecordPatches":[{"Op":"REPLACE","Key":"k","SyncCount":1}],"SyncSessionToken":"t"})"),
            "/RecordPatches/0/Op",
            at("/RecordPatches/0/Op", "Member must satisfy enum value set: [replace, remove]")),
        invalid(
            "RestJsonMalformedEnumString / within a structure",
            configuration(R"({"CognitoStreams":{"StreamingStatus":"enabled"}})"),
            "/CognitoStreams/StreamingStatus",
            at("/CognitoStreams/StreamingStatus", "Member must satisfy enum value set: [ENABLED, DISABLED]")),
    });
}

TEST_CASE("smithy: validation of enums in maps, by the one thing that this service's map can get wrong",
          "[protocol][smithy]") {
    auto const wrong = [](event_map events) {
        auto const written =
            encode_request<SetCognitoEvents>({.identity_pool_id = pool, .events = std::move(events)});
        REQUIRE(!written.has_value());
        REQUIRE(written.error().violations.size() == 1);
        return written.error().violations.front();
    };
    // RestJsonMalformedEnumMapKey / …MapValue: a bad key is told by its map, a bad value by its key.
    CHECK(wrong({{"\xFF", "x"}}) == violation{"/Events", at("/Events", "Member must be valid UTF-8")});
    CHECK(wrong({{"a/b~c", "\xFF"}}) ==
          violation{"/Events/a~1b~0c", at("/Events/a~1b~0c", "Member must be valid UTF-8")});
}

TEST_CASE("smithy: validation of lengths", "[protocol][smithy]") {
    std::string const name_of_129(129, 'n');
    walk({
        invalid("RestJsonMalformedLengthString #1", update(R"({"DeviceId":"","SyncSessionToken":"t"})"),
                "/DeviceId", at("/DeviceId", 0, "between 1 and 256, inclusive")),
        invalid("RestJsonMalformedLengthString #2 / DatasetName", ask("GET {me}/datasets/" + name_of_129),
                "/DatasetName", at("/DatasetName", 129, "between 1 and 128, inclusive")),
        invalid("RestJsonMalformedLengthString #2 / DeviceId in the body",
                update(R"({"DeviceId":")" + std::string(257, 'd') + R"(","SyncSessionToken":"t"})"),
                "/DeviceId", at("/DeviceId", 257, "between 1 and 256, inclusive")),
        invalid("RestJsonMalformedLengthString #2 / DeviceId in the path",
                ask("DELETE {list}/subscriptions/" + std::string(257, 'd')), "/DeviceId",
                at("/DeviceId", 257, "between 1 and 256, inclusive")),
        invalid("RestJsonMalformedLengthListValue",
                update(R"({"RecordPatches":[{"Op":"remove","Key":"k","SyncCount":1},)"
                       R"({"Op":"remove","Key":"","SyncCount":1}],"SyncSessionToken":"t"})"),
                "/RecordPatches/1/Key", at("/RecordPatches/1/Key", 0, "between 1 and 1024, inclusive")),
        invalid("RestJsonMalformedLengthMap",
                ask_json("POST {pool}/events", R"({"Events":{"a":"x","b":"y"}})"), "/Events",
                at("/Events", 2, "less than or equal to 1")),
        invalid("RestJsonMalformedLengthMaxString (wording)",
                update(patch_with("Value", "\"" + std::string(1'048'576, 'v') + "\"")),
                "/RecordPatches/0/Value",
                at("/RecordPatches/0/Value", 1'048'576, "less than or equal to 1048575")),
        row{"RestJsonMalformedLengthMinString",
            [] {
                CHECK(validate(Probe{"ab"}).empty());
                CHECK(validate(Probe{"a"}) ==
                      std::vector<violation>{{"/Value", at("/Value", 1, "greater than or equal to 2")}});
            }},
    });
}

TEST_CASE("smithy: validation of patterns", "[protocol][smithy]") {
    std::string const documented = "us-east-1%3A23EC4050-6AEA-7089-A2DD-08002EXAMPLE";
    walk({
        invalid("RestJsonMalformedPatternString", ask("GET /identitypools/" + documented), "/IdentityPoolId",
                at("/IdentityPoolId", unlike(id_pattern))),
        invalid("RestJsonMalformedPatternMapKey / MapValue / Union / *Override (a newline is no .)",
                configuration(R"({"PushSync":{"RoleArn":"arn:aws:iam::1:role/\n"}})"), "/PushSync/RoleArn",
                at("/PushSync/RoleArn", unlike(R"(arn:aws:iam::\d+:role/.*)"))),
        row{"RestJsonMalformedPatternReDOSString",
            [] {
                std::string const dashes(8'000, '-');
                check_invalid(
                    ask("GET /identitypools/" + dashes),
                    {{"/IdentityPoolId", at("/IdentityPoolId", 8'000, "between 1 and 55, inclusive")},
                     {"/IdentityPoolId", at("/IdentityPoolId", unlike(id_pattern))}},
                    "2 validation errors at 1 path detected. First failure: " +
                        at("/IdentityPoolId", 8'000, "between 1 and 55, inclusive") + "; " +
                        at("/IdentityPoolId", unlike(id_pattern)));
            }},
    });
}

TEST_CASE("smithy: validation of required members and nesting", "[protocol][smithy]") {
    std::string const absent = "Member must not be null";
    auto const both_missing = [&](request wire) {
        return [=] {
            check_invalid(wire, {{"/Platform", at("/Platform", absent)}, {"/Token", at("/Token", absent)}},
                          "2 validation errors at 2 paths detected. First failure: " +
                              at("/Platform", absent) + "; " + at("/Token", absent));
        };
    };
    walk({
        {"RestJsonMalformedRequiredBodyUnset / RegisterDevice", both_missing(device_of("{}"))},
        {"RestJsonMalformedRequiredBodyUnset / RegisterDevice without a body",
         both_missing(ask("POST {pool}/identity/{I}/device"))},
        {"RestJsonMalformedRequiredBodyUnset / null",
         both_missing(device_of(R"({"Platform":null,"Token":null})"))},
        invalid("RestJsonMalformedRequiredBodyUnset / UpdateRecords", update("{}"), "/SyncSessionToken",
                at("/SyncSessionToken", absent)),
        invalid("RestJsonMalformedRequiredBodyUnset / SetCognitoEvents", ask_json("POST {pool}/events", "{}"),
                "/Events", at("/Events", absent)),
        invalid("RestJsonMalformedRequiredBodyUnset / within a list",
                update(R"({"RecordPatches":[{"Op":"remove","SyncCount":1}],"SyncSessionToken":"t"})"),
                "/RecordPatches/0/Key", at("/RecordPatches/0/Key", absent)),
        invalid("RestJsonMalformedRequiredHeaderUnset / member names, never wire names: the query",
                ask("GET {me}/datasets?maxResults=0"), "/MaxResults",
                at("/MaxResults", "Member must be greater than or equal to 1")),
        row{"RestJsonMalformedRequiredHeaderUnset / member names, never wire names: the header",
            [] {
                auto const written = encode_request<UpdateRecords>({.identity_pool_id = pool,
                                                                    .identity_id = me,
                                                                    .dataset_name = list,
                                                                    .sync_session_token = "t",
                                                                    .client_context = "a\nb"});
                REQUIRE(!written.has_value());
                CHECK(written.error().where == "/ClientContext");
                CHECK(written.error().message.find("lient-") == std::string::npos);
            }},
    });
}

TEST_CASE("smithy: validation of ranges", "[protocol][smithy]") {
    std::string const said = at("/MaxResults", "Member must be greater than or equal to 1");
    walk({
        invalid("RestJsonMalformedRangeMinInteger / 0", ask("GET {me}/datasets?maxResults=0"), "/MaxResults",
                said),
        invalid("RestJsonMalformedRangeMinInteger / -1", ask("GET {list}/records?maxResults=-1"),
                "/MaxResults", said),
        invalid("RestJsonMalformedRangeMinInteger / the lowest there is",
                ask("GET /identitypools?maxResults=-2147483648"), "/MaxResults", said),
        sends<ListIdentityPoolUsage>("RestJsonMalformedRangeMinInteger / 1 is enough", C + S,
                                     {.max_results = 1}, ask("GET /identitypools?maxResults=1")),
    });
}

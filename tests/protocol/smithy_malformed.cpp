// SPDX-License-Identifier: BSL-1.0
//
// The protocol tests of the Smithy suite about malformed JSON, collections, numbers, booleans and
// timestamps, carried over to this service. Where the suite asks only servers and this service has the type
// in replies alone, the client is asked.
#include <cognito_sync/codec.hpp>

#include <string>

#include "support/catch.hpp"
#include "support/protocol.hpp"

namespace {

using namespace protocol;

request device_of(std::string body) { return ask_json("POST {pool}/identity/{I}/device", std::move(body)); }
request configuration(std::string body) { return ask_json("POST {pool}/configuration", std::move(body)); }
request events(std::string body) { return ask_json("POST {pool}/events", std::move(body)); }
request count(std::string value) { return update(patch_with("SyncCount", std::move(value))); }
request date(std::string value) { return update(patch_with("DeviceLastModifiedDate", std::move(value))); }
request last_count(std::string_view value) {
    return ask("GET {list}/records?lastSyncCount=" + std::string(value));
}
request page(std::string_view value) { return ask("GET {me}/datasets?maxResults=" + std::string(value)); }

}  // namespace

TEST_CASE("smithy: malformed JSON", "[protocol][smithy]") {
    walk({
        malformed("RestJsonInvalidJsonBody #1 / UpdateRecords", update(R"({[)")),
        malformed("RestJsonInvalidJsonBody #1 / RegisterDevice", device_of(R"({[)")),
        malformed("RestJsonInvalidJsonBody #2 / UpdateRecords", update(R"({ "SyncSessionToken": "t" }abc)")),
        malformed("RestJsonInvalidJsonBody #2 / RegisterDevice",
                  device_of(R"({ "Platform": "GCM", "Token": "t" }abc)")),
        malformed("RestJsonInvalidJsonBody #4 / UpdateRecords",
                  update("{\n\"SyncSessionToken\": \"t\" // a comment\n}")),
        malformed("RestJsonInvalidJsonBody #4 / RegisterDevice",
                  device_of("{\n\"Platform\": \"GCM\", \"Token\": \"t\" // a comment\n}")),
        malformed("RestJsonInvalidJsonBody #6 / UpdateRecords", update("{ \"SyncSessionToken\": \f\"t\" }")),
        malformed("RestJsonInvalidJsonBody #6 / RegisterDevice",
                  device_of("\f{ \"Platform\": \"GCM\", \"Token\": \"t\" }")),
        malformed("RestJsonInvalidJsonBody #7 / UpdateRecords", update("{'SyncSessionToken': 't'}")),
        malformed("RestJsonInvalidJsonBody #7 / RegisterDevice",
                  device_of("{'Platform': 'GCM', 'Token': 't'}")),
        malformed("RestJsonTechnicallyValidJsonBody #1", configuration(R"([{ "PushSync": {}}])")),
        malformed("RestJsonTechnicallyValidJsonBody #2", configuration("10")),
    });
}

TEST_CASE("smithy: malformed collections", "[protocol][smithy]") {
    walk({
        malformed("RestJsonBodyMalformedListNullItem / RecordPatches",
                  update(R"({"RecordPatches":[{"Op":"remove","Key":"k","SyncCount":1},null],)"
                         R"("SyncSessionToken":"t"})")),
        malformed("RestJsonBodyMalformedListNullItem / ApplicationArns",
                  configuration(R"({"PushSync":{"ApplicationArns":[null]}})")),
        malformed("RestJsonBodyMalformedMapNullKey", events(R"({"Events":{ null: "x" }})")),
    });
}

TEST_CASE("smithy: malformed numbers", "[protocol][smithy]") {
    walk({
        malformed("RestJsonBodyLongUnderflowOverflow #1", count("-184467440737095500000")),
        malformed("RestJsonBodyLongUnderflowOverflow #3", count("123000000000000000000000")),
        malformed("RestJsonQueryLongUnderflowOverflow #2", last_count("184467440737095500000")),
        malformed("RestJsonQueryLongUnderflowOverflow #3", last_count("123000000000000000000000")),
        malformed("RestJsonBodyLongMalformedValueRejected #1", count("\"123\"")),
        malformed("RestJsonBodyLongMalformedValueRejected #2", count("true")),
        malformed("RestJsonBodyLongMalformedValueRejected #4", count("2ABC")),
        malformed("RestJsonBodyLongMalformedValueRejected #5", count("0x42")),
        malformed("RestJsonBodyLongMalformedValueRejected #7", count("\"Infinity\"")),
        malformed("RestJsonBodyLongMalformedValueRejected #8", count("-Infinity")),
        malformed("RestJsonBodyLongMalformedValueRejected #9", count("\"-Infinity\"")),
        malformed("RestJsonBodyLongMalformedValueRejected #11", count("\"NaN\"")),
        malformed("RestJsonQueryLongMalformedValueRejected #1", last_count("true")),
        malformed("RestJsonQueryLongMalformedValueRejected #2", last_count("1.001")),
        malformed("RestJsonQueryLongMalformedValueRejected #4", last_count("0x42")),
        malformed("RestJsonQueryLongMalformedValueRejected #5", last_count("Infinity")),
        malformed("RestJsonQueryLongMalformedValueRejected #7", last_count("NaN")),
        malformed("RestJsonQueryIntegerUnderflowOverflow #1", page("-9223372000000000000")),
        malformed("RestJsonQueryIntegerUnderflowOverflow #3", page("123000000000000000000000")),
        malformed("RestJsonQueryIntegerMalformedValueRejected #2", page("1.001")),
        malformed("RestJsonQueryIntegerMalformedValueRejected #3", page("2ABC")),
        malformed("RestJsonQueryIntegerMalformedValueRejected #5", page("Infinity")),
        malformed("RestJsonQueryIntegerMalformedValueRejected #6", page("-Infinity")),
        malformed("RestJsonQueryIntegerMalformedValueRejected #7", page("NaN")),
        unreadable<ListDatasets>("RestJsonBodyIntegerMalformedValueRejected (client analogy) / a string",
                                 R"({"Datasets":[],"Count":"123"})", errc::wrong_type, "/Count"),
        unreadable<ListDatasets>("RestJsonBodyIntegerMalformedValueRejected (client analogy) / true",
                                 R"({"Datasets":[],"Count":true})", errc::wrong_type, "/Count"),
        unreadable<DescribeIdentityUsage>("RestJsonBodyIntegerMalformedValueRejected (client analogy) / 1.5",
                                          R"({"IdentityUsage":{"DatasetCount":1.5}})", errc::wrong_type,
                                          "/IdentityUsage/DatasetCount"),
    });
}

TEST_CASE("smithy: malformed booleans", "[protocol][smithy]") {
    for (std::string const member : {"DatasetExists", "DatasetDeletedAfterRequestedSyncCount"})
        for (std::string const text :
             {"true",  "True",  "TRUE",  "y", "Y", "yes", "Yes", "YES", "1", "on",  "On",  "ON",
              "false", "False", "FALSE", "n", "N", "no",  "No",  "NO",  "0", "off", "Off", "OFF"})
            walk({unreadable<ListRecords>("RestJsonBodyBooleanStringCoercion / " + member + " " + text,
                                          "{\"" + member + "\":\"" + text + "\"}", errc::wrong_type,
                                          "/" + member)});
}

TEST_CASE("smithy: malformed timestamps", "[protocol][smithy]") {
    walk({
        malformed("RestJsonBodyTimestampDefaultRejectsDateTime #1", date("\"1985-04-12T23:20:50.52Z\"")),
        malformed("RestJsonBodyTimestampDefaultRejectsDateTime #2", date("\"1985-04-12T23:20:50Z\"")),
        malformed("RestJsonBodyTimestampDefaultRejectsStringifiedEpochSeconds #1",
                  date("\"1515531081.1234\"")),
        malformed("RestJsonBodyTimestampDefaultRejectsMalformedEpochSeconds #1", date("true")),
        malformed("RestJsonBodyTimestampDefaultRejectsMalformedEpochSeconds #2", date("1515531081ABC")),
        malformed("RestJsonBodyTimestampDefaultRejectsMalformedEpochSeconds #4", date("1515531081.123.456")),
        malformed("RestJsonBodyTimestampDefaultRejectsMalformedEpochSeconds #5", date("Infinity")),
        malformed("RestJsonBodyTimestampDefaultRejectsMalformedEpochSeconds #6", date("\"Infinity\"")),
        malformed("RestJsonBodyTimestampDefaultRejectsMalformedEpochSeconds #8", date("\"-Infinity\"")),
        malformed("RestJsonBodyTimestampDefaultRejectsMalformedEpochSeconds #9", date("NaN")),
        malformed("RestJsonBodyTimestampDefaultRejectsHttpDate", date("\"Tue, 29 Apr 2014 18:30:38 GMT\"")),
    });
}

// SPDX-License-Identifier: BSL-1.0
//
// What this library decided about the model's values as a whole: requests are held to its constraints,
// replies are not, and JSON is written in one form alone.
#include <cognito_sync/codec.hpp>

#include <cstddef>
#include <string>
#include <vector>

#include "support/catch.hpp"
#include "support/protocol.hpp"

namespace {

using namespace protocol;

error client_refusal(auto const& asked) {
    auto const written = encode_request<UpdateRecords>(asked);
    REQUIRE(!written.has_value());
    return written.error();
}

}  // namespace

TEST_CASE("head: requests are held to the constraints at both ends", "[protocol][decided]") {
    UpdateRecords::Request asked{
        .identity_pool_id = "nowhere", .identity_id = me, .dataset_name = "", .sync_session_token = "t"};
    asked.record_patches = {{RecordPatch{.op = open<Operation>("REPLACE"), .key = ""}}};
    std::vector<std::string> places;
    for (auto const& [where, message] : client_refusal(asked).violations) places.push_back(where);
    CHECK(places == std::vector<std::string>{"/IdentityPoolId", "/DatasetName", "/DatasetName",
                                             "/RecordPatches/0/Op", "/RecordPatches/0/Key"});
}

TEST_CASE("head: replies are held to syntax, type and UTF-8 when read and when written, and to no constraint",
          "[protocol][decided]") {
    DescribeDataset::Response const odd{
        .dataset = Dataset{.identity_id = "", .dataset_name = std::string(500, '/')}};
    std::string const odd_text =
        R"({"Dataset":{"IdentityId":"","DatasetName":")" + std::string(500, '/') + "\"}}";
    GetCognitoEvents::Response const many{.events = {{"", ""}, {"b", "y"}, {"c", "z"}}};
    walk({
        answers<DescribeDataset>("strings of any length and pattern", C + S, odd, reply(200, odd_text)),
        answers<GetCognitoEvents>("maps of any size", C + S, many,
                                  reply(200, R"({"Events":{"":"","b":"y","c":"z"}})")),
        answers<ListIdentityPoolUsage>("numbers of any size", C + S, {.max_results = -5},
                                       reply(200, R"({"IdentityPoolUsages":[],"MaxResults":-5})")),
        unreadable<DescribeDataset>("not: syntax", R"({"Dataset":{"DatasetName":"x",}})", errc::not_json,
                                    "/Dataset"),
        unreadable<DescribeDataset>("not: type", R"({"Dataset":{"DatasetName":7}})", errc::wrong_type,
                                    "/Dataset/DatasetName"),
        unreadable<DescribeDataset>("not: UTF-8", "{\"Dataset\":{\"DatasetName\":\"\xFF\"}}",
                                    errc::bad_unicode, "/Dataset/DatasetName"),
    });
    auto const written = encode_response<DescribeDataset>(
        DescribeDataset::Response{.dataset = Dataset{.dataset_name = "\xFF"}});
    REQUIRE(!written.has_value());
    CHECK(written.error().code == errc::bad_unicode);
    CHECK(written.error().where == "/Dataset/DatasetName");
}

TEST_CASE(
    "head: the JSON written is compact, in the order of the model, with sorted maps and the fewest escapes",
    "[protocol][decided]") {
    std::string controls, escaped;
    for (char c = 1; c < 0x20; ++c) {
        std::string const shorts = "\b\f\n\r\t", letters = "bfnrt", hexadecimal = "0123456789abcdef";
        controls += c;
        if (auto const at = shorts.find(c); at != shorts.npos)
            escaped += std::string("\\") + letters[at];
        else
            escaped += std::string("\\u00") + hexadecimal[static_cast<std::size_t>(c) / 16] +
                       hexadecimal[static_cast<std::size_t>(c) % 16];
    }
    auto const device_named = [](std::string id) {
        return RegisterDevice::Response{.device_id = std::move(id)};
    };
    Record record{.key = "k", .sync_count = 1};
    record.last_modified_by = "b", record.device_last_modified_date = at_ms(500);
    walk({
        answers<RegisterDevice>("quotes and backslashes", C + S, device_named("\"\\"),
                                reply(200, R"({"DeviceId":"\"\\"})")),
        answers<RegisterDevice>("controls", C + S, device_named(controls),
                                reply(200, "{\"DeviceId\":\"" + escaped + "\"}")),
        answers<RegisterDevice>("NUL", C + S, device_named(std::string(1, '\0')),
                                reply(200, R"({"DeviceId":"\u0000"})")),
        answers<RegisterDevice>("slash, DEL and all beyond ASCII are raw", C + S,
                                device_named("/\x7F\u00e9\u2028\U0001f639"),
                                reply(200, "{\"DeviceId\":\"/\x7F\u00e9\u2028\U0001f639\"}")),
        answers<UpdateRecords>("members in the order of the model", C + S, {.records = {record}},
                               reply(200, R"({"Records":[{"Key":"k","SyncCount":1,"LastModifiedBy":"b",)"
                                          R"("DeviceLastModifiedDate":0.5}]})")),
        answers<GetCognitoEvents>(
            "map keys sorted by bytes", C + S, {.events = {{"b", ""}, {"a", ""}, {"B", ""}, {"\u00e9", ""}}},
            reply(200, "{\"Events\":{\"B\":\"\",\"a\":\"\",\"b\":\"\",\"\u00e9\":\"\"}}")),
        answers<ListDatasets>("a list of a Response is always written", C + S, {},
                              reply(200, R"({"Datasets":[]})")),
        answers<ListRecords>("all lists of a Response are", C + S, {},
                             reply(200, R"({"Records":[],"MergedDatasetNames":[]})")),
        answers<GetCognitoEvents>("a map of a Response is always written", C + S, {},
                                  reply(200, R"({"Events":{}})")),
        answers<DescribeIdentityUsage>("an unset structure is left out", C + S, {}, reply(200, "{}")),
        answers<DescribeIdentityUsage>("an empty structure is not", C + S,
                                       {.identity_usage = IdentityUsage{}},
                                       reply(200, R"({"IdentityUsage":{}})")),
        answers<GetIdentityPoolConfiguration>(
            "nor is an empty list within it", C + S,
            {.push_sync = PushSync{.application_arns = std::vector<std::string>{}}},
            reply(200, R"({"PushSync":{"ApplicationArns":[]}})")),
    });
}

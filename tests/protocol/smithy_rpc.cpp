// SPDX-License-Identifier: BSL-1.0
//
// The protocol tests of the Smithy suite for its RPC protocols, and the samples of the API reference,
// carried over to the RPC form of this service.
#include <cognito_sync/codec.hpp>

#include <string>

#include "support/catch.hpp"
#include "support/protocol.hpp"

namespace {

using namespace protocol;

policy const rpc{.form = form::rpc};
answer const in_rpc{.form = form::rpc, .media_type = "application/x-amz-json-1.1"};
header_list const type_11{{"Content-Type", "application/x-amz-json-1.1"}};

std::string const at_pool = R"("IdentityPoolId":"us-east-1:0f1e")";
std::string const at_me = at_pool + R"(,"IdentityId":"us-east-1:aaaa")";
std::string const at_list = at_me + R"(,"DatasetName":"my_list")";

request rpc_update(std::string const& more) {
    return ask_rpc("UpdateRecords", "{" + at_list + more + R"(,"SyncSessionToken":"t"})");
}
request rpc_configuration(std::string const& more) {
    return ask_rpc("SetIdentityPoolConfiguration", "{" + at_pool + more + "}");
}
request rpc_events(std::string const& map) {
    return ask_rpc("SetCognitoEvents", "{" + at_pool + ",\"Events\":" + map + "}");
}

UpdateRecords::Request updating() {
    return {.identity_pool_id = pool, .identity_id = me, .dataset_name = list, .sync_session_token = "t"};
}
template <class Change>
UpdateRecords::Request updating(Change change) {
    UpdateRecords::Request asked = updating();
    change(asked);
    return asked;
}
SetIdentityPoolConfiguration::Request pushing(PushSync push) {
    return {.identity_pool_id = pool, .push_sync = std::move(push)};
}

request sample(std::string const& operation, std::string body) {
    return ask("POST /", {{"CONTENT-TYPE", "application/json"}, {"X-AMZ-TARGET", long_target + operation}},
               std::move(body));
}

response rpc_error(std::string body, std::string name = {}) {
    header_list headers = type_11;
    if (!name.empty()) headers.emplace_back("X-Amzn-Errortype", name);
    return reply(400, std::move(body), headers);
}

}  // namespace

TEST_CASE("smithy: RPC routing", "[protocol][smithy][rpc]") {
    std::string const unsubscribe =
        "{\n\"IdentityPoolId\": \"ID_POOL_ID\",\n\"IdentityId\": \"IDENTITY_ID\",\n"
        "\"DatasetName\": \"Rufus\",\n\"DeviceId\": \"5cd28fbe-dd83-47ab-9f83-19093a5fb014\"\n}";
    policy const loose{.ids = ids::length_only};
    header_list const both{
        {"Content-Type", "application/x-amz-json-1.1"},
        {"X-Amz-Target", "com.amazonaws.cognito.sync.model.AWSCognitoSyncService.DescribeDataset"}};
    walk({
        sends<DescribeDataset>("sends_requests_to_slash", C + S, {pool, me, list},
                               ask("POST /", both, "{" + at_list + "}"), rpc),
        sends<DescribeDataset>("includes_x_amz_target_and_content_type", C + S, {pool, me, list},
                               ask_rpc("DescribeDataset", "{" + at_list + "}"), rpc),
        sends<ListDatasets>(
            "SEED ListDatasets sample", S,
            {.identity_pool_id = "IDENTITY_POOL_ID", .identity_id = "IDENTITY_ID", .max_results = 3},
            sample("ListDatasets", R"({ "IdentityPoolId": "IDENTITY_POOL_ID", )"
                                   R"("IdentityId": "IDENTITY_ID", "MaxResults": "3" })"),
            loose),
        sends<UnsubscribeFromDataset>(
            "SEED UnsubscribeFromDataset sample", S,
            {"ID_POOL_ID", "IDENTITY_ID", "Rufus", "5cd28fbe-dd83-47ab-9f83-19093a5fb014"},
            sample("UnsubscribeFromDataset", unsubscribe), loose),
        row{"SEED samples / the reply mirrors the media type",
            [=] {
                CHECK(serve(sample("UnsubscribeFromDataset", unsubscribe), loose) ==
                      reply(200, "{}", json_headers));
            }},
    });
}

TEST_CASE("smithy: RPC input and output", "[protocol][smithy][rpc]") {
    header_list const with_id{{"X-Amzn-Requestid", "amazon-uniq-request-id"}};
    auto const id_of = [](header_list headers) {
        return decode_error(reply(400, "{}", std::move(headers))).request_id;
    };
    walk({
        sends<ListIdentityPoolUsage>("json_1_1_client_sends_empty_payload_for_no_input_shape", C + S, {},
                                     ask_rpc("ListIdentityPoolUsage", "{}"), rpc),
        sends<ListIdentityPoolUsage>("AwsJson10MustAlwaysSendEmptyJsonPayload", C + S, {},
                                     ask_rpc("ListIdentityPoolUsage", "{}"), rpc),
        answers<SetCognitoEvents>("handles_empty_output_shape / AwsJson10HandlesEmptyOutputShape", C, {},
                                  reply(200, "{}", type_11)),
        answers<SetCognitoEvents>(
            "json_1_1_service_responds_with_no_payload / AwsJson10ServiceRespondsWithNoPayload", C + S, {},
            reply(200, "", type_11), in_rpc),
        answers<SubscribeToDataset>("AwsJson10NoInputAndOutput (response)", C + S, {},
                                    reply(200, "{}", type_11), in_rpc),
        answers<SubscribeToDataset>("AwsJson10EmptyInputAndEmptyOutputSendJsonObject", C + S, {},
                                    reply(200, "{}", {{"Content-Type", "application/x-amz-json-1.0"}}),
                                    {.form = form::rpc, .media_type = "application/x-amz-json-1.0"}),
        answers<ListDatasets>("parses_operations_with_empty_json_bodies", C, {}, reply(200, "{}", type_11)),
        row{"parses_the_request_id_from_the_response",
            [=] {
                CHECK(id_of(with_id) == "amazon-uniq-request-id");
                CHECK(id_of({{"x-amzn-requestid", "id, id"}}) == "id");
                CHECK(id_of({{"X-AMZN-REQUESTID", "id"}, {"x-amzn-RequestId", "other"}}) == "id");
            }},
    });
}

TEST_CASE("smithy: RPC nulls", "[protocol][smithy][rpc]") {
    walk({
        sends<UpdateRecords>("AwsJson11StructuresDontSerializeNullValues", C, updating(), rpc_update(""),
                             rpc),
        sends<UpdateRecords>("AwsJson11ServersDontSerializeNullStructureValues (request)", S, updating(),
                             rpc_update(R"(,"DeviceId":null,"RecordPatches":null,"ClientContext":null)"),
                             rpc),
        answers<DescribeDataset>("AwsJson11ServersDontSerializeNullStructureValues", S,
                                 {.dataset = Dataset{}}, reply(200, R"({"Dataset":{}})", type_11), in_rpc),
        answers<DescribeDataset>(
            "AwsJson11StructuresDontSerializeNullValues (response)", C, {.dataset = Dataset{}},
            reply(200, R"({"Dataset":{"DatasetName":null,"NumRecords":null}})", type_11), in_rpc),
    });
}

TEST_CASE("smithy: RPC types, written", "[protocol][smithy][rpc]") {
    auto const with_device = updating([](auto& asked) { asked.device_id = device; });
    auto const patches = [](std::vector<RecordPatch> value) {
        return updating([&](auto& asked) { asked.record_patches = std::move(value); });
    };
    std::string const arn = "arn:aws:sns:us-east-1:1:app/GCM/a";
    SetCognitoEvents::Request const empty_map{.identity_pool_id = pool};
    SetCognitoEvents::Request const one_entry{.identity_pool_id = pool, .events = {{"foo", "bar"}}};
    walk({
        sends<UpdateRecords>("serializes_string_shapes", C + S, with_device,
                             rpc_update(R"(,"DeviceId":"d-1")"), rpc),
        sends<ListIdentityPoolUsage>("serializes_integer_shapes", C + S, {.max_results = 1234},
                                     ask_rpc("ListIdentityPoolUsage", R"({"MaxResults":1234})"), rpc),
        sends<UpdateRecords>(
            "serializes_long_shapes", C + S, patches({{.key = "k", .sync_count = 999'999'999'999}}),
            rpc_update(R"(,"RecordPatches":[{"Op":"replace","Key":"k","SyncCount":999999999999}])"), rpc),
        sends<SetIdentityPoolConfiguration>("serializes_list_shapes", C + S,
                                            pushing({.application_arns = {{arn, arn}}}),
                                            rpc_configuration(",\"PushSync\":{\"ApplicationArns\":[" +
                                                              quoted(arn) + "," + quoted(arn) + "]}"),
                                            rpc),
        sends<UpdateRecords>("serializes_empty_list_shapes", C + S, patches({}),
                             rpc_update(R"(,"RecordPatches":[])"), rpc),
        sends<UpdateRecords>("serializes_list_of_structure_shapes", C + S,
                             patches({{.key = "abc", .sync_count = 1}, {.key = "xyz", .sync_count = 2}}),
                             rpc_update(R"(,"RecordPatches":[{"Op":"replace","Key":"abc","SyncCount":1},)"
                                        R"({"Op":"replace","Key":"xyz","SyncCount":2}])"),
                             rpc),
        sends<SetCognitoEvents>("serializes_map_shapes", C + S, one_entry, rpc_events(R"({"foo":"bar"})"),
                                rpc),
        sends<SetCognitoEvents>("serializes_empty_map_shapes", C + S, empty_map, rpc_events("{}"), rpc),
        sends<SetIdentityPoolConfiguration>(
            "serializes_structure_shapes", C + S, pushing({.role_arn = "arn:aws:iam::1:role/r"}),
            rpc_configuration(R"(,"PushSync":{"RoleArn":"arn:aws:iam::1:role/r"})"), rpc),
        sends<SetIdentityPoolConfiguration>("serializes_empty_structure_shapes", C + S, pushing({}),
                                            rpc_configuration(R"(,"PushSync":{})"), rpc),
        sends<RegisterDevice>(
            "AwsJson11Enums", C + S,
            {.identity_pool_id = pool, .identity_id = me, .platform = Platform::ADM, .token = "t"},
            ask_rpc("RegisterDevice", "{" + at_me + R"(,"Platform":"ADM","Token":"t"})"), rpc),
    });
}

TEST_CASE("smithy: RPC types, read", "[protocol][smithy][rpc]") {
    auto const said = [](std::string id, std::string more, ListRecords::Response wanted) {
        return answers<ListRecords>(std::move(id), C + S, std::move(wanted),
                                    reply(200, R"({"Records":[])" + more + "}", type_11), in_rpc);
    };
    std::string const none = R"(,"MergedDatasetNames":[])";
    walk({
        said("parses_integer_shapes", R"(,"Count":1234,"MergedDatasetNames":[])", {.count = 1234}),
        said("parses_long_shapes", R"(,"DatasetSyncCount":1234567890123456789,"MergedDatasetNames":[])",
             {.dataset_sync_count = 1'234'567'890'123'456'789}),
        said("parses_boolean_shapes_true", none + R"(,"DatasetExists":true)", {.dataset_exists = true}),
        said("parses_boolean_shapes_false", none + R"(,"DatasetExists":false)", {.dataset_exists = false}),
        said("parses_list_shapes", R"(,"MergedDatasetNames":["abc","mno"])",
             {.merged_dataset_names = {"abc", "mno"}}),
        answers<GetCognitoEvents>("parses_map_shapes", C + S, {.events = {{"a", "A"}, {"b", "B"}}},
                                  reply(200, R"({"Events":{"a":"A","b":"B"}})", type_11), in_rpc),
        answers<RegisterDevice>("parses_string_shapes", C + S, {.device_id = "d"},
                                reply(200, R"({"DeviceId":"d"})", type_11), in_rpc),
    });
}

TEST_CASE("smithy: RPC errors", "[protocol][smithy][rpc]") {
    std::string const model = "com.amazonaws.cognito.sync.model#";
    constexpr fault wanted = fault::InvalidParameter;
    std::string const name = "InvalidParameterException";
    walk({
        row{"AwsJson11InvalidGreetingError (server half)",
            [=] {
                CHECK(encode_error(detail::reply_of(wanted, "Hi"), in_rpc) ==
                      reply(400, R"({"__type":"InvalidParameterException","message":"Hi"})",
                            {{"X-Amzn-Errortype", name}, {"Content-Type", "application/x-amz-json-1.1"}}));
            }},
        told("AwsJson11InvalidGreetingError",
             rpc_error(R"({"__type":"InvalidParameterException","Message":"Hi"})"), wanted, "Hi"),
        told("AwsJson10InvalidGreetingError",
             rpc_error(R"({"__type":")" + model + name + R"(","message":"Hi"})"), wanted, "Hi"),
        told("AwsJson11FooErrorUsingXAmznErrorType", rpc_error("", name), wanted, ""),
        told("AwsJson11FooErrorUsingXAmznErrorTypeWithUri",
             rpc_error("", name + ":http://internal.amazon.com/coral/"), wanted, ""),
        told("AwsJson11FooErrorUsingXAmznErrorTypeWithUriAndNamespace",
             rpc_error("", model + name + ":http://internal.amazon.com/coral/"), wanted, ""),
        told("AwsJson11FooErrorUsingCode", rpc_error("{\"code\":" + quoted(name) + "}"), wanted, ""),
        told("AwsJson11FooErrorUsingCodeAndNamespace", rpc_error("{\"code\":" + quoted(model + name) + "}"),
             wanted, ""),
        told("AwsJson11FooErrorUsingCodeUriAndNamespace",
             rpc_error("{\"code\":" + quoted(model + name + ":http://internal.amazon.com/coral/") + "}"),
             wanted, ""),
    });
}

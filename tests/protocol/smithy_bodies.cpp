// SPDX-License-Identifier: BSL-1.0
//
// The protocol tests of the Smithy suite about whether there is a body and what its media type is, carried
// over to this service. Content-Length is left to the HTTP stack, so no row has it.
#include <cognito_sync/codec.hpp>

#include <string>

#include "support/catch.hpp"
#include "support/protocol.hpp"

namespace {

using namespace protocol;

std::string const role = "arn:aws:iam::123456789012:role/push";

request accepting(std::string_view line, std::string const& media) { return ask(line, {{"Accept", media}}); }

request typed(std::string_view line, std::string const& media, std::string body) {
    return ask(line, {{"Content-Type", media}}, std::move(body));
}

RegisterDevice::Request registration() {
    return {.identity_pool_id = pool, .identity_id = me, .platform = Platform::GCM, .token = "t"};
}

UpdateRecords::Request patchless() {
    return {.identity_pool_id = pool, .identity_id = me, .dataset_name = list, .sync_session_token = "t"};
}

}  // namespace

TEST_CASE("smithy: request body and Content-Type (client)", "[protocol][smithy]") {
    UpdateRecords::Request only_context = patchless();
    only_context.sync_session_token = "";
    only_context.client_context = "c";
    header_list const with_context{{"x-amz-Client-Context", "c"}, {"Content-Type", "application/json"}};
    walk({
        sends<SetIdentityPoolConfiguration>(
            "RestJsonTestBodyStructure", C + S,
            {.identity_pool_id = pool, .push_sync = PushSync{.role_arn = role}},
            ask_json("POST {pool}/configuration",
                     R"({"PushSync":{"RoleArn":"arn:aws:iam::123456789012:role/push"}})")),
        sends<SetIdentityPoolConfiguration>("RestJsonHttpWithEmptyBody", C + S, {.identity_pool_id = pool},
                                            ask_json("POST {pool}/configuration", "{}")),
        sends<ListIdentityPoolUsage>("RestJsonHttpGetWithNoInput", C, {}, ask("GET /identitypools")),
        sends<BulkPublish>("RestJsonHttpPostWithNoModeledBody / BulkPublish", C, {pool},
                           ask("POST {pool}/bulkpublish")),
        sends<GetBulkPublishDetails>("RestJsonHttpPostWithNoModeledBody / GetBulkPublishDetails", C, {pool},
                                     ask("POST {pool}/getBulkPublishDetails")),
        sends<SubscribeToDataset>("RestJsonHttpPostWithNoModeledBody / SubscribeToDataset", C,
                                  {pool, me, list, device}, ask("POST {list}/subscriptions/{V}")),
        sends<BulkPublish>("RestJsonHttpPostWithNoInput", C, {pool}, ask("POST {pool}/bulkpublish")),
        // A required text is a std::string, which cannot be unset: only a server can miss it.
        sends<UpdateRecords>("RestJsonHttpWithHeadersButNoPayload", C, only_context,
                             ask("POST {list}", with_context, R"({"SyncSessionToken":""})")),
        invalid("RestJsonHttpWithHeadersButNoPayload / without the token",
                ask("POST {list}", with_context, "{}"), "/SyncSessionToken",
                "Value at '/SyncSessionToken' failed to satisfy constraint: Member must not be null"),
    });
}

TEST_CASE("smithy: empty input and output", "[protocol][smithy]") {
    response const silence = reply(200, "", {});
    walk({
        answers<SetCognitoEvents>("RestJsonNoInputAndNoOutput (response)", C + S, {}, silence),
        answers<SetCognitoEvents>("RestJsonUnitInputAndOutputNoOutput", C + S, {}, silence),
        sends<SetCognitoEvents>("RestJsonNoInputAllowsAccept / RestJsonUnitInputAllowsAccept", S,
                                {.identity_pool_id = pool, .events = {{"a", "b"}}},
                                ask("POST {pool}/events",
                                    {{"Accept", "application/json"}, {"Content-Type", "application/json"}},
                                    R"({"Events":{"a":"b"}})")),
        answers<SubscribeToDataset>("RestJsonNoInputAndOutputWithJson / SubscribeToDataset", C + S, {},
                                    reply(200, "{}")),
        answers<UnsubscribeFromDataset>("RestJsonNoInputAndOutputWithJson / UnsubscribeFromDataset", C + S,
                                        {}, reply(200, "{}")),
        sends<BulkPublish>("RestJsonEmptyInputAndEmptyOutput (request)", C + S, {pool},
                           ask("POST {pool}/bulkpublish")),
        sends<BulkPublish>("RestJsonEmptyInputAndEmptyOutputWithJson / BulkPublish", S, {pool},
                           ask_json("POST {pool}/bulkpublish", "{}")),
        sends<SubscribeToDataset>("RestJsonEmptyInputAndEmptyOutputWithJson / SubscribeToDataset", S,
                                  {pool, me, list, device}, ask_json("POST {list}/subscriptions/{V}", "{}")),
        sends<DescribeDataset>("RestJsonEmptyInputAndEmptyOutputWithJson / GET", S, {pool, me, list},
                               ask_json("GET {list}", "{}")),
        answers<UnsubscribeFromDataset>("RestJsonEmptyInputAndEmptyOutputJsonObjectOutput", C, {}, silence),
        answers<DeleteDataset>("RestJsonGreetingWithErrors", C + S, {}, reply(200, "{}")),
    });
}

TEST_CASE("smithy: Accept and Content-Type (server)", "[protocol][smithy]") {
    std::string const utf8 = "application/json; charset=utf-8";
    ListDatasets::Request const datasets{.identity_pool_id = pool, .identity_id = me};
    policy const strict{.strict_media_types = true};
    request const unmodelled = ask_json("GET /identitypools", "{}");
    request const empty_input = ask_json("POST {pool}/bulkpublish", "{}");
    walk({
        sends<UpdateRecords>("RestJsonMustSupportParametersInContentType / UpdateRecords", S, patchless(),
                             typed("POST {list}", utf8, R"({"SyncSessionToken":"t"})")),
        sends<RegisterDevice>(
            "RestJsonMustSupportParametersInContentType / RegisterDevice", S, registration(),
            typed("POST {pool}/identity/{I}/device", utf8, R"({"Platform":"GCM","Token":"t"})")),
        sends<ListDatasets>("AcceptHeaderStarStarRequestTest", S, datasets,
                            accepting("GET {me}/datasets", "*/*")),
        refuses("RestJsonWithBodyExpectsApplicationJsonAccept",
                accepting("GET {list}/records", "application/hal+json"), 406, "NotAcceptableException"),
        refuses("RestJsonWithBodyExpectsApplicationJsonContentType",
                typed("POST {pool}/configuration", "application/hal+json", "{}"), 415,
                "UnsupportedMediaTypeException"),
        refuses("RestJsonWithoutBodyExpectsEmptyContentType", unmodelled, 415,
                "UnsupportedMediaTypeException", strict),
        sends<ListIdentityPoolUsage>("RestJsonWithoutBodyExpectsEmptyContentType / default", S, {},
                                     unmodelled),
        refuses("RestJsonWithoutBodyEmptyInputExpectsEmptyContentType", empty_input, 415,
                "UnsupportedMediaTypeException", strict),
        sends<BulkPublish>("RestJsonWithoutBodyEmptyInputExpectsEmptyContentType / default", S, {pool},
                           empty_input),
    });
}

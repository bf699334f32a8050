// SPDX-License-Identifier: BSL-1.0
//
// The protocol tests of the Smithy suite about paths, queries and header members, carried over to this
// service. Ids are those of the suite; SPEC rows come from the text of the specification.
#include <cognito_sync/codec.hpp>

#include <string>

#include "support/catch.hpp"
#include "support/protocol.hpp"

namespace {

using namespace protocol;

/// Work that grows faster than the text would run into ctest's limit.
row answers_a_long_target(std::string id, request wire, int status) {
    return {std::move(id), [=] {
                response const told = serve(wire, {.max_target = std::size_t{2} << 20});
                CHECK(told.status == status);
            }};
}

std::string const a_megabyte(std::size_t{1} << 20, 'a');

}  // namespace

TEST_CASE("smithy: URI labels", "[protocol][smithy]") {
    walk({
        sends<DescribeDataset>("RestJsonInputWithHeadersAndAllParams", C + S, {pool, me, "string"},
                               ask("GET {me}/datasets/string")),
        refuses("RestJsonToleratesRegexCharsInSegments / a literal with one more character",
                ask("GET {pool}/eventsX"), 404, "UnknownOperationException"),
        refuses("RestJsonToleratesRegexCharsInSegments / a dot is no wildcard", ask("GET {pool}/.vents"), 404,
                "UnknownOperationException"),
        refuses("RestJsonToleratesRegexCharsInSegments / a star is no repetition", ask("GET {pool}/events*"),
                404, "UnknownOperationException"),
        refuses("RestJsonToleratesRegexCharsInSegments / 10 kB within the longest target allowed",
                ask("GET {pool}/" + std::string(10'000, 'a')), 404, "UnknownOperationException",
                {.max_target = 16'384}),
        answers_a_long_target("RestJsonToleratesRegexCharsInSegments / a long literal",
                              ask("GET {pool}/" + a_megabyte), 404),
        answers_a_long_target("RestJsonToleratesRegexCharsInSegments / a long label",
                              ask("GET /identitypools/" + a_megabyte), 400),
        sends<ListIdentityPoolUsage>("SPEC http-bindings: trailing slash / no label", S, {},
                                     ask("GET /identitypools/")),
        sends<DescribeIdentityPoolUsage>("SPEC http-bindings: trailing slash / behind a label", S, {pool},
                                         ask("GET {pool}/")),
        refuses("SPEC http-bindings: extra segment", ask("GET {pool}/configuration/x"), 404,
                "UnknownOperationException"),
    });
}

TEST_CASE("smithy: query string", "[protocol][smithy]") {
    ListRecords::Request const records{.identity_pool_id = pool, .identity_id = me, .dataset_name = list};
    auto const with = [](auto asked, auto change) { return change(asked), asked; };
    auto const all = with(records, [](auto& asked) {
        asked.next_token = "Hello there", asked.max_results = 3, asked.last_sync_count = 4;
    });
    walk({
        sends<ListRecords>("RestJsonAllQueryStringTypes", C + S, all,
                           ask("GET {list}/records?lastSyncCount=4&nextToken=Hello%20there&maxResults=3")),
        sends<ListRecords>("RestJsonAllQueryStringTypes / any order", S, all,
                           ask("GET {list}/records?maxResults=3&nextToken=Hello%20there&lastSyncCount=4")),
        sends<ListRecords>("RestJsonZeroAndFalseQueryValues", C + S,
                           with(records, [](auto& asked) { asked.last_sync_count = 0; }),
                           ask("GET {list}/records?lastSyncCount=0")),
        sends<ListIdentityPoolUsage>("RestJsonConstantAndVariableQueryStringAllValues", C + S,
                                     {.next_token = "yes", .max_results = 7},
                                     ask("GET /identitypools?nextToken=yes&maxResults=7")),
        sends<ListIdentityPoolUsage>("RestJsonOmitsNullQuery", C, {}, ask("GET /identitypools")),
        sends<ListDatasets>("RestJsonServersAcceptStaticQueryParamAsEmptyString", S,
                            {.identity_pool_id = pool, .identity_id = me, .next_token = ""},
                            ask("GET {me}/datasets?nextToken")),
        sends<ListIdentityPoolUsage>("RestJsonServersPutAllQueryParamsInMap (analogy)", S, {.max_results = 2},
                                     ask("GET /identitypools?foo=1&maxResults=2&X-Amz-Expires=9")),
        answers<ListIdentityPoolUsage>(
            "RestJsonIgnoreQueryParamsInResponse", C + S, {.max_results = 2, .next_token = "n"},
            reply(200, R"({"IdentityPoolUsages":[],"MaxResults":2,"NextToken":"n"})")),
        answers<ListIdentityPoolUsage>(
            "RestJsonIgnoreQueryParamsInResponse / the names of the query are none here", C, {},
            reply(200, R"({"IdentityPoolUsages":[],"maxResults":2,"nextToken":"n"})")),
        sends<ListDatasets>("SPEC http-bindings: repeated key", S,
                            {.identity_pool_id = pool, .identity_id = me, .max_results = 2},
                            ask("GET {me}/datasets?maxResults=2&maxResults=9")),
    });
}

TEST_CASE("smithy: header member", "[protocol][smithy]") {
    auto const in_context = [](std::string context) {
        return UpdateRecords::Request{.identity_pool_id = pool,
                                      .identity_id = me,
                                      .dataset_name = list,
                                      .sync_session_token = "t",
                                      .client_context = std::move(context)};
    };
    auto const wire = [](std::string name, std::string value) {
        return ask("POST {list}", {{std::move(name), std::move(value)}, {"Content-Type", "application/json"}},
                   R"({"SyncSessionToken":"t"})");
    };
    UpdateRecords::Request without = in_context("");
    without.client_context.reset();
    walk({
        sends<UpdateRecords>("RestJsonInputAndOutputWithStringHeaders (string part)", C + S,
                             in_context("Hello"), wire("x-amz-Client-Context", "Hello")),
        sends<UpdateRecords>("RestJsonInputAndOutputWithStringHeaders (string part) / lower case", S,
                             in_context("Hello"), wire("x-amz-client-context", "Hello")),
        sends<UpdateRecords>("RestJsonInputAndOutputWithStringHeaders (string part) / upper case", S,
                             in_context("Hello"), wire("X-AMZ-CLIENT-CONTEXT", "Hello")),
        sends<UpdateRecords>("RestJsonInputAndOutputWithQuotedStringHeaders (contrast)", C + S,
                             in_context(R"({"a":"b,c"})"), wire("x-amz-Client-Context", R"({"a":"b,c"})")),
        sends<UpdateRecords>(
            "RestJsonInputAndOutputWithQuotedStringHeaders (contrast) / quotes are not taken off", C + S,
            in_context(R"("b, c", "d")"), wire("x-amz-Client-Context", R"("b, c", "d")")),
        sends<UpdateRecords>(
            "RestJsonInputAndOutputWithQuotedStringHeaders (contrast) / blanks around it are", S,
            in_context(R"({"a": "b"})"), wire("x-amz-Client-Context", " \t{\"a\": \"b\"} \t")),
        sends<UpdateRecords>("RestJsonSimpleScalarProperties (X-Foo)", C + S, in_context("Foo"),
                             wire("x-amz-Client-Context", "Foo")),
        sends<UpdateRecords>("RestJsonSimpleScalarProperties (X-Foo) / in the body the name is unknown", S,
                             without, update(R"({"ClientContext":"Foo","SyncSessionToken":"t"})")),
    });
}

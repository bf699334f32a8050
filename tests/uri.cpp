// SPDX-License-Identifier: BSL-1.0
//
// The targets of all operations, built and taken apart: their exact bytes, every value that a member may
// have, the base path. What a path refuses stands in uri/target.cpp and uri/routes.cpp, queries in
// uri/binding.cpp.
#include <cognito_sync/uri.hpp>
#include <cognito_sync/codec.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "support/catch.hpp"
#include "support/sample.hpp"

namespace {

using namespace cognito_sync;
using namespace std::string_literals;
using bindings = std::vector<std::pair<std::string_view, std::string>>;

constexpr char const* pool = "us-east-1:0f1e";
constexpr char const* me = "us-east-1:aaaaa";
constexpr char const* list = "my_list.v1-a:b";

struct exact {
    std::string_view operation, method;
    result<std::string> built;
    std::string target;
    bindings labels{}, query{};
};

std::vector<exact> const& every_operation() {
    static bindings const of_pool{{"IdentityPoolId", pool}};
    static bindings const of_me{{"IdentityPoolId", pool}, {"IdentityId", me}};
    static bindings const of_list{{"IdentityPoolId", pool}, {"IdentityId", me}, {"DatasetName", list}};
    static bindings const of_device{
        {"IdentityPoolId", pool}, {"IdentityId", me}, {"DatasetName", list}, {"DeviceId", "d/1"}};
    static std::string const at_pool = "/identitypools/us-east-1%3A0f1e";
    static std::string const at_me = at_pool + "/identities/us-east-1%3Aaaaaa";
    static std::string const at_list = at_me + "/datasets/my_list.v1-a%3Ab";
    static std::vector<exact> const all{
        {"BulkPublish", "POST", build_target<BulkPublish>({pool}), at_pool + "/bulkpublish", of_pool},
        {"DeleteDataset", "DELETE", build_target<DeleteDataset>({pool, me, list}), at_list, of_list},
        {"DescribeDataset", "GET", build_target<DescribeDataset>({pool, me, list}), at_list, of_list},
        {"DescribeIdentityPoolUsage", "GET", build_target<DescribeIdentityPoolUsage>({pool}), at_pool,
         of_pool},
        {"DescribeIdentityUsage", "GET", build_target<DescribeIdentityUsage>({pool, me}), at_me, of_me},
        {"GetBulkPublishDetails", "POST", build_target<GetBulkPublishDetails>({pool}),
         at_pool + "/getBulkPublishDetails", of_pool},
        {"GetCognitoEvents", "GET", build_target<GetCognitoEvents>({pool}), at_pool + "/events", of_pool},
        {"GetIdentityPoolConfiguration", "GET", build_target<GetIdentityPoolConfiguration>({pool}),
         at_pool + "/configuration", of_pool},
        {"ListDatasets",
         "GET",
         build_target<ListDatasets>(
             {.identity_pool_id = pool, .identity_id = me, .next_token = "a+b/c==", .max_results = 10}),
         at_me + "/datasets?nextToken=a%2Bb%2Fc%3D%3D&maxResults=10",
         of_me,
         {{"NextToken", "a+b/c=="}, {"MaxResults", "10"}}},
        {"ListIdentityPoolUsage",
         "GET",
         build_target<ListIdentityPoolUsage>({.next_token = "yes", .max_results = 7}),
         "/identitypools?nextToken=yes&maxResults=7",
         {},
         {{"NextToken", "yes"}, {"MaxResults", "7"}}},
        {"ListRecords",
         "GET",
         build_target<ListRecords>({.identity_pool_id = pool,
                                    .identity_id = me,
                                    .dataset_name = list,
                                    .last_sync_count = 4,
                                    .next_token = "Hello there",
                                    .max_results = 3,
                                    .sync_session_token = "~\u00e9"}),
         at_list + "/records?lastSyncCount=4&nextToken=Hello%20there&maxResults=3&syncSessionToken=~%C3%A9",
         of_list,
         {{"LastSyncCount", "4"},
          {"NextToken", "Hello there"},
          {"MaxResults", "3"},
          {"SyncSessionToken", "~\u00e9"}}},
        {"RegisterDevice", "POST",
         build_target<RegisterDevice>({.identity_pool_id = pool, .identity_id = me, .token = "t"}),
         at_pool + "/identity/us-east-1%3Aaaaaa/device", of_me},
        {"SetCognitoEvents", "POST", build_target<SetCognitoEvents>({.identity_pool_id = pool}),
         at_pool + "/events", of_pool},
        {"SetIdentityPoolConfiguration", "POST",
         build_target<SetIdentityPoolConfiguration>({.identity_pool_id = pool}), at_pool + "/configuration",
         of_pool},
        {"SubscribeToDataset", "POST", build_target<SubscribeToDataset>({pool, me, list, "d/1"}),
         at_list + "/subscriptions/d%2F1", of_device},
        {"UnsubscribeFromDataset", "DELETE", build_target<UnsubscribeFromDataset>({pool, me, list, "d/1"}),
         at_list + "/subscriptions/d%2F1", of_device},
        {"UpdateRecords", "POST",
         build_target<UpdateRecords>(
             {.identity_pool_id = pool, .identity_id = me, .dataset_name = list, .sync_session_token = "s"}),
         at_list, of_list},
    };
    return all;
}

/// What a query carries for a value, by way of nothing that the library has.
std::string plain(value_type const& type, void const* value) {
    switch (type.is) {
        case kind::string: return *static_cast<std::string const*>(value);
        case kind::int32: return std::to_string(*static_cast<std::int32_t const*>(value));
        default: return std::to_string(*static_cast<std::int64_t const*>(value));
    }
}

/// The bindings of a request, found by member name in the literal route.
template <class Op>
std::pair<bindings, bindings> carried(typename Op::Request const& asked) {
    std::pair<bindings, bindings> found;
    schema const& rows = schema_of<typename Op::Request>;
    auto const add = [&](bindings& into, std::string_view member) {
        field const& row = *rows.find(member);
        if (void const* const value = row.get(&asked); value != nullptr)
            into.emplace_back(member, plain(*row.type, value));
    };
    for (auto const& segment : Op::http.path())
        if (segment.label) add(found.first, segment.text);
    for (auto const& binding : Op::http.query()) add(found.second, binding.member);
    return found;
}

/// The request as its target alone tells it.
template <class Op>
typename Op::Request read_back(std::string_view target) {
    typename Op::Request asked{};
    detail::routed found;
    error failed;
    REQUIRE(detail::find_route(Op::http.method(), target, {}, found, failed));
    REQUIRE(found.op == &operation_of<Op>);
    REQUIRE(detail::read_bindings(found, &asked, failed));
    return asked;
}

}  // namespace

TEST_CASE(
    "each of the 17 operations has its exact target, and the target tells the operation and its members",
    "[uri]") {
    REQUIRE(every_operation().size() == operations::size);
    for (auto const& [operation, method, built, target, labels, query] : every_operation()) {
        INFO(operation);
        REQUIRE(built.has_value());
        CHECK(*built == target);
        auto const matched = parse_target(method, target);
        REQUIRE(matched.has_value());
        CHECK(matched->operation == operation);
        CHECK(matched->labels == labels);
        CHECK(matched->query == query);
    }
}

TEST_CASE("a target built from any values parses back to them, whichever operation it is", "[uri]") {
    operations::for_each([]<class Op>() {
        INFO(Op::name);
        sample::source from(2014);
        for (int round = 0; round < 300; ++round) {
            auto const asked = from.make<typename Op::Request>();
            auto const target = build_target<Op>(asked);
            REQUIRE(target.has_value());
            REQUIRE(
                std::all_of(target->begin(), target->end(), [](char c) { return 0x21 <= c && c <= 0x7e; }));
            auto const matched = parse_target(Op::http.method(), *target);
            REQUIRE(matched.has_value());
            REQUIRE(matched->operation == Op::name);
            auto const [labels, query] = carried<Op>(asked);
            REQUIRE(matched->labels == labels);
            REQUIRE(matched->query == query);

            auto const again = read_back<Op>(*target);
            REQUIRE(build_target<Op>(again).value() == *target);
            if (!operation_of<Op>.has_body()) REQUIRE(again == asked);
        }
    });
}

TEST_CASE("a query member that is unset has no key, an empty one has its =, zero is a value", "[uri]") {
    std::string const path = "/identitypools/a%3A0/identities/b%3A1/datasets/c/records";
    auto const target_with = [](auto const& set) {
        ListRecords::Request asked{.identity_pool_id = "a:0", .identity_id = "b:1", .dataset_name = "c"};
        set(asked);
        return build_target<ListRecords>(asked).value();
    };
    CHECK(target_with([](auto&) {}) == path);
    CHECK(target_with([](auto& asked) { asked.next_token = ""; }) == path + "?nextToken=");
    CHECK(target_with([](auto& asked) { asked.last_sync_count = 0; }) == path + "?lastSyncCount=0");
    CHECK(target_with([](auto& asked) { asked.last_sync_count = INT64_MIN; }) ==
          path + "?lastSyncCount=-9223372036854775808");
    CHECK(target_with([](auto& asked) {
              asked.last_sync_count = INT64_MAX, asked.sync_session_token = "";
          }) == path + "?lastSyncCount=9223372036854775807&syncSessionToken=");
    CHECK(build_target<ListIdentityPoolUsage>({}).value() == "/identitypools");
    CHECK(build_target<ListIdentityPoolUsage>({.max_results = 2'147'483'647}).value() ==
          "/identitypools?maxResults=2147483647");
}

TEST_CASE("every byte but letters, digits and -._~ is escaped in a label and in a query value, in upper case",
          "[uri]") {
    constexpr std::string_view plain_bytes =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";
    for (int byte = 0; byte < 128; ++byte) {
        std::string const value = {'x', static_cast<char>(byte)};
        char escaped[4];
        std::snprintf(escaped, sizeof escaped, "%%%02X", static_cast<unsigned>(byte));
        std::string const wanted =
            "x" + (plain_bytes.find(value[1]) != std::string_view::npos ? value.substr(1) : escaped);
        CHECK(build_target<SubscribeToDataset>({"a:0", "b:1", "c", value}).value() ==
              "/identitypools/a%3A0/identities/b%3A1/datasets/c/subscriptions/" + wanted);
        CHECK(build_target<ListIdentityPoolUsage>({.next_token = value}).value() ==
              "/identitypools?nextToken=" + wanted);
    }
    CHECK(build_target<ListIdentityPoolUsage>({.next_token = "\u20ac\U0001f600"}).value() ==
          "/identitypools?nextToken=%E2%82%AC%F0%9F%98%80");
}

TEST_CASE("a base path stands before every path, with or without a slash at its end, and is taken off again",
          "[uri]") {
    for (auto const& [operation, method, built, target, labels, query] : every_operation())
        for (std::string_view const base : {"/sync", "/sync/", "/a/b.c", "/", ""}) {
            INFO(operation << " behind " << base);
            std::string const bare(base.substr(0, base.ends_with('/') ? base.size() - 1 : base.size()));
            auto const matched = parse_target(method, bare + target, {.base_path = base});
            REQUIRE(matched.has_value());
            CHECK(matched->operation == operation);
            CHECK(matched->labels == labels);
            CHECK(matched->query == query);
        }
    CHECK(build_target<ListIdentityPoolUsage>({}, {.base_path = "/sync"}).value() == "/sync/identitypools");
    CHECK(build_target<ListIdentityPoolUsage>({}, {.base_path = "/sync/"}).value() == "/sync/identitypools");
    CHECK(build_target<ListIdentityPoolUsage>({}, {.base_path = "/"}).value() == "/identitypools");
    CHECK(build_target<ListIdentityPoolUsage>({}, {.base_path = "/a/b"}).value() == "/a/b/identitypools");
}

TEST_CASE("a target looks at no header and no body member", "[uri]") {
    UpdateRecords::Request asked{
        .identity_pool_id = pool, .identity_id = me, .dataset_name = list, .sync_session_token = "\xFF"};
    asked.record_patches = {{RecordPatch{.op = open<Operation>("neither"), .key = ""}}};
    asked.device_id = "";
    CHECK(build_target<UpdateRecords>(asked).has_value());
    asked.client_context = "\xFF\n";
    CHECK(build_target<UpdateRecords>(asked).has_value());
}

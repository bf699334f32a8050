// SPDX-License-Identifier: BSL-1.0
//
// Identity pools: usage, settings, events, BulkPublish.
#include "store.hpp"

using namespace example;

namespace {

std::string const role = "arn:aws:iam::123456789012:role/sync";
std::string const app = "arn:aws:sns:us-east-1:123456789012:app/GCM/my_app";

cs::GetIdentityPoolConfiguration::Response settings_now(bench& at, std::string const& pool = pool_a) {
    return good(at.store.answer(cs::GetIdentityPoolConfiguration::Request{pool}));
}

cs::SetIdentityPoolConfiguration::Response configure(bench& at, std::optional<cs::PushSync> push,
                                                     std::optional<cs::CognitoStreams> streams,
                                                     std::string const& pool = pool_a) {
    return good(at.store.answer(
        cs::SetIdentityPoolConfiguration::Request{pool, std::move(push), std::move(streams)}));
}

cs::event_map events(bench& at, std::string const& pool = pool_a) {
    return good(at.store.answer(cs::GetCognitoEvents::Request{pool})).events;
}

void set_events(bench& at, cs::event_map given, std::string const& pool = pool_a) {
    good(at.store.answer(cs::SetCognitoEvents::Request{pool, std::move(given)}));
}

cs::ListIdentityPoolUsage::Response pools(bench& at, std::optional<std::int32_t> most = {},
                                          std::optional<std::string> next = {}) {
    return good(at.store.answer(cs::ListIdentityPoolUsage::Request{std::move(next), most}));
}

std::vector<std::string> names_of(cs::ListIdentityPoolUsage::Response const& listed) {
    std::vector<std::string> names;
    for (auto const& each : listed.identity_pool_usages) names.push_back(*each.identity_pool_id);
    return names;
}

cs::CognitoStreams streaming(cs::StreamingStatus status) {
    return {.stream_name = "stream", .role_arn = role, .streaming_status = status};
}

std::string publish(bench& at, std::string const& pool = pool_a) {
    auto const said = at.store.answer(cs::BulkPublish::Request{pool});
    return said.refusal() ? bad(said) : *good(said).identity_pool_id;
}

cs::GetBulkPublishDetails::Response details(bench& at, std::string const& pool = pool_a) {
    return good(at.store.answer(cs::GetBulkPublishDetails::Request{pool}));
}

}  // namespace

TEST_CASE("a pool and an identity that were never written are empty and no error", "[live][store]") {
    bench at;
    CHECK(at.usage() ==
          cs::IdentityUsage{
              .identity_id = identity_a, .identity_pool_id = pool_a, .dataset_count = 0, .data_storage = 0});
    CHECK(at.pool_usage() ==
          cs::IdentityPoolUsage{.identity_pool_id = pool_a, .sync_sessions_count = 0, .data_storage = 0});
    CHECK(settings_now(at) == cs::GetIdentityPoolConfiguration::Response{.identity_pool_id = pool_a});
    CHECK(events(at).empty());
    CHECK(details(at) ==
          cs::GetBulkPublishDetails::Response{.identity_pool_id = pool_a,
                                              .bulk_publish_status = cs::BulkPublishStatus::NOT_STARTED});
    CHECK(pools(at) == cs::ListIdentityPoolUsage::Response{.max_results = 60, .count = 0});
}

TEST_CASE("usage of an identity and of a pool are the sums of their datasets", "[live][store]") {
    bench at;
    at.update("one", {put("k", "12345"), put("l", "")});
    at.update("two", {put("k", "\xE2\x82\xAC")});
    at.update("two", {put("k", "", 1)});
    at.time += 1s;
    at.update("three", {put("key", "123")}, {pool_a, identity_b});
    at.update("one", {put("k", "v")}, {pool_b, identity_a});
    CHECK(at.usage() == cs::IdentityUsage{.identity_id = identity_a,
                                          .identity_pool_id = pool_a,
                                          .last_modified_date = at.time - 1s,
                                          .dataset_count = 2,
                                          .data_storage = 8});
    CHECK(at.usage({pool_a, identity_b}).data_storage == 6);
    cs::IdentityPoolUsage const first{.identity_pool_id = pool_a,
                                      .sync_sessions_count = 4,
                                      .data_storage = 14,
                                      .last_modified_date = at.time};
    CHECK(at.pool_usage() == first);
    auto const listed = pools(at);
    REQUIRE(listed.count == 2);
    CHECK(listed.identity_pool_usages[0] == first);
    CHECK(listed.identity_pool_usages[1] == at.pool_usage(pool_b));
    CHECK(listed.identity_pool_usages[1].data_storage == 2);
}

TEST_CASE("only updates that succeed are counted as sessions, and a deletion takes none away",
          "[live][store]") {
    bench at;
    at.update("notes", {put("k", "v")});
    CHECK(bad(at.try_update("notes", {put("k", "v")})).substr(0, 3) == "409");
    at.list("notes");
    at.update("notes", {});
    CHECK(at.pool_usage().sync_sessions_count == 1);
    at.erase("notes");
    CHECK(at.pool_usage().sync_sessions_count == 1);
    at.update("notes", {put("k", "v")});
    CHECK(at.pool_usage().sync_sessions_count == 2);
}

TEST_CASE("reading makes no pool", "[live][store]") {
    bench at;
    at.list("notes");
    at.datasets();
    at.usage();
    settings_now(at);
    details(at);
    CHECK(publish(at).substr(0, 3) == "400");
    CHECK(at.try_update("notes", {put("k", "v", 7)}).refusal());
    CHECK(pools(at).count == 0);
    set_events(at, {{"SyncTrigger", "arn"}}, pool_b);
    configure(at, {}, {}, pool_a);
    CHECK(names_of(pools(at)) == std::vector<std::string>{pool_a, pool_b});
    CHECK(pools(at).identity_pool_usages[0].last_modified_date == std::nullopt);
}

TEST_CASE("pages of pools follow each other by name, 60 at most", "[live][store]") {
    bench at;
    for (int i = 60; i >= 0; --i) configure(at, {}, {}, "p:" + std::to_string(100 + i));
    auto const first = pools(at);
    CHECK(first.identity_pool_usages.size() == 60);
    CHECK(first.count == 60);
    CHECK(first.max_results == 60);
    CHECK(names_of(first).front() == "p:100");
    auto const second = pools(at, 2, first.next_token);
    CHECK(names_of(second) == std::vector<std::string>{"p:160"});
    CHECK(second.max_results == 2);
    CHECK_FALSE(second.next_token);
    CHECK(pools(at, INT32_MAX).max_results == 60);
    auto const two = pools(at, 2);
    CHECK(two.count == 2);
    configure(at, {}, {}, "p:1011");
    CHECK(names_of(pools(at, 1, two.next_token)) == std::vector<std::string>{"p:1011"});
}

TEST_CASE("the token of a page of pools is good for that list alone", "[live][store]") {
    bench at;
    configure(at, {}, {}, pool_a);
    configure(at, {}, {}, pool_b);
    std::string const said = "400 InvalidParameterException: NextToken not valid for these inputs";
    std::string const next = *pools(at, 1).next_token;
    CHECK(names_of(pools(at, 1, next)) == std::vector<std::string>{pool_b});
    CHECK(bad(at.store.answer(cs::ListIdentityPoolUsage::Request{""})) == said);
    CHECK(bad(at.store.answer(cs::ListIdentityPoolUsage::Request{at.token("notes")})) == said);
    CHECK(bad(at.store.answer(cs::ListDatasets::Request{pool_a, identity_a, next})) == said);
    at.time += 600s;
    CHECK(bad(at.store.answer(cs::ListIdentityPoolUsage::Request{next})) == said);
}

TEST_CASE("settings are kept as given", "[live][store]") {
    bench at;
    cs::PushSync const push{.application_arns = {{app, "\xF0\x9F\x98\x80\"\\"}}, .role_arn = role};
    cs::CognitoStreams const streams = streaming(cs::StreamingStatus::DISABLED);
    auto const said = configure(at, push, streams);
    CHECK(said == cs::SetIdentityPoolConfiguration::Response{pool_a, push, streams});
    CHECK(settings_now(at) == cs::GetIdentityPoolConfiguration::Response{pool_a, push, streams});
    CHECK(settings_now(at, pool_b) == cs::GetIdentityPoolConfiguration::Response{pool_b, {}, {}});
}

TEST_CASE("a part of the settings that is left out stays, and an empty one is cleared", "[live][store]") {
    bench at;
    cs::PushSync const push{.application_arns = {{app}}, .role_arn = role};
    cs::CognitoStreams const streams = streaming(cs::StreamingStatus::ENABLED);
    configure(at, push, {});
    CHECK(configure(at, {}, streams) == cs::SetIdentityPoolConfiguration::Response{pool_a, push, streams});
    CHECK(configure(at, {}, {}) == cs::SetIdentityPoolConfiguration::Response{pool_a, push, streams});
    CHECK(configure(at, cs::PushSync{}, {}) ==
          cs::SetIdentityPoolConfiguration::Response{pool_a, {}, streams});
    CHECK(settings_now(at) == cs::GetIdentityPoolConfiguration::Response{pool_a, {}, streams});
    configure(at, push, cs::CognitoStreams{});
    CHECK(settings_now(at) == cs::GetIdentityPoolConfiguration::Response{pool_a, push, {}});
}

TEST_CASE("a part of the settings is replaced as a whole", "[live][store]") {
    bench at;
    configure(at, cs::PushSync{.application_arns = {{app}}, .role_arn = role}, {});
    configure(at, cs::PushSync{.role_arn = role}, {});
    CHECK(settings_now(at).push_sync == cs::PushSync{.role_arn = role});
    cs::PushSync const none{.application_arns = std::vector<std::string>{}};
    configure(at, none, {});
    CHECK(settings_now(at).push_sync == none);
}

TEST_CASE("events are merged, and the empty function removes one", "[live][store]") {
    bench at;
    set_events(at, {{"SyncTrigger", "arn:1"}});
    set_events(at, {{"Other", "arn:2"}});
    set_events(at, {});
    CHECK(events(at) == cs::event_map{{"SyncTrigger", "arn:1"}, {"Other", "arn:2"}});
    set_events(at, {{"SyncTrigger", "arn:3"}});
    CHECK(events(at) == cs::event_map{{"SyncTrigger", "arn:3"}, {"Other", "arn:2"}});
    set_events(at, {{"SyncTrigger", ""}, {"never", ""}});
    CHECK(events(at) == cs::event_map{{"Other", "arn:2"}});
    std::string const nul = std::string("a\0b", 3);
    set_events(at, {{nul, nul}, {"", "x"}});
    CHECK(events(at) == cs::event_map{{"Other", "arn:2"}, {nul, nul}, {"", "x"}});
    CHECK(events(at, pool_b).empty());
}

TEST_CASE("a bulk publish needs streaming", "[live][store]") {
    bench at;
    std::string const said = "400 InvalidParameterException: Streaming is not enabled for this identity pool";
    CHECK(publish(at) == said);
    configure(at, {}, cs::CognitoStreams{.stream_name = "stream"});
    CHECK(publish(at) == said);
    configure(at, {}, streaming(cs::StreamingStatus::DISABLED));
    CHECK(publish(at) == said);
    configure(at, {}, streaming(cs::StreamingStatus::ENABLED), pool_b);
    CHECK(publish(at) == said);
    CHECK(details(at).bulk_publish_status == cs::BulkPublishStatus::NOT_STARTED);
    configure(at, {}, streaming(cs::StreamingStatus::ENABLED));
    CHECK(publish(at) == pool_a);
}

TEST_CASE("the status of a bulk publish moves with the clock", "[live][store]") {
    bench at;
    configure(at, {}, streaming(cs::StreamingStatus::ENABLED));
    configure(at, {}, streaming(cs::StreamingStatus::ENABLED), pool_b);
    auto const start = at.time;
    cs::GetBulkPublishDetails::Response expected{.identity_pool_id = pool_a,
                                                 .bulk_publish_start_time = start,
                                                 .bulk_publish_status = cs::BulkPublishStatus::IN_PROGRESS};
    CHECK(publish(at) == pool_a);
    CHECK(details(at) == expected);
    at.time = start + 5s - 1ms;
    CHECK(details(at) == expected);
    CHECK(publish(at) == "400 DuplicateRequestException: A bulk publish is in progress");
    CHECK(publish(at, pool_b) == pool_b);
    at.time = start + 5s;
    expected.bulk_publish_status = cs::BulkPublishStatus::SUCCEEDED;
    expected.bulk_publish_complete_time = start + 5s;
    CHECK(details(at) == expected);
    std::string const again = "400 AlreadyStreamedException: A bulk publish succeeded less than 24 hours ago";
    CHECK(publish(at) == again);
    at.time = start + 5s + 24h - 1ms;
    CHECK(publish(at) == again);
    CHECK(details(at) == expected);
    at.time += 1ms;
    CHECK(publish(at) == pool_a);
    CHECK(details(at).bulk_publish_start_time == at.time);
    CHECK(details(at).bulk_publish_status == cs::BulkPublishStatus::IN_PROGRESS);
    CHECK(details(at).bulk_publish_complete_time == std::nullopt);
}

TEST_CASE("settings, events, usage and a bulk publish outlive the store", "[live][store]") {
    scratch const file;
    cs::timestamp start;
    cs::PushSync const push{.application_arns = {{app}}, .role_arn = role};
    {
        bench at(file.path());
        configure(at, push, streaming(cs::StreamingStatus::ENABLED));
        set_events(at, {{"SyncTrigger", "arn"}});
        at.update("notes", {put("k", "v")});
        publish(at);
        start = at.time;
    }
    bench at(file.path());
    CHECK(settings_now(at).push_sync == push);
    CHECK(settings_now(at).cognito_streams == streaming(cs::StreamingStatus::ENABLED));
    CHECK(events(at) == cs::event_map{{"SyncTrigger", "arn"}});
    CHECK(at.pool_usage().sync_sessions_count == 1);
    CHECK(details(at).bulk_publish_start_time == start);
    CHECK(publish(at).substr(0, 3) == "400");
}

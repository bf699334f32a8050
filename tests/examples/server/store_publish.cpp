// SPDX-License-Identifier: BSL-1.0
//
// BulkPublish, as far as it can be seen from outside: its status moves with the clock. Nothing is sent to any
// stream.
#include "server/rows.hpp"
#include "server/settings.hpp"

namespace example {

namespace {

constexpr std::chrono::hours pause_after_success{24};

struct publication {
    std::optional<cs::timestamp> start{};
    cs::timestamp complete{};
};

publication find_publication(sqlite::database& database, std::string_view pool) {
    auto found = database.query("SELECT publish_start, publish_complete FROM pool WHERE name = ?", pool);
    if (!found.next()) return {};
    return {.start = found.time_if_any(0), .complete = found.time(1)};
}

cs::BulkPublishStatus status_at(publication const& last, cs::timestamp now) {
    if (!last.start) return cs::BulkPublishStatus::NOT_STARTED;
    return now < last.complete ? cs::BulkPublishStatus::IN_PROGRESS : cs::BulkPublishStatus::SUCCEEDED;
}

bool streams(std::optional<cs::CognitoStreams> const& given) {
    return given && given->streaming_status && *given->streaming_status == cs::StreamingStatus::ENABLED;
}

}  // namespace

cs::outcome<cs::BulkPublish> sqlite_store::answer(cs::BulkPublish::Request const& asked) {
    sqlite::transaction whole(database_, sqlite::transaction::writes);
    if (!streams(settings_of(database_, asked.identity_pool_id).cognito_streams))
        return cs::fail<cs::fault::InvalidParameter>("Streaming is not enabled for this identity pool");
    cs::timestamp const now = settings_.now();
    publication const last = find_publication(database_, asked.identity_pool_id);
    auto const status = status_at(last, now);
    if (status == cs::BulkPublishStatus::IN_PROGRESS)
        return cs::fail<cs::fault::DuplicateRequest>("A bulk publish is in progress");
    if (status == cs::BulkPublishStatus::SUCCEEDED && now < last.complete + pause_after_success)
        return cs::fail<cs::fault::AlreadyStreamed>("A bulk publish succeeded less than 24 hours ago");
    database_.execute("UPDATE pool SET publish_start = ?2, publish_complete = ?3 WHERE name = ?1",
                      asked.identity_pool_id, now, now + settings_.publish_time);
    whole.commit();
    return cs::BulkPublish::Response{.identity_pool_id = asked.identity_pool_id};
}

cs::outcome<cs::GetBulkPublishDetails> sqlite_store::answer(cs::GetBulkPublishDetails::Request const& asked) {
    sqlite::transaction whole(database_, sqlite::transaction::reads);
    publication const last = find_publication(database_, asked.identity_pool_id);
    auto const status = status_at(last, settings_.now());
    bool const succeeded = status == cs::BulkPublishStatus::SUCCEEDED;
    return cs::GetBulkPublishDetails::Response{
        .identity_pool_id = asked.identity_pool_id,
        .bulk_publish_start_time = last.start,
        .bulk_publish_complete_time = succeeded ? std::optional(last.complete) : std::nullopt,
        .bulk_publish_status = status,
    };
}

}  // namespace example

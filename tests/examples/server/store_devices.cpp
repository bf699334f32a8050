// SPDX-License-Identifier: BSL-1.0
//
// Devices and what they are subscribed to. Both are kept and nothing is ever pushed.
#include "server/rows.hpp"
#include "server/settings.hpp"

namespace example {

namespace {

constexpr std::size_t bytes_of_a_device_id = 16;

/// Whether an ARN as of `arn:aws:sns:us-east-1:123456789012:app/GCM/my_app` is of a platform.
bool is_of(std::string_view arn, std::string_view platform) {
    return arn.find(":app/" + std::string(platform) + "/") != std::string_view::npos;
}

bool pushes_to(std::optional<cs::PushSync> const& given, std::string_view platform) {
    if (!given || !given->application_arns) return false;
    auto const& arns = *given->application_arns;
    return std::any_of(arns.begin(), arns.end(), [&](auto const& arn) { return is_of(arn, platform); });
}

std::optional<std::string> find_device(sqlite::database& database, std::int64_t pool,
                                       cs::RegisterDevice::Request const& asked) {
    auto found =
        database.query("SELECT id FROM device WHERE pool = ? AND identity = ? AND platform = ? AND token = ?",
                       pool, asked.identity_id, asked.platform.text(), sqlite::blob{asked.token});
    return found.next() ? std::optional(found.text(0)) : std::nullopt;
}

std::string new_device(sqlite::database& database, std::int64_t pool,
                       cs::RegisterDevice::Request const& asked) {
    std::string id = random_hex(bytes_of_a_device_id);
    database.execute("INSERT INTO device (id, pool, identity, platform, token) VALUES (?, ?, ?, ?, ?)", id,
                     pool, asked.identity_id, asked.platform.text(), sqlite::blob{asked.token});
    return id;
}

/// Whether a device is registered with the identity that a request names.
template <class Request>
bool knows_device(sqlite::database& database, Request const& asked) {
    auto found = database.query("SELECT 1 FROM device d JOIN pool p ON p.id = d.pool"
                                " WHERE p.name = ? AND d.identity = ? AND d.id = ?",
                                asked.identity_pool_id, asked.identity_id, asked.device_id);
    return found.next();
}

}  // namespace

cs::outcome<cs::RegisterDevice> sqlite_store::answer(cs::RegisterDevice::Request const& asked) {
    sqlite::transaction whole(database_, sqlite::transaction::writes);
    if (!pushes_to(settings_of(database_, asked.identity_pool_id).push_sync, asked.platform.text()))
        return cs::fail<cs::fault::InvalidConfiguration>(
            "The identity pool has no ApplicationArn of this platform");
    std::int64_t const pool = need_pool(database_, asked.identity_pool_id);
    auto id = find_device(database_, pool, asked);
    if (!id) id = new_device(database_, pool, asked);
    whole.commit();
    return cs::RegisterDevice::Response{.device_id = *std::move(id)};
}

cs::outcome<cs::SubscribeToDataset> sqlite_store::answer(cs::SubscribeToDataset::Request const& asked) {
    sqlite::transaction whole(database_, sqlite::transaction::writes);
    if (!knows_device(database_, asked)) return cs::fail<cs::fault::ResourceNotFound>(no_such_device);
    database_.execute("INSERT INTO subscription VALUES (?, ?) ON CONFLICT DO NOTHING", asked.device_id,
                      asked.dataset_name);
    whole.commit();
    return cs::SubscribeToDataset::Response{};
}

cs::outcome<cs::UnsubscribeFromDataset>
sqlite_store::answer(cs::UnsubscribeFromDataset::Request const& asked) {
    sqlite::transaction whole(database_, sqlite::transaction::writes);
    if (!knows_device(database_, asked)) return cs::fail<cs::fault::ResourceNotFound>(no_such_device);
    database_.execute("DELETE FROM subscription WHERE device = ? AND dataset = ?", asked.device_id,
                      asked.dataset_name);
    whole.commit();
    return cs::UnsubscribeFromDataset::Response{};
}

}  // namespace example

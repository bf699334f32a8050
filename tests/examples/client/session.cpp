// SPDX-License-Identifier: BSL-1.0
#include "client/session.hpp"

#include <cognito_sync/call.hpp>
#include <cognito_sync/pagination.hpp>

#include <boost/system/errc.hpp>

#include <chrono>

namespace example::client {
namespace {

/// What nobody but this program says.
cs::error nothing_there(std::string sentence) {
    return {.code = boost::system::errc::make_error_code(boost::system::errc::no_such_file_or_directory),
            .message = std::move(sentence)};
}

cs::timestamp now() {
    return std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now());
}

cs::Record const* find(contents const& in, std::string const& key) {
    auto const found = in.records.find(key);
    return found == in.records.end() ? nullptr : &found->second;
}

/// A patch against what stands there now; `there` is nullptr for a key that never was.
cs::RecordPatch patch_of(std::string const& key, std::optional<std::string> const& value,
                         cs::Record const* there) {
    return {.op = value ? cs::Operation::replace : cs::Operation::remove,
            .key = key,
            .value = value,
            .sync_count = there == nullptr ? 0 : there->sync_count.value_or(0),
            .device_last_modified_date = now()};
}

}  // namespace

cs::Record const* contents::live(std::string const& key) const {
    cs::Record const* const found = find(*this, key);
    return found != nullptr && found->value ? found : nullptr;
}

template <class Op>
cs::result<typename Op::Response> session::ask(typename Op::Request const& request) {
    return cs::call<Op>(request, send_, rules_);
}

/// Asks for every page and hands it over; the first error ends it.
template <class Request, class Take>
cs::result<void> session::each_page(Request first, Take take) {
    auto const send = [this](cs::request const& asked) { return send_(asked); };
    for (auto const& page : cs::pages(std::move(first), send, rules_)) {
        if (!page) return page.error();
        take(*page);
    }
    return {};
}

cs::result<std::vector<cs::Dataset>> session::datasets(counter const& seen) {
    std::vector<cs::Dataset> all;
    cs::ListDatasets::Request const first{.identity_pool_id = pool_, .identity_id = identity_};
    auto const done = each_page(first, [&](cs::ListDatasets::Response const& page) {
        all.insert(all.end(), page.datasets.begin(), page.datasets.end());
        if (seen) seen(all.size());
    });
    if (!done) return done.error();
    return all;
}

cs::result<contents> session::read(std::string const& dataset, counter const& seen) {
    contents all;
    cs::ListRecords::Request const first{
        .identity_pool_id = pool_, .identity_id = identity_, .dataset_name = dataset};
    auto const done = each_page(first, [&](cs::ListRecords::Response const& page) {
        // A record that changes while pages are read comes again, with a higher count.
        for (cs::Record const& each : page.records)
            if (each.key) all.records.insert_or_assign(*each.key, each);
        all.sync_count = page.dataset_sync_count.value_or(all.sync_count);
        all.token = page.sync_session_token.value_or(all.token);
        all.exists = page.dataset_exists.value_or(!all.records.empty());
        if (seen) seen(all.records.size());
    });
    if (!done) return done.error();
    return all;
}

cs::result<cs::Dataset> session::describe(std::string const& dataset) {
    auto const said = ask<cs::DescribeDataset>(
        {.identity_pool_id = pool_, .identity_id = identity_, .dataset_name = dataset});
    if (!said) return said.error();
    return said->dataset.value_or(cs::Dataset{});
}

cs::result<deletion> session::erase(std::string const& dataset) {
    auto const said = ask<cs::DeleteDataset>(
        {.identity_pool_id = pool_, .identity_id = identity_, .dataset_name = dataset});
    if (said) return deletion{.dataset = said->dataset.value_or(cs::Dataset{})};
    if (said.error().code == cs::fault::ResourceNotFound && send_.in_doubt())
        return deletion{.certain = false};
    return in_doubt(said.error());
}

cs::result<cs::IdentityUsage> session::usage() {
    auto const said = ask<cs::DescribeIdentityUsage>({.identity_pool_id = pool_, .identity_id = identity_});
    if (!said) return said.error();
    return said->identity_usage.value_or(cs::IdentityUsage{});
}

cs::result<cs::Record> session::patch(std::string const& dataset, cs::RecordPatch change, std::string token) {
    auto const said = ask<cs::UpdateRecords>({.identity_pool_id = pool_,
                                              .identity_id = identity_,
                                              .dataset_name = dataset,
                                              .record_patches = {{std::move(change)}},
                                              .sync_session_token = std::move(token)});
    if (!said) return said.error();
    return said->records.empty() ? cs::Record{} : said->records.front();
}

cs::result<cs::Record> session::change(std::string const& dataset, std::string const& key,
                                       std::optional<std::string> const& value) {
    for (int conflicts = 0;; ++conflicts) {
        auto const there = read(dataset);
        if (!there) return there.error();
        cs::Record const* const record = find(*there, key);
        std::optional<std::string> const standing = record == nullptr ? std::nullopt : record->value;
        if (conflicts > 0 && record != nullptr && standing == value) return *record;
        if (!value && !standing) return nothing_there("there is no record " + key + " in " + dataset);

        auto made = patch(dataset, patch_of(key, value, record), there->token);
        if (made) return made;
        if (!(made.error() == cs::condition::conflict) || conflicts == most_conflicts)
            return in_doubt(made.error());
    }
}

/// What a network that failed says by itself: an attempt before may have done what was asked.
cs::error session::in_doubt(cs::error failed) const {
    if (failed.status != 0 && send_.in_doubt()) failed.message += "; the request may have been carried out";
    return failed;
}

}  // namespace example::client

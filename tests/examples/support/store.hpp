// SPDX-License-Identifier: BSL-1.0
//
// Cognito Sync in memory, or as much of it as the examples need: datasets, subscriptions, events and
// settings. Each function takes the Request of an operation and answers its outcome. No HTTP and no JSON,
// for that is the library's part; and no constraints, for a request that breaks one never gets here.
#pragma once

#include <cognito_sync/model/operations.hpp>
#include <cognito_sync/outcome.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <utility>

namespace example {

namespace cs = cognito_sync;

class store {
public:
    void put(std::string const& pool, cs::Dataset dataset) {
        auto& shelf = datasets_[{pool, dataset.identity_id.value()}];
        std::string name = dataset.dataset_name.value();
        shelf.insert_or_assign(std::move(name), std::move(dataset));
    }

    /// A token is the name that ended the page before: it stays good when datasets come and go meanwhile.
    cs::outcome<cs::ListDatasets> list(cs::ListDatasets::Request const& asked) {
        auto const& shelf = datasets_[{asked.identity_pool_id, asked.identity_id}];
        auto const most = static_cast<std::size_t>(asked.max_results.value_or(longest_page));
        cs::ListDatasets::Response page;
        page.datasets.reserve(std::min(most, shelf.size()));
        for (auto next = shelf.upper_bound(asked.next_token.value_or("")); next != shelf.end(); ++next) {
            if (page.datasets.size() == most) {
                page.next_token = page.datasets.back().dataset_name;
                break;
            }
            page.datasets.push_back(next->second);
        }
        page.count = static_cast<std::int32_t>(page.datasets.size());
        return page;
    }

    cs::outcome<cs::DescribeDataset> describe(cs::DescribeDataset::Request const& asked) {
        auto const& shelf = datasets_[{asked.identity_pool_id, asked.identity_id}];
        auto const found = shelf.find(asked.dataset_name);
        if (found == shelf.end()) return cs::fail<cs::fault::ResourceNotFound>("Dataset does not exist");
        return cs::DescribeDataset::Response{.dataset = found->second};
    }

    cs::outcome<cs::DeleteDataset> erase(cs::DeleteDataset::Request const& asked) {
        auto const taken = datasets_[{asked.identity_pool_id, asked.identity_id}].extract(asked.dataset_name);
        if (!taken) return cs::fail<cs::fault::ResourceNotFound>("Dataset does not exist");
        return cs::DeleteDataset::Response{.dataset = taken.mapped()};
    }

    /// A dataset need not exist to be subscribed to: the service creates one when it is first written.
    cs::outcome<cs::SubscribeToDataset> subscribe(cs::SubscribeToDataset::Request const& asked) {
        subscriptions_.insert(
            {asked.identity_pool_id, asked.identity_id, asked.dataset_name, asked.device_id});
        return cs::SubscribeToDataset::Response{};
    }

    cs::outcome<cs::UnsubscribeFromDataset> unsubscribe(cs::UnsubscribeFromDataset::Request const& asked) {
        if (!subscriptions_.erase(
                {asked.identity_pool_id, asked.identity_id, asked.dataset_name, asked.device_id}))
            return cs::fail<cs::fault::ResourceNotFound>("The device is not subscribed");
        return cs::UnsubscribeFromDataset::Response{};
    }

    cs::outcome<cs::GetCognitoEvents> events(cs::GetCognitoEvents::Request const& asked) {
        return cs::GetCognitoEvents::Response{.events = events_[asked.identity_pool_id]};
    }

    cs::outcome<cs::SetCognitoEvents> set_events(cs::SetCognitoEvents::Request const& asked) {
        events_[asked.identity_pool_id] = asked.events;
        return cs::SetCognitoEvents::Response{};
    }

    cs::outcome<cs::GetIdentityPoolConfiguration>
    configuration(cs::GetIdentityPoolConfiguration::Request const& asked) {
        auto const& kept = settings_[asked.identity_pool_id];
        return cs::GetIdentityPoolConfiguration::Response{
            .identity_pool_id = asked.identity_pool_id,
            .push_sync = kept.push_sync,
            .cognito_streams = kept.cognito_streams,
        };
    }

    cs::outcome<cs::SetIdentityPoolConfiguration>
    configure(cs::SetIdentityPoolConfiguration::Request const& asked) {
        settings_[asked.identity_pool_id] = asked;
        return cs::SetIdentityPoolConfiguration::Response{
            .identity_pool_id = asked.identity_pool_id,
            .push_sync = asked.push_sync,
            .cognito_streams = asked.cognito_streams,
        };
    }

private:
    static constexpr std::int32_t longest_page = 60;

    using owner = std::pair<std::string, std::string>;  // identity pool, identity

    std::map<owner, std::map<std::string, cs::Dataset>> datasets_;
    std::set<std::array<std::string, 4>> subscriptions_;
    std::map<std::string, cs::event_map> events_;
    std::map<std::string, cs::SetIdentityPoolConfiguration::Request> settings_;
};

}  // namespace example

// SPDX-License-Identifier: BSL-1.0
//
// What one identity does with the service, operation by operation: pages are followed, conflicts resolved.
// Nothing is printed here.
#pragma once

#include "client/repeat.hpp"

#include <cognito_sync/codec.hpp>
#include <cognito_sync/error.hpp>
#include <cognito_sync/model/operations.hpp>
#include <cognito_sync/model/structures.hpp>
#include <cognito_sync/policy.hpp>

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace example::client {

/// All that a dataset holds, as of the last page.
struct contents {
    std::map<std::string, cs::Record> records{};  ///< by key, those that were removed too
    std::int64_t sync_count = 0;
    std::string token{};  ///< of the sync session, for writing
    bool exists = false;

    /// The record of a key; nullptr when there is none or it was removed.
    cs::Record const* live(std::string const& key) const;
};

/// A dataset and whether it was this request that deleted it.
struct deletion {
    cs::Dataset dataset{};
    bool certain = true;  ///< false: the first reply was lost, and now there is no such dataset
};

/// Called with how many results have been read so far.
using counter = std::function<void(std::size_t count)>;

class session {
public:
    /// `rules` and `send` have to outlive the session.
    session(std::string pool, std::string identity, sender& send, cs::policy const& rules)
        : pool_(std::move(pool)), identity_(std::move(identity)), send_(send), rules_(rules) {}

    cs::result<std::vector<cs::Dataset>> datasets(counter const& seen = {});
    cs::result<contents> read(std::string const& dataset, counter const& seen = {});
    cs::result<cs::Dataset> describe(std::string const& dataset);
    cs::result<deletion> erase(std::string const& dataset);
    cs::result<cs::IdentityUsage> usage();

    /// Gives a record a value, or removes it when there is none.
    ///
    /// A conflict means that the record was changed meanwhile, or that a repeated request was carried out the
    /// first time. Either way it is read again: when it is as it should be, that is success; else it is
    /// changed with the count it has now, `most_conflicts` times.
    cs::result<cs::Record> change(std::string const& dataset, std::string const& key,
                                  std::optional<std::string> const& value);

    static constexpr int most_conflicts = 10;

private:
    template <class Op>
    cs::result<typename Op::Response> ask(typename Op::Request const& request);
    template <class Request, class Take>
    cs::result<void> each_page(Request first, Take take);
    cs::error in_doubt(cs::error failed) const;
    cs::result<cs::Record> patch(std::string const& dataset, cs::RecordPatch change, std::string token);

    std::string pool_;
    std::string identity_;
    sender& send_;
    cs::policy const& rules_;
};

}  // namespace example::client

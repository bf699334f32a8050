// SPDX-License-Identifier: BSL-1.0
//
// Paths and queries: the target of a request built from its structure, and a target taken apart again. No
// JSON, no headers.
//
// The target is taken raw. It is split on raw `/` and `?`, literal segments are compared byte for byte, and
// each label is decoded exactly once; nothing is ever normalised, since a signature covers what was sent.
#pragma once

#include <cognito_sync/error.hpp>
#include <cognito_sync/model/operations.hpp>
#include <cognito_sync/policy.hpp>
#include <cognito_sync/uri/binding.hpp>
#include <cognito_sync/uri/target.hpp>
#include <cognito_sync/validate.hpp>

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace cognito_sync {

/// A target taken apart: the operation, and what its route binds, percent-decoded. Names are those of the
/// model's members.
struct matched_target {
    std::string_view operation{};
    std::vector<std::pair<std::string_view, std::string>> labels{};
    std::vector<std::pair<std::string_view, std::string>>
        query{};  ///< the first of each key; unknown keys are left out
};

/// The path and query of a request, percent-encoded; what travels in headers or the body is not looked at.
///
/// Errors   every broken constraint of the members that the target carries; `dot_segment` for `.` and `..`
/// Wire     /identitypools/us-east-1%3A0f1e/identities/us-east-1%3Aaaaa/datasets?maxResults=10
template <class Op>
result<std::string> build_target(typename Op::Request const& request, policy const& rules = {}) {
    std::vector<detail::finding> found;
    operation const& op = operation_of<Op>;
    detail::validator(rules, {}, found).structure(*op.request, &request, {}, ~op.in_target());
    detail::judge_labels(op, &request, found);
    if (!found.empty()) return detail::constraint_error(std::move(found));
    std::string target;
    detail::append_target(target, op, &request, rules);
    return target;
}

/// Takes a target apart, as a server or a proxy gets it. Constraints of the model are not judged.
///
/// Errors   `target_too_long`, `bad_target`, `bad_escape`, `unknown_path`, `method_not_allowed` with `allow`,
///          `bad_unicode`
inline result<matched_target> parse_target(std::string_view method, std::string_view target,
                                           policy const& rules = {}) {
    error failed{};
    detail::routed found;
    if (!detail::check_length(target, rules, failed) || !detail::check_characters(target, failed) ||
        !detail::find_route(method, target, rules, found, failed))
        return failed;
    matched_target matched{.operation = found.op->name};
    auto const take = [&](auto& into, std::uint8_t row, std::string_view raw) {
        std::string_view const member = found.op->request->fields[row].name;
        return detail::decode_piece(found, raw, member, into.emplace_back(member, std::string()).second,
                                    failed);
    };
    bool const read = detail::each_binding(
        found,
        [&](std::size_t i, std::string_view raw) { return take(matched.labels, found.op->labels[i], raw); },
        [&](std::size_t i, std::string_view raw) { return take(matched.query, found.op->query[i], raw); });
    if (!read) return failed;
    return matched;
}

}  // namespace cognito_sync

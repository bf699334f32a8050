// SPDX-License-Identifier: BSL-1.0
//
// One byte changed, added or removed, anywhere in the target of any operation: it either still means
// something or is refused cleanly, and it never silently means the same operation on another thing, unless
// the edit stands in that thing's name.
#include <cognito_sync/uri.hpp>

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "support/catch.hpp"

namespace {

using namespace cognito_sync;

/// A target, and where each label stands in it.
struct canonical {
    std::string_view method;
    std::string target{};
    std::vector<std::pair<std::size_t, std::size_t>> labels{};
    std::size_t query = 0;  ///< where the path ends
};

canonical canonical_of(operation const& op) {
    canonical made{.method = op.http->method()};
    for (auto const& segment : op.http->path()) {
        made.target += '/';
        std::size_t const begin = made.target.size();
        made.target += !segment.label ? std::string(segment.text)
                       : segment.text == "DatasetName" || segment.text == "DeviceId" ? "d%2E1"
                                                                                     : "a%3Ab";
        if (segment.label) made.labels.emplace_back(begin, made.target.size());
    }
    made.query = made.target.size();
    for (auto const& binding : op.http->query()) {
        made.target += made.target.size() == made.query ? '?' : '&';
        made.target.append(binding.key).append("=4%32");
    }
    return made;
}

/// What edits led to. Counted by hand, since an assertion for each of a million would take most of the
/// time.
struct tally {
    std::size_t same = 0, other_label = 0, other_operation = 0, refused = 0;
    std::string unclean{}, silent{};
};

/// `first` to `last` are the bytes of the original that the edit touches; for an insertion they are equal.
void judge(canonical const& from, matched_target const& meant, std::string const& edited, std::size_t first,
           std::size_t last, tally& seen) {
    auto const matched = parse_target(from.method, edited);
    if (!matched) {
        ++seen.refused;
        error const failed = matched.error();
        bool const about_the_path =
            failed.code == errc::unknown_path || failed.code == errc::method_not_allowed;
        bool const about_a_byte = failed.code == errc::bad_target || failed.code == errc::bad_escape;
        bool const at_the_edit = failed.offset <= last && first <= failed.offset + 2;
        bool const about_a_value =
            failed.code == errc::bad_unicode && !failed.where.empty() && failed.offset <= edited.size();
        if (!about_the_path && !(about_a_byte && at_the_edit) && !about_a_value) seen.unclean = edited;
        return;
    }
    if (matched->operation != meant.operation) return void(++seen.other_operation);
    bool same = true;
    for (std::size_t i = 0; i < meant.labels.size(); ++i) {
        if (matched->labels[i] == meant.labels[i]) continue;
        same = false;
        auto const [begin, end] = from.labels[i];
        if (first < begin || end < last) seen.silent = edited;
    }
    ++(same ? seen.same : seen.other_label);
}

}  // namespace

TEST_CASE(
    "no edit of one byte makes a target mean the same operation on another thing, but in that thing's name",
    "[uri]") {
    tally all;
    for (operation const* op : operations::table) {
        canonical const from = canonical_of(*op);
        auto const meant = parse_target(from.method, from.target);
        INFO(from.method << " " << from.target);
        REQUIRE(meant.has_value());
        REQUIRE(meant->operation == op->name);
        tally seen;
        for (std::size_t at = 0; at <= from.target.size(); ++at) {
            for (int value = 0; value < 256; ++value) {
                std::string const before = from.target.substr(0, at) + static_cast<char>(value);
                judge(from, *meant, before + from.target.substr(at), at, at, seen);
                if (at < from.target.size() && static_cast<char>(value) != from.target[at])
                    judge(from, *meant, before + from.target.substr(at + 1), at, at + 1, seen);
            }
            if (at < from.target.size())
                judge(from, *meant, from.target.substr(0, at) + from.target.substr(at + 1), at, at + 1, seen);
        }
        CHECK(seen.unclean == "");
        CHECK(seen.silent == "");
        CHECK(seen.refused > from.target.size() * 300);
        if (!from.labels.empty()) CHECK(seen.other_label > 500);
        all.same += seen.same;
        all.other_operation += seen.other_operation;
    }
    CHECK(all.same > 1000);            // within queries
    CHECK(all.other_operation > 100);  // a slash or a question mark more or less
}

TEST_CASE("each beginning of a target is refused cleanly or means something shorter", "[uri]") {
    for (operation const* op : operations::table) {
        canonical const from = canonical_of(*op);
        for (std::size_t size = 0; size < from.query; ++size) {
            INFO(from.target.substr(0, size));
            auto const matched = parse_target(from.method, from.target.substr(0, size));
            if (!matched) {
                CHECK(matched.error().offset <= size);
                continue;
            }
            auto const whole = parse_target(from.method, from.target);
            CHECK((matched->operation != whole->operation || size > from.labels.back().first));
        }
    }
}

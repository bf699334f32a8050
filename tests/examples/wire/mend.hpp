// SPDX-License-Identifier: BSL-1.0
//
// A copy of a request that is put right step by step, so that one run tells what a server would refuse only
// after the first mistake is gone.
//
// Only what has an obvious remedy is mended: a header that does not fit is replaced, a value that cannot be
// read is taken away. Where there is none, the telling ends. Places are counted in the message as it came.
#pragma once

#include "locate.hpp"

#include <cognito_sync/error.hpp>
#include <cognito_sync/policy.hpp>

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace example::wire {

class mended_request {
public:
    mended_request(message const& from, cs::policy const& rules)
        : rules_(rules), method_(from.method), target_(from.target), body_(from.body) {
        for (auto const& [name, value] : from.headers) headers_.emplace_back(name, value);
    }

    cs::request_view view() const { return {method_, target_, headers_, body_}; }
    cs::policy const& rules() const { return rules_; }

    /// Whether something at a pointer was taken away, so that what is said of it now is no news.
    bool took(std::string_view pointer) const {
        return std::any_of(taken_.begin(), taken_.end(), [&](std::string const& each) {
            return pointer.starts_with(each) &&
                   (pointer.size() == each.size() || pointer[each.size()] == '/');
        });
    }

    /// Where in the body as it came a byte of the mended one stands.
    std::size_t in_body(std::size_t at) const { return original(body_edits_, at); }
    std::size_t in_target(std::size_t at) const { return original(target_edits_, at); }

    /// Puts right what an error names; false where that is not possible.
    bool mend(cs::error const& failed, cs::operation const* op, cs::form form) {
        using cs::errc;
        switch (static_cast<errc>(failed.code.value())) {
            case errc::target_too_long: return rules_.max_target = target_.size(), true;
            case errc::body_too_long: return rules_.max_body = body_.size(), true;
            case errc::not_acceptable: return drop_header("accept"), true;
            case errc::unsupported_media_type:
                drop_header("content-type");
                headers_.emplace_back("Content-Type", form == cs::form::rpc ? "application/x-amz-json-1.1"
                                                                            : "application/json");
                return true;
            case errc::bad_header_value: return op != nullptr && drop_member_header(failed.where, *op);
            case errc::wrong_type:
            case errc::number_range:
            case errc::time_range:
            case errc::bad_integer: return op != nullptr && take_away(failed, *op, form);
            default: return false;
        }
    }

private:
    /// So many bytes were put where a longer or shorter text had been.
    struct edit {
        std::size_t at, removed, put;
    };

    static std::size_t original(std::vector<edit> const& edits, std::size_t at) {
        for (auto each = edits.rbegin(); each != edits.rend(); ++each)
            if (at >= each->at + each->put) at += each->removed - each->put;
        return at;
    }

    static void replace(std::string& text, std::vector<edit>& edits, edit made, std::string_view by) {
        text.replace(made.at, made.removed, by);
        edits.push_back(made);
    }

    void drop_header(std::string_view name) {
        std::erase_if(headers_, [&](auto const& each) { return cs::equal_without_case(each.first, name); });
    }

    bool drop_member_header(std::string const& pointer, cs::operation const& op) {
        for (auto const& each : op.http->headers())
            if (pointer.substr(1) == each.member) drop_header(each.key);
        taken_.push_back(pointer);
        return true;
    }

    bool take_away(cs::error const& failed, cs::operation const& op, cs::form form) {
        std::size_t const row = op.request->index_of(failed.where.substr(failed.where.empty() ? 0 : 1));
        bool const in_query =
            form == cs::form::rest && row != cs::schema::npos && carrier(op, row) == "query";
        if (failed.where.empty() || took(failed.where)) return false;
        taken_.push_back(failed.where);
        return in_query ? drop_pair(failed.offset) : put_null(failed.offset);
    }

    bool drop_pair(std::size_t value) {
        std::size_t const start = target_.find_last_of("?&", value) + 1;
        std::size_t const end = std::min(target_.find('&', value), target_.size());
        if (start == 0 || start > end) return false;
        replace(target_, target_edits_, {start, end - start, 0}, "");
        return true;
    }

    /// A member that is null is as good as absent.
    bool put_null(std::size_t value) {
        std::size_t const end = end_of_value(body_, value);
        if (end == npos) return false;
        replace(body_, body_edits_, {value, end - value, 4}, "null");
        return true;
    }

    cs::policy rules_;
    std::string method_, target_, body_;
    cs::header_list headers_{};
    std::vector<std::string> taken_{};
    std::vector<edit> target_edits_{}, body_edits_{};
};

}  // namespace example::wire

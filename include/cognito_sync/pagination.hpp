// SPDX-License-Identifier: BSL-1.0
//
// The request for the next page, if there is one, and all pages as a range. For the operations that answer a
// NextToken: ListDatasets, ListIdentityPoolUsage, ListRecords.
#pragma once

#include <cognito_sync/call.hpp>
#include <cognito_sync/model/operations.hpp>

#include <cstddef>
#include <iterator>
#include <optional>
#include <utility>

namespace cognito_sync {

/// An operation that answers a page at a time.
template <class Op>
concept paged = requires(typename Op::Request asked, typename Op::Response said) {
    asked.next_token = said.next_token;
};

/// The request for the page after this one: the same request, but for its NextToken.
///
/// Nothing when the reply has no token, an empty one, or the one just asked with, which would never end.
template <paged Op>
std::optional<typename Op::Request> next_page(typename Op::Request const& asked,
                                              typename Op::Response const& said) {
    if (!said.next_token || said.next_token->empty() || said.next_token == asked.next_token)
        return std::nullopt;
    std::optional<typename Op::Request> next(asked);
    next->next_token = said.next_token;
    return next;
}

/// The pages of a listing, each asked for when the one before it was looked at. See `pages`.
template <paged Op, class Send>
class page_range {
public:
    using value_type = result<typename Op::Response>;

    class iterator {
    public:
        using value_type = page_range::value_type;
        using difference_type = std::ptrdiff_t;
        using iterator_concept = std::input_iterator_tag;

        value_type const& operator*() const noexcept { return *range_->page_; }
        value_type const* operator->() const noexcept { return &*range_->page_; }
        iterator& operator++() {
            range_->advance();
            return *this;
        }
        void operator++(int) { ++*this; }
        friend bool operator==(iterator const& at, std::default_sentinel_t) noexcept { return at.done(); }

    private:
        friend page_range;
        explicit iterator(page_range& range) noexcept : range_(&range) {}
        bool done() const noexcept { return !range_->page_; }

        page_range* range_;
    };

    page_range(typename Op::Request first, Send send, policy const& rules)
        : next_(std::move(first)), send_(std::move(send)), rules_(rules) {}

    /// Asks for the first page. A range is walked once.
    iterator begin() {
        advance();
        return iterator(*this);
    }
    std::default_sentinel_t end() const noexcept { return {}; }

private:
    void advance() {
        if (!next_) return page_.reset();
        typename Op::Request const asked = *std::exchange(next_, std::nullopt);
        page_.emplace(call<Op>(asked, send_, rules_));
        if (*page_) next_ = next_page<Op>(asked, **page_);
    }

    std::optional<typename Op::Request> next_;
    std::optional<value_type> page_{};
    Send send_;
    policy rules_;
};

/// All pages of a listing, from the one that is asked for. An error is the last element.
///
/// `send` takes a `request` and returns a `response`, or a `result<response>` when it may fail.
///
/// Example  for (auto const& page : pages(query, send)) page ? show(page->datasets) : report(page.error());
template <class Request, class Send>
page_range<operation_for<Request>, Send> pages(Request first, Send send, policy const& rules = {}) {
    return {std::move(first), std::move(send), rules};
}

}  // namespace cognito_sync

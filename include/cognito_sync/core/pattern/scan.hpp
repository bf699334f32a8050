// SPDX-License-Identifier: BSL-1.0
//
// The execution of a plan's steps, a block at a time. Run time only: in constant evaluation the automaton
// judges.
//
// A function is made for each class, with its ranges as constants, so that a block costs a few instructions
// and no table is read.
#pragma once

#include <array>
#include <cstddef>
#include <cstring>
#include <string_view>
#include <utility>

#include <cognito_sync/core/pattern/block.hpp>
#include <cognito_sync/core/pattern/byte_set.hpp>
#include <cognito_sync/core/pattern/byte_test.hpp>

namespace cognito_sync::detail::engine {

template <byte_set Set>
inline constexpr byte_test test_of = shortest_test(Set);

/// A place in a text, and the last block of the text, which serves what no whole block is left for.
template <class Block>
class scanner {
public:
    explicit scanner(std::string_view text) noexcept
        : data_(text.data()), size_(text.size()),
          last_(size_ < Block::width ? Block::last_of(data_, size_)
                                     : Block::load(data_ + size_ - Block::width)) {}

    std::size_t at() const noexcept { return at_; }
    bool at_end() const noexcept { return at_ == size_; }

    /// The literal is a template argument because g++ copies a local constant before it compares.
    template <std::array Literal>
    bool take_literal() noexcept {
        if (size_ - at_ < Literal.size()) return false;
        if (std::memcmp(data_ + at_, Literal.data(), Literal.size()) != 0) return false;
        at_ += Literal.size();
        return true;
    }

    template <byte_set Set>
    bool take_exactly(std::size_t count) noexcept {
        if (size_ - at_ < count) return false;
        for (; count != 0; --count)
            if (!Set.contains(data_[at_++])) return false;
        return true;
    }

    template <byte_set Set>
    bool take_at_least(std::size_t count) noexcept {
        std::size_t const from = at_;
        skip_run<Set>();
        return at_ - from >= count;
    }

private:
    char const* data_;
    std::size_t size_;
    std::size_t at_ = 0;
    Block last_;

    template <byte_set Set>
    void skip_run() noexcept {
        for (; size_ - at_ >= Block::width; at_ += Block::width)
            if (std::size_t const run = lanes_of<Set>(Block::load(data_ + at_), 0); run != Block::width) {
                at_ += run;
                return;
            }
        at_ += lanes_of<Set>(last_, Block::width - (size_ - at_));
    }

    /// How many bytes of a class stand together after the first `skip` of a block.
    template <byte_set Set>
    static std::size_t lanes_of(Block block, std::size_t skip) noexcept {
        return [&]<std::size_t... I>(std::index_sequence<I...>) noexcept {
            Block hits{};
            ((hits = hits | lanes_in<Set, I>(block)), ...);
            return hits.lanes_before(test_of<Set>.inverted, skip);
        }
        (std::make_index_sequence<test_of<Set>.ranges.size()>{});
    }

    template <byte_set Set, std::size_t Index>
    static Block lanes_in(Block block) noexcept {
        constexpr byte_range range = test_of<Set>.ranges[Index];
        return (range.folded ? block.folded() : block).template in_range<range.first, range.last>();
    }
};

}  // namespace cognito_sync::detail::engine

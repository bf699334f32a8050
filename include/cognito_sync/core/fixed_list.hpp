// SPDX-License-Identifier: BSL-1.0
//
// A constexpr array with a length: what compile-time code uses where run-time code would use std::vector.
//
// All members are public and the storage is a plain array, so that a list of structural elements is itself
// structural and may be a template argument. The price is that unused places exist, default constructed; take
// capacities that fit.
#pragma once

#include <array>
#include <cstddef>

namespace cognito_sync {

/// Up to `Capacity` elements, in place.
///
/// `push_back` on a full list is a compile error in constant evaluation and a broken precondition at run
/// time; ask `full()` first.
///
/// Example  fixed_list<int, 4> primes{}; primes.push_back(2); primes.push_back(3);
template <class T, std::size_t Capacity>
struct fixed_list {
    std::array<T, Capacity> items{};
    std::size_t length = 0;

    using value_type = T;

    static constexpr std::size_t capacity() noexcept { return Capacity; }
    constexpr std::size_t size() const noexcept { return length; }
    constexpr bool empty() const noexcept { return length == 0; }
    constexpr bool full() const noexcept { return length == Capacity; }

    constexpr void push_back(T const& item) { items[length++] = item; }
    constexpr void pop_back() noexcept { --length; }
    constexpr void clear() noexcept { length = 0; }

    constexpr T& operator[](std::size_t index) noexcept { return items[index]; }
    constexpr T const& operator[](std::size_t index) const noexcept { return items[index]; }
    constexpr T& back() noexcept { return items[length - 1]; }
    constexpr T const& back() const noexcept { return items[length - 1]; }

    constexpr T* data() noexcept { return items.data(); }
    constexpr T const* data() const noexcept { return items.data(); }
    constexpr T* begin() noexcept { return items.data(); }
    constexpr T const* begin() const noexcept { return items.data(); }
    constexpr T* end() noexcept { return items.data() + length; }
    constexpr T const* end() const noexcept { return items.data() + length; }

    /// Equal when the elements are; what stands in unused places does not count.
    friend constexpr bool operator==(fixed_list const& left, fixed_list const& right) {
        if (left.length != right.length) return false;
        for (std::size_t i = 0; i < left.length; ++i)
            if (!(left.items[i] == right.items[i])) return false;
        return true;
    }
};

}  // namespace cognito_sync

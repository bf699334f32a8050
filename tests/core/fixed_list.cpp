// SPDX-License-Identifier: BSL-1.0
//
// The constexpr list: what counts is its length, not its capacity.
#include <cognito_sync/core/fixed_list.hpp>

#include <cstddef>
#include <string_view>

#include "support/catch.hpp"

namespace {

using cognito_sync::fixed_list;

template <fixed_list<int, 3> List>
constexpr std::size_t length_of_argument = List.size();

constexpr fixed_list<int, 3> of_two() {
    fixed_list<int, 3> list;
    list.push_back(7);
    list.push_back(9);
    return list;
}

constexpr bool grows() {
    fixed_list<int, 3> list;
    bool const begins_empty = list.empty() && list.size() == 0 && list.begin() == list.end();
    list.push_back(1);
    list.push_back(2);
    bool const holds_two =
        !list.empty() && !list.full() && list.size() == 2 && list[0] == 1 && list.back() == 2;
    list.push_back(3);
    return begins_empty && holds_two && list.full() && list.capacity() == 3;
}

constexpr bool shrinks() {
    fixed_list<int, 3> list = of_two();
    list.pop_back();
    bool const holds_one = list.size() == 1 && list.back() == 7;
    list.clear();
    return holds_one && list.empty();
}

constexpr bool is_changed_in_place() {
    fixed_list<int, 3> list = of_two();
    list[0] = 1;
    list.back() = 2;
    int sum = 0;
    for (int& item : list) sum += item *= 10;
    return sum == 30 && *list.data() == 10;
}

constexpr bool equal_by_elements() {
    fixed_list<int, 3> left = of_two();
    left.push_back(5);
    left.pop_back();
    fixed_list<int, 3> other = of_two();
    other[1] = 8;
    fixed_list<int, 3> shorter = of_two();
    shorter.pop_back();
    return left == of_two() && !(other == of_two()) && !(shorter == of_two());
}

static_assert(grows() && shrinks() && is_changed_in_place() && equal_by_elements());
static_assert(length_of_argument<of_two()> == 2);
static_assert(fixed_list<std::string_view, 0>{}.empty() && fixed_list<std::string_view, 0>{}.full());

}  // namespace

TEST_CASE("a list grows up to its capacity", "[core][fixed_list]") { CHECK(grows()); }

TEST_CASE("a list shrinks", "[core][fixed_list]") { CHECK(shrinks()); }

TEST_CASE("elements are changed in place", "[core][fixed_list]") { CHECK(is_changed_in_place()); }

TEST_CASE("lists are equal when their elements are, whatever stood in unused places", "[core][fixed_list]") {
    CHECK(equal_by_elements());
}

TEST_CASE("a list is a template argument", "[core][fixed_list]") { CHECK(length_of_argument<of_two()> == 2); }

TEST_CASE("a list is iterated over its length only", "[core][fixed_list]") {
    int sum = 0;
    for (int const item : of_two()) sum += item;
    CHECK(sum == 16);
}

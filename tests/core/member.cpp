// SPDX-License-Identifier: BSL-1.0
//
// Rows of structures, the constraints that they point to, and the count that finds a forgotten one. That no
// row stands twice is in tests/fail/member_*.
#include <cognito_sync/core/member.hpp>

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include "support/catch.hpp"

namespace {

using namespace cognito_sync;

constexpr text Name{.min = 1, .max = 8};
constexpr number Size{.min = 1, .max = 5};
constexpr entries Few{.max = 2};

struct thing {
    std::string name;
    std::optional<std::int32_t> size{};
    std::vector<std::string> tags{};
    std::map<std::string, std::string> notes{};
    bool old{};

    static constexpr auto members = members_of(  //
        member{"Name", &thing::name, Name},      //
        member{"Size", &thing::size, Size},      //
        member{"Tags", &thing::tags, Few},       //
        member{"Notes", &thing::notes},          //
        member{"Old", &thing::old});
};

struct nothing {
    static constexpr auto members = members_of();
};

struct outer {
    thing inner{};
    std::optional<thing> other{};
    std::vector<thing> more{};

    static constexpr auto members = members_of(member{"Inner", &outer::inner}, member{"Other", &outer::other},
                                               member{"More", &outer::more});
};

struct forgetful {
    std::string first;
    std::string second;

    static constexpr auto members = members_of(member{"First", &forgetful::first});
};

struct undescribed {
    int members = 0;
};

template <std::size_t I>
constexpr auto row = row_at<I>(thing::members);

constexpr bool rows_hold_what_they_were_given() {
    return row<0>.name == "Name" && row<0>.pointer == &thing::name && row<0>.shape.as_text == &Name &&
           row<1>.name == "Size" && row<1>.pointer == &thing::size && row<1>.shape.as_number == &Size &&
           row<2>.name == "Tags" && row<2>.pointer == &thing::tags && row<2>.shape.as_entries == &Few &&
           row<3>.name == "Notes" && row<3>.pointer == &thing::notes && row<4>.name == "Old";
}
static_assert(rows_hold_what_they_were_given());

constexpr bool at_most_one_shape_is_set() {
    return row<0>.shape.as_number == nullptr && row<0>.shape.as_entries == nullptr &&
           row<1>.shape.as_text == nullptr && row<1>.shape.as_entries == nullptr &&
           row<2>.shape.as_text == nullptr && row<2>.shape.as_number == nullptr &&
           row<3>.shape.as_text == nullptr && row<3>.shape.as_number == nullptr &&
           row<3>.shape.as_entries == nullptr;
}
static_assert(at_most_one_shape_is_set());

struct counted {
    number of_numbers{};
    entries of_entries{};
    std::int64_t value;
    bool number_accepts, entries_accept;
};

constexpr counted counts[] = {
    {{}, {}, 0, true, true},
    {{}, {}, INT64_MAX, true, true},
    {{.min = 1, .max = 3}, {.min = 1, .max = 3}, 0, false, false},
    {{.min = 1, .max = 3}, {.min = 1, .max = 3}, 1, true, true},
    {{.min = 1, .max = 3}, {.min = 1, .max = 3}, 3, true, true},
    {{.min = 1, .max = 3}, {.min = 1, .max = 3}, 4, false, false},
    {{.min = 1}, {.min = 1}, 0, false, false},
    {{.min = 1}, {.min = 1}, INT64_MAX, true, true},
    {{.max = 1}, {.max = 1}, 2, false, false},
    {{.min = 2, .max = 2}, {.max = 0}, 2, true, false},
};

constexpr bool counts_hold() {
    for (counted const& each : counts)
        if (each.of_numbers.accepts(each.value) != each.number_accepts ||
            each.of_entries.accepts(static_cast<std::size_t>(each.value)) != each.entries_accept)
            return false;
    return number{}.accepts(INT64_MIN) && !number{.min = -5}.accepts(-6) && number{.min = -5}.accepts(-5) &&
           entries{}.accepts(SIZE_MAX) && !number{}.quoted;
}
static_assert(counts_hold());

static_assert(described<thing> && described<nothing> && described<outer>);
static_assert(!described<undescribed> && !described<std::string> && !described<int>);
static_assert(is_optional<std::optional<int>> && !is_optional<int> &&
              !is_optional<std::vector<std::optional<int>>>);
static_assert(member_count<thing> == 5 && member_count<nothing> == 0 && member_count<outer> == 3);
static_assert(complete<thing> && complete<nothing> && complete<outer>);
static_assert(!complete<forgetful>);
static_assert(std::is_same_v<decltype(row<1>), member<thing, std::optional<std::int32_t>> const>);

}  // namespace

TEST_CASE("a row holds the wire name, the data member and the shape that it was given", "[core][member]") {
    CHECK(rows_hold_what_they_were_given());
    thing const one{.name = "a", .size = 3};
    CHECK(one.*row<0>.pointer == "a");
    CHECK(one.*row<1>.pointer == 3);
}

TEST_CASE("a row is held to at most one shape", "[core][member]") { CHECK(at_most_one_shape_is_set()); }

TEST_CASE("bounds of numbers and of entries are inclusive, and absent ones accept all", "[core][member]") {
    CHECK(counts_hold());
    for (counted const& each : counts) {
        INFO("row " << (&each - counts));
        CHECK(each.of_numbers.accepts(each.value) == each.number_accepts);
        CHECK(each.of_entries.accepts(static_cast<std::size_t>(each.value)) == each.entries_accept);
    }
}

TEST_CASE("a structure is complete when it has as many rows as data members", "[core][member]") {
    CHECK(complete<thing>);
    CHECK(complete<nothing>);
    CHECK(complete<outer>);
    CHECK_FALSE(complete<forgetful>);
}

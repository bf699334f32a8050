// SPDX-License-Identifier: BSL-1.0
//
// The tables that the walks see: what they say of a structure, and that each row reaches its own data member.
#include <cognito_sync/core/schema.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "support/catch.hpp"

namespace sample {

enum class colour { red, green };

}  // namespace sample

template <>
inline constexpr std::array cognito_sync::spellings<sample::colour>{
    cognito_sync::spelled{sample::colour::red, "RED"}, cognito_sync::spelled{sample::colour::green, "GREEN"}};

namespace {

using namespace cognito_sync;
using sample::colour;

constexpr text Name{.min = 1, .max = 8};
constexpr number Size{.min = 1, .max = 5};
constexpr entries Few{.max = 2};

struct inner {
    std::string key;

    static constexpr auto members = members_of(member{"Key", &inner::key, Name});
    friend bool operator==(inner const&, inner const&) = default;
};

struct all {
    std::string text;
    std::optional<std::string> maybe_text{};
    open<colour> shade{};
    std::optional<std::int32_t> small{};
    std::int64_t large{};
    std::optional<bool> flag{};
    std::optional<timestamp> at{};
    std::optional<inner> within{};
    std::vector<inner> list{};
    std::optional<std::vector<std::string>> maybe_list{};
    std::map<std::string, std::int32_t> map{};

    static constexpr auto members = members_of(       //
        member{"Text", &all::text, Name},             //
        member{"MaybeText", &all::maybe_text},        //
        member{"Shade", &all::shade},                 //
        member{"Small", &all::small, Size},           //
        member{"Large", &all::large},                 //
        member{"Flag", &all::flag},                   //
        member{"At", &all::at},                       //
        member{"Within", &all::within},               //
        member{"List", &all::list, Few},              //
        member{"MaybeList", &all::maybe_list, Name},  //
        member{"Map", &all::map, Few});
    friend bool operator==(all const&, all const&) = default;
};

struct nothing {
    static constexpr auto members = members_of();
};

constexpr schema const& table = schema_of<all>;

struct row {
    std::string_view name;
    kind is;
    bool optional;
};

constexpr row rows[] = {
    {"Text", kind::string, false},   {"MaybeText", kind::string, true}, {"Shade", kind::enumeration, false},
    {"Small", kind::int32, true},    {"Large", kind::int64, false},     {"Flag", kind::boolean, true},
    {"At", kind::time, true},        {"Within", kind::structure, true}, {"List", kind::list, false},
    {"MaybeList", kind::list, true}, {"Map", kind::map, false},
};

constexpr bool tables_hold() {
    if (table.fields.size() != std::size(rows) || !schema_of<nothing>.fields.empty()) return false;
    for (std::size_t i = 0; i < std::size(rows); ++i) {
        field const& found = table.fields[i];
        if (found.name != rows[i].name || found.type->is != rows[i].is || found.optional != rows[i].optional)
            return false;
        if (table.find(rows[i].name) != &found || table.index_of(found) != i) return false;
    }
    return true;
}
static_assert(tables_hold());

constexpr bool only_exact_names_are_found() {
    for (std::string_view const name : {"text", "TEXT", "Tex", "Text ", "", "maybe_text", "Key"})
        if (table.find(name) != nullptr) return false;
    return schema_of<nothing>.find("") == nullptr;
}
static_assert(only_exact_names_are_found());

constexpr value_type const& type(std::string_view name) { return *table.find(name)->type; }

constexpr bool kinds_carry_what_they_need() {
    return type("Text").enumeration == nullptr && type("Text").schema == nullptr &&
           type("Text").list == nullptr && type("Text").map == nullptr &&
           type("Shade").enumeration != nullptr && type("Within").schema == &schema_of<inner> &&
           type("List").list->element->schema == &schema_of<inner> &&
           type("MaybeList").list->element->is == kind::string &&
           type("Map").map->element->is == kind::int32 && &type("Text") == &type("MaybeText");
}
static_assert(kinds_carry_what_they_need());

constexpr bool shapes_are_handed_on() {
    return table.find("Text")->shape.as_text == &Name && table.find("MaybeText")->shape.as_text == nullptr &&
           table.find("Small")->shape.as_number == &Size && table.find("List")->shape.as_entries == &Few &&
           table.find("MaybeList")->shape.as_text == &Name;
}
static_assert(shapes_are_handed_on());

template <class T>
T const& held(all const& in, std::string_view name) {
    return *static_cast<T const*>(table.find(name)->get(&in));
}

template <class T>
T& renewed(all& in, std::string_view name) {
    return *static_cast<T*>(table.find(name)->renew(&in));
}

bool is_set(all const& in, std::string_view name) { return table.find(name)->get(&in) != nullptr; }

all full() {
    return {.text = "a",
            .maybe_text = "b",
            .shade = colour::green,
            .small = 1,
            .large = 2,
            .flag = true,
            .at = timestamp{},
            .within = inner{.key = "c"},
            .list = {inner{.key = "d"}, inner{.key = "e"}},
            .maybe_list = {{"f", "g"}},
            .map = {{"h", 3}, {"i", 4}}};
}

}  // namespace

TEST_CASE("a table has the rows of its structure in their order", "[core][schema]") {
    CHECK(tables_hold());
    for (row const& each : rows) {
        INFO(each.name);
        REQUIRE(table.find(each.name) != nullptr);
        CHECK(table.find(each.name)->optional == each.optional);
    }
}

TEST_CASE("a row is found by its exact name", "[core][schema]") { CHECK(only_exact_names_are_found()); }

TEST_CASE("a type carries the table of its kind and no other", "[core][schema]") {
    CHECK(kinds_carry_what_they_need());
}

TEST_CASE("a row hands on the shape of its member", "[core][schema]") { CHECK(shapes_are_handed_on()); }

TEST_CASE("what is unset is no value, and what is plain always is one", "[core][schema]") {
    all const empty{.text = ""};
    all const set = full();
    for (row const& each : rows) {
        INFO(each.name);
        CHECK(is_set(empty, each.name) == !each.optional);
        CHECK(is_set(set, each.name));
    }
}

TEST_CASE("each row reaches its own data member", "[core][schema]") {
    all const set = full();
    CHECK(&held<std::string>(set, "Text") == &set.text);
    CHECK(&held<std::string>(set, "MaybeText") == &*set.maybe_text);
    CHECK(&held<open<colour>>(set, "Shade") == &set.shade);
    CHECK(&held<std::int32_t>(set, "Small") == &*set.small);
    CHECK(&held<std::int64_t>(set, "Large") == &set.large);
    CHECK(&held<bool>(set, "Flag") == &*set.flag);
    CHECK(&held<timestamp>(set, "At") == &*set.at);
    CHECK(&held<inner>(set, "Within") == &*set.within);
    CHECK(&held<std::vector<inner>>(set, "List") == &set.list);
    CHECK(&held<std::vector<std::string>>(set, "MaybeList") == &*set.maybe_list);
    CHECK(&held<std::map<std::string, std::int32_t>>(set, "Map") == &set.map);
}

TEST_CASE("renewing sets a fresh value and touches no other member", "[core][schema]") {
    for (row const& each : rows) {
        INFO(each.name);
        all changed = full();
        void* const fresh = table.find(each.name)->renew(&changed);
        CHECK(fresh == table.find(each.name)->get(&changed));
        all restored = changed;
        for (row const& other : rows)
            if (other.name != each.name) table.find(other.name)->clear(&restored);
        table.find(each.name)->clear(&restored);
        CHECK(restored == all{.text = ""});
    }
    all some{.text = "a"};
    renewed<std::string>(some, "MaybeText") = "b";
    renewed<std::int32_t>(some, "Small") = 7;
    CHECK(some == all{.text = "a", .maybe_text = "b", .small = 7});
    CHECK(renewed<std::string>(some, "Text").empty());
    CHECK(renewed<std::string>(some, "MaybeText").empty());
    CHECK(some == all{.text = "", .maybe_text = "", .small = 7});
}

TEST_CASE("clearing unsets one member, and empties a plain one", "[core][schema]") {
    for (row const& each : rows) {
        INFO(each.name);
        all cleared = full();
        table.find(each.name)->clear(&cleared);
        CHECK(cleared != full());
        CHECK(is_set(cleared, each.name) == !each.optional);
        for (row const& other : rows)
            if (other.name != each.name) CHECK(is_set(cleared, other.name));
    }
    all cleared = full();
    table.find("Text")->clear(&cleared);
    table.find("Large")->clear(&cleared);
    table.find("Shade")->clear(&cleared);
    table.find("List")->clear(&cleared);
    table.find("Map")->clear(&cleared);
    CHECK(cleared.text.empty());
    CHECK(cleared.large == 0);
    CHECK(cleared.shade == colour::red);
    CHECK(cleared.list.empty());
    CHECK(cleared.map.empty());
    CHECK(cleared.within == inner{.key = "c"});
}

TEST_CASE("an enumeration is read, judged and written by its table", "[core][schema]") {
    enumeration_type const& by = *type("Shade").enumeration;
    open<colour> shade = colour::green;
    CHECK(by.text(&shade) == "GREEN");
    CHECK(by.known(&shade));
    by.assign(&shade, "purple");
    CHECK(by.text(&shade) == "purple");
    CHECK_FALSE(by.known(&shade));
    by.assign(&shade, "RED");
    CHECK(shade == colour::red);
    CHECK(by.choices() == "RED, GREEN");
}

TEST_CASE("a list is walked and grown by its table", "[core][schema]") {
    list_type const& by = *type("List").list;
    std::vector<inner> list;
    CHECK(by.size(&list) == 0);
    by.reserve(&list, 5);
    CHECK(list.capacity() >= 5);
    static_cast<inner*>(by.append(&list))->key = "a";
    static_cast<inner*>(by.append(&list))->key = "b";
    CHECK(by.size(&list) == 2);
    CHECK(list == std::vector<inner>{{.key = "a"}, {.key = "b"}});
    CHECK(by.at(&list, 1) == &list[1]);
}

TEST_CASE("a map is walked in the order of its keys and grown by its table", "[core][schema]") {
    map_type const& by = *type("Map").map;
    std::map<std::string, std::int32_t> map;
    auto const insert = [&](std::string_view key, std::int32_t value) {
        auto const [place, fresh] = by.insert(&map, key);
        *static_cast<std::int32_t*>(place) = value;
        return fresh;
    };
    CHECK(insert("b", 1));
    CHECK(insert("a", 2));
    CHECK(insert("c", 3));
    CHECK_FALSE(insert("a", 4));
    CHECK(by.size(&map) == 3);
    CHECK(*static_cast<std::int32_t*>(by.insert(&map, "a").first) == 4);

    std::string seen;
    auto const visit = [](void* context, std::string_view key, void const* value) {
        std::string& into = *static_cast<std::string*>(context);
        into.append(key).append(std::to_string(*static_cast<std::int32_t const*>(value)));
        return key != "b";
    };
    CHECK_FALSE(by.each(&map, &seen, visit));
    CHECK(seen == "a4b1");
    by.erase(&map, "b");
    by.erase(&map, "missing");
    seen.clear();
    CHECK(by.each(&map, &seen, visit));
    CHECK(seen == "a4c3");
}

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

namespace in_schema_test {

enum class colour { red, green };

}  // namespace in_schema_test

template <>
inline constexpr std::array cognito_sync::spellings<in_schema_test::colour>{
    cognito_sync::spelled{in_schema_test::colour::red, "RED"},
    cognito_sync::spelled{in_schema_test::colour::green, "GREEN"}};

namespace {

using namespace cognito_sync;
using in_schema_test::colour;

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
        if (table.index_of(rows[i].name) != i) return false;
    }
    return true;
}
static_assert(tables_hold());

constexpr bool only_exact_names_are_found() {
    for (std::string_view const name : {"text", "TEXT", "Tex", "Text ", "", "maybe_text", "Key"})
        if (table.index_of(name) != schema::npos) return false;
    return schema_of<nothing>.index_of("") == schema::npos;
}
static_assert(only_exact_names_are_found());

constexpr field const& at(std::string_view name) { return table.fields[table.index_of(name)]; }
constexpr value_type const& type(std::string_view name) { return *at(name).type; }

constexpr bool kinds_lead_to_what_they_hold() {
    return type("List").list->element->is == kind::structure &&
           type("MaybeList").list->element->is == kind::string &&
           type("Map").map->element->is == kind::int32 && type("Within").schema->fields[0].name == "Key";
}
static_assert(kinds_lead_to_what_they_hold());

template <class T>
T const& held(all const& in, std::string_view name) {
    return *static_cast<T const*>(at(name).get(&in));
}

template <class T>
T& renewed(all& in, std::string_view name) {
    return *static_cast<T*>(at(name).renew(&in));
}

bool is_set(all const& in, std::string_view name) { return at(name).get(&in) != nullptr; }

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
        CHECK(at(each.name).optional == each.optional);
    }
}

TEST_CASE("a row is found by its exact name", "[core][schema]") {
    CHECK(only_exact_names_are_found());
    for (row const& each : rows) CHECK(table.find(each.name) == &at(each.name));
    for (std::string_view const name : {"text", "TEXT", "Tex", "Text ", "", "maybe_text", "Key"})
        CHECK(table.find(name) == nullptr);
    CHECK(schema_of<nothing>.find("") == nullptr);
}

TEST_CASE("a type carries the table of its kind and no other", "[core][schema]") {
    CHECK(kinds_lead_to_what_they_hold());
    for (row const& each : rows) {
        INFO(each.name);
        value_type const& of = type(each.name);
        CHECK((of.enumeration != nullptr) == (each.is == kind::enumeration));
        CHECK((of.schema != nullptr) == (each.is == kind::structure));
        CHECK((of.list != nullptr) == (each.is == kind::list));
        CHECK((of.map != nullptr) == (each.is == kind::map));
    }
    CHECK(type("Within").schema == &schema_of<inner>);
    CHECK(type("List").list->element->schema == &schema_of<inner>);
    CHECK(&type("Text") == &type("MaybeText"));
}

TEST_CASE("a row hands on the shape of its member", "[core][schema]") {
    CHECK(at("Text").shape.as_text == &Name);
    CHECK(at("MaybeText").shape.as_text == nullptr);
    CHECK(at("Small").shape.as_number == &Size);
    CHECK(at("List").shape.as_entries == &Few);
    CHECK(at("MaybeList").shape.as_text == &Name);
}

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
        void* const fresh = at(each.name).renew(&changed);
        CHECK(fresh == at(each.name).get(&changed));
        all restored = changed;
        for (row const& other : rows)
            if (other.name != each.name) at(other.name).clear(&restored);
        at(each.name).clear(&restored);
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
        at(each.name).clear(&cleared);
        CHECK(cleared != full());
        CHECK(is_set(cleared, each.name) == !each.optional);
        for (row const& other : rows)
            if (other.name != each.name) CHECK(is_set(cleared, other.name));
    }
    all cleared = full();
    at("Text").clear(&cleared);
    at("Large").clear(&cleared);
    at("Shade").clear(&cleared);
    at("List").clear(&cleared);
    at("Map").clear(&cleared);
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
    static_cast<inner*>(by.append(&list))->key = "a";
    static_cast<inner*>(by.append(&list))->key = "b";
    CHECK(by.size(&list) == 2);
    CHECK(list == std::vector<inner>{{.key = "a"}, {.key = "b"}});
    CHECK(by.at(&list, 1) == &list[1]);
    CHECK(by.renew_last(&list) == &list[1]);
    CHECK(list == std::vector<inner>{{.key = "a"}, {}});
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

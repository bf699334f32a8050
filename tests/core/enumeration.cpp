// SPDX-License-Identifier: BSL-1.0
//
// Spellings of enumerators both ways, and texts that no enumerator has.
#include <cognito_sync/core/enumeration.hpp>

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "support/catch.hpp"

namespace in_enumeration_test {

enum class colour : std::uint8_t { red = 3, green = 1, very_blue = 7 };
enum class plain { one };

}  // namespace in_enumeration_test

template <>
inline constexpr std::array cognito_sync::spellings<in_enumeration_test::colour>{
    cognito_sync::spelled{in_enumeration_test::colour::red, "RED"},
    cognito_sync::spelled{in_enumeration_test::colour::green, "Green"},
    cognito_sync::spelled{in_enumeration_test::colour::very_blue, "very-blue"}};

namespace {

using namespace cognito_sync;
using namespace std::string_view_literals;
using in_enumeration_test::colour;

static_assert(wire_enum<colour> && !wire_enum<in_enumeration_test::plain>);

struct row {
    std::string_view text;
    std::optional<colour> value;
};

constexpr row table[] = {
    {"RED", colour::red},   {"Green", colour::green}, {"very-blue", colour::very_blue},
    {"red", std::nullopt},  {"GREEN", std::nullopt},  {"very_blue", std::nullopt},
    {"RED ", std::nullopt}, {" RED", std::nullopt},   {"RED\0"sv, std::nullopt},
    {"RE", std::nullopt},   {"", std::nullopt},       {"3", std::nullopt},
};

constexpr bool holds(row const& r) {
    return enumerator<colour>(r.text) == r.value && (!r.value || to_string(*r.value) == r.text);
}

constexpr bool all_hold() {
    for (row const& r : table)
        if (!holds(r)) return false;
    return to_string(static_cast<colour>(2)).empty();
}
static_assert(all_hold());

}  // namespace

TEST_CASE("an enumerator and its spelling lead to each other, and case matters", "[core][enumeration]") {
    for (row const& r : table) {
        INFO(r.text);
        CHECK(holds(r));
    }
    CHECK(to_string(static_cast<colour>(2)) == "");
}

TEST_CASE("an open enumeration keeps any text, and knows those that are spelled", "[core][enumeration]") {
    for (row const& r : table) {
        INFO(r.text);
        open<colour> const read(r.text);
        CHECK(read.known() == r.value);
        CHECK(read.text() == r.text);
    }
    std::string const huge(100000, 'x');
    CHECK(open<colour>(huge).text() == huge);
}

TEST_CASE("an open enumeration is the first enumerator until it is something else", "[core][enumeration]") {
    CHECK(open<colour>().known() == colour::red);
    CHECK(open<colour>() == open<colour>(colour::red));
    open<colour> changing = colour::green;
    CHECK(changing.text() == "Green");
    changing = open<colour>("purple");
    CHECK_FALSE(changing.known().has_value());
    changing = colour::red;
    CHECK(changing.text() == "RED");
}

TEST_CASE("open enumerations are equal when their texts are", "[core][enumeration]") {
    CHECK(open<colour>("RED") == open<colour>(colour::red));
    CHECK(open<colour>("RED") == colour::red);
    CHECK(colour::red == open<colour>("RED"));
    CHECK(open<colour>("red") != colour::red);
    CHECK(open<colour>("Green") != colour::red);
    CHECK(open<colour>("purple") == open<colour>("purple"));
    CHECK(open<colour>("purple") != open<colour>("Purple"));
    CHECK(open<colour>("") != open<colour>());
}

// SPDX-License-Identifier: BSL-1.0
//
// Literals that the compiler holds to their shape: what passes is the literal itself, byte for byte. What does
// not pass is in fail/checked_*.cpp.
#include <cognito_sync/core/checked.hpp>

#include <cognito_sync/model/shapes.hpp>

#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

#include "support/catch.hpp"

namespace {

using namespace cognito_sync;
using namespace std::string_view_literals;

constexpr text three{.min = 3, .max = 3};
constexpr text anything{};

constexpr std::pair<std::string_view, std::string_view> same[]{
    {checked<DatasetName, "my_list">, "my_list"},
    {checked<DatasetName, ".">, "."},
    {checked<IdentityId, "us-east-1:0f1e">, "us-east-1:0f1e"},
    {checked<RecordValue, "">, ""},
    {checked<anything, "">, ""},
    {checked<three, "abc">, "abc"},
    {checked<three, "\u00e9\u20ac\U0001f639">, "\u00e9\u20ac\U0001f639"},
    {checked<three, "a\0b">, "a\0b"sv},
    {checked<AssumeRoleArn, "arn:aws:iam::1:role/x y">, "arn:aws:iam::1:role/x y"},
};

constexpr bool all_same() {
    for (auto const& [held, literal] : same)
        if (held != literal) return false;
    return true;
}
static_assert(all_same());

}  // namespace

static_assert(std::is_same_v<decltype(checked<DatasetName, "a">), std::string_view const>);

TEST_CASE("a checked literal is the literal, embedded zeros included", "[core][checked]") {
    for (auto const& [held, literal] : same) {
        INFO(literal);
        CHECK(held == literal);
    }
}

TEST_CASE("a checked literal lives as long as the program", "[core][checked]") {
    auto const kept = [] { return checked<DatasetName, "kept">; };
    CHECK(kept().data() == kept().data());
    CHECK(std::string(kept()) == "kept");
}

TEST_CASE("where a literal breaks its shape is a template argument, so that the compiler shows it",
          "[core][checked]") {
    constexpr std::pair<std::string_view, std::size_t> rows[]{
        {"my list", 2}, {"/", 0}, {"a.b:c-d_e\u00e9", 9}, {"fine", no_limit}};
    static_assert(DatasetName.check(rows[0].first)->offset == 2);
    for (auto const& [literal, offset] : rows) {
        auto const found = DatasetName.check(literal);
        CHECK((found ? found->offset : no_limit) == offset);
        CHECK(detail::has(found, defect::kind_t::pattern) == (offset != no_limit));
        CHECK(!detail::has(found, defect::kind_t::too_long));
    }
}

// SPDX-License-Identifier: BSL-1.0
//
// Route literals, taken apart; what two of them have in common. Which literals do not compile is in
// tests/fail/route_*.
#include <cognito_sync/core/route.hpp>

#include <cstddef>
#include <string_view>

#include "support/catch.hpp"

namespace {

using namespace cognito_sync;

struct piece {
    std::string_view text;
    bool label = false;
};
struct binding {
    std::string_view key, member;
};

/// A route and what stands in it; empty texts end a list.
struct row {
    route http;
    std::string_view method;
    piece path[6]{};
    binding query[4]{};
    binding headers[2]{};
};

constexpr row table[] = {
    {"GET /a", "GET", {{"a"}}},
    {"DELETE /{Id}", "DELETE", {{"Id", true}}},
    {"PATCH /a/{Id}/b/{Other}", "PATCH", {{"a"}, {"Id", true}, {"b"}, {"Other", true}}},
    {"POST /getBulkPublishDetails", "POST", {{"getBulkPublishDetails"}}},
    {"GET /A.b-c_d~:@!$&'()*+,;=", "GET", {{"A.b-c_d~:@!$&'()*+,;="}}},
    {"GET /a?nextToken={NextToken}", "GET", {{"a"}}, {{"nextToken", "NextToken"}}},
    {"GET /a?b={C}&d={E}&f={G}", "GET", {{"a"}}, {{"b", "C"}, {"d", "E"}, {"f", "G"}}},
    {"POST /a\nx-amz-Client-Context: {ClientContext}",
     "POST",
     {{"a"}},
     {},
     {{"x-amz-Client-Context", "ClientContext"}}},
    {"POST /{A}?b={B}\nX: {C}\nY-z: {D}", "POST", {{"A", true}}, {{"b", "B"}}, {{"X", "C"}, {"Y-z", "D"}}},
};

template <class List, std::size_t Size, class Same>
constexpr bool same(List const& found, auto const (&wanted)[Size], Same equal) {
    std::size_t count = 0;
    while (count < Size && equal.named(wanted[count])) ++count;
    if (found.size() != count) return false;
    for (std::size_t i = 0; i < count; ++i)
        if (!equal(found[i], wanted[i])) return false;
    return true;
}

struct same_piece {
    constexpr bool named(piece const& each) const { return !each.text.empty(); }
    constexpr bool operator()(route::segment const& left, piece const& right) const {
        return left.text == right.text && left.label == right.label;
    }
};
struct same_binding {
    constexpr bool named(binding const& each) const { return !each.key.empty(); }
    constexpr bool operator()(route::binding const& left, binding const& right) const {
        return left.key == right.key && left.member == right.member;
    }
};

constexpr bool holds(row const& r) {
    return r.http.method() == r.method && same(r.http.path(), r.path, same_piece{}) &&
           same(r.http.query(), r.query, same_binding{}) && same(r.http.headers(), r.headers, same_binding{});
}

constexpr bool all_hold() {
    for (row const& r : table)
        if (!holds(r)) return false;
    return true;
}
static_assert(all_hold());

constexpr route everywhere = "POST /a/{InPath}?b={InQuery}\nc: {InHeader}";

struct carried {
    std::string_view member;
    bool outside_body;
};

constexpr carried members[] = {
    {"InPath", true}, {"InQuery", true}, {"InHeader", true}, {"InBody", false}, {"a", false},
    {"b", false},     {"c", false},      {"inpath", false},  {"InPat", false},  {"", false},
};

constexpr bool all_are_carried() {
    for (carried const& each : members)
        if (everywhere.carries(each.member) != each.outside_body) return false;
    return true;
}
static_assert(all_are_carried());

struct pair {
    route left, right;
    bool collide;
};

constexpr pair pairs[] = {
    {"GET /a", "GET /a", true},
    {"GET /a/{B}", "GET /a/{C}", true},
    {"GET /a/{B}/c", "GET /a/{C}/c", true},
    {"GET /a?b={B}", "GET /a?c={C}", true},
    {"GET /a\nb: {B}", "GET /a", true},
    {"GET /a", "POST /a", false},
    {"GET /a", "GET /A", false},
    {"GET /a", "GET /a/b", false},
    {"GET /a/{B}", "GET /a", false},
    {"GET /{A}/b", "GET /{A}/c", false},
};

constexpr bool all_collide() {
    for (pair const& each : pairs)
        if (collide(each.left, each.right) != each.collide || collide(each.right, each.left) != each.collide)
            return false;
    return true;
}
static_assert(all_collide());

constexpr route widest = "GET /1/2/3/4/5/6/7/8/9/10/11/{L}?1={A}&2={B}&3={C}&4={D}&5={E}&6={F}&7={G}&8={H}"
                         "\n1: {I}\n2: {J}\n3: {K}\n4: {M}";
static_assert(widest.path().full() && widest.query().full() && widest.headers().full());

}  // namespace

TEST_CASE("a route is taken apart into method, path, query and headers", "[core][route]") {
    for (row const& r : table) {
        INFO("row " << (&r - table));
        CHECK(holds(r));
    }
}

TEST_CASE("a route carries the members that it names, and no others", "[core][route]") {
    for (carried const& each : members) {
        INFO(each.member);
        CHECK(everywhere.carries(each.member) == each.outside_body);
    }
}

TEST_CASE("routes collide when method and path do, whatever labels, query and headers are called",
          "[core][route]") {
    for (pair const& each : pairs) {
        INFO("pair " << (&each - pairs));
        CHECK(collide(each.left, each.right) == each.collide);
        CHECK(collide(each.right, each.left) == each.collide);
    }
}

TEST_CASE("a route holds up to 12 segments, 8 query keys and 4 headers", "[core][route]") {
    CHECK(widest.path().size() == 12);
    CHECK(widest.path().back().text == "L");
    CHECK(widest.query().back().member == "H");
    CHECK(widest.headers().back().member == "M");
}

// SPDX-License-Identifier: BSL-1.0
//
// Which paths there are: slashes too many, literal segments, the methods of each path, the base path, the
// longest target.
#include <cognito_sync/uri/target.hpp>
#include <cognito_sync/codec.hpp>
#include <cognito_sync/uri.hpp>

#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "support/catch.hpp"

namespace {

using namespace cognito_sync;
using namespace std::string_literals;

void bad(std::string_view target, errc code) {
    auto const matched = parse_target("GET", target);
    INFO(target);
    REQUIRE(!matched.has_value());
    CHECK(matched.error().code == code);
    CHECK(matched.error().offset == 0);
    CHECK(matched.error().where == "");
}

struct path {
    std::string_view method;
    std::string target;
};

std::vector<path> const& all_paths() {
    static std::vector<path> const all = [] {
        std::vector<path> made;
        operations::for_each([&]<class Op>() {
            std::string target;
            for (auto const& segment : Op::http.path())
                target.append("/").append(segment.label ? "a:0" : segment.text);
            made.push_back({Op::http.method(), target});
        });
        return made;
    }();
    return all;
}

}  // namespace

TEST_CASE(
    "P10 one slash at the end is accepted on every path, two, a leading or an inner one too many are not",
    "[uri]") {
    for (auto const& [method, target] : all_paths()) {
        INFO(method << " " << target);
        auto const plain = parse_target(method, target);
        auto const slashed = parse_target(method, target + "/");
        REQUIRE(plain.has_value());
        REQUIRE(slashed.has_value());
        CHECK(slashed->operation == plain->operation);
        CHECK(slashed->labels == plain->labels);
        CHECK(parse_target(method, target + "/?maxResults=1").has_value());
        std::vector<std::string> wrong{target + "//", "/" + target, "//" + target,
                                       target + "//?maxResults=1"};
        for (std::size_t at = 1; at < target.size(); ++at)
            if (target[at] == '/') wrong.push_back(std::string(target).insert(at, 1, '/'));
        for (std::string const& each : wrong) {
            INFO(each);
            auto const refused = parse_target(method, each);
            REQUIRE(!refused.has_value());
            CHECK(refused.error().code == errc::unknown_path);
            CHECK(refused.error().allow == "");
        }
    }
    for (std::string_view const target : {"/", "//", "///", "/?", "//?x", "/identitypools//"})
        bad(target, errc::unknown_path);
}

TEST_CASE("P11 a target that does not begin with a slash is none", "[uri]") {
    for (std::string_view const target : {"http://h/identitypools", "*", "", "?x", "identitypools", "h:443",
                                          "\\identitypools", " /identitypools", "%2Fidentitypools"})
        bad(target, errc::bad_target);
}

TEST_CASE("literal segments are compared byte for byte: no case, no escape, no pattern", "[uri]") {
    for (std::string_view const target :
         {"/IdentityPools", "/%69dentitypools", "/identitypool", "/identitypoolsx",
          "/identitypools/a:0/Events", "/identitypools/a:0/eventsX", "/identitypools/a:0/.vents",
          "/identitypools/a:0/events/x", "/identitypools/a:0/getbulkpublishdetails",
          "/identitypools/a:0/bulkPublish", "/identitypools/a:0/identity/b:1",
          "/identitypools/a:0/identities/b:1/device", "/identitypools/a:0/configuration/x",
          "/identitypools/a:0/identities", "/identitypools/a:0/identities/b:1/datasets/c/records/x",
          "/a/b/c/d/e/f/g/h/i/j/k/l/m/n/o/p"})
        bad(target, errc::unknown_path);
}
TEST_CASE("a target without the base path, or with one that only begins like it, is no path of the service",
          "[uri]") {
    for (std::string_view const target :
         {"/identitypools", "/syn/identitypools", "/sync", "/sync/", "/sync2/identitypools",
          "/syncXidentitypools", "/syncidentitypools", "/Sync/identitypools", "/s%79nc/identitypools",
          "/sync//identitypools", "//sync/identitypools", "/sync/sync/identitypools", "/?/sync/identitypools",
          "/x/sync/identitypools"}) {
        INFO(target);
        auto const matched = parse_target("GET", target, {.base_path = "/sync"});
        REQUIRE(!matched.has_value());
        CHECK(matched.error().code == errc::unknown_path);
    }
    CHECK(parse_target("GET", "/sync/identitypools/", {.base_path = "/sync"}).has_value());
    CHECK(parse_target("PUT", "/sync/identitypools", {.base_path = "/sync"}).error().allow == "GET");
}

TEST_CASE("a known path with another method is refused with the methods it takes, sorted", "[uri]") {
    std::map<std::string_view, std::string> const allowed{
        {"/identitypools", "GET"},
        {"/identitypools/a%3A0", "GET"},
        {"/identitypools/a%3A0/bulkpublish", "POST"},
        {"/identitypools/a%3A0/getBulkPublishDetails", "POST"},
        {"/identitypools/a%3A0/events", "GET, POST"},
        {"/identitypools/a%3A0/configuration", "GET, POST"},
        {"/identitypools/a%3A0/identities/b%3A1", "GET"},
        {"/identitypools/a%3A0/identities/b%3A1/datasets", "GET"},
        {"/identitypools/a%3A0/identities/b%3A1/datasets/c", "DELETE, GET, POST"},
        {"/identitypools/a%3A0/identities/b%3A1/datasets/c/records", "GET"},
        {"/identitypools/a%3A0/identities/b%3A1/datasets/c/subscriptions/d", "DELETE, POST"},
        {"/identitypools/a%3A0/identity/b%3A1/device", "POST"},
    };
    std::size_t served = 0;
    for (auto const& [path, methods] : allowed)
        for (std::string_view const method :
             {"GET", "POST", "DELETE", "PUT", "PATCH", "HEAD", "OPTIONS", "TRACE", "CONNECT", "get", "Post",
              "", "GET ", "DELETE, GET, POST", "GE"}) {
            INFO(method << " " << path);
            auto const matched = parse_target(method, path);
            if (bool const takes =
                    !method.empty() &&
                    (", " + methods + ",").find(", " + std::string(method) + ",") != std::string::npos &&
                    method.find(',') == std::string_view::npos;
                takes) {
                CHECK(matched.has_value());
                ++served;
                continue;
            }
            REQUIRE(!matched.has_value());
            CHECK(matched.error().code == errc::method_not_allowed);
            CHECK(matched.error().allow == methods);
            CHECK(matched.error().message == row_of(errc::method_not_allowed).sentence);
            CHECK(matched.error().where == "");
        }
    CHECK(served == operations::size);
}

TEST_CASE("a target is refused one byte beyond the longest, before anything else is looked at", "[uri]") {
    std::string target = "/identitypools?x=";
    target.resize(8192, 'a');
    CHECK(parse_target("GET", target).has_value());
    target += '\n';  // too long comes before bad characters
    auto const refused = parse_target("GET", target);
    REQUIRE(!refused.has_value());
    CHECK(refused.error().code == errc::target_too_long);
    CHECK(refused.error().offset == 8192);
    CHECK(refused.error().message == std::string(row_of(errc::target_too_long).sentence) + ", byte 8192");

    CHECK(parse_target("GET", "/identitypools", {.max_target = 14}).has_value());
    CHECK(parse_target("GET", "/identitypools", {.max_target = 13}).error().code == errc::target_too_long);
    CHECK(parse_target("GET", "", {.max_target = 0}).error().code == errc::bad_target);

    ListIdentityPoolUsage::Request const asked{
        .next_token = std::string(8192 - "/identitypools?nextToken="s.size(), 'a')};
    REQUIRE(encode_request<ListIdentityPoolUsage>(asked).has_value());
    CHECK(encode_request<ListIdentityPoolUsage>(asked)->target.size() == 8192);
    CHECK(encode_request<ListIdentityPoolUsage>({.next_token = *asked.next_token + "a"}).error().code ==
          errc::target_too_long);
}

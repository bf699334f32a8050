// SPDX-License-Identifier: BSL-1.0
//
// Whole URLs: where the service answers, the URL of a request there with its target byte for byte, and a
// parsed URL taken apart.
#include <cognito_sync/url.hpp>

#include <boost/url/parse.hpp>

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "support/catch.hpp"

namespace {

using namespace cognito_sync;

std::string text_of(result<boost::urls::url> const& made) {
    return made ? std::string(made->buffer()) : "error: " + to_string(made.error());
}

boost::urls::url parsed(std::string_view text) {
    return boost::urls::url(boost::urls::parse_uri_reference({text.data(), text.size()}).value());
}

/// The URL of a GET of a target at an endpoint.
result<boost::urls::url> at(std::string_view endpoint, std::string_view target) {
    return resolve(parsed(endpoint), {.method = "GET", .target = target});
}

constexpr std::string_view datasets = "/identitypools/us-east-1%3A0f1e/identities/us-east-1%3Aaaaa/datasets";

}  // namespace

TEST_CASE("the service answers below amazonaws.com, in China below amazonaws.com.cn", "[url]") {
    for (auto const& [region, url] : std::vector<std::pair<std::string, std::string>>{
             {"us-east-1", "https://cognito-sync.us-east-1.amazonaws.com"},
             {"eu-central-1", "https://cognito-sync.eu-central-1.amazonaws.com"},
             {"us-gov-west-1", "https://cognito-sync.us-gov-west-1.amazonaws.com"},
             {"cn-north-1", "https://cognito-sync.cn-north-1.amazonaws.com.cn"},
             {"cn-northwest-1", "https://cognito-sync.cn-northwest-1.amazonaws.com.cn"},
             {"cnx-1", "https://cognito-sync.cnx-1.amazonaws.com"},
             {"x", "https://cognito-sync.x.amazonaws.com"},
             {std::string(63, 'a'), "https://cognito-sync." + std::string(63, 'a') + ".amazonaws.com"},
         })
        CHECK(text_of(endpoint(region)) == url);
}

TEST_CASE("what is no region makes no host: nothing leaves the service's own domain", "[url]") {
    for (std::string const region : {"", "US-EAST-1", "us east", "us-east-1.", "evil.com/", "evil.com#",
                                     "a@b", "a:1", "us_east_1", "\u00e9", "%2e", "a\r\nb"}) {
        INFO(region);
        auto const made = endpoint(region);
        REQUIRE(!made.has_value());
        CHECK(made.error().code == errc::broken_constraint);
        CHECK(made.error().where == "/Region");
    }
    CHECK(!endpoint(std::string_view("a\0b", 3)).has_value());
    CHECK(!endpoint(std::string(64, 'a')).has_value());
    CHECK(endpoint("").error().message == "Region: it is empty");
    CHECK(endpoint("us east").error().message ==
          "Region: ' ' at offset 2 does not fit the pattern [a-z0-9-]+");
}

TEST_CASE("the offset of a bad region is that of the character that does not fit", "[url]") {
    CHECK(endpoint("us east").error().offset == 2);
    CHECK(endpoint("us-east-1.").error().offset == 9);
    CHECK(endpoint("A").error().offset == 0);
}

TEST_CASE("a target stands in the URL byte for byte", "[url]") {
    for (std::string const& target : std::vector<std::string>{
             std::string(datasets), std::string(datasets) + "/a%2Fb/subscriptions/%2e%2E%7e~",
             "/identitypools/us-east-1:0f1e", "/identitypools/us-east-1%3a0f1e", "/", "/..", "/a/../b/./c",
             "//x", "//evil.com/x", "/a//b", "/identitypools/", "/identitypools?", "/identitypools?a=b&&c",
             "/identitypools?nextToken=a%2Bb+c%20d&maxResults=10", "/identitypools?nextToken=/?:@!$'()*,;",
             "/identitypools?nextToken=", "/%00%FF"}) {
        INFO(target);
        CHECK(text_of(at("https://h", target)) == "https://h" + target);
        CHECK(text_of(at("http://u:p@h.example:8080", target)) == "http://u:p@h.example:8080" + target);
        CHECK(text_of(at("https://[::1]:1", target)) == "https://[::1]:1" + target);
    }
}

TEST_CASE("a path of the endpoint stands before the target, without a double slash", "[url]") {
    for (auto const& [base, url] : std::vector<std::pair<std::string, std::string>>{
             {"https://h", "https://h/identitypools"},
             {"https://h/", "https://h/identitypools"},
             {"https://h/sync", "https://h/sync/identitypools"},
             {"https://h/sync/", "https://h/sync/identitypools"},
             {"https://h/a/b", "https://h/a/b/identitypools"},
             {"https://h/a%2Fb:c/", "https://h/a%2Fb:c/identitypools"},
             {"https://h/sync/../x", "https://h/sync/../x/identitypools"}})
        CHECK(text_of(at(base, "/identitypools")) == url);
}

TEST_CASE("an endpoint needs scheme and host, and has no query and no fragment", "[url]") {
    for (std::string const endpoint :
         {"", "h", "/sync", "//h", "//h/sync", "https:", "https:/sync", "mailto:a@b", "https://h?",
          "https://h?a", "https://h/#", "https://h#x", "https://h/?a#b", "file:///sync", "https://",
          "https://:443/"}) {
        INFO(endpoint);
        auto const made = at(endpoint, "/identitypools");
        CHECK((!made && made.error().code == errc::bad_target));
    }
}

TEST_CASE("what is no target makes no URL, and the byte is named", "[url]") {
    struct {
        std::string target;
        std::size_t offset;
    } const cases[]{{"", 0},          {"identitypools", 0}, {"*", 0},      {"https://h/x", 0}, {"/a b", 2},
                    {"/a\r\nX", 2},   {"/a#b", 2},          {"/%", 1},     {"/a%2", 2},        {"/%zz", 1},
                    {"/\xc3\xa9", 1}, {"/\\", 1},           {"/a?b#c", 4}, {"/<", 1}};
    for (auto const& [target, offset] : cases) {
        INFO(target);
        auto const made = at("https://h/a/long/base", target);
        REQUIRE(!made.has_value());
        CHECK(made.error().code == errc::bad_target);
        CHECK(made.error().offset == offset);
    }
}

TEST_CASE("the URL of an encoded request is its endpoint and its target", "[url]") {
    auto const asked = encode_request<ListDatasets>({.identity_pool_id = "us-east-1:0f1e",
                                                     .identity_id = "us-east-1:aaaa",
                                                     .next_token = "a+b/=",
                                                     .max_results = 10});
    CHECK(text_of(resolve(*endpoint("us-east-1"), *asked)) == "https://cognito-sync.us-east-1.amazonaws.com" +
                                                                  std::string(datasets) +
                                                                  "?nextToken=a%2Bb%2F%3D&maxResults=10");
}

TEST_CASE("a parsed URL is taken apart like its target", "[url]") {
    for (std::string const target :
         {"/identitypools", "/identitypools/", "/identitypools?nextToken=a%2Bb+c&maxResults=x&q",
          "/identitypools?", "/identitypools/us-east-1:0f1e", "/identitypools/%2F%2f/events", "/nowhere",
          "/identitypools//events", "/identitypools/%FF"}) {
        INFO(target);
        auto const plain = parse_target("GET", target);
        for (std::string const& url :
             {"https://h:1" + target, "//u@h" + target, target, "x://h" + target + "#frag"}) {
            auto const whole = parse_target("GET", boost::urls::url_view(parsed(url)));
            REQUIRE(whole.has_value() == plain.has_value());
            CHECK((plain || whole.error() == plain.error()));
            CHECK((!plain || (whole->operation == plain->operation && whole->labels == plain->labels &&
                              whole->query == plain->query)));
        }
    }
}

TEST_CASE("a parsed URL is judged under the same policy as its target", "[url]") {
    auto const url = parsed("https://h/sync/identitypools?maxResults=3#f");
    CHECK(parse_target("GET", boost::urls::url_view(url)).error().code == errc::unknown_path);
    auto const found = parse_target("GET", boost::urls::url_view(url), {.base_path = "/sync/"});
    REQUIRE(found.has_value());
    CHECK(found->operation == "ListIdentityPoolUsage");
    REQUIRE(found->query.size() == 1);
    CHECK(found->query.front().second == "3");
    auto const other = parse_target("PUT", boost::urls::url_view(url), {.base_path = "/sync"});
    CHECK(other.error().code == errc::method_not_allowed);
    CHECK(other.error().allow == "GET");
    CHECK(parse_target("GET", boost::urls::url_view(url), {.max_target = 20}).error().code ==
          errc::target_too_long);
}

TEST_CASE("a request survives the way through a URL: endpoint, resolve, parse_target", "[url]") {
    policy const rules{.base_path = "/sync"};
    auto const asked = encode_request<DescribeDataset>(
        {.identity_pool_id = "us-east-1:0f1e", .identity_id = "us-east-1:aaaa", .dataset_name = "a:b"});
    auto const url = resolve(parsed("http://localhost:8080/sync/"), *asked);
    REQUIRE(url.has_value());
    CHECK(std::string(url->buffer()) == "http://localhost:8080/sync" + std::string(datasets) + "/a%3Ab");
    auto const found = parse_target("GET", boost::urls::url_view(*url), rules);
    REQUIRE(found.has_value());
    CHECK(found->operation == "DescribeDataset");
    CHECK(found->labels.back().second == "a:b");
}

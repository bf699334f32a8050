// SPDX-License-Identifier: BSL-1.0
//
// Which operation a request is and whether its headers let it in, by small steps: media types, the root, the
// target header; then all of them in their order, which is part of the protocol.
#include <cognito_sync/codec/recognise.hpp>

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "support/catch.hpp"

namespace {

using namespace cognito_sync;

using two_texts = std::pair<std::string_view, std::string_view>;

constexpr two_texts essences[]{
    {"application/json", "application/json"},
    {"application/json; charset=utf-8", "application/json"},
    {" application/json\t;", "application/json"},
    {"application/json;a=b;c=d", "application/json"},
    {"", ""},
    {";", ""},
    {" ; x", ""},
    {"A/B", "A/B"},
};
constexpr bool essences_hold() {
    for (auto const& [header, essence] : essences)
        if (detail::essence(header) != essence) return false;
    return true;
}
static_assert(essences_hold());

struct judged {
    error failed{};
    detail::incoming found{};
    bool fits = false;
};

judged judge(request const& from, policy const& rules = {}) {
    judged made;
    request_view const view = from;
    made.fits = detail::recognise(view, rules, made.found, made.failed);
    made.found.to = {.op = made.found.to.op, .index = made.found.to.index};  // the rest looks into `from`
    return made;
}

errc refused(request const& from, policy const& rules = {}) {
    judged const made = judge(from, rules);
    REQUIRE(!made.fits);
    REQUIRE(made.failed.code.category() == errc_category());
    CHECK(made.failed.message.starts_with(to_string(static_cast<errc>(made.failed.code.value()))));
    CHECK(made.failed.where == "");
    return static_cast<errc>(made.failed.code.value());
}

constexpr std::string_view prefix = "com.amazonaws.cognito.sync.model.AWSCognitoSyncService.";

request rpc(std::string_view target, header_list more = {}, std::string body = {}) {
    more.emplace_back("x-amz-target", target);
    return {"POST", "/", std::move(more), std::move(body)};
}

}  // namespace

TEST_CASE("the essence of a media type is what stands before its parameters", "[codec][recognise]") {
    for (auto const& [header, essence] : essences) CHECK(detail::essence(header) == essence);
}

TEST_CASE("the RPC form has three media types, in any case and with any parameters", "[codec][recognise]") {
    for (std::string const type :
         {"application/x-amz-json-1.1", "application/x-amz-json-1.0", "application/json"}) {
        CHECK(detail::rpc_type_of(type) == type);
        CHECK(detail::rpc_type_of(type + "; charset=utf-8") == type);
        std::string upper = type;
        for (char& c : upper) c = 'a' <= c && c <= 'z' ? static_cast<char>(c - 32) : c;
        CHECK(detail::rpc_type_of(upper) == type);
        CHECK(detail::rpc_type_of(type + "x") == "");
    }
    for (std::string_view const other : {"", "text/json", "application/x-amz-json-1.2", "application/*",
                                         "*/*", "application/json, application/json"})
        CHECK(detail::rpc_type_of(other) == "");
}

TEST_CASE("Accept allows what any of its items allows, and weights do not count", "[codec][recognise]") {
    for (std::string_view const header :
         {"application/json", "APPLICATION/JSON", "*/*", "application/*", "Application/*;q=0",
          "application/json;q=0.1;v=b", "text/html, */*;q=0.8", "text/html,application/json",
          " , application/json", "text/html;a=\",\", application/json"}) {
        INFO(header);
        CHECK(detail::accepts(header, "application/json"));
    }
    for (std::string_view const header :
         {"", ",", "text/html", "application/hal+json", "application/jsonx", "xapplication/json", "*",
          "application", "text/*", "*/json", "text/html;q=application/json"}) {
        INFO(header);
        CHECK(!detail::accepts(header, "application/json"));
    }
}

TEST_CASE("the root is a slash behind the base path, or the base path itself", "[codec][recognise]") {
    struct {
        std::string_view base, target;
        bool root;
    } const cases[]{
        {"", "/", true},
        {"", "/?a", true},
        {"", "//", false},
        {"", "/x", false},
        {"", "", false},
        {"/", "/", true},
        {"/", "/x", false},
        {"/sync", "/sync", true},
        {"/sync", "/sync/", true},
        {"/sync", "/sync?", true},
        {"/sync", "/sync//", false},
        {"/sync", "/", false},
        {"/sync", "/syn", false},
        {"/sync", "/syncx", false},
        {"/sync/", "/sync", true},
        {"/sync/", "/sync/", true},
        {"/sync", "/SYNC/", false},
        {"/a/b", "/a/b/", true},
        {"/a/b", "/a/", false},
    };
    for (auto const& [base, target, root] : cases) {
        INFO(base << " " << target);
        CHECK(detail::is_root(target, {.base_path = base}) == root);
    }
}

TEST_CASE("X-Amz-Target names an operation behind the last dot of either prefix", "[codec][recognise]") {
    std::size_t index = 0;
    operations::for_each([&]<class Op>() {
        for (std::string const& before : {std::string(prefix), std::string("AWSCognitoSyncService.")}) {
            detail::routed found;
            CHECK(detail::find_target(before + std::string(Op::name), found));
            CHECK(found.op == &operation_of<Op>);
            CHECK(found.index == index);
        }
        ++index;
    });
    for (std::string const header :
         {"", ".", "ListDatasets", ".ListDatasets", "AWSCognitoSyncService.",
          "AWSCognitoSyncService.listDatasets", "AWSCognitoSyncService.ListDatasets.",
          "awscognitosyncservice.ListDatasets", "x.AWSCognitoSyncService.ListDatasets",
          "AWSCognitoSyncService..ListDatasets",
          "AWSCognitoSyncService.ListDatasets, AWSCognitoSyncService.ListDatasets"}) {
        INFO(header);
        detail::routed found;
        CHECK(!detail::find_target(header, found));
        CHECK(found.op == nullptr);
        CHECK(refused(rpc(header)) == errc::unknown_target);
    }
    CHECK(judge(rpc(" AWSCognitoSyncService.ListDatasets\t")).fits);  // HTTP strips blanks at the ends
}

TEST_CASE("the form is told by the root and the target header, never by Content-Type", "[codec][recognise]") {
    operations::for_each([]<class Op>() {
        judged const made = judge(rpc(std::string(prefix) + std::string(Op::name)));
        REQUIRE(made.fits);
        CHECK(made.found.form == form::rpc);
        CHECK(made.found.to.op == &operation_of<Op>);
    });
    judged const rest =
        judge({"GET", "/identitypools", {{"X-Amz-Target", std::string(prefix) + "BulkPublish"}}, ""});
    REQUIRE(rest.fits);
    CHECK(rest.found.form == form::rest);
    CHECK(rest.found.to.op == &operation_of<ListIdentityPoolUsage>);
    CHECK(refused({"POST", "/", {{"Content-Type", "application/x-amz-json-1.1"}}, "{}"}) ==
          errc::unknown_path);
    CHECK(refused({"GET", "/", {}, ""}) == errc::unknown_path);
}

TEST_CASE("the root with a target header takes POST alone", "[codec][recognise]") {
    for (std::string const method : {"GET", "PUT", "DELETE", "HEAD", "OPTIONS", "post", ""}) {
        request asked = rpc(std::string(prefix) + "BulkPublish");
        asked.method = method;
        CHECK(refused(asked) == errc::method_not_allowed);
        CHECK(judge(asked).failed.allow == "POST");
    }
}

TEST_CASE("a known path with another method tells the methods it takes, sorted", "[codec][recognise]") {
    std::string const pool = "/identitypools/p", list = pool + "/identities/i/datasets";
    for (auto const& [target, allow] :
         std::vector<std::pair<std::string, std::string>>{{"/identitypools", "GET"},
                                                          {"/identitypools/", "GET"},
                                                          {pool, "GET"},
                                                          {pool + "/bulkpublish", "POST"},
                                                          {pool + "/getBulkPublishDetails", "POST"},
                                                          {pool + "/events", "GET, POST"},
                                                          {pool + "/configuration", "GET, POST"},
                                                          {pool + "/identities/i", "GET"},
                                                          {pool + "/identity/i/device", "POST"},
                                                          {list, "GET"},
                                                          {list + "/d", "DELETE, GET, POST"},
                                                          {list + "/d/records", "GET"},
                                                          {list + "/d/subscriptions/v", "DELETE, POST"}})
        for (std::string const method : {"PUT", "HEAD", "OPTIONS", "PATCH", "TRACE", "get", ""}) {
            INFO(method << " " << target);
            CHECK(refused({method, target, {}, ""}) == errc::method_not_allowed);
            CHECK(judge({method, target, {}, ""}).failed.allow == allow);
        }
}

TEST_CASE("a target and a body as long as the policy allows are read, a byte more is not",
          "[codec][recognise]") {
    policy const rules{.max_body = 10, .max_target = 30};
    request asked{"GET", "/identitypools?nextToken=12345", {}, "{        }"};
    REQUIRE(asked.target.size() == 30);
    REQUIRE(asked.body.size() == 10);
    CHECK(judge(asked, rules).fits);
    asked.body += ' ';
    CHECK(refused(asked, rules) == errc::body_too_long);
    CHECK(judge(asked, rules).failed.offset == 10);
    asked.target += '6';
    CHECK(refused(asked, rules) == errc::target_too_long);
    CHECK(judge(asked, rules).failed.offset == 30);
}

TEST_CASE("by default a target has 8 KiB and a body 16 MiB", "[codec][recognise]") {
    std::string const start = "/identitypools?nextToken=";
    request asked{"GET", start + std::string(8192 - start.size(), 'x'), {}, std::string(16U << 20, ' ')};
    CHECK(judge(asked).fits);
    asked.body += ' ';
    CHECK(refused(asked) == errc::body_too_long);
    asked.target += 'x';
    CHECK(refused(asked) == errc::target_too_long);
}

TEST_CASE("what is wrong is found in the order of the protocol", "[codec][recognise]") {
    policy const rules{.max_body = 4, .max_target = 60};
    request asked{"PUT", std::string(61, '#'), {{"Accept", "x/y"}, {"Content-Type", "x/y"}}, "{   }"};
    CHECK(refused(asked, rules) == errc::target_too_long);
    asked.target = "/#";
    CHECK(refused(asked, rules) == errc::body_too_long);
    asked.body = "{[!";
    CHECK(refused(asked, rules) == errc::bad_target);
    asked.target = "/nowhere%";
    CHECK(refused(asked, rules) == errc::bad_escape);
    asked.target = "/nowhere";
    CHECK(refused(asked, rules) == errc::unknown_path);
    asked.target = "/identitypools/p/configuration";
    CHECK(refused(asked, rules) == errc::method_not_allowed);
    asked.method = "POST";
    CHECK(refused(asked, rules) == errc::not_acceptable);
    asked.headers[0].second = "application/json";
    CHECK(refused(asked, rules) == errc::unsupported_media_type);
    asked.headers[1].second = "application/json";
    CHECK(judge(asked, rules).fits);  // the members are not looked at here
}

TEST_CASE("Accept is judged where a reply has a body, and an RPC client may ask for its own media type",
          "[codec][recognise]") {
    header_list const html{{"Accept", "text/html"}};
    operations::for_each([&]<class Op>() {
        judged const made = judge(rpc(std::string(prefix) + std::string(Op::name), html));
        CHECK(made.fits == (operation_of<Op>.response == nullptr));
        CHECK((made.fits || made.failed.code == errc::not_acceptable));
    });
    std::string const usage = std::string(prefix) + "ListIdentityPoolUsage",
                      type = "application/x-amz-json-1.1";
    CHECK(judge(rpc(usage, {{"Accept", type}, {"Content-Type", type}})).fits);
    CHECK(refused(rpc(usage, {{"Accept", type}})) == errc::not_acceptable);
    CHECK(refused(rpc(usage, {{"Accept", type}, {"Content-Type", "application/json"}})) ==
          errc::not_acceptable);
    CHECK(refused({"GET", "/identitypools", {{"Accept", type}, {"Content-Type", type}}, ""}) ==
          errc::not_acceptable);
    CHECK(judge({"GET", "/identitypools", {{"ACCEPT", "x/y"}, {"accept", "*/*"}}, ""}).fits);
}

TEST_CASE("Content-Type is judged where a body is modelled and there is one", "[codec][recognise]") {
    std::string const with = "/identitypools/p/configuration", without = "/identitypools/p/bulkpublish";
    auto const type = [](std::string value) { return header_list{{"Content-Type", std::move(value)}}; };
    CHECK(judge({"POST", with, type("Application/JSON;x"), "{}"}).fits);
    CHECK(judge({"POST", with, type("text/plain"), ""}).fits);
    CHECK(judge({"POST", with, {}, ""}).fits);
    CHECK(refused({"POST", with, {}, "{}"}) == errc::unsupported_media_type);
    CHECK(refused({"POST", with, type(""), "{}"}) == errc::unsupported_media_type);
    CHECK(refused({"POST", with, type("application/x-amz-json-1.1"), "{}"}) == errc::unsupported_media_type);
    CHECK(refused({"POST",
                   with,
                   {{"Content-Type", "application/json"}, {"content-type", "application/json"}},
                   "{}"}) == errc::unsupported_media_type);

    policy const strict{.strict_media_types = true};
    for (policy const& rules : {policy{}, strict}) {
        CHECK(judge({"POST", without, {}, "{}"}, rules).fits);
        CHECK(judge({"POST", without, type("x/y"), ""}, rules).fits);
        CHECK(judge({"POST", with, type("application/json"), "{}"}, rules).fits);
    }
    CHECK(judge({"POST", without, type("x/y"), "{}"}).fits);
    CHECK(refused({"POST", without, type("application/json"), "{}"}, strict) == errc::unsupported_media_type);

    std::string const usage = std::string(prefix) + "ListIdentityPoolUsage";
    CHECK(judge(rpc(usage)).fits);
    CHECK(judge(rpc(usage, type("application/json"), "{}")).fits);
    CHECK(refused(rpc(usage, {}, "{}")) == errc::unsupported_media_type);
    CHECK(refused(rpc(usage, type("text/plain"))) == errc::unsupported_media_type);
}

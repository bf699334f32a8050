// SPDX-License-Identifier: BSL-1.0
//
// Requests below their C++ types: what is judged before a byte is written, how the two forms are laid out, and
// how labels, query, headers and body of a recognised request come together.
#include <cognito_sync/codec/request.hpp>

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "support/catch.hpp"

namespace {

using namespace cognito_sync;

std::string const pool = "us-east-1:0f1e", me = "us-east-1:aaaa";
std::string const path = "/identitypools/us-east-1%3A0f1e/identities/us-east-1%3Aaaaa/datasets/my_list";

UpdateRecords::Request update() {
    return {
        .identity_pool_id = pool, .identity_id = me, .dataset_name = "my_list", .sync_session_token = "t"};
}

UpdateRecords::Request with_context(std::string context) {
    auto asked = update();
    asked.client_context = std::move(context);
    return asked;
}

struct written {
    request out{};
    error failed{};
    bool fine = false;
};

template <class Op>
written write(typename Op::Request const& asked, policy const& rules = {}) {
    written made;
    made.fine = detail::write_request(operation_of<Op>, &asked, rules, made.out, made.failed);
    return made;
}

template <class Op>
struct reading {
    typename Op::Request asked{};
    error failed{};
    bool fine = false;
};

template <class Op>
reading<Op> read(request const& sent, policy const& rules = {}) {
    reading<Op> made;
    detail::incoming found;
    REQUIRE(detail::recognise(sent, rules, found, made.failed));
    REQUIRE(found.to.op == &operation_of<Op>);
    made.fine = detail::read_request(found, sent, rules, &made.asked, made.failed);
    return made;
}

request post(std::string body, header_list more = {}) {
    more.emplace_back("Content-Type", "application/json");
    return {"POST", path, std::move(more), std::move(body)};
}

}  // namespace

TEST_CASE("a header value goes out as it is, or is refused: no control, no blank at its ends",
          "[codec][request]") {
    for (std::string const& fine : {std::string(), std::string("{\"a\": \"b,\tc\"}"), std::string("a b"),
                                    std::string("caf\u00e9 \U0001f639")}) {
        INFO(fine);
        written const made = write<UpdateRecords>(with_context(fine));
        REQUIRE(made.fine);
        CHECK(made.out.headers ==
              header_list{{"x-amz-Client-Context", fine}, {"Content-Type", "application/json"}});
    }
    CHECK(write<UpdateRecords>(update()).out.headers == header_list{{"Content-Type", "application/json"}});
    for (int byte = 0; byte < 256; ++byte) {
        auto const c = static_cast<char>(static_cast<unsigned char>(byte));
        bool const control = byte < 0x20 || byte == 0x7F;
        written const made = write<UpdateRecords>(with_context(std::string("a") + c + "b"));
        INFO(byte);
        CHECK(made.fine == ((!control || c == '\t') && byte < 0x80));
        if (byte < 0x80 && !made.fine) CHECK(made.failed.code == errc::bad_header_value);
        if (byte >= 0x80) CHECK(made.failed.code == errc::bad_unicode);
        if (!made.fine) CHECK(made.out == request{});
    }
}

TEST_CASE("a header that would be another one is refused, and says where", "[codec][request]") {
    for (std::string const& value :
         {std::string("a\r\nx-evil: 1"), std::string("a\nb"), std::string("\r"), std::string("a\0b", 3),
          std::string(" a"), std::string("a "), std::string("\ta"), std::string(" ")}) {
        INFO(value);
        written const made = write<UpdateRecords>(with_context(value));
        REQUIRE(!made.fine);
        CHECK(made.failed.code == errc::bad_header_value);
        CHECK(made.failed.where == "/ClientContext");
        REQUIRE(made.failed.violations.size() == 1);
        CHECK(made.failed.violations[0].message ==
              "Value at '/ClientContext' failed to satisfy constraint: Member must be a header value without "
              "control characters and without blanks at its ends");
        CHECK(made.out == request{});
    }
}

TEST_CASE("in the RPC form no header and no path is at stake: such values travel in the body",
          "[codec][request]") {
    auto asked = with_context(" a\r\nb ");
    asked.dataset_name = "..";
    written const made = write<UpdateRecords>(asked, {.form = form::rpc});
    REQUIRE(made.fine);
    CHECK(made.out ==
          request{"POST",
                  "/",
                  {{"Content-Type", "application/x-amz-json-1.1"},
                   {"X-Amz-Target", "com.amazonaws.cognito.sync.model.AWSCognitoSyncService.UpdateRecords"}},
                  R"({"IdentityPoolId":"us-east-1:0f1e","IdentityId":"us-east-1:aaaa","DatasetName":"..",)"
                  R"("SyncSessionToken":"t","ClientContext":" a\r\nb "})"});
}

TEST_CASE("all that is wrong with a request is told at once, constraints in the order of the model first",
          "[codec][request]") {
    UpdateRecords::Request asked{.identity_pool_id = "bad",
                                 .identity_id = "us-east-1:aaaa",
                                 .dataset_name = "..",
                                 .device_id = std::string(257, 'd'),
                                 .record_patches = {{{.key = ""}, {.key = "\xff"}}},
                                 .sync_session_token = "",
                                 .client_context = "\n"};
    written const made = write<UpdateRecords>(asked);
    REQUIRE(!made.fine);
    std::vector<std::string> places;
    for (violation const& each : made.failed.violations) places.push_back(each.where);
    CHECK(places == std::vector<std::string>{"/IdentityPoolId", "/DeviceId", "/RecordPatches/0/Key",
                                             "/RecordPatches/1/Key", "/DatasetName", "/ClientContext"});
    CHECK(made.failed.code == errc::bad_unicode);
    CHECK(made.failed.where == "/RecordPatches/1/Key");
    CHECK(made.failed.message.starts_with("6 validation errors at 6 paths detected. First failure: "));
    CHECK(made.out == request{});
}

TEST_CASE("both forms honour the base path, and a slash at its end", "[codec][request]") {
    for (std::string_view const base : {"/sync", "/sync/"}) {
        CHECK(write<UpdateRecords>(update(), {.base_path = base}).out.target == "/sync" + path);
        CHECK(write<UpdateRecords>(update(), {.form = form::rpc, .base_path = base}).out.target == "/sync/");
    }
    CHECK(write<UpdateRecords>(update(), {.base_path = "/"}).out.target == path);
    CHECK(write<UpdateRecords>(update(), {.form = form::rpc, .base_path = "/"}).out.target == "/");
}

TEST_CASE("a target or a body of the greatest length is written, one byte more is not", "[codec][request]") {
    written const made = write<UpdateRecords>(update());
    std::size_t const target = made.out.target.size(), body = made.out.body.size();
    CHECK(write<UpdateRecords>(update(), {.max_body = body, .max_target = target}).fine);
    written const long_target = write<UpdateRecords>(update(), {.max_target = target - 1});
    CHECK(!long_target.fine);
    CHECK(long_target.failed.code == errc::target_too_long);
    CHECK(long_target.failed.offset == target - 1);
    written const long_body = write<UpdateRecords>(update(), {.max_body = body - 1});
    CHECK(!long_body.fine);
    CHECK(long_body.failed.code == errc::body_too_long);
    CHECK(long_body.failed.offset == body - 1);
}

TEST_CASE("no body is written or asked for where the model has none", "[codec][request]") {
    operations::for_each([]<class Op>() {
        INFO(Op::name);
        bool const has = std::string_view(Op::name) == "UpdateRecords" ||
                         std::string_view(Op::name) == "RegisterDevice" ||
                         std::string_view(Op::name) == "SetCognitoEvents" ||
                         std::string_view(Op::name) == "SetIdentityPoolConfiguration";
        CHECK(operation_of<Op>.has_body() == has);
    });
    written const made = write<BulkPublish>({.identity_pool_id = pool});
    CHECK(made.out == request{"POST", "/identitypools/us-east-1%3A0f1e/bulkpublish", {}, ""});
    written const empty = write<SetIdentityPoolConfiguration>({.identity_pool_id = pool});
    CHECK(empty.out.body == "{}");
    CHECK(empty.out.headers == header_list{{"Content-Type", "application/json"}});
}

TEST_CASE("labels, query, header and body come together", "[codec][request]") {
    auto const made = read<UpdateRecords>(
        post(R"({"SyncSessionToken":"t","RecordPatches":[{"Op":"remove","Key":"k","SyncCount":1}]})",
             {{"X-AMZ-CLIENT-CONTEXT", " a,b "}, {"x-amz-client-context", "c"}}));
    REQUIRE(made.fine);
    auto wanted = with_context("a,b, c");
    wanted.record_patches = {{{.op = Operation::remove, .key = "k", .sync_count = 1}}};
    CHECK(made.asked == wanted);
}

TEST_CASE("a member that travels elsewhere is not read from a REST body", "[codec][request]") {
    auto const made = read<UpdateRecords>(post(
        R"({"IdentityPoolId":7,"DatasetName":"other","ClientContext":"no","SyncSessionToken":"t","ClientContext":1})"));
    REQUIRE(made.fine);
    CHECK(made.asked == update());
}

TEST_CASE("a header value that no HTTP message can carry, or that is not UTF-8, is refused",
          "[codec][request]") {
    for (std::string const& value :
         {std::string("a\rb"), std::string("a\nb"), std::string("a\0b", 3), std::string("\x7f"),
          std::string("\xff"), std::string("\xed\xa0\x80"), std::string("\xc3")}) {
        auto const made =
            read<UpdateRecords>(post(R"({"SyncSessionToken":"t"})", {{"x-amz-Client-Context", value}}));
        INFO(value);
        REQUIRE(!made.fine);
        CHECK(made.failed.code == errc::bad_header_value);
        CHECK(made.failed.where == "/ClientContext");
        CHECK(made.failed.message == "a header value has a forbidden byte at '/ClientContext', byte 0");
    }
}

TEST_CASE("what can be malformed is found before any constraint: labels, query, header, body",
          "[codec][request]") {
    std::string const list = "/identitypools/bad/identities/%FF/datasets?maxResults=x";
    CHECK(read<ListDatasets>({"GET", list, {}, "{"}).failed.code == errc::bad_unicode);
    CHECK(read<ListDatasets>({"GET", "/identitypools/bad/identities/i/datasets?maxResults=x", {}, "{"})
              .failed.code == errc::bad_integer);
    CHECK(read<ListDatasets>({"GET", "/identitypools/bad/identities/i/datasets?maxResults=1", {}, "{"})
              .failed.code == errc::not_json);
    auto const last =
        read<ListDatasets>({"GET", "/identitypools/bad/identities/i/datasets?maxResults=0", {}, "{}"});
    CHECK(last.failed.code == errc::broken_constraint);
    CHECK(last.failed.violations.size() == 3);
    CHECK(read<UpdateRecords>(post("{", {{"x-amz-client-context", "\n"}})).failed.code ==
          errc::bad_header_value);
}

TEST_CASE("a body that nobody asked for is still one JSON object", "[codec][request]") {
    auto const get = [](std::string body) {
        return read<ListIdentityPoolUsage>({"GET", "/identitypools", {}, std::move(body)});
    };
    for (std::string const fine : {"", "{}", " {\n} ", R"({"NextToken":"no","MaxResults":"x","a":[null]})"}) {
        INFO(fine);
        auto const made = get(fine);
        REQUIRE(made.fine);
        CHECK(made.asked == ListIdentityPoolUsage::Request{});
    }
    for (std::string const bad : {" ", "[]", "null", "{}x", "{", "\xEF\xBB\xBF{}"}) {
        INFO(bad);
        CHECK(get(bad).failed.code == errc::not_json);
    }
    CHECK(get("{\"a\":\"\xff\"}").failed.code == errc::bad_unicode);
}

TEST_CASE("an RPC request is read from its body alone, and MaxResults may stand in quotes there",
          "[codec][request]") {
    header_list const headers{{"X-Amz-Target", "AWSCognitoSyncService.ListDatasets"},
                              {"Content-Type", "application/x-amz-json-1.0"}};
    auto const made = read<ListDatasets>(
        {"POST", "/?maxResults=9", headers,
         R"({"IdentityPoolId":"us-east-1:0f1e","IdentityId":"us-east-1:aaaa","MaxResults":"3"})"});
    REQUIRE(made.fine);
    CHECK(made.asked == ListDatasets::Request{.identity_pool_id = pool, .identity_id = me, .max_results = 3});
    auto const none = read<ListDatasets>({"POST", "/", headers, ""});
    REQUIRE(!none.fine);
    CHECK(
        none.failed.violations ==
        std::vector<violation>{
            {"/IdentityPoolId",
             "Value at '/IdentityPoolId' failed to satisfy constraint: Member must not be null"},
            {"/IdentityId", "Value at '/IdentityId' failed to satisfy constraint: Member must not be null"}});
    CHECK(read<ListDatasets>({"POST", "/", headers, R"({"MaxResults":"x"})"}).failed.code ==
          errc::bad_integer);
}

TEST_CASE("members within an envelope are missing at the top, and the error says so", "[codec][request]") {
    constexpr std::string_view hint =
        "; the body has a member Input: members are read at the top level, not within an envelope";
    auto const made = read<UpdateRecords>(post(R"({"Input":{"SyncSessionToken":"t"}})"));
    REQUIRE(!made.fine);
    CHECK(made.failed.message ==
          "1 validation error detected. Value at '/SyncSessionToken' failed to satisfy constraint: "
          "Member must not be null" +
              std::string(hint));
    CHECK(!read<UpdateRecords>(post(R"({"input":{}})")).failed.message.ends_with(hint));
    CHECK(!read<UpdateRecords>(post(R"({"RecordPatches":[{"Input":1}]})")).failed.message.ends_with(hint));
    CHECK(read<UpdateRecords>(post(R"({"Input":{},"SyncSessionToken":"t"})")).fine);
}

TEST_CASE("every required member that is missing is told, however many, in the order of the model",
          "[codec][request]") {
    std::string patches = "{}";
    for (int i = 1; i < 12; ++i) patches += ",{}";
    auto const made = read<UpdateRecords>(post("{\"RecordPatches\":[" + patches + "]}"));
    REQUIRE(!made.fine);
    std::vector<std::string> wanted, found;
    for (int i = 0; i < 12; ++i)
        for (std::string const name : {"/Op", "/Key", "/SyncCount"})
            wanted.push_back("/RecordPatches/" + std::to_string(i) + name);
    wanted.emplace_back("/SyncSessionToken");
    for (violation const& each : made.failed.violations) {
        found.push_back(each.where);
        CHECK(each.message.ends_with("Member must not be null"));
    }
    CHECK(found == wanted);
}

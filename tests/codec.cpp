// SPDX-License-Identifier: BSL-1.0
//
// The verbs that write, each held to what its comment says: which errc it gives, what the error knows, what is
// written when something cannot be. Refused requests are in codec/refusals.cpp, replies that are read in
// codec/replies.cpp, the values of single operations in wire/.
#include <cognito_sync/codec.hpp>

#include <cognito_sync/model/operations.hpp>

#include <chrono>
#include <climits>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "support/catch.hpp"
#include "support/generate.hpp"

namespace {

using namespace cognito_sync;

std::string const pool = "us-east-1:0f1e", me = "us-east-1:aaaa";
header_list const json_headers{{"Content-Type", "application/json"}};

UpdateRecords::Request update(std::vector<RecordPatch> patches = {}) {
    return {.identity_pool_id = pool,
            .identity_id = me,
            .dataset_name = "my_list",
            .record_patches = std::move(patches),
            .sync_session_token = "t"};
}

response const internal{
    500,
    {{"X-Amzn-Errortype", "InternalErrorException"}, {"Content-Type", "application/json"}},
    R"({"message":"An internal error occurred"})"};

}  // namespace

TEST_CASE("encode_request gives each of its errors, and never half a request", "[codec]") {
    auto const why = [](UpdateRecords::Request const& asked, policy const& rules = {}) {
        error const failed = encode_request<UpdateRecords>(asked, rules).error();
        CHECK(failed.status == 0);
        CHECK(failed.name == "");
        CHECK(failed.allow == "");
        CHECK(!failed.message.empty());
        return std::pair(failed.code, failed.where);
    };
    auto asked = update();
    asked.identity_id = "";
    CHECK(why(asked) == std::pair<error_code, std::string>(errc::broken_constraint, "/IdentityId"));
    asked = update();
    asked.dataset_name = ".";
    CHECK(why(asked) == std::pair<error_code, std::string>(errc::dot_segment, "/DatasetName"));
    asked = update();
    asked.client_context = "\n";
    CHECK(why(asked) == std::pair<error_code, std::string>(errc::bad_header_value, "/ClientContext"));
    asked = update({{.key = "\xff"}});
    CHECK(why(asked) == std::pair<error_code, std::string>(errc::bad_unicode, "/RecordPatches/0/Key"));
    CHECK(why(update(), {.max_target = 10}) == std::pair<error_code, std::string>(errc::target_too_long, ""));
    CHECK(why(update(), {.max_body = 10}) == std::pair<error_code, std::string>(errc::body_too_long, ""));
    timestamp const late = latest_timestamp + std::chrono::milliseconds(1);
    asked = update({{.key = "k"}, {.key = "l", .device_last_modified_date = late}});
    CHECK(why(asked) ==
          std::pair<error_code, std::string>(errc::time_range, "/RecordPatches/1/DeviceLastModifiedDate"));
}

TEST_CASE("encode_request tells the offset within the value that does not fit", "[codec]") {
    auto asked = update();
    asked.dataset_name = "my list";
    CHECK(encode_request<UpdateRecords>(asked).error().offset == 2);
    asked = update({{.key = "ab\xff"}});
    CHECK(encode_request<UpdateRecords>(asked).error().offset == 2);
}

TEST_CASE("no verb writes a header that belongs to the HTTP stack", "[codec]") {
    auto const check = [](header_list const& headers) {
        for (auto const& [name, value] : headers) {
            for (std::string_view const other :
                 {"Host", "Content-Length", "Transfer-Encoding", "Date", "Connection"})
                CHECK(!equal_without_case(name, other));
            CHECK(is_header_value(value));
        }
    };
    operations::for_each([&]<class Op>() {
        for (generate::plan const& each : generate::plans<typename Op::Request>())
            for (form const how : {form::rest, form::rpc})
                check(encode_request<Op>(generate::request<Op>(each), {.form = how, .max_target = 1U << 20})
                          .value()
                          .headers);
        for (generate::plan const& each : generate::plans<typename Op::Response>())
            check(encode_response<Op>(generate::value<typename Op::Response>(each), {.request_id = "i"})
                      .value()
                      .headers);
        check(encode_response<Op>(internal_error, {.request_id = "i"}).value().headers);
        check(encode_response<Op>(fail<fault::NotAuthorized>("m\r\nHost: x")).value().headers);
    });
}

TEST_CASE("answer_to mirrors form and media type, and takes the id of the caller alone", "[codec]") {
    struct {
        std::string target, type;
        bool has_target;
        form how;
        std::string media_type;
    } const cases[]{
        {"/identitypools", "application/x-amz-json-1.1", true, form::rest, "application/json"},
        {"/identitypools", "", false, form::rest, "application/json"},
        {"/", "application/x-amz-json-1.1", false, form::rest, "application/json"},
        {"/", "application/x-amz-json-1.1", true, form::rpc, "application/x-amz-json-1.1"},
        {"/", "Application/X-Amz-Json-1.0 ; charset=x", true, form::rpc, "application/x-amz-json-1.0"},
        {"/?x", "application/json", true, form::rpc, "application/json"},
        {"/", "text/html\tx", true, form::rpc, "application/json"},
        {"/", "", true, form::rpc, "application/json"},
    };
    for (auto const& [target, type, has_target, how, media_type] : cases) {
        header_list headers{{"Content-Type", type}, {"x-amzn-RequestId", "theirs"}};
        if (has_target) headers.emplace_back("x-AMZ-target", "a.b");
        INFO(target << " " << type);
        answer const to = answer_to({"POST", target, headers, ""}, "ours");
        CHECK(to.form == how);
        CHECK(to.media_type == media_type);
        CHECK(to.request_id == "ours");
    }
    header_list const rpc{{"X-Amz-Target", "a.b"}};
    CHECK(answer_to({"POST", "/sync/", rpc, ""}, "", {.base_path = "/sync"}).form == form::rpc);
    CHECK(answer_to({"POST", "/", rpc, ""}, "", {.base_path = "/sync"}).form == form::rest);
}

TEST_CASE("encode_response refuses what nobody could read, and says where", "[codec]") {
    auto const why = [](auto const& said, answer const& to = {}) {
        auto const written = encode_response<ListRecords>(said, to);
        REQUIRE(!written.has_value());
        return std::pair(written.error().code, written.error().where);
    };
    using told = std::pair<error_code, std::string>;
    ListRecords::Response said{.records = {{.key = "a"}, {.key = "b", .value = "ab\xff"}}};
    CHECK(why(said) == told(errc::bad_unicode, "/Records/1/Value"));
    CHECK(encode_response<ListRecords>(said).error().offset == 2);
    CHECK(why(ListRecords::Response{.merged_dataset_names = {"", "\xc3"}}) ==
          told(errc::bad_unicode, "/MergedDatasetNames/1"));
    timestamp const early = earliest_timestamp - std::chrono::milliseconds(1);
    CHECK(why(ListRecords::Response{.records = {{.last_modified_date = early}}}) ==
          told(errc::time_range, "/Records/0/LastModifiedDate"));
    for (std::string const& id :
         {std::string("a\rb"), std::string("a\nb"), std::string("\0", 1), std::string("\x7f")}) {
        CHECK(why(ListRecords::Response{}, {.request_id = id}) ==
              told(errc::bad_header_value, "x-amzn-RequestId"));
        CHECK(why(internal_error, {.request_id = id}) == told(errc::bad_header_value, "x-amzn-RequestId"));
    }
    CHECK(why(refuse({403, "A\r\nB", "m"})) == told(errc::bad_header_value, "X-Amzn-Errortype"));
    CHECK(why(refuse({403, "A", "\xff"})) == told(errc::bad_unicode, "/message"));
    CHECK(why(fail<fault::NotAuthorized>("ab\xff")) == told(errc::bad_unicode, "/message"));
    auto const map =
        encode_response<GetCognitoEvents>(GetCognitoEvents::Response{.events = {{"a/b", "\xff"}}});
    CHECK(map.error().where == "/Events/a~1b");
    CHECK(encode_response<GetCognitoEvents>(GetCognitoEvents::Response{.events = {{"\xff", ""}}})
              .error()
              .code == errc::bad_unicode);
}

TEST_CASE("encode_response lets no header end before its line, the media type neither", "[codec]") {
    answer const to{.media_type = "application/json\r\nx-evil: 1"};
    CHECK(!encode_response<ListRecords>(ListRecords::Response{}, to).has_value());
    CHECK(!encode_response<ListRecords>(internal_error, to).has_value());
    for (auto const& [name, value] : encode_error({.status = 400, .name = "A"}, to).headers)
        CHECK(is_header_value(value));
}

TEST_CASE("encode_response writes constraints nobody checks, and a body only where the model has one",
          "[codec]") {
    CHECK(encode_response<ListRecords>(ListRecords::Response{.records = {{.key = std::string(2000, 'k')}}})
              .has_value());
    CHECK(encode_response<SetCognitoEvents>(no_output{}).value() == response{200, {}, ""});
    CHECK(encode_response<SetCognitoEvents>(no_output{}, {.form = form::rpc}).value() ==
          response{200, json_headers, ""});
    CHECK(encode_response<SubscribeToDataset>(SubscribeToDataset::Response{}).value() ==
          response{200, json_headers, "{}"});
    CHECK(encode_response<BulkPublish>(BulkPublish::Response{}, {.request_id = " i "}).value() ==
          response{200, {{"x-amzn-RequestId", " i "}, {"Content-Type", "application/json"}}, "{}"});
}

TEST_CASE("encode_error answers what cannot be written as an internal error, without a word of it",
          "[codec]") {
    for (error_reply const& said : {
             error_reply{400, "secret name", "secret"},
             error_reply{400, "secret\r\nx: y", "secret"},
             error_reply{400, "", "secret"},
             error_reply{400, "secret", "secret\xff"},
             error_reply{.status = 400, .name = "secret", .fields = {{"/secret", "\xff"}}},
             error_reply{.status = 405, .name = "secret", .message = "secret", .allow = "secret\n"},
         }) {
        CHECK(encode_error(said) == internal);
        response with_id = internal;
        with_id.headers.insert(with_id.headers.begin(), {"x-amzn-RequestId", "i"});
        CHECK(encode_error(said, {.request_id = "i"}) == with_id);
    }
    for (int const status : {INT_MIN, -1, 0, 99, 100, 200, 204, 299, 300, 399, 600, INT_MAX})
        CHECK(encode_error({status, "secret", "secret"}) == internal);
    for (int const status : {400, 401, 499, 500, 599})
        CHECK(encode_error({status, "A", "m"}).status == status);
    for (std::string const& id : {std::string("i\r\nx: y"), std::string("\0", 1), std::string("\x7f")})
        CHECK(encode_error({400, "A", "m"}, {.request_id = id}) == internal);
    CHECK(encode_error({400, "", ""}, {.form = form::rpc, .media_type = "application/x-amz-json-1.1"}) ==
          response{500,
                   {{"X-Amzn-Errortype", "InternalErrorException"},
                    {"Content-Type", "application/x-amz-json-1.1"}},
                   R"({"__type":"InternalErrorException","message":"An internal error occurred"})"});
}

// SPDX-License-Identifier: BSL-1.0
//
// What this library decided about media types and about bodies that are empty, each test named with its
// section of the protocol notes: 1.4 Accept and Content-Type, 1.5 an empty body and {}.
#include <cognito_sync/codec.hpp>

#include <string>
#include <type_traits>

#include "support/catch.hpp"
#include "support/protocol.hpp"
#include "support/sample.hpp"

namespace {

using namespace protocol;

int accepting(std::string_view line, std::string accept) {
    return serve(ask(line, {{"Accept", std::move(accept)}})).status;
}

int typed(std::string_view line, std::string type, std::string body, policy const& rules = {}) {
    return serve(ask(line, {{"Content-Type", std::move(type)}}, std::move(body)), rules).status;
}

template <class Op>
typename Op::Request any_request_of() {
    return sample::source(7).make<typename Op::Request>();
}

}  // namespace

TEST_CASE("1.4 Accept is split on commas, its parameters dropped, and one fitting item is enough",
          "[protocol][decided]") {
    for (std::string const accept :
         {"*/*", "application/*", "application/json", "application/json;q=0", "text/html, application/json",
          "text/html,*/*;q=0.1", " application/json ", "application/json ; charset=utf-8",
          "a/b , application/* ; q=1,c/d", "Application/JSON"}) {
        INFO(accept);
        CHECK(accepting("GET {list}", accept) == 200);
    }
    for (std::string const accept :
         {"text/html", "application/hal+json", "application/jsonp", "json", "text/*", "*", "*/json",
          "application/x-amz-json-1.1", "text/html;x=application/json", ",", "text/html,,a/b"}) {
        INFO(accept);
        check_refusal(ask("GET {list}", {{"Accept", accept}}), 406, "NotAcceptableException");
    }
    CHECK(serve(ask("GET {list}", {{"Accept", "text/html"}, {"accept", "application/json"}})).status == 200);
}

TEST_CASE("1.4 Accept is not looked at where the success has no body", "[protocol][decided]") {
    header_list const html{{"Accept", "text/html"}, {"Content-Type", "application/json"}};
    CHECK(serve(ask("POST {pool}/events", html, R"({"Events":{}})")).status == 200);
    CHECK(accepting("POST {list}/subscriptions/{V}", "text/html") == 406);
}

TEST_CASE("1.4 a body with members is application/json in any case and with any parameters, or 415",
          "[protocol][decided]") {
    for (std::string const type : {"application/json", "Application/JSON", "application/json;charset=utf-8",
                                   "application/json ; x=y; z", "\tapplication/json "}) {
        INFO(type);
        CHECK(typed("POST {pool}/configuration", type, "{}") == 200);
    }
    for (std::string const type :
         {"", "text/json", "application/jsons", "application/x-amz-json-1.1", "application/json, text/html",
          "application/*", "application / json", ";application/json"}) {
        INFO(type);
        check_refusal(ask("POST {pool}/configuration", {{"Content-Type", type}}, "{}"), 415,
                      "UnsupportedMediaTypeException");
    }
    check_refusal(ask("POST {pool}/configuration", {}, "{}"), 415, "UnsupportedMediaTypeException");
}

TEST_CASE("1.4 the Content-Type of an empty body is not looked at", "[protocol][decided]") {
    for (bool const strict : {false, true}) {
        policy const rules{.strict_media_types = strict};
        CHECK(typed("POST {pool}/configuration", "text/plain", "", rules) == 200);
        CHECK(typed("GET {list}", "application/json", "", rules) == 200);
        CHECK(serve(ask("POST {pool}/configuration"), rules).status == 200);
        CHECK(serve(ask("POST {pool}/identity/{I}/device"), rules).status == 400);
    }
}

TEST_CASE("1.4 where a request has no body members, any JSON object is accepted and ignored",
          "[protocol][decided]") {
    for (std::string const line : {"GET {list}", "DELETE {list}", "POST {pool}/bulkpublish",
                                   "POST {list}/subscriptions/{V}", "GET /identitypools"}) {
        INFO(line);
        for (std::string const body :
             {"", "{}", " {\n} ", R"({"DatasetName":7,"MaxResults":[],"x":{"y":[null]}})"}) {
            CHECK(serve(ask(line, {}, body)).status == 200);
            CHECK(typed(line, "application/json", body) == 200);
            CHECK(typed(line, "text/plain", body) == 200);
        }
        for (std::string const body : {"[]", "null", "7", "{", "{}x", "<html/>", "{\"a\":\"\xFF\"}"}) {
            INFO(body);
            check_refusal(ask_json(line, body), 400, "SerializationException");
        }
    }
    auto const read =
        decode_request<ListIdentityPoolUsage>(ask_json("GET /identitypools", R"({"MaxResults":7})"));
    REQUIRE(read.has_value());
    CHECK(!read->max_results.has_value());
}

TEST_CASE("1.4 the strict switch refuses a Content-Type with a body where none is modelled, and only that",
          "[protocol][decided]") {
    policy const strict{.strict_media_types = true};
    for (std::string const line : {"GET {list}", "DELETE {list}", "POST {pool}/bulkpublish"}) {
        check_refusal(ask_json(line, "{}"), 415, "UnsupportedMediaTypeException", strict);
        check_refusal(ask(line, {{"content-type", "text/plain"}}, "{}"), 415, "UnsupportedMediaTypeException",
                      strict);
        CHECK(serve(ask(line, {}, "{}"), strict).status == 200);
    }
    CHECK(typed("POST {pool}/configuration", "application/json", "{}", strict) == 200);
}

TEST_CASE("1.4 a reply says application/json whenever it has a body, and nothing where it has none",
          "[protocol][decided]") {
    operations::for_each([]<class Op>() {
        INFO(Op::name);
        auto const written = encode_response<Op>(typename Op::Response{});
        REQUIRE(written.has_value());
        bool const silent = std::is_same_v<Op, SetCognitoEvents>;
        CHECK(written->body.empty() == silent);
        CHECK(shown(written->headers) == (silent ? "" : "Content-Type: application/json\n"));
        auto const failed = encode_response<Op>(refuse({503, "SlowDown", "s"}));
        REQUIRE(failed.has_value());
        CHECK(header(*failed, "Content-Type") == "application/json");
    });
}

TEST_CASE("1.4 a client never says Accept, and sends a body with POST alone", "[protocol][decided]") {
    operations::for_each([]<class Op>() {
        INFO(Op::name);
        for (form const how : {form::rest, form::rpc}) {
            auto const written = encode_request<Op>(any_request_of<Op>(), {.form = how});
            REQUIRE(written.has_value());
            CHECK(!headers_view(written->headers).contains("accept"));
            CHECK((written->method == "POST" || written->body.empty()));
            CHECK(headers_view(written->headers).contains("content-type") == !written->body.empty());
        }
    });
}

TEST_CASE("1.5 a client sends a body exactly where there are body members, and then always an object",
          "[protocol][decided]") {
    operations::for_each([]<class Op>() {
        INFO(Op::name);
        bool const members = std::is_same_v<Op, UpdateRecords> || std::is_same_v<Op, RegisterDevice> ||
                             std::is_same_v<Op, SetCognitoEvents> ||
                             std::is_same_v<Op, SetIdentityPoolConfiguration>;
        auto const written = encode_request<Op>(any_request_of<Op>());
        REQUIRE(written.has_value());
        CHECK(written->body.empty() == !members);
        CHECK((!members || (written->body.front() == '{' && written->body.back() == '}')));
    });
}

TEST_CASE("1.5 a server reads an empty body as an object without members", "[protocol][decided]") {
    CHECK(serve(ask("POST {pool}/configuration")).status == 200);
    error const found = refusal(ask("POST {list}"));
    CHECK(found.name == "InvalidParameterException");
    CHECK(found.where == "/SyncSessionToken");
}

TEST_CASE("1.5 a server answers {} for a structure without members and nothing for no output",
          "[protocol][decided]") {
    CHECK(serve(ask("POST {list}/subscriptions/{V}")).body == "{}");
    CHECK(serve(ask("DELETE {list}/subscriptions/{V}")).body == "{}");
    CHECK(serve(ask_json("POST {pool}/events", R"({"Events":{}})")) == reply(200, "", {}));
}

TEST_CASE("1.5 a client reads an empty or blank success as one without members", "[protocol][decided]") {
    for (std::string const body : {"", " ", "\r\n\t ", "{}", "null"}) {
        INFO(body);
        bool const object = body != "null";
        operations::for_each([&]<class Op>() {
            INFO(Op::name);
            bool const ignores = schema_of<typename Op::Response>.fields.empty();
            auto const read = decode_response<Op>(reply(200, body));
            REQUIRE(read.has_value() == (object || ignores));
            if (read) CHECK(*read == typename Op::Response{});
        });
    }
}

TEST_CASE("1.5 where a success has no members a client ignores its bytes, elsewhere it must be JSON",
          "[protocol][decided]") {
    for (std::string const body : {"<html>", "[", "\xFF", "7", R"({"DeviceId":7})", "{\"a\":1,\"a\":}"}) {
        INFO(body);
        CHECK(decode_response<SetCognitoEvents>(reply(200, body)).has_value());
        CHECK(decode_response<SubscribeToDataset>(reply(200, body)).has_value());
        CHECK(decode_response<UnsubscribeFromDataset>(reply(200, body)).has_value());
        auto const read = decode_response<RegisterDevice>(reply(200, body));
        REQUIRE(!read.has_value());
        CHECK(read.error().status == 200);
        CHECK(read.error().body == body);
        CHECK(!(read.error() == condition::retryable));
    }
}

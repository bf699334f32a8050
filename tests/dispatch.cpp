// SPDX-License-Identifier: BSL-1.0
//
// A whole server in one call: every operation reaches its handler and its reply comes back, and whatever goes
// wrong is answered by exact bytes. Requests are made by the client's half of the library.
#include <cognito_sync/dispatch.hpp>

#include <functional>
#include <new>
#include <stdexcept>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

#include "support/catch.hpp"
#include "support/generate.hpp"

namespace {

using namespace cognito_sync;

/// A reply as it stands on the wire, but for the words of its status.
std::string text_of(response const& reply) {
    std::string text = std::to_string(reply.status) + "\n";
    for (auto const& [name, value] : reply.headers) text += name + ": " + value + "\n";
    return text + "\n" + reply.body;
}

std::string error_text(int status, std::string_view name, std::string_view message,
                       std::string_view more = "") {
    return std::to_string(status) + "\nx-amzn-RequestId: id-1\nX-Amzn-Errortype: " + std::string(name) +
           "\n" + std::string(more) + "Content-Type: application/json\n\n{\"message\":\"" +
           std::string(message) + "\"}";
}

std::string const internal_text = error_text(500, "InternalErrorException", "An internal error occurred");

/// A reply that only this request gets: the values of a plan that its own members choose.
template <class Op>
typename Op::Response reply_to_it(typename Op::Request const& asked) {
    return generate::value<typename Op::Response>({.turn = to_json(asked).value().size()});
}

template <class Op>
struct answers_by_request {
    outcome<Op> operator()(typename Op::Request const& asked) const { return reply_to_it<Op>(asked); }
};
template <class... Ops>
using all_answer = handlers<answers_by_request<Ops>...>;

/// Throws what it is told to, on every operation.
template <class Thrown>
struct thrower {
    Thrown thrown;
    template <class Request>
    outcome<operations::operation_for<Request>> operator()(Request const&) const {
        throw thrown;
    }
};

ListIdentityPoolUsage::Response const plain{};
request const usage{"GET", "/identitypools", {}, ""};

std::string served(request const& sent, policy const& rules = {}) {
    return text_of(dispatch(sent, operations::apply<all_answer>{}, "id-1", rules));
}

}  // namespace

TEST_CASE("dispatch: every operation reaches its own handler, in both forms, and its reply comes back",
          "[dispatch]") {
    operations::apply<all_answer> const all{};
    policy const roomy{.max_target = 1U << 20};
    operations::for_each([&]<class Op>() {
        INFO(Op::name);
        for (form const how : {form::rest, form::rpc})
            for (generate::plan const& each : generate::plans<typename Op::Request>()) {
                auto const asked = generate::request<Op>(each);
                policy rules = roomy;
                rules.form = how;
                auto const sent = encode_request<Op>(asked, rules).value();
                response const reply = dispatch(sent, all, "id-1", roomy);
                CHECK(text_of(reply) ==
                      text_of(encode_response<Op>(reply_to_it<Op>(asked), answer_to(sent, "id-1")).value()));
                CHECK(decode_response<Op>(reply).value() == reply_to_it<Op>(asked));
            }
    });
}

TEST_CASE("dispatch: not_implemented answers each operation that is left out, by its name", "[dispatch]") {
    operations::for_each([]<class Op>() {
        auto const sent = encode_request<Op>(generate::request<Op>({})).value();
        CHECK(text_of(dispatch(sent, handlers{not_implemented}, "id-1")) ==
              error_text(404, "UnknownOperationException",
                         "this server does not implement " + std::string(Op::name)));
    });
    auto const some = handlers{[](ListIdentityPoolUsage::Request const&) -> outcome<ListIdentityPoolUsage> {
                                   return ListIdentityPoolUsage::Response{.count = 7};
                               },
                               not_implemented};
    CHECK(dispatch(usage, some).body == R"({"IdentityPoolUsages":[],"Count":7})");
    CHECK(dispatch({.method = "GET", .target = "/identitypools/p:0"}, some).status == 404);
}

TEST_CASE("dispatch: a handler that throws is an internal error without a word of it", "[dispatch]") {
    auto const check = [](auto thrown) {
        operations::for_each([&]<class Op>() {
            auto const sent = encode_request<Op>(generate::request<Op>({})).value();
            CHECK(text_of(dispatch(sent, handlers{thrower<decltype(thrown)>{thrown}}, "id-1")) ==
                  internal_text);
        });
    };
    check(std::runtime_error("secret"));
    check(std::string("secret"));
    check(7);
    check(boost::system::system_error(make_error_code(errc::not_json), "secret"));
    check(error{.code = fault::NotAuthorized, .message = "secret"});
}

TEST_CASE("dispatch: std::bad_alloc passes through, of whichever type", "[dispatch]") {
    CHECK_THROWS_AS(dispatch(usage, handlers{thrower<std::bad_alloc>{}}), std::bad_alloc);
    CHECK_THROWS_AS(dispatch(usage, handlers{thrower<std::bad_array_new_length>{}}),
                    std::bad_array_new_length);
}

TEST_CASE("dispatch: what a handler says and nobody could read is an internal error", "[dispatch]") {
    auto const answering = [](outcome<ListIdentityPoolUsage> said) {
        return text_of(dispatch(
            usage, handlers{[&](ListIdentityPoolUsage::Request const&) { return said; }, not_implemented},
            "id-1"));
    };
    CHECK(answering(ListIdentityPoolUsage::Response{.next_token = "secret\xff"}) == internal_text);
    CHECK(answering(fail<fault::NotAuthorized>("secret\xff")) == internal_text);
    CHECK(answering(refuse({403, "secret\r\nx: y", "secret"})) == internal_text);
    CHECK(answering(refuse({.status = 403, .name = "", .message = "secret"})) == internal_text);
    timestamp const late = latest_timestamp + std::chrono::milliseconds(1);
    CHECK(answering(ListIdentityPoolUsage::Response{
              .identity_pool_usages = {{.last_modified_date = late}}}) == internal_text);
    CHECK(answering(internal_error) == internal_text);
    CHECK(answering(fail<fault::NotAuthorized>("no")) == error_text(403, "NotAuthorizedException", "no"));
    CHECK(answering(refuse({401, "Unauthenticated", "who?"})) == error_text(401, "Unauthenticated", "who?"));
}

TEST_CASE("dispatch: a refusal never looks like a success", "[dispatch]") {
    for (int const status : {-1, 0, 99, 200, 204, 299, 304, 399, 600}) {
        auto const refusing = [&](ListIdentityPoolUsage::Request const&) -> outcome<ListIdentityPoolUsage> {
            return refuse({status, "Denied", "secret"});
        };
        INFO(status);
        CHECK(text_of(dispatch(usage, handlers{refusing, not_implemented}, "id-1")) == internal_text);
    }
}

TEST_CASE("dispatch: the errors of the protocol, byte for byte", "[dispatch]") {
    auto const told = [](request const& sent, policy const& rules = {}) { return served(sent, rules); };
    std::string const unknown = "UnknownOperationException";
    CHECK(told({"GET", "/nowhere", {}, ""}) == error_text(404, unknown, "no operation has this path"));
    CHECK(told({"GET", "/", {}, ""}) == error_text(404, unknown, "no operation has this path"));
    CHECK(told({"PATCH", "/identitypools/p:0/identities/i:0/datasets/d", {}, ""}) ==
          error_text(405, unknown, "no operation takes this method here", "Allow: DELETE, GET, POST\n"));
    CHECK(told({"DELETE", "/identitypools/p:0/events", {}, ""}) ==
          error_text(405, unknown, "no operation takes this method here", "Allow: GET, POST\n"));
    CHECK(told({"GET", "/identitypools", {{"Accept", "text/html"}}, ""}) ==
          error_text(406, "NotAcceptableException", "Accept does not allow application/json"));
    CHECK(told({"POST", "/identitypools/p:0/configuration", {{"Content-Type", "text/html"}}, "{}"}) ==
          error_text(415, "UnsupportedMediaTypeException", "Content-Type does not fit the body"));
    CHECK(told({"GET", "/identitypools", {}, "{         }"}, {.max_body = 10}) ==
          error_text(413, "RequestEntityTooLargeException", "the body is too long, byte 10"));
    CHECK(told({"GET", "/identitypools", {}, ""}, {.max_target = 13}) ==
          error_text(414, "RequestUriTooLongException", "the target is too long, byte 13"));
    CHECK(told({"GET", "/identitypools?maxResults=x", {}, ""}) ==
          error_text(400, "SerializationException", "the text is not an integer at '/MaxResults', byte 26"));
    CHECK(told({"GET", "/identitypools?maxResults=0", {}, ""}) ==
          error_text(400, "InvalidParameterException",
                     "1 validation error detected. Value at '/MaxResults' failed to satisfy constraint: "
                     "Member must be greater than or equal to 1"));
}

TEST_CASE("dispatch: the errors of the protocol in the RPC form name themselves in the body too",
          "[dispatch]") {
    header_list const headers{{"X-Amz-Target", "AWSCognitoSyncService.Nothing"},
                              {"Content-Type", "application/x-amz-json-1.1"}};
    CHECK(served({"POST", "/", headers, "{}"}) ==
          "404\nx-amzn-RequestId: id-1\nX-Amzn-Errortype: UnknownOperationException\n"
          "Content-Type: application/x-amz-json-1.1\n\n"
          R"({"__type":"UnknownOperationException","message":"X-Amz-Target names no operation"})");
    CHECK(served({"GET", "/", headers, ""}) ==
          "405\nx-amzn-RequestId: id-1\nX-Amzn-Errortype: UnknownOperationException\nAllow: POST\n"
          "Content-Type: application/x-amz-json-1.1\n\n"
          R"({"__type":"UnknownOperationException","message":"no operation takes this method here"})");
}

TEST_CASE("dispatch: the request id stands in every reply, and only there if it is given", "[dispatch]") {
    for (request const& sent :
         {usage, request{"GET", "/nowhere", {}, ""}, request{"PUT", "/identitypools", {}, ""},
          request{"GET", "/identitypools?maxResults=0", {}, ""}, request{"GET", "%", {}, ""}}) {
        auto const with = dispatch(sent, operations::apply<all_answer>{}, "id-1");
        auto const without = dispatch(sent, operations::apply<all_answer>{});
        REQUIRE(!with.headers.empty());
        CHECK(with.headers.front() == std::pair<std::string, std::string>("x-amzn-RequestId", "id-1"));
        CHECK(!headers_view(without.headers).contains("x-amzn-requestid"));
        CHECK(with.body == without.body);
    }
    auto const bad = dispatch(usage, operations::apply<all_answer>{}, "a\r\nx-evil: 1");
    CHECK(bad.status == 500);
    CHECK(!headers_view(bad.headers).contains("x-amzn-requestid"));
}

TEST_CASE("dispatch: a generic lambda, a function object and a std::function are handlers", "[dispatch]") {
    auto const generic = []<class Request>(Request const&) -> outcome<operations::operation_for<Request>> {
        return typename operations::operation_for<Request>::Response{};
    };
    operations::for_each([&]<class Op>() {
        auto const sent = encode_request<Op>(generate::request<Op>({})).value();
        CHECK(dispatch(sent, handlers{generic}).status == 200);
    });
    int called = 0;
    std::function<outcome<ListIdentityPoolUsage>(ListIdentityPoolUsage::Request const&)> const kept =
        [&](ListIdentityPoolUsage::Request const& asked) -> outcome<ListIdentityPoolUsage> {
        ++called;
        return ListIdentityPoolUsage::Response{.max_results = asked.max_results};
    };
    CHECK(
        dispatch({.method = "GET", .target = "/identitypools?maxResults=3"}, handlers{kept, generic}).body ==
        R"({"IdentityPoolUsages":[],"MaxResults":3})");
    CHECK(called == 1);
    CHECK(dispatch(usage, handlers{answers_by_request<ListIdentityPoolUsage>{}, not_implemented}).status ==
          200);
}

TEST_CASE("dispatch: a handler may return a Response, a fault or a refusal as they are", "[dispatch]") {
    auto const response_itself = [](ListIdentityPoolUsage::Request const&) { return plain; };
    auto const fault_itself = [](BulkPublish::Request const&) {
        return fail<fault::AlreadyStreamed>("twice");
    };
    auto const refusal_itself = [](GetCognitoEvents::Request const&) {
        return refuse({503, "SlowDown", "wait"});
    };
    auto const all = handlers{response_itself, fault_itself, refusal_itself, not_implemented};
    CHECK(dispatch(usage, all).status == 200);
    CHECK(text_of(dispatch({.method = "POST", .target = "/identitypools/p:0/bulkpublish"}, all, "id-1")) ==
          error_text(400, "AlreadyStreamedException", "twice"));
    CHECK(text_of(dispatch({.method = "GET", .target = "/identitypools/p:0/events"}, all, "id-1")) ==
          error_text(503, "SlowDown", "wait"));
}

TEST_CASE("dispatch: the policy reaches every step", "[dispatch]") {
    header_list const json_headers{{"Content-Type", "application/json"}};
    request const under_base{"GET", "/sync/identitypools/p:0", {}, ""};
    CHECK(served(under_base).starts_with("404\n"));
    CHECK(served(under_base, {.base_path = "/sync/"}).starts_with("200\n"));
    request const based_rpc{
        "POST", "/sync", {{"X-Amz-Target", "AWSCognitoSyncService.ListIdentityPoolUsage"}}, ""};
    CHECK(served(based_rpc, {.base_path = "/sync"}).starts_with("200\n"));
    CHECK(served(based_rpc).starts_with("404\n"));

    request const upper{"GET", "/identitypools/us-east-1:23EC4050-EXAMPLE", {}, ""};
    CHECK(served(upper).starts_with("400\n"));
    CHECK(served(upper, {.ids = ids::length_only}).starts_with("200\n"));

    request const typed{"POST", "/identitypools/p:0/bulkpublish", json_headers, "{}"};
    CHECK(served(typed).starts_with("200\n"));
    CHECK(served(typed, {.strict_media_types = true}).starts_with("415\n"));

    request const china{"POST", "/identitypools/p:0/configuration", json_headers,
                        R"({"PushSync":{"RoleArn":"arn:aws-cn:iam::1:role/x"}})"};
    CHECK(served(china).starts_with("400\n"));
    CHECK(served(china, {.any_partition = true}).starts_with("200\n"));

    CHECK(
        served({"GET", "/identitypools?maxResults=0", {}, ""}, {.smithy_validation = true}) ==
        "400\nx-amzn-RequestId: id-1\nX-Amzn-Errortype: ValidationException\nContent-Type: "
        "application/json\n\n"
        R"({"message":"1 validation error detected. Value at '/MaxResults' failed to satisfy constraint: )"
        R"(Member must be greater than or equal to 1","fieldList":[{"path":"/MaxResults","message":)"
        R"("Value at '/MaxResults' failed to satisfy constraint: Member must be greater than or equal to 1"}]})");
}

TEST_CASE("decode_any holds the request of the operation that was asked, in the order of the model",
          "[dispatch]") {
    static_assert(std::variant_size_v<any_request> == 17);
    std::size_t index = 0;
    operations::for_each([&]<class Op>() {
        auto const asked = generate::request<Op>({.turn = 3});
        auto const read = decode_any(encode_request<Op>(asked).value());
        REQUIRE(read.has_value());
        CHECK(read->index() == index++);
        CHECK(std::get<typename Op::Request>(*read) == asked);
    });
    CHECK(decode_any({.method = "GET", .target = "/nowhere"}).error().code == errc::unknown_path);
}

// SPDX-License-Identifier: BSL-1.0
//
// Out of memory at every allocation of every verb, one after the other: std::bad_alloc comes out and nothing
// else, the heap is as it was before, and what the caller holds is unchanged. How much memory is used is in
// memory_use.cpp. The two are an executable of their own, since operator new is replaced there.
#define COGNITO_SYNC_TEST_HEAP
#include <cognito_sync/dispatch.hpp>

#include <cognito_sync/json_value.hpp>
#include <cognito_sync/pagination.hpp>
#include <cognito_sync/url.hpp>

#include <cstddef>
#include <memory>
#include <new>
#include <string>
#include <string_view>
#include <vector>

#include "support/catch.hpp"
#include "support/generate.hpp"
#include "support/heap.hpp"

namespace {

using namespace cognito_sync;
using heap::measure;
using heap::must;
using heap::sweep;

/// The sweep, and that the call left its argument as it was.
template <class Value, class Call>
void sweep_over(Value const& given, std::size_t least, Call call) {
    Value const copy = given;
    CHECK(sweep([&] { call(given); }) >= least);
    CHECK(given == copy);
}

template <class Op>
struct says {
    typename Op::Response const* said;
    outcome<Op> operator()(typename Op::Request const&) const { return *said; }
};

/// Values whose strings are longer than what std::string holds within itself.
template <class T>
T long_value() {
    return generate::value<T>({.turn = 0});
}

}  // namespace

TEST_CASE("the heap of this test counts, and fails when it is told to", "[memory]") {
    static void const* volatile seen = nullptr;  // lest the compiler leave an allocation out
    heap::cost const spent = measure([] {
        auto const outer = std::make_unique<std::vector<char>>(1000);
        seen = outer->data();
    });
    CHECK(spent.calls == 2);
    CHECK(spent.peak == 1000 + sizeof(std::vector<char>));
    CHECK(spent.kept == 0);
    CHECK(seen != nullptr);
    CHECK(sweep([] { seen = std::vector<std::string>(3, std::string(100, 'x')).data(); }) == 5);
}

TEST_CASE("out of memory in the client: encode_request and decode_response give bad_alloc and leave nothing",
          "[memory]") {
    operations::for_each([]<class Op>() {
        INFO(Op::name);
        for (form const how : {form::rest, form::rpc})
            for (generate::plan const& each : generate::plans<typename Op::Request>())
                sweep_over(generate::request<Op>(each), 0, [&](auto const& asked) {
                    static_cast<void>(encode_request<Op>(asked, {.form = how, .max_target = 1U << 20}));
                });
        for (generate::plan const& each : generate::plans<typename Op::Response>()) {
            auto const reply = encode_response<Op>(generate::value<typename Op::Response>(each)).value();
            sweep_over(reply, 0, [](response const& from) { static_cast<void>(decode_response<Op>(from)); });
        }
    });
}

TEST_CASE("out of memory in the server: decode_request, encode_response and decode_any likewise",
          "[memory]") {
    operations::for_each([]<class Op>() {
        INFO(Op::name);
        for (form const how : {form::rest, form::rpc})
            for (generate::plan const& each : generate::plans<typename Op::Request>()) {
                policy const rules{.form = how, .max_target = 1U << 20};
                auto const sent = encode_request<Op>(generate::request<Op>(each), rules).value();
                sweep_over(sent, 0,
                           [&](request const& from) { static_cast<void>(decode_request<Op>(from, rules)); });
                sweep_over(sent, 0, [&](request const& from) { static_cast<void>(decode_any(from, rules)); });
            }
        for (generate::plan const& each : generate::plans<typename Op::Response>()) {
            outcome<Op> const said(generate::value<typename Op::Response>(each));
            CHECK(sweep([&] {
                      static_cast<void>(
                          encode_response<Op>(said, {.request_id = "an id that is longer than that"}));
                  }) >= 1);
        }
    });
}

TEST_CASE("out of memory in dispatch: bad_alloc passes through, from the handler and around it", "[memory]") {
    operations::for_each([]<class Op>() {
        INFO(Op::name);
        auto const sent = encode_request<Op>(generate::request<Op>({})).value();
        auto const said = long_value<typename Op::Response>();
        sweep_over(sent, 2, [&](request const& from) {
            response const reply = dispatch(from, handlers{says<Op>{&said}, not_implemented}, "id-1");
            must(reply.status == 200);
        });
        sweep_over(sent, 2, [&](request const& from) {
            static_cast<void>(dispatch(from, handlers{not_implemented}, "id-1"));
        });
    });
}

TEST_CASE("out of memory while an error is told: refused requests, refused values, error replies",
          "[memory]") {
    header_list const json_headers{{"Content-Type", "application/json"}};
    for (request const& sent :
         {request{"PUT", "/identitypools/p:0/identities/i:0/datasets/d", {}, ""},
          request{"GET", "/a%", {}, ""},
          request{"GET", "/identitypools/bad/identities/bad/datasets?maxResults=0", {}, "{\"x\":[{}]}"},
          request{"POST", "/identitypools/p:0/configuration", json_headers,
                  R"({"PushSync":{"ApplicationArns":[7]}})"},
          request{"POST", "/identitypools/bad/events", json_headers,
                  R"({"Events":{"a":"","b":""},"Input":1})"}})
        for (bool const smithy : {false, true})
            sweep_over(sent, 4, [&](request const& from) {
                must(
                    dispatch(from, handlers{not_implemented}, "id-1", {.smithy_validation = smithy}).status >=
                    400);
            });
    std::string const fields =
        R"({"message":"a sentence that is long enough","fieldList":[{"path":"/a/long/path/to/it","message":"m"}]})";
    response const told{
        400,
        {{"x-amzn-errortype", "ns#ValidationException:http://u/"}, {"x-amzn-requestid", "i, i"}},
        fields};
    sweep_over(told, 4, [](response const& from) { static_cast<void>(decode_error(from)); });
    sweep_over(told, 4, [](response const& from) { static_cast<void>(decode_response<BulkPublish>(from)); });
    sweep_over(response{200, {}, R"({"Datasets":[{"DatasetName":["a"]}]})"}, 2,
               [](response const& from) { static_cast<void>(decode_response<ListDatasets>(from)); });
    error const failed = decode_error(told);
    CHECK(sweep([&] { static_cast<void>(to_string(failed)); }) >= 1);
    CHECK(sweep([&] { static_cast<void>(encode_error(reply_to(failed), {.request_id = "i"})); }) >= 2);
    UpdateRecords::Request const bad{
        .identity_pool_id = "", .identity_id = "\xff", .dataset_name = "..", .sync_session_token = ""};
    sweep_over(bad, 4, [](auto const& asked) { must(!encode_request<UpdateRecords>(asked).has_value()); });
}

TEST_CASE("out of memory in from_json, to_json, validate and trees, and a tree that was there stays",
          "[memory]") {
    operations::for_each([]<class Op>() {
        INFO(Op::name);
        auto const check = []<class T>(T const& value) {
            std::string const body = to_json(value).value();
            sweep_over(value, body.size() > std::string().capacity() ? 1 : 0,
                       [](T const& from) { must(to_json(from).has_value()); });
            sweep_over(body, 0, [](std::string const& from) { static_cast<void>(from_json<T>(from)); });
            CHECK(sweep([&] { static_cast<void>(validate(value)); }) == 0);
            boost::json::value const tree = boost::json::value_from(value);
            sweep_over(tree, 0, [](boost::json::value const& from) {
                static_cast<void>(boost::json::value_to<T>(from));
            });
            CHECK(sweep([&] {
                      boost::json::value held{{"kept", 1}};
                      try {
                          tag_invoke(boost::json::value_from_tag{}, held, value);
                      } catch (std::bad_alloc const&) {
                          if (held.as_object().size() != 1 || held.as_object().begin()->key() != "kept")
                              throw 7;
                          throw;
                      }
                  }) >= 1);
        };
        check(long_value<typename Op::Request>());
        check(long_value<typename Op::Response>());
    });
}

TEST_CASE("out of memory while pages are walked and URLs are made", "[memory]") {
    ListIdentityPoolUsage::Request const first{.next_token = "a token that is longer than that"};
    std::string const another = R"({"NextToken":"another token that is longer than that"})";
    CHECK(sweep([&] {
              int sent = 0;
              auto const send = [&](request const&) {
                  return response{200, {}, ++sent == 1 ? another : "{}"};
              };
              int seen = 0;
              for (auto const& page : pages(first, send)) seen += page.has_value();
              must(seen == 2);
          }) >= 4);
    auto const asked = encode_request<ListIdentityPoolUsage>(first).value();
    CHECK(sweep([&] { must(resolve(*endpoint("us-east-1"), asked).has_value()); }) >= 2);
    CHECK(sweep([] { must(!endpoint("US EAST").has_value()); }) >= 1);
}

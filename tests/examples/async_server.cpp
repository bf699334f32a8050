// SPDX-License-Identifier: BSL-1.0
//
// A server that must wait. `dispatch` answers before it returns; where an answer takes time (a database,
// another service), use what `dispatch` is made of: `decode_any` at once, and `encode_response` when the
// answer is there. `serve` below is all of it.
//
// Here the time passes in a pool of threads; with coroutines or callbacks the two halves are the same.
#include <cognito_sync.hpp>

#include "support/store.hpp"

#include <boost/asio/post.hpp>
#include <boost/asio/thread_pool.hpp>

#include <chrono>
#include <functional>
#include <future>
#include <iostream>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <utility>
#include <variant>

namespace asio = boost::asio;
namespace cs = cognito_sync;

namespace {

/// Takes a request, returns at once, and calls `reply` when there is an answer; the request may be gone by
/// then. The handlers run in the pool, outlive it, and do not throw.
template <class Handlers>
void serve(cs::request_view incoming, std::string_view id, asio::thread_pool& workers,
           Handlers const& handlers, std::function<void(cs::response)> reply) {
    cs::answer const to = cs::answer_to(incoming, id);
    auto asked = cs::decode_any(incoming);
    if (!asked) return reply(cs::encode_error(cs::reply_to(asked.error()), to));
    auto const answer_later = [&]<class Request>(Request& request) {
        asio::post(workers, [request = std::move(request), to, &handlers, reply] {
            using Op = cs::operation_for<Request>;
            auto const written = cs::encode_response<Op>(handlers(request), to);
            reply(written ? *written : cs::encode_error(cs::reply_to(written.error()), to));
        });
    };
    std::visit(answer_later, *asked);
}

// ---- What follows asks it

std::string const pool = "us-east-1:0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0";
std::string const me = "us-east-1:aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee";

constexpr std::chrono::seconds patience{5};

// What is expected, as `text` below spells a reply.
constexpr std::string_view not_handled =
    "404 | x-amzn-RequestId: 7 | X-Amzn-Errortype: UnknownOperationException"
    " | Content-Type: application/x-amz-json-1.1"
    R"( | {"__type":"UnknownOperationException","message":"this server does not implement BulkPublish"})";
constexpr std::string_view not_found =
    "404 | x-amzn-RequestId: 7 | X-Amzn-Errortype: UnknownOperationException"
    R"( | Content-Type: application/json | {"message":"no operation has this path"})";
constexpr std::string_view one_dataset =
    "200 | x-amzn-RequestId: 7 | Content-Type: application/json"
    R"( | {"Datasets":[{"IdentityId":"us-east-1:aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee",)"
    R"("DatasetName":"notes"}],"Count":1})";

/// The reply that `serve` makes to a request, which is gone when this returns.
template <class Handlers>
std::future<cs::response> ask(cs::request const request, asio::thread_pool& workers,
                              Handlers const& handlers) {
    auto const promise = std::make_shared<std::promise<cs::response>>();
    serve(request, "7", workers, handlers,
          [promise](cs::response said) { promise->set_value(std::move(said)); });
    return promise->get_future();
}

bool ready(std::future<cs::response> const& reply, std::chrono::seconds within) {
    return reply.wait_for(within) == std::future_status::ready;
}

/// A reply as text, to compare: status, headers, body.
std::string text(cs::response const& from) {
    std::string all = std::to_string(from.status);
    for (auto const& [name, value] : from.headers) all.append(" | ").append(name).append(": ").append(value);
    return all + " | " + from.body;
}

class expectations {
public:
    void expect(bool held, std::string_view what) {
        std::cout << (held ? "as expected: " : "NOT SO: ") << what << '\n';
        all_held_ = all_held_ && held;
    }

    void same(std::string_view what, std::future<cs::response>& reply, std::string_view expected) {
        std::string const got = ready(reply, patience) ? text(reply.get()) : "no reply";
        expect(got == expected, what);
        std::cout << "    " << got << '\n';
    }

    int exit_code() const { return all_held_ ? 0 : 1; }

private:
    bool all_held_ = true;
};

}  // namespace

int main() {
    std::promise<void> opened;
    std::shared_future<void> const gate = opened.get_future().share();
    std::mutex guard;
    example::store store;
    store.put(pool, {.identity_id = me, .dataset_name = "notes"});

    auto const handlers = cs::handlers{
        [&](cs::ListDatasets::Request const& asked) {
            gate.wait_for(patience);
            std::scoped_lock const hold(guard);
            return store.list(asked);
        },
        cs::not_implemented,
    };
    asio::thread_pool workers(2);

    cs::ListDatasets::Request const query{.identity_pool_id = pool, .identity_id = me};
    auto listed = ask(cs::encode_request<cs::ListDatasets>(query).value(), workers, handlers);
    auto by_rpc =
        ask(cs::encode_request<cs::BulkPublish>({.identity_pool_id = pool}, {.form = cs::form::rpc}).value(),
            workers, handlers);
    auto nowhere = ask({.method = "GET", .target = "/nowhere"}, workers, handlers);

    expectations all;
    all.expect(!ready(listed, {}), "the list waits for its handler");
    all.expect(ready(nowhere, {}), "what is no request of the service needs no handler");
    all.same("an operation without a handler is answered in the form of its request", by_rpc, not_handled);
    all.same("an unknown path", nowhere, not_found);

    opened.set_value();
    all.same("the list, once its handler went on", listed, one_dataset);
    workers.join();
    return all.exit_code();
}

// SPDX-License-Identifier: BSL-1.0
//
// The demo: Cognito Sync on 127.0.0.1, asked over a real socket. The server is `dispatch` over a store in
// memory, the client is the verbs. First the server gets what others send, byte for byte: 25 requests of
// the AWS SDK for Python, then the two samples of the API reference. Then both ends of this library talk to
// each other.
//
// Every exchange is printed as it crossed the wire. What is expected of each stands in this file; if
// anything differs, the program says so and fails. Sockets and HTTP are in support/http.hpp, the store in
// support/store.hpp.
#include <cognito_sync.hpp>

#include "support/http.hpp"
#include "support/recorded.hpp"
#include "support/store.hpp"
#include "support/transcript.hpp"

#include <chrono>
#include <cstddef>
#include <exception>
#include <iostream>
#include <mutex>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace cs = cognito_sync;
using example::transcript;

namespace {

std::string const pool = "us-east-1:0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0";
std::string const me = "us-east-1:aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee";
std::string const phone = "5cd28fbe-dd83-47ab-9f83-19093a5fb014";

// ---- The server

/// Which operation a request was, and its parameters under their names in the service's model.
struct understanding {
    std::string operation{};
    boost::json::value parameters{};
};

understanding understand(cs::request_view incoming, cs::policy const& rules) {
    auto const asked = cs::decode_any(incoming, rules);
    if (!asked) return {.operation = "none"};
    auto const tell = []<class Request>(Request const& request) -> understanding {
        return {std::string(cs::operation_for<Request>::name),
                boost::json::parse(cs::to_json(request).value())};
    };
    return std::visit(tell, *asked);
}

/// Answers requests from a store, and remembers what it understood of the latest.
class service {
public:
    service(example::store data, cs::policy rules, int answered)
        : data_(std::move(data)), rules_(rules), answered_(answered) {}

    cs::response answer(cs::request_view incoming) {
        remember(understand(incoming, rules_));
        std::string const id = "exchange-" + std::to_string(++answered_);
        return cs::dispatch(
            incoming,
            cs::handlers{
                [&](cs::ListDatasets::Request const& q) { return data_.list(q); },
                [&](cs::DescribeDataset::Request const& q) { return data_.describe(q); },
                [&](cs::DeleteDataset::Request const& q) { return data_.erase(q); },
                [&](cs::SubscribeToDataset::Request const& q) { return data_.subscribe(q); },
                [&](cs::UnsubscribeFromDataset::Request const& q) { return data_.unsubscribe(q); },
                [&](cs::GetCognitoEvents::Request const& q) { return data_.events(q); },
                [&](cs::SetCognitoEvents::Request const& q) { return data_.set_events(q); },
                [&](cs::GetIdentityPoolConfiguration::Request const& q) { return data_.configuration(q); },
                [&](cs::SetIdentityPoolConfiguration::Request const& q) { return data_.configure(q); },
                cs::not_implemented},
            id, rules_);
    }

    /// For the client, whose thread is another.
    understanding understood() const {
        std::scoped_lock const hold(guard_);
        return understood_;
    }

private:
    void remember(understanding what) {
        std::scoped_lock const hold(guard_);
        understood_ = std::move(what);
    }

    example::store data_;
    cs::policy rules_;
    int answered_;
    mutable std::mutex guard_;
    understanding understood_;
};

cs::Dataset dataset(std::string const& owner, std::string const& name) {
    return {
        .identity_id = owner,
        .dataset_name = name,
        .creation_date = cs::timestamp(std::chrono::milliseconds(1412974057151)),
        .num_records = 1,
    };
}

example::store datasets_of(std::string const& in, std::string const& owner,
                           std::vector<std::string> const& names) {
    example::store data;
    for (auto const& name : names) data.put(in, dataset(owner, name));
    return data;
}

// ---- The client

/// A service, the server in front of it, and a connection to that.
class loopback {
public:
    loopback(transcript& log, example::store data, cs::policy rules = {})
        : log_(log), service_(std::move(data), rules, log.exchanges()) {}

    example::exchange send(std::string_view title, std::string bytes) {
        auto made = connection_.send(std::move(bytes));
        log_.show(title, made);
        log_.same("the request id", made.reply["x-amzn-RequestId"],
                  "exchange-" + std::to_string(log_.exchanges()));
        return made;
    }

    /// One operation from a typed request to a typed reply.
    template <class Op>
    cs::result<typename Op::Response> ask(typename Op::Request const& request, cs::policy const& rules = {}) {
        auto const written = cs::encode_request<Op>(request, rules);
        if (!written) return written.error();
        auto const made = send(Op::name, example::bytes_of(example::message(*written, server_.host())));
        return cs::decode_response<Op>(example::view(made.reply));
    }

    understanding understood() const { return service_.understood(); }

private:
    transcript& log_;
    service service_;
    example::server server_{[this](cs::request_view incoming) { return service_.answer(incoming); }};
    example::connection connection_{server_.endpoint()};
};

/// What is expected of a reply on the wire. The body is compared byte for byte.
struct reply {
    int status;
    std::string error;
    std::string body;
};

void compare(transcript& log, example::http_response const& got, reply const& expected) {
    log.same("the status", std::to_string(got.result_int()), std::to_string(expected.status));
    log.same("the error's name", got["X-Amzn-Errortype"], expected.error);
    log.same("the media type", got["Content-Type"], expected.body.empty() ? "" : "application/json");
    log.same("the body", got.body(), expected.body);
}

// ---- What the SDK for Python sends

std::string dataset_text(std::string const& owner, std::string const& name) {
    return R"({"IdentityId":")" + owner + R"(","DatasetName":")" + name +
           R"(","CreationDate":1412974057.151,"NumRecords":1})";
}

reply ok(std::string body) { return {200, "", std::move(body)}; }

reply unknown(std::string const& operation) {
    return {404, "UnknownOperationException",
            R"({"message":"this server does not implement )" + operation + R"("})"};
}

struct answered {
    std::string operation;
    reply expected;
};

std::string const configured =
    R"({"IdentityPoolId":")" + pool +
    R"(","PushSync":{"ApplicationArns":["arn:aws:sns:us-east-1:123456789012:app/GCM/my_app"],)"
    R"("RoleArn":"arn:aws:iam::123456789012:role/push"},"CognitoStreams":{"StreamName":"s",)"
    R"("RoleArn":"arn:aws:iam::123456789012:role/streams","StreamingStatus":"ENABLED"}})";

/// The answers to the recorded requests, in their order.
std::vector<answered> expected_answers() {
    std::string const notes = dataset_text(me, "notes");
    std::string const colon = dataset_text(me, "ns:my.list");
    std::string const photos = dataset_text(me, "photos");
    reply const list = ok(R"({"Datasets":[)" + notes + "," + colon + "," + photos + R"(],"Count":3})");
    std::string const pool_only = R"({"IdentityPoolId":")" + pool + R"("})";
    return {
        {"BulkPublish", unknown("BulkPublish")},
        {"DeleteDataset", ok(R"({"Dataset":)" + dataset_text(me, "my_list.v1-a") + "}")},
        {"DescribeDataset", ok(R"({"Dataset":)" + colon + "}")},
        {"DescribeIdentityPoolUsage", unknown("DescribeIdentityPoolUsage")},
        {"DescribeIdentityUsage", unknown("DescribeIdentityUsage")},
        {"GetBulkPublishDetails", unknown("GetBulkPublishDetails")},
        {"GetCognitoEvents", ok(R"({"Events":{}})")},
        {"GetIdentityPoolConfiguration", ok(pool_only)},
        {"ListDatasets", list},
        {"ListDatasets", list},  // its token sorts before every name
        {"ListDatasets", list},  // its token is empty
        {"ListIdentityPoolUsage", unknown("ListIdentityPoolUsage")},
        {"ListIdentityPoolUsage", unknown("ListIdentityPoolUsage")},
        {"ListRecords", unknown("ListRecords")},
        {"RegisterDevice", unknown("RegisterDevice")},
        {"SetCognitoEvents", ok("")},
        {"SetCognitoEvents", ok("")},
        {"SetIdentityPoolConfiguration", ok(pool_only)},
        {"SetIdentityPoolConfiguration", ok(configured)},
        {"SubscribeToDataset", ok("{}")},
        {"SubscribeToDataset", ok("{}")},  // to a dataset named `..`
        {"UnsubscribeFromDataset", ok("{}")},
        {"UpdateRecords", unknown("UpdateRecords")},
        {"UpdateRecords", unknown("UpdateRecords")},
        {"UpdateRecords", unknown("UpdateRecords")},
    };
}

void replay_botocore(transcript& log) {
    log.heading("What botocore sends");
    loopback wire(log, datasets_of(pool, me, {"my_list.v1-a", "notes", "ns:my.list", "photos"}));
    auto const requests = example::botocore_requests();
    auto const answers = expected_answers();
    log.same("the number of recorded requests", std::to_string(requests.size()),
             std::to_string(answers.size()));
    for (std::size_t i = 0; i < requests.size() && i < answers.size(); ++i) {
        log.same("the recorded operation", requests[i].operation, answers[i].operation);
        compare(log, wire.send(requests[i].operation, requests[i].bytes).reply, answers[i].expected);
        understanding const server = wire.understood();
        log.same("the operation understood", server.operation, requests[i].operation);
        log.expect(server.parameters == requests[i].parameters,
                   "the parameters understood are those botocore was called with");
    }
}

// ---- What the API reference shows

void replay_samples(transcript& log, std::string const& title, loopback& wire, reply const& list,
                    reply const& unsubscribe) {
    log.heading(title);
    compare(log, wire.send("ListDatasets", example::sample_request("ListDatasets")).reply, list);
    compare(log, wire.send("UnsubscribeFromDataset", example::sample_request("UnsubscribeFromDataset")).reply,
            unsubscribe);
}

/// By default the placeholders are no ids, and the reply names both.
void replay_samples_strictly(transcript& log) {
    loopback wire(log, {});
    reply const refused{400, "InvalidParameterException",
                        R"({"__type":"InvalidParameterException","message":")"
                        R"(2 validation errors at 2 paths detected. First failure: )"
                        R"(Value at '/IdentityPoolId' failed to satisfy constraint: )"
                        R"(Member must satisfy regular expression pattern: [\\w-]+:[0-9a-f-]+; )"
                        R"(Value at '/IdentityId' failed to satisfy constraint: )"
                        R"(Member must satisfy regular expression pattern: [\\w-]+:[0-9a-f-]+"})"};
    replay_samples(log, "The samples of the API reference: their ids are placeholders, and are refused", wire,
                   refused, refused);
    log.same("the operation understood", wire.understood().operation, "none");
}

/// With `ids::length_only` they are served.
void replay_samples_leniently(transcript& log) {
    std::string const owner = "IDENTITY_ID";
    loopback wire(log, datasets_of("IDENTITY_POOL_ID", owner, {"my_list"}), {.ids = cs::ids::length_only});
    reply const list = ok(R"({"Datasets":[)" + dataset_text(owner, "my_list") + R"(],"Count":1})");
    reply const gone{404, "ResourceNotFoundException",
                     R"({"__type":"ResourceNotFoundException","message":"The device is not subscribed"})"};
    replay_samples(log, "The same, where only the length of ids is judged", wire, list, gone);
}

// ---- What this library says to itself

template <class Response>
std::string in_words(cs::result<Response> const& said) {
    if (said) return cs::to_json(*said).value();
    cs::error const failed = said.error();
    if (failed.status == 0) return failed.message;
    return std::to_string(failed.status) + " " + failed.name + ": " + failed.message;
}

void list_in_pages(transcript& log, loopback& wire) {
    cs::ListDatasets::Request query{.identity_pool_id = pool, .identity_id = me, .max_results = 2};
    std::string names;
    for (int pages = 0; pages < 3; ++pages) {
        auto const page = wire.ask<cs::ListDatasets>(query);
        if (!page) return log.same("a page", in_words(page), "a page");
        for (auto const& each : page->datasets) names += each.dataset_name.value_or("?") + " ";
        query.next_token = page->next_token;
        if (!query.next_token) break;
        names += "| ";
    }
    log.same("the names on each page", names, "notes ns:my.list | photos ");
}

void subscribe_and_unsubscribe(transcript& log, loopback& wire) {
    auto const subscribed = wire.ask<cs::SubscribeToDataset>(
        {.identity_pool_id = pool, .identity_id = me, .dataset_name = "photos", .device_id = phone});
    log.same("subscribed", in_words(subscribed), "{}");

    cs::UnsubscribeFromDataset::Request const leave{
        .identity_pool_id = pool, .identity_id = me, .dataset_name = "photos", .device_id = phone};
    log.same("unsubscribed", in_words(wire.ask<cs::UnsubscribeFromDataset>(leave)), "{}");
    log.same("unsubscribed again", in_words(wire.ask<cs::UnsubscribeFromDataset>(leave)),
             "404 ResourceNotFoundException: The device is not subscribed");
}

void erase(transcript& log, loopback& wire) {
    cs::DeleteDataset::Request const photos{
        .identity_pool_id = pool, .identity_id = me, .dataset_name = "photos"};
    auto const erased = wire.ask<cs::DeleteDataset>(photos);
    log.expect(erased && erased->dataset == dataset(me, "photos"),
               "what was deleted is told, to the millisecond");

    auto const gone = wire.ask<cs::DeleteDataset>(photos);
    log.same("deleted again", in_words(gone), "404 ResourceNotFoundException: Dataset does not exist");
    log.expect(!gone && gone.error().code == cs::fault::ResourceNotFound, "its code is the fault");
    log.expect(!gone && gone.error() == cs::condition::caller_at_fault,
               "the caller has to change the request");
    log.expect(!gone && gone.error() != cs::condition::retryable, "repeating it is of no use");
}

/// The other form of the protocol, which the samples show.
void list_by_rpc(transcript& log, loopback& wire) {
    auto const rest =
        wire.ask<cs::ListDatasets>({.identity_pool_id = pool, .identity_id = me}, {.form = cs::form::rpc});
    log.same("listed by RPC", in_words(rest),
             R"({"Datasets":[)" + dataset_text(me, "notes") + "," + dataset_text(me, "ns:my.list") +
                 R"(],"Count":2})");
}

/// What is wrong is said before a byte is written.
void refuse(transcript& log, loopback& wire) {
    auto const refused = wire.ask<cs::DeleteDataset>(
        {.identity_pool_id = "us-east-1_AbCdEfGhI", .identity_id = me, .dataset_name = ".."});
    log.say("refused before a byte was written: " + in_words(refused));
    log.expect(!refused && refused.error().violations.size() == 2, "both mistakes are named");
}

void talk(transcript& log) {
    log.heading("A client and a server of this library");
    loopback wire(log, datasets_of(pool, me, {"notes", "ns:my.list", "photos"}));
    list_in_pages(log, wire);
    subscribe_and_unsubscribe(log, wire);
    erase(log, wire);
    list_by_rpc(log, wire);
    refuse(log, wire);
}

}  // namespace

int main() {
    try {
        transcript log;
        replay_botocore(log);
        replay_samples_strictly(log);
        replay_samples_leniently(log);
        talk(log);
        return log.finish();
    } catch (std::exception const& failed) {
        std::cerr << "the demo broke off: " << failed.what() << '\n';
        return 2;
    }
}

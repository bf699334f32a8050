// SPDX-License-Identifier: BSL-1.0
//
// What others sent, byte for byte, over a socket to the server: 25 requests of the AWS SDK for Python, and the
// samples of the API reference.
#include "server/http_server.hpp"
#include "server/service.hpp"
#include "server/sqlite_store.hpp"

#include "running_server.hpp"
#include "support/catch.hpp"
#include "support/recorded.hpp"

#include <string>
#include <utility>
#include <vector>

namespace {

using namespace example;

/// A server over an empty database, and its log.
class listening {
public:
    explicit listening(cs::policy const& rules = {}) : front_(dispatch_to(store_, rules), settings(rules)) {}

    raw_reply send(std::string const& bytes) { return server_.connect().ask(bytes); }

    /// The operation in the latest line of the log. Read after the reply came, which is sent after the line.
    std::string operation() const {
        std::string const& line = log_.back();
        std::size_t at = 0;
        for (int words = 0; words < 3; ++words) at = line.find(' ', at) + 1;
        return line.substr(at, line.find(' ', at) - at);
    }

private:
    service_settings settings(cs::policy const& rules) {
        service_settings made{.rules = rules};
        made.log = [this](std::string const& line) { log_.push_back(line); };
        return made;
    }

    std::vector<std::string> log_{};
    sqlite_store store_{":memory:"};
    service front_;
    running_server server_{[this](cs::request_view const& asked) { return front_.answer(asked); }};
};

}  // namespace

TEST_CASE("every request that botocore wrote reaches the operation that it was called for",
          "[live][server]") {
    listening to;
    auto const requests = botocore_requests();
    CHECK(requests.size() == 25);
    for (recorded const& each : requests) {
        INFO(each.bytes);
        raw_reply const reply = to.send(each.bytes);
        CHECK(to.operation() == each.operation);
        CHECK(reply.status() != 500);
    }
}

TEST_CASE("the samples of the API reference are understood where their ids are let pass", "[live][server]") {
    listening strict;
    listening lenient({.ids = cs::ids::length_only});
    for (std::string const operation : {"ListDatasets", "UnsubscribeFromDataset"}) {
        INFO(operation);
        raw_reply const refused = strict.send(sample_request(operation));
        CHECK(refused.status() == 400);
        CHECK(refused.header("X-Amzn-Errortype") == "InvalidParameterException");
        CHECK(refused.body.starts_with(
            R"({"__type":"InvalidParameterException","message":"2 validation errors)"));
        CHECK(lenient.send(sample_request(operation)).header("Content-Type") == "application/json");
        CHECK(lenient.operation() == operation);
    }
}

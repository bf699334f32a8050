// SPDX-License-Identifier: BSL-1.0
//
// What the client repeats, how often and after which pause, over sockets to a service that follows a script.
// Nothing waits: the pauses are only written down.
#include "client/repeat.hpp"

#include "client/session.hpp"
#include "scripted_service.hpp"

#include "support/catch.hpp"

#include <cognito_sync/json.hpp>

#include <chrono>
#include <limits>
#include <optional>
#include <string>
#include <vector>

namespace cs = cognito_sync;
namespace client = example::client;
using example::drops;
using example::refuses;
using example::says;
using example::step;
using std::chrono::milliseconds;

namespace {

std::string const pool = "us-east-1:0f1e2d3c";
std::string const me = "us-east-1:aaaaaaaa";

/// A client of a scripted service.
struct fixture {
    example::scripted_service service;
    std::vector<milliseconds> pauses{};
    int signatures = 0;
    client::connection connection;
    client::sender send;
    cs::policy rules{};
    client::session session{pool, me, send, rules};

    explicit fixture(std::vector<step> script, client::deadlines patience = {})
        : service(std::move(script)),
          connection({.address = {.tls = false, .host = "127.0.0.1", .port = std::to_string(service.port())},
                      .patience = patience}),
          send([this](cs::request const& asked) { return connection.exchange(asked); },
               [this](cs::request&) { ++signatures; },
               {.wait = [this](milliseconds time) { pauses.push_back(time); },
                .chance = [] { return 1.0; }}) {}

    std::vector<std::string> asked() const { return service.requests(); }
};

std::string usage(int datasets) {
    return R"({"IdentityUsage":{"DatasetCount":)" + std::to_string(datasets) + "}}";
}

/// A page of records, the last one.
step lists(std::vector<cs::Record> const& records) {
    cs::ListRecords::Response const page{
        .records = records, .dataset_sync_count = 1, .dataset_exists = true, .sync_session_token = "token"};
    return says(200, cs::to_json(page).value());
}
step lists_nothing() { return lists({}); }

cs::Record record(std::string key, std::optional<std::string> value, std::int64_t count) {
    return {.key = std::move(key), .value = std::move(value), .sync_count = count};
}
step updated(cs::Record const& to) { return says(200, R"({"Records":[)" + cs::to_json(to).value() + "]}"); }
step conflicts() { return refuses(409, "ResourceConflictException"); }

/// The only patch of an UpdateRecords.
cs::RecordPatch patch_in(std::string const& request) {
    auto const body = cs::from_json<cs::UpdateRecords::Request>(
        R"({"IdentityPoolId":"","IdentityId":"","DatasetName":"",)" +
        request.substr(request.find("\r\n\r\n") + 5));
    return body.value().record_patches.value().at(0);
}

/// Asks for the usage of the identity; the script decides what comes back.
struct asked_usage {
    std::size_t requests;
    int connections;
    std::vector<milliseconds> pauses;
    std::optional<int> datasets;
    std::string error;
};
asked_usage ask_usage(std::vector<step> script) {
    fixture now(std::move(script));
    auto const said = now.session.usage();
    return {now.asked().size(), now.service.connections(), now.pauses,
            said ? said->dataset_count : std::nullopt, said ? "" : to_string(said.error())};
}

}  // namespace

TEST_CASE("A pause grows with the failures, up to a limit, and chance decides how much of it is waited",
          "[live][client]") {
    client::backoff const limits{.first = milliseconds(100), .most = milliseconds(1000)};
    struct row {
        int failures;
        double chance;
        int pause;
    };
    // clang-format off
    for (auto const& [failures, chance, pause] : {
             row{1, 0.0, 0},   row{1, 0.5, 50},   row{1, 1.0, 100}, row{2, 1.0, 200},  row{3, 1.0, 400},
             row{4, 1.0, 800}, row{5, 1.0, 1000}, row{5, 0.25, 250}, row{6, 1.0, 1000}, row{31, 1.0, 1000},
             row{64, 1.0, 1000}, row{std::numeric_limits<int>::max(), 1.0, 1000}, row{0, 1.0, 100},
             row{std::numeric_limits<int>::min(), 1.0, 100}, row{2, 2.0, 200}, row{2, -1.0, 0}}) {
        // clang-format on
        INFO(failures << " failures, chance " << chance);
        CHECK(client::pause_after(failures, chance, limits) == milliseconds(pause));
    }
}

TEST_CASE("Every pause of full jitter lies between nothing and the longest", "[live][client]") {
    client::backoff const limits{};
    for (int failures = 1; failures < 20; ++failures)
        for (double chance = 0; chance < 1; chance += 1.0 / 64) {
            auto const pause = client::pause_after(failures, chance, limits);
            REQUIRE(pause >= milliseconds(0));
            REQUIRE(pause <= client::pause_after(failures, 1, limits));
            REQUIRE(pause <= limits.most);
        }
}

TEST_CASE("A reply that is fine is asked for once", "[live][client]") {
    auto const said = ask_usage({says(200, usage(7))});
    CHECK(said.datasets == 7);
    CHECK(said.requests == 1);
    CHECK(said.pauses.empty());
}

TEST_CASE("A 500 is asked again over the same connection", "[live][client]") {
    auto const said = ask_usage({refuses(500, "InternalErrorException"), says(200, usage(7))});
    CHECK(said.datasets == 7);
    CHECK(said.requests == 2);
    CHECK(said.connections == 1);
    CHECK(said.pauses == std::vector{milliseconds(100)});
}

TEST_CASE("Throttling is asked again after pauses that grow", "[live][client]") {
    auto const slow = refuses(429, "TooManyRequestsException");
    auto const said = ask_usage({slow, slow, slow, says(200, usage(7))});
    CHECK(said.datasets == 7);
    CHECK(said.requests == 4);
    CHECK(said.pauses == std::vector{milliseconds(500), milliseconds(1000), milliseconds(2000)});
}

TEST_CASE("Throttling that does not end is told after five requests", "[live][client]") {
    auto const said = ask_usage(std::vector<step>(9, refuses(429, "TooManyRequestsException")));
    CHECK(said.requests == 5);
    CHECK(said.pauses.size() == 4);
    CHECK(said.error == "TooManyRequestsException: said TooManyRequestsException (status 429, request id-7)");
}

TEST_CASE("What would fail again is asked once", "[live][client]") {
    for (auto const& [status, name] :
         std::vector<std::pair<int, std::string>>{{400, "LimitExceededException"},
                                                  {400, "InvalidParameterException"},
                                                  {403, "NotAuthorizedException"},
                                                  {404, "ResourceNotFoundException"},
                                                  {403, "InvalidSignatureException"},
                                                  {409, "ResourceConflictException"},
                                                  {400, "SomethingNew"}}) {
        INFO(name);
        auto const said = ask_usage({refuses(status, name), says(200, usage(7))});
        CHECK(said.requests == 1);
        CHECK(said.pauses.empty());
        CHECK(said.error ==
              name + ": said " + name + " (status " + std::to_string(status) + ", request id-7)");
    }
}

TEST_CASE("A front end that answers HTML is asked again", "[live][client]") {
    step const page = says(502, "<html><body>Bad gateway</body></html>", "Content-Type: text/html\r\n");
    auto const said = ask_usage({page, says(503, ""), says(504, "{"), says(200, usage(7))});
    CHECK(said.datasets == 7);
    CHECK(said.requests == 4);

    auto const never = ask_usage(std::vector<step>(9, page));
    CHECK(never.requests == 5);
    CHECK(never.error.find("(status 502)") != std::string::npos);
    CHECK(never.error.find("html") == std::string::npos);
}

TEST_CASE("A success that nobody can read is not asked for again", "[live][client]") {
    auto const said = ask_usage({says(200, "<html>"), says(200, usage(7))});
    CHECK(said.requests == 1);
    CHECK(said.error.find("not a JSON object") != std::string::npos);
}

TEST_CASE("A connection that ends before the reply is opened again", "[live][client]") {
    auto const said = ask_usage({drops, says(200, usage(7))});
    CHECK(said.datasets == 7);
    CHECK(said.requests == 2);
    CHECK(said.connections == 2);
    CHECK(said.pauses == std::vector{milliseconds(100)});
}

TEST_CASE("A reply that breaks off is asked for again", "[live][client]") {
    for (std::string const& broken :
         {std::string("H"), std::string("HTTP/1.1 200 OK\r\n"),
          std::string("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n"),
          std::string("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n{\"a\":"),
          std::string("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n{\"a")}) {
        INFO(broken);
        auto const said = ask_usage({step{.reply = broken, .close = true}, says(200, usage(7))});
        CHECK(said.datasets == 7);
        CHECK(said.requests == 2);
        CHECK(said.connections == 2);
        auto const never = ask_usage(std::vector<step>(5, step{.reply = broken, .close = true}));
        CHECK(never.error.find(": the reply breaks off") != std::string::npos);
    }
}

TEST_CASE("A reply that is not HTTP is asked for again, and told in the end", "[live][client]") {
    step const garbage{.reply = "SSH-2.0-OpenSSH_9.2\r\n\r\n\x01\x02"};
    auto const said = ask_usage({garbage, says(200, usage(7))});
    CHECK(said.datasets == 7);
    CHECK(said.connections == 2);

    auto const never = ask_usage(std::vector<step>(9, garbage));
    CHECK(never.requests == 5);
    CHECK(never.error.find("the reply is not HTTP") != std::string::npos);
}

TEST_CASE("A reply that announces another is not the answer", "[live][client]") {
    std::string const early = "HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n";
    std::string const body = usage(7);
    std::string const whole =
        "HTTP/1.1 200 OK\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
    CHECK(ask_usage({step{.reply = "HTTP/1.1 100 Continue\r\n\r\n" + early + whole}}).datasets == 7);
}

TEST_CASE("Replies without a length and in chunks are read whole", "[live][client]") {
    CHECK(ask_usage({step{.reply = "HTTP/1.1 200 OK\r\n\r\n" + usage(7), .close = true}}).datasets == 7);
    CHECK(ask_usage({step{.reply = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\n{\r\n"
                                   "26\r\n\"IdentityUsage\":{\"DatasetCount\":1234}}\r\n0\r\n\r\n"}})
              .datasets == 1234);
}

TEST_CASE("A service that does not answer is given up", "[live][client]") {
    fixture now(std::vector<step>(5, step{.silent = true}), {.read = milliseconds(20)});
    auto const said = now.session.usage();
    REQUIRE_FALSE(said.has_value());
    CHECK(to_string(said.error()).ends_with(": it took too long"));
    now.service.await_requests(5);
    CHECK(now.service.connections() == 5);
    CHECK(now.pauses.size() == 4);
}

TEST_CASE("A service that is not there is tried again, and named", "[live][client]") {
    std::string const port = std::to_string(example::scripted_service({}).port());
    client::connection nobody({.address = {.tls = false, .host = "127.0.0.1", .port = port}});
    std::vector<milliseconds> pauses;
    client::sender send(
        [&](cs::request const& asked) { return nobody.exchange(asked); }, {},
        {.wait = [&](milliseconds time) { pauses.push_back(time); }, .chance = [] { return 1.0; }});
    auto const said = send({.method = "POST", .target = "/"});
    REQUIRE_FALSE(said.has_value());
    CHECK(to_string(said.error()) == "cannot reach 127.0.0.1:" + port + ": Connection refused");
    CHECK(pauses == std::vector{milliseconds(100), milliseconds(200), milliseconds(400), milliseconds(800)});
    CHECK_FALSE(send.in_doubt());
}

TEST_CASE("A host that does not exist is named", "[live][client]") {
    client::connection nobody({.address = {.tls = false, .host = "no-such-host.invalid", .port = "80"}});
    client::sender send([&](cs::request const& asked) { return nobody.exchange(asked); }, {},
                        {.attempts = 2, .wait = [](milliseconds) {}, .chance = [] { return 0.0; }});
    auto const said = send({.method = "GET", .target = "/"});
    REQUIRE_FALSE(said.has_value());
    CHECK(to_string(said.error()).starts_with("cannot find no-such-host.invalid: "));
}

TEST_CASE("One connection carries all requests", "[live][client]") {
    fixture now({says(200, usage(1)), says(200, usage(2)), says(200, usage(3))});
    for (int i = 1; i <= 3; ++i) CHECK(now.session.usage()->dataset_count == i);
    CHECK(now.service.connections() == 1);
}

TEST_CASE("A connection that the server closed meanwhile is opened again at once", "[live][client]") {
    step first = says(200, usage(1));
    first.close = true;
    fixture now({first, says(200, usage(2))});
    CHECK(now.session.usage()->dataset_count == 1);
    CHECK(now.session.usage()->dataset_count == 2);
    CHECK(now.service.connections() == 2);
    CHECK(now.asked().size() == 2);
    CHECK(now.pauses.empty());
}

TEST_CASE("A server that says it closes is not asked over that connection", "[live][client]") {
    step first = says(200, usage(1), "Connection: close\r\n");
    first.close = true;
    fixture now({first, says(200, usage(2))});
    CHECK(now.session.usage()->dataset_count == 1);
    CHECK(now.session.usage()->dataset_count == 2);
    CHECK(now.service.connections() == 2);
    CHECK_FALSE(now.send.in_doubt());
}

TEST_CASE("A connection out of step is not used again", "[live][client]") {
    step first = says(200, usage(1));
    first.reply += "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n";
    fixture now({first, says(200, usage(2))});
    CHECK(now.session.usage()->dataset_count == 1);
    CHECK(now.session.usage()->dataset_count == 2);
    CHECK(now.service.connections() == 2);
}

TEST_CASE("Each attempt is signed anew", "[live][client]") {
    fixture now({refuses(500, "InternalErrorException"), drops, says(200, usage(1))});
    REQUIRE(now.session.usage().has_value());
    CHECK(now.signatures == 3);
}

TEST_CASE("A write carries the count that was read", "[live][client]") {
    fixture now({lists({record("a", "old", 4), record("b", std::nullopt, 9)}),
                 updated(record("a", "new", 10)),
                 lists({record("a", "old", 4), record("b", std::nullopt, 9)}),
                 updated(record("b", "new", 10)), lists_nothing(), updated(record("c", "new", 1))});
    for (std::string const key : {"a", "b", "c"})
        REQUIRE(now.session.change("notes", key, "new").has_value());
    auto const asked = now.asked();
    REQUIRE(asked.size() == 6);
    CHECK(patch_in(asked[1]).sync_count == 4);
    CHECK(patch_in(asked[3]).sync_count == 9);
    CHECK(patch_in(asked[5]).sync_count == 0);
    for (std::size_t const each : {1u, 3u, 5u}) {
        CHECK(asked[each].starts_with(
            "POST /identitypools/us-east-1%3A0f1e2d3c/identities/us-east-1%3Aaaaaaaaa/"
            "datasets/notes HTTP/1.1\r\n"));
        CHECK(patch_in(asked[each]).op == cs::Operation::replace);
        CHECK(patch_in(asked[each]).value == "new");
        CHECK(asked[each].find(R"("SyncSessionToken":"token")") != std::string::npos);
    }
}

TEST_CASE("A conflict is resolved by reading again", "[live][client]") {
    fixture now({lists({record("a", "old", 4)}), conflicts(), lists({record("a", "theirs", 5)}),
                 updated(record("a", "ours", 6))});
    auto const done = now.session.change("notes", "a", "ours");
    REQUIRE(done.has_value());
    CHECK(done->sync_count == 6);
    auto const asked = now.asked();
    REQUIRE(asked.size() == 4);
    CHECK(patch_in(asked[1]).sync_count == 4);
    CHECK(patch_in(asked[3]).sync_count == 5);
    CHECK(now.pauses.empty());
}

TEST_CASE("A write whose reply was lost is found to stand", "[live][client]") {
    fixture now({lists_nothing(), drops, conflicts(), lists({record("a", "ours", 1)})});
    auto const done = now.session.change("notes", "a", "ours");
    REQUIRE(done.has_value());
    CHECK(done->sync_count == 1);
    CHECK(now.asked().size() == 4);
    CHECK(now.service.left() == 0);
}

TEST_CASE("A write that failed with 500 but was carried out is found to stand", "[live][client]") {
    fixture now({lists({record("a", "old", 3)}), refuses(500, "InternalErrorException"), conflicts(),
                 lists({record("a", "ours", 4)})});
    CHECK(now.session.change("notes", "a", "ours")->sync_count == 4);
    CHECK(now.asked().size() == 4);
}

TEST_CASE("A removal whose reply was lost is found to stand", "[live][client]") {
    fixture now({lists({record("a", "old", 1)}), drops, conflicts(), lists({record("a", std::nullopt, 2)})});
    CHECK(now.session.change("notes", "a", std::nullopt)->sync_count == 2);
    CHECK(now.asked().size() == 4);
}

TEST_CASE("A write that was overtaken meanwhile is made again", "[live][client]") {
    fixture now({lists_nothing(), drops, conflicts(), lists({record("a", "theirs", 1)}),
                 updated(record("a", "ours", 2))});
    CHECK(now.session.change("notes", "a", "ours")->sync_count == 2);
    CHECK(patch_in(now.asked().at(4)).sync_count == 1);
}

TEST_CASE("Conflicts without end are told", "[live][client]") {
    std::vector<step> script;
    for (int i = 0; i < 30; ++i)
        script.insert(script.end(), {lists({record("a", "theirs", i)}), conflicts()});
    fixture now(script);
    auto const failed = now.session.change("notes", "a", "ours");
    REQUIRE_FALSE(failed.has_value());
    CHECK(failed.error().code == cs::fault::ResourceConflict);
    CHECK(now.asked().size() == 2u * (1 + client::session::most_conflicts));
}

TEST_CASE("A quota is not a reason to write again", "[live][client]") {
    fixture now({lists_nothing(), refuses(400, "LimitExceededException")});
    CHECK(now.session.change("notes", "a", "ours").error().code == cs::fault::LimitExceeded);
    CHECK(now.asked().size() == 2);
}

TEST_CASE("There is nothing to remove where nothing stands", "[live][client]") {
    for (step const& there : {lists_nothing(), lists({record("a", std::nullopt, 3)})}) {
        fixture now({there});
        auto const failed = now.session.change("notes", "a", std::nullopt);
        REQUIRE_FALSE(failed.has_value());
        CHECK(to_string(failed.error()) == "there is no record a in notes");
        CHECK(now.asked().size() == 1);
    }
}

TEST_CASE("A write that may have been carried out says so", "[live][client]") {
    fixture now({lists_nothing(), drops, drops, drops, drops, drops});
    auto const failed = now.session.change("notes", "a", "ours");
    REQUIRE_FALSE(failed.has_value());
    CHECK(to_string(failed.error()).ends_with("; the request may have been carried out"));
    CHECK(now.asked().size() == 6);

    step const expired = refuses(403, "ExpiredTokenException");
    for (step const& lost : {step(drops), refuses(500, "InternalErrorException")}) {
        fixture refused({lists_nothing(), lost, expired});
        auto const doubted = refused.session.change("notes", "a", "ours");
        CHECK(doubted.error().name == "ExpiredTokenException");
        CHECK(to_string(doubted.error()).find("; the request may have been carried out") !=
              std::string::npos);
    }
    fixture plainly({lists_nothing(), expired});
    CHECK(to_string(plainly.session.change("notes", "a", "ours").error()).find("may") == std::string::npos);

    fixture reading(std::vector<step>(5, drops));
    CHECK(to_string(reading.session.usage().error()).ends_with("the other end closed the connection"));
}

TEST_CASE("A delete whose reply was lost is done when the dataset is gone", "[live][client]") {
    fixture lost({drops, refuses(404, "ResourceNotFoundException")});
    auto const done = lost.session.erase("notes");
    REQUIRE(done.has_value());
    CHECK_FALSE(done->certain);

    fixture unknown({refuses(404, "ResourceNotFoundException")});
    CHECK(unknown.session.erase("notes").error().code == cs::fault::ResourceNotFound);

    fixture throttled({refuses(429, "TooManyRequestsException"), refuses(404, "ResourceNotFoundException")});
    CHECK(throttled.session.erase("notes").error().code == cs::fault::ResourceNotFound);
}

TEST_CASE("Pages are followed, and a record that changed meanwhile counts once", "[live][client]") {
    auto const page = [](std::vector<cs::Record> records, std::optional<std::string> next,
                         std::int64_t count) {
        cs::ListRecords::Response const said{.records = std::move(records),
                                             .next_token = std::move(next),
                                             .dataset_sync_count = count,
                                             .dataset_exists = true,
                                             .sync_session_token = "token " + std::to_string(count)};
        return says(200, cs::to_json(said).value());
    };
    fixture now({page({record("a", "1", 1), record("b", "2", 2)}, "next=1&", 3),
                 refuses(500, "InternalErrorException"),
                 page({record("c", "3", 3), record("a", "new", 4)}, std::nullopt, 4)});
    std::vector<std::size_t> seen;
    auto const all = now.session.read("notes", [&](std::size_t count) { seen.push_back(count); });
    REQUIRE(all.has_value());
    CHECK(all->records.size() == 3);
    CHECK(all->live("a")->value == "new");
    CHECK(all->sync_count == 4);
    CHECK(all->token == "token 4");
    CHECK(seen == std::vector<std::size_t>{2, 3});
    CHECK(now.asked().at(1).find("/records?nextToken=next%3D1%26 HTTP/1.1\r\n") != std::string::npos);
    CHECK(now.asked().at(2) == now.asked().at(1));
}

TEST_CASE("An error in the middle of the pages is the result", "[live][client]") {
    fixture now({says(200, R"({"Datasets":[{"DatasetName":"a"}],"NextToken":"t"})"),
                 refuses(403, "NotAuthorizedException")});
    CHECK(now.session.datasets().error().code == cs::fault::NotAuthorized);
    CHECK(now.asked().size() == 2);
}

// SPDX-License-Identifier: BSL-1.0
//
// sync-server as a user has it: started, asked over sockets, stopped by signals, started wrongly.
#include "sync_server.hpp"

#include "running_server.hpp"
#include "sign.hpp"

#include "support/catch.hpp"

#include <cognito_sync/model/operations.hpp>

#include <algorithm>
#include <chrono>
#include <csignal>
#include <cstddef>
#include <filesystem>
#include <fstream>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace {

using namespace example;

std::string const pool = "us-east-1:0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0";
std::string const me = "us-east-1:aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee";

cs::result<cs::ListRecords::Response> list(raw_socket& over) {
    return ask<cs::ListRecords>(over, {.identity_pool_id = pool, .identity_id = me, .dataset_name = "notes"});
}

cs::UpdateRecords::Request write_of(std::string const& token, std::string const& value) {
    return {.identity_pool_id = pool,
            .identity_id = me,
            .dataset_name = "notes",
            .record_patches = {{{.op = cs::Operation::replace, .key = "secret-key", .value = value}}},
            .sync_session_token = token};
}

finished run_server(std::vector<std::string> flags, std::string const& folder) {
    flags.insert(flags.begin(), SYNC_SERVER);
    return run(flags, {.folder = folder});
}

/// Whether the server stops listening, as it does first of all once it is told to stop.
bool takes_no_more(sync_server const& server) {
    return eventually([&] {
        try {
            server.connect();
        } catch (std::runtime_error const&) { return true; }
        return false;
    });
}

std::size_t lines_in(std::string const& text) {
    return static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n'));
}

}  // namespace

TEST_CASE("the server keeps what was written when it is stopped and started again", "[live][server]") {
    scratch_folder const folder;
    {
        sync_server server(folder.file("sync.db"));
        raw_socket client = server.connect();
        auto const before = list(client);
        REQUIRE(before.has_value());
        REQUIRE(ask<cs::UpdateRecords>(client, write_of(*before->sync_session_token, "hello")).has_value());
        server.child().signal(SIGTERM);
        CHECK(client.is_closed_silently());
        CHECK(server.child().wait() == 0);
    }
    sync_server const server(folder.file("sync.db"));
    raw_socket client = server.connect();
    auto const after = list(client);
    REQUIRE(after.has_value());
    REQUIRE(after->records.size() == 1);
    CHECK(after->records[0].value == "hello");
}

TEST_CASE("without a flag the database stands where the server was started", "[live][server]") {
    scratch_folder const folder;
    process child({SYNC_SERVER, "--port", "0"}, {.folder = folder.path()});
    CHECK(raw_socket(port_of(child.line())).ask(get("/")).status() == 404);
    CHECK(std::filesystem::exists(folder.file("sync.db")));
    child.signal(SIGINT);
    CHECK(child.wait() == 0);
    CHECK(lines_in(child.output()) == 1);
}

TEST_CASE("standard error has one line per request, with its id and without a user's data",
          "[live][server]") {
    scratch_folder const folder;
    sync_server server(folder.file("sync.db"));
    raw_socket client = server.connect();
    auto const listed = list(client);
    REQUIRE(listed.has_value());
    std::string const token = *listed->sync_session_token;
    auto const asked = cs::encode_request<cs::UpdateRecords>(write_of(token, "secret-value"));
    auto const reply = client.ask(bytes_of(*asked));
    CHECK(reply.status() == 200);
    CHECK(client.ask(get("/identitypools?nextToken=secret-query")).status() == 400);
    CHECK(client.ask(get("/secret-path")).status() == 404);
    server.child().signal(SIGTERM);
    CHECK(server.child().wait() == 0);

    std::string const log = server.child().errors();
    CHECK(lines_in(log) == 4);
    CHECK(log.find(" " + reply.header("x-amzn-RequestId") + " POST UpdateRecords 200 - ") !=
          std::string::npos);
    CHECK(log.find(" GET ListRecords 200 - 0 ") != std::string::npos);
    for (std::string_view const data :
         {std::string_view("secret"), std::string_view(token), std::string_view("notes"),
          std::string_view(pool).substr(10), std::string_view(me).substr(10)})
        CHECK(log.find(data) == std::string::npos);
}

// ---- The end

TEST_CASE("a signal lets a request under way be answered, then ends the server", "[live][server]") {
    int const number = GENERATE(SIGINT, SIGTERM);
    scratch_folder const folder;
    sync_server server(folder.file("sync.db"));
    raw_socket client = server.connect();
    auto const before = list(client);
    REQUIRE(before.has_value());
    auto const asked = cs::encode_request<cs::UpdateRecords>(write_of(*before->sync_session_token, "kept"));
    std::string const bytes = bytes_of(*asked);
    std::size_t const head = bytes.find("\r\n\r\n") + 2;
    client.send(bytes.substr(0, head) + "Expect: 100-continue\r\n\r\n");
    REQUIRE(client.reply(false).status() == 100);
    server.child().signal(number);
    CHECK(takes_no_more(server));
    auto const reply = client.ask(bytes.substr(head + 2));
    CHECK(reply.status() == 200);
    CHECK(reply.header("Connection") == "close");
    client.close();
    CHECK(server.child().wait() == 0);
    sync_server const again(folder.file("sync.db"));
    raw_socket reader = again.connect();
    CHECK(list(reader)->records.at(0).value == "kept");
}

TEST_CASE("a second signal ends the server at once", "[live][server]") {
    scratch_folder const folder;
    sync_server server(folder.file("sync.db"));
    raw_socket client = server.connect();
    client.send(post("/", "Expect: 100-continue\r\nContent-Length: 1\r\n"));
    REQUIRE(client.reply(false).status() == 100);
    server.child().signal(SIGTERM);
    CHECK(takes_no_more(server));
    server.child().signal(SIGTERM);
    CHECK(server.child().wait() == -SIGTERM);
}

// ---- Started wrongly

TEST_CASE("wrong use ends with 2 and a sentence, help with 0 and the flags", "[live][server]") {
    scratch_folder const folder;
    auto const wrong = run_server({"--prot", "80"}, folder.path());
    CHECK(wrong.code == 2);
    CHECK(wrong.errors == "sync-server: '--prot' is no flag of sync-server; see --help\n");
    CHECK(wrong.output.empty());
    auto const help = run_server({"--help"}, folder.path());
    CHECK(help.code == 0);
    CHECK(help.output.starts_with("sync-server: a local Amazon Cognito Sync\n"));
    CHECK(help.errors.empty());
    CHECK(std::filesystem::is_empty(folder.path()));
}

TEST_CASE("a server that cannot serve ends with 1 and one sentence", "[live][server]") {
    scratch_folder const folder;
    auto const refused = [&](std::vector<std::string> const& flags) {
        auto const said = run_server(flags, folder.path());
        CHECK(said.code == 1);
        CHECK(said.output.empty());
        CHECK(lines_in(said.errors) == 1);
        return said.errors;
    };
    sync_server const other(folder.file("other.db"));
    std::string const port = std::to_string(other.port());
    CHECK(refused({"--port", port}) ==
          "sync-server: cannot listen on 127.0.0.1 port " + port + ": Address already in use\n");
    CHECK(refused({"--port", "0", "--address", "somewhere"}) ==
          "sync-server: 'somewhere' is no IP address\n");
    CHECK(refused({"--port", "0", "--database", "no/such/folder.db"}).starts_with("sync-server: "));
    CHECK(refused({"--port", "0", "--verify-keys", "none.json"}) ==
          "sync-server: cannot read the keys in none.json\n");
    std::ofstream(folder.file("text.db")) << std::string(5000, 'x');
    CHECK(refused({"--port", "0", "--database", "text.db"}).starts_with("sync-server: "));
}

TEST_CASE("a server that other machines can reach says so loudly", "[live][server]") {
    scratch_folder const folder;
    process open({SYNC_SERVER, "--port", "0", "--address", "0.0.0.0"}, {.folder = folder.path()});
    CHECK(open.line().starts_with("sync-server listens on http://0.0.0.0:"));
    CHECK(open.error_line() ==
          "WARNING: sync-server listens on 0.0.0.0: other machines can reach it. Nothing is "
          "encrypted, and there is no authentication without --verify-keys.");
}

// ---- Signatures, throttling and pages from end to end

TEST_CASE("a server with keys answers who signed and refuses who did not", "[live][server]") {
    scratch_folder const folder;
    std::ofstream(folder.file("keys.json"))
        << R"({"Keys":[{"AccessKeyId":"AKIDEXAMPLE","SecretAccessKey":"some secret"}]})";
    sync_server const server(folder.file("sync.db"), {"--verify-keys", folder.file("keys.json")});
    raw_socket client = server.connect();
    auto const status_for = [&](std::string const& secret) {
        auto asked =
            cs::encode_request<cs::ListDatasets>({.identity_pool_id = pool, .identity_id = me}).value();
        auto const now = std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now());
        sign(asked, "localhost", {"AKIDEXAMPLE", secret}, {.region = "us-east-1"}, now);
        return client.ask(bytes_of(asked)).status();
    };
    CHECK(status_for("some secret") == 200);
    CHECK(status_for("another secret") == 403);
    auto const refused = list(client);
    REQUIRE_FALSE(refused.has_value());
    CHECK(refused.error().name == "MissingAuthenticationTokenException");
    CHECK(refused.error().status == 403);
}

TEST_CASE("the flags for throttling and for pages reach the service", "[live][server]") {
    scratch_folder const folder;
    sync_server const server(folder.file("sync.db"), {"--throttle=0", "--cors=http://localhost:3000"});
    raw_socket client = server.connect();
    auto const throttled = list(client);
    REQUIRE_FALSE(throttled.has_value());
    CHECK(throttled.error() == cs::condition::throttled);
    auto const preflight = client.ask("OPTIONS / HTTP/1.1\r\nHost: a\r\nOrigin: http://localhost:3000\r\n"
                                      "Access-Control-Request-Method: POST\r\n\r\n");
    CHECK(preflight.status() == 204);
    CHECK(preflight.header("Access-Control-Allow-Origin") == "http://localhost:3000");
    CHECK(client.ask(get("/", "Origin: http://other\r\n")).status() == 403);
}

TEST_CASE("a body that is too long is refused in the words of its form", "[live][server]") {
    scratch_folder const folder;
    sync_server const server(folder.file("sync.db"));
    std::string const length = "Content-Length: 16777217\r\n";
    auto const rest = server.connect().ask(post("/identitypools", length));
    CHECK(rest.status() == 413);
    CHECK(rest.body == R"({"message":"the body is too long"})");
    auto const rpc = server.connect().ask(post(
        "/",
        "X-Amz-Target: AWSCognitoSyncService.ListDatasets\r\nContent-Type: application/x-amz-json-1.1\r\n" +
            length));
    CHECK(rpc.status() == 413);
    CHECK(rpc.body == R"({"__type":"RequestEntityTooLargeException","message":"the body is too long"})");
    CHECK(rpc.header("X-Amzn-Errortype") == "RequestEntityTooLargeException");
    CHECK(rpc.header("Content-Type") == "application/x-amz-json-1.1");
    CHECK(rpc.header("x-amzn-RequestId").size() == 36);
}

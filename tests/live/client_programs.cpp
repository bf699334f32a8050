// SPDX-License-Identifier: BSL-1.0
//
// The two programs together: sync-client as a child, against sync-server as a child.
#include "client/commands.hpp"

#include "process.hpp"
#include "scripted_service.hpp"
#include "sync_server.hpp"

#include "support/catch.hpp"

#include <cognito_sync/json.hpp>

#include <boost/json/parse.hpp>
#include <boost/json/value.hpp>

#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

#include <array>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <optional>
#include <regex>
#include <sstream>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

namespace cs = cognito_sync;
namespace client = example::client;
using example::finished;

namespace {

std::string const pool = "us-east-1:0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0";
std::string const me = "us-east-1:aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee";

/// What the shell of whoever runs the tests may have set.
std::vector<std::string> const no_variables{"AWS_ENDPOINT_URL_COGNITO_SYNC",
                                            "AWS_ENDPOINT_URL",
                                            "AWS_REGION",
                                            "AWS_DEFAULT_REGION",
                                            "AWS_ACCESS_KEY_ID",
                                            "AWS_SECRET_ACCESS_KEY",
                                            "AWS_SESSION_TOKEN"};

std::vector<std::string> with(std::vector<std::string> const& more) {
    std::vector<std::string> all = no_variables;
    all.insert(all.end(), more.begin(), more.end());
    return all;
}

/// Runs the client against a port of this machine.
finished ask(std::uint16_t port, std::vector<std::string> const& command, std::string const& input = {},
             std::vector<std::string> const& variables = {}) {
    std::vector<std::string> all{SYNC_CLIENT, "--pool", pool, "--identity", me};
    all.insert(all.end(), command.begin(), command.end());
    auto const endpoint = "AWS_ENDPOINT_URL=http://127.0.0.1:" + std::to_string(port);
    auto environment = with(variables);
    environment.push_back(endpoint);
    return example::run(all, {.environment = environment, .input = input});
}

/// A server over a new database, and the client.
struct world {
    example::scratch_folder folder{};
    example::sync_server server;

    explicit world(std::vector<std::string> const& flags = {}) : server(folder.file("sync.db"), flags) {}

    finished operator()(std::vector<std::string> const& command, std::string const& input = {},
                        std::vector<std::string> const& variables = {}) {
        return ask(server.port(), command, input, variables);
    }
    std::string get(std::string const& dataset, std::string const& key) {
        auto const done = (*this)({"get", dataset, key});
        return done.code == 0 ? done.output : "exit " + std::to_string(done.code) + ": " + done.errors;
    }
};

bool silent(finished const& done) { return done.code == 0 && done.output.empty() && done.errors.empty(); }
bool holds(std::string_view text, std::string_view part) { return text.find(part) != text.npos; }

std::string content(std::string const& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

std::vector<std::string> lines_of(std::string const& text) {
    std::istringstream from(text);
    std::vector<std::string> lines;
    for (std::string line; std::getline(from, line);) lines.push_back(line);
    return lines;
}

}  // namespace

TEST_CASE("What was set can be got, byte for byte", "[live][client]") {
    world now;
    for (auto const& [key, value] : std::map<std::string, std::string>{{"plain", "2 litres"},
                                                                       {"größe ☕", "42 \U0001f600"},
                                                                       {"a/b?c=d&e%20", "--pool"},
                                                                       {" ", ""},
                                                                       {"lines", "one\r\n\ttwo\n"},
                                                                       {"quotes", R"(\"{}'<>)"},
                                                                       {"controls", "\x01\x1b[2J\x7f"}}) {
        INFO(key);
        CHECK(silent(now({"set", "notes", key, value})));
        CHECK(now.get("notes", key) == value);
    }
}

TEST_CASE("A value comes from standard input, as it is, however long", "[live][client]") {
    world now;
    CHECK(silent(now({"set", "notes", "nothing", "-"}, "")));
    CHECK(now.get("notes", "nothing") == "");
    std::string const long_one = std::string(1'000'000, '"') + "\n";
    CHECK(silent(now({"set", "notes", "long", "-"}, long_one)));
    CHECK(now.get("notes", "long") == long_one);
    auto const binary = now({"set", "notes", "binary", "-"}, "\xff\xfe");
    CHECK(binary.code == 1);
    CHECK(holds(binary.errors, "valid UTF-8"));
}

TEST_CASE("A day with the client", "[live][client]") {
    world now;
    CHECK(silent(now({"datasets"})));
    CHECK(silent(now({"set", "notes", "milk", "2 litres"})));
    CHECK(silent(now({"set", "notes", "größe", "42"})));
    CHECK(silent(now({"set", "notes", "milk", "3\tlitres"})));
    CHECK(silent(now({"set", "photos:2024", "k", "v"})));
    CHECK(now({"records", "notes"}).output == "größe  2  42\nmilk   3  3\\tlitres\n");

    CHECK(std::regex_match(now({"datasets"}).output,
                           std::regex("notes        2  records  21  bytes  [-0-9]+T[:.0-9]+Z\n"
                                      "photos:2024  1  records   2  bytes  [-0-9]+T[:.0-9]+Z\n")));
    CHECK(
        std::regex_match(now({"describe", "notes"}).output,
                         std::regex("dataset   notes\nidentity  " + me +
                                    "\ncreated   [-0-9]+T[:.0-9]+Z\nchanged   [-0-9]+T[:.0-9]+Z\nby        " +
                                    me + "\nbytes     21\nrecords   2\n")));
    CHECK(std::regex_match(now({"usage"}).output,
                           std::regex("identity  " + me + "\npool      " + pool +
                                      "\nchanged   [-0-9]+T[:.0-9]+Z\ndatasets  2\nbytes     23\n")));

    CHECK(silent(now({"remove", "notes", "milk"})));
    CHECK(now({"records", "notes"}).output == "größe  2  42\n");
    CHECK(now.get("notes", "milk") == "exit 1: sync-client: there is no record milk in notes\n");
    CHECK(now({"remove", "notes", "milk"}).errors == "sync-client: there is no record milk in notes\n");
    CHECK(silent(now({"set", "notes", "milk", "again"})));
    CHECK(now({"records", "notes"}).output == "größe  2  42\nmilk   5  again\n");

    CHECK(now({"delete", "notes"}).output == "deleted notes: 2 records, 18 bytes\n");
    CHECK(now({"records", "notes"}).errors == "sync-client: there is no dataset notes\n");
    CHECK(now({"get", "notes", "milk"}).errors == "sync-client: there is no dataset notes\n");
    CHECK(holds(now({"datasets"}).output, "photos:2024"));
    CHECK_FALSE(holds(now({"datasets"}).output, "notes"));
    CHECK(silent(now({"set", "notes", "milk", "new"})));
    CHECK(now.get("notes", "milk") == "new");
}

TEST_CASE("A refusal is told with its name, status and request id", "[live][client]") {
    world now;
    for (auto const* const command : {"delete", "describe"}) {
        auto const done = now({command, "notes"});
        CHECK(done.code == 1);
        CHECK(done.output == "");
        CHECK(std::regex_match(done.errors,
                               std::regex("sync-client: ResourceNotFoundException: .* \\(status 404, request "
                                          "[-0-9a-f]{36}\\)\n")));
    }
    auto const bad = now({"describe", "no/name"});
    CHECK(bad.code == 1);
    CHECK(holds(bad.errors, "/DatasetName"));
    auto const full = now({"set", "notes", "key", "-"}, std::string(1'048'575, 'x'));
    CHECK(full.code == 1);
    CHECK(holds(full.errors, "LimitExceededException"));
    CHECK(holds(full.errors, "status 400"));
}

TEST_CASE("Wrong use ends with 2 and a sentence", "[live][client]") {
    for (std::vector<std::string> const& command : std::vector<std::vector<std::string>>{
             {}, {"fetch"}, {"get", "notes"}, {"--colour", "usage"}, {"--endpoint", "x"}}) {
        auto const done = ask(1, command);
        CHECK(done.code == 2);
        CHECK(done.output == "");
        CHECK(done.errors.starts_with("sync-client: "));
        CHECK(done.errors.ends_with(" (--help tells more)\n"));
    }
    auto const help = example::run({SYNC_CLIENT, "--help"}, {.environment = no_variables});
    CHECK(help.code == 0);
    CHECK(help.output == client::usage());
    CHECK(help.errors == "");
}

TEST_CASE("Output that cannot be written is an error", "[live][client]") {
    world now;
    REQUIRE(silent(now({"set", "notes", "milk", "2 litres"})));
    for (std::string const command : {"datasets", "export"}) {
        std::string const line = std::string("'") + SYNC_CLIENT + "' --endpoint " + now.server.url() +
                                 " --pool " + pool + " --identity " + me + " " + command + " >/dev/full";
        auto const done = example::run({"/bin/sh", "-c", line}, {.environment = no_variables});
        CHECK(done.code == 1);
        CHECK(done.errors == "sync-client: cannot write to standard output\n");
    }
}

TEST_CASE("On a terminal progress is shown while it lasts", "[live][client]") {
    world now;
    REQUIRE(silent(now({"set", "notes", "milk", "2 litres"})));
    example::descriptor const terminal(::posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC));
    REQUIRE(::grantpt(terminal.get()) == 0);
    REQUIRE(::unlockpt(terminal.get()) == 0);
    std::string const end = ::ptsname(terminal.get());
    example::descriptor const held(::open(end.c_str(), O_RDWR | O_NOCTTY | O_CLOEXEC));
    std::string const line = std::string("'") + SYNC_CLIENT + "' --endpoint " + now.server.url() +
                             " --pool " + pool + " --identity " + me + " records notes 2>" + end;
    CHECK(example::run({"/bin/sh", "-c", line}, {.environment = no_variables}).output ==
          "milk  1  2 litres\n");
    std::array<char, 4096> some{};
    ssize_t const size = ::read(terminal.get(), some.data(), some.size());
    REQUIRE(size > 0);
    CHECK(std::string(some.data(), static_cast<std::size_t>(size)) == "\r\x1b[Krecords of notes: 1\r\x1b[K");
}

TEST_CASE("Two clients that write the same record both succeed, one after the other", "[live][client]") {
    world now;
    std::array<int, 2> succeeded{};
    std::vector<std::thread> clients;
    for (std::size_t who = 0; who < 2; ++who)
        clients.emplace_back([&, who] {
            for (int i = 0; i < 5; ++i)
                succeeded[who] +=
                    silent(now({"set", "notes", "milk", std::to_string(who) + std::to_string(i)})) ? 1 : 0;
        });
    for (auto& each : clients) each.join();
    CHECK(succeeded == std::array{5, 5});
    CHECK(std::regex_match(now({"records", "notes"}).output, std::regex("milk  10  [01]4\n")));
}

TEST_CASE("An endpoint may have a path, and a request its query", "[live][client]") {
    example::scripted_service service({example::says(200, R"({"Datasets":[],"NextToken":"a b"})"),
                                       example::says(200, R"({"Datasets":[{"DatasetName":"d"}]})")});
    auto const url = "http://127.0.0.1:" + std::to_string(service.port()) + "/sync/";
    auto const done =
        example::run({SYNC_CLIENT, "--endpoint", url, "--pool", pool, "--identity", me, "datasets"},
                     {.environment = no_variables});
    CHECK(done.code == 0);
    CHECK(done.output == "d  ?  records  ?  bytes  ?\n");
    auto const asked = service.requests();
    REQUIRE(asked.size() == 2);
    CHECK(asked[0].starts_with("GET /sync/identitypools/us-east-1%3A0f1e2d3c"));
    CHECK(holds(asked[1], "/datasets?nextToken=a%20b HTTP/1.1\r\n"));
}

TEST_CASE("What a hostile service says does not reach the terminal as it is", "[live][client]") {
    example::scripted_service service(
        {example::says(403, "{\"message\":\"\\u001b[2J\\u009b2J\"}",
                       "X-Amzn-Errortype: NotAuthorizedException\r\n"),
         example::says(200, "{\"Datasets\":[{\"DatasetName\":\"\\u001b[2J\"}]}")});
    auto const refused = ask(service.port(), {"datasets"});
    CHECK(refused.code == 1);
    CHECK_FALSE(holds(refused.errors, "\x1b"));
    CHECK_FALSE(holds(refused.errors, "\xc2\x9b"));
    CHECK(holds(ask(service.port(), {"datasets"}).output, "\\x1b[2J"));
}

// ---- Signatures

namespace {

/// A server that knows three keys: one for good, one of a session, one that has expired.
struct guarded {
    example::scratch_folder folder{};
    std::string file = write(folder.file("keys.json"));
    example::sync_server server{folder.file("sync.db"), {"--verify-keys", file}};

    static std::string write(std::string const& path) {
        std::ofstream(path)
            << R"({"Keys":[{"AccessKeyId":"AKIDGOOD","SecretAccessKey":"good/secret+"},)"
               R"({"AccessKeyId":"ASIASESSION","SecretAccessKey":"its secret","SessionToken":"to/ken+=="},)"
               R"({"AccessKeyId":"ASIAPAST","SecretAccessKey":"old secret","SessionToken":"old",)"
               R"("Expiration":"2020-01-01T00:00:00Z"}]})";
        return path;
    }
    finished operator()(std::vector<std::string> const& command, std::string const& key,
                        std::string const& secret, std::string const& token = {}) {
        std::vector<std::string> variables{"AWS_ACCESS_KEY_ID=" + key, "AWS_SECRET_ACCESS_KEY=" + secret};
        if (!token.empty()) variables.push_back("AWS_SESSION_TOKEN=" + token);
        return ask(server.port(), command, {}, variables);
    }
};

bool refused_as(finished const& done, std::string_view name) {
    return done.code == 1 && done.output.empty() &&
           done.errors.starts_with("sync-client: " + std::string(name) + ": ") &&
           holds(done.errors, "status 403, request ");
}

}  // namespace

TEST_CASE("The server believes the client's signature, whatever is asked", "[live][client][sign]") {
    guarded now;
    auto const good = [&](std::vector<std::string> const& command) {
        return now(command, "AKIDGOOD", "good/secret+");
    };
    CHECK(silent(good({"set", "no:tes.v1", "größe ☕", "42"})));
    CHECK(good({"get", "no:tes.v1", "größe ☕"}).output == "42");
    CHECK(holds(good({"export"}).output, "größe ☕"));
    CHECK(silent(good({"remove", "no:tes.v1", "größe ☕"})));
    CHECK(good({"delete", "no:tes.v1"}).code == 0);
    CHECK(silent(now({"set", "notes", "k", "v"}, "ASIASESSION", "its secret", "to/ken+==")));
    CHECK(now({"get", "notes", "k"}, "ASIASESSION", "its secret", "to/ken+==").output == "v");
}

TEST_CASE("The server refuses what is not signed by a key it knows", "[live][client][sign]") {
    guarded now;
    std::vector<std::string> const command{"datasets"};
    CHECK(refused_as(now(command, "AKIDGOOD", "wrong"), "InvalidSignatureException"));
    CHECK(refused_as(now(command, "AKIDUNKNOWN", "good/secret+"), "UnrecognizedClientException"));
    CHECK(refused_as(now(command, "ASIASESSION", "its secret", "another"), "UnrecognizedClientException"));
    CHECK(refused_as(now(command, "ASIASESSION", "its secret"), "UnrecognizedClientException"));
    CHECK(refused_as(now(command, "ASIAPAST", "old secret", "old"), "ExpiredTokenException"));
    CHECK(refused_as(ask(now.server.port(), command), "MissingAuthenticationTokenException"));
}

TEST_CASE("A trace shows what crossed the wire, but no secret", "[live][client][sign]") {
    guarded now;
    for (std::vector<std::string> const& command : std::vector<std::vector<std::string>>{
             {"--trace", "set", "notes", "milk", "2 litres"}, {"--trace", "records", "notes"}}) {
        auto const done = now(command, "ASIASESSION", "its secret", "to/ken+==");
        REQUIRE(done.code == 0);
        CHECK(holds(done.errors,
                    "> GET /identitypools/us-east-1%3A0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0/identities/"));
        CHECK(holds(done.errors, "\n> Host: 127.0.0.1:"));
        CHECK(holds(done.errors, "\n> X-Amz-Security-Token: ***\n"));
        CHECK(holds(done.errors, ", Signature=***\n"));
        CHECK(holds(done.errors, "Credential=ASIASESSION/"));
        CHECK(holds(done.errors, "\n< HTTP/1.1 200 "));
        CHECK(holds(done.errors, R"("SyncSessionToken":"***"})"));
        CHECK_FALSE(holds(done.errors, "to/ken"));
        CHECK_FALSE(std::regex_search(done.errors, std::regex("Signature=[0-9a-f]")));
        CHECK_FALSE(std::regex_search(done.errors, std::regex("SyncSessionToken\" *: *\"[^*]")));
        for (std::string const& line : lines_of(done.errors))
            CHECK((line.starts_with("> ") || line.starts_with("< ")));
    }
    auto const set =
        now({"--trace", "set", "notes", "milk", "2 litres"}, "ASIASESSION", "its secret", "to/ken+==");
    CHECK(holds(set.errors,
                R"(> {"RecordPatches":[{"Op":"replace","Key":"milk","Value":"2 litres","SyncCount":1,)"));
}

// ---- Much of it

namespace {

/// Writes records straight through the library, many in one request.
class filler {
public:
    explicit filler(std::uint16_t port)
        : connection_({.address = {.tls = false, .host = "127.0.0.1", .port = std::to_string(port)}}) {}

    void update(std::string const& dataset, std::vector<cs::RecordPatch> patches) {
        auto const page = ask<cs::ListRecords>(
            {.identity_pool_id = pool, .identity_id = me, .dataset_name = dataset, .max_results = 1});
        ask<cs::UpdateRecords>({.identity_pool_id = pool,
                                .identity_id = me,
                                .dataset_name = dataset,
                                .record_patches = std::move(patches),
                                .sync_session_token = page.sync_session_token.value()});
    }

private:
    template <class Op>
    typename Op::Response ask(typename Op::Request const& asked) {
        return cs::decode_response<Op>(connection_.exchange(cs::encode_request<Op>(asked).value())).value();
    }

    client::connection connection_;
};

std::string key_of(int i) { return "key ☕ " + std::to_string(10000 + i); }
cs::timestamp date_of(int i) { return cs::timestamp(std::chrono::milliseconds(1412974057000 + i)); }

cs::RecordPatch put(int i, std::string const& value) {
    return {.op = cs::Operation::replace,
            .key = key_of(i),
            .value = value,
            .sync_count = 0,
            .device_last_modified_date = date_of(i)};
}

/// 1000 records, and 200 that are removed: more than a page holds. The records as they are to be found.
std::vector<std::string> fill(filler& into, std::string const& dataset) {
    std::vector<cs::RecordPatch> first, gone, second;
    std::vector<std::string> expected;
    auto const add = [&](std::vector<cs::RecordPatch>& to, int i, std::int64_t count, bool stays) {
        std::string const value =
            dataset + "\n\"größe\" \x01 " + std::string(static_cast<std::size_t>(i % 500), 'x');
        to.push_back(put(i, value));
        if (!stays) return;
        expected.push_back(cs::to_json(cs::Record{.key = key_of(i),
                                                  .value = value,
                                                  .sync_count = count,
                                                  .last_modified_by = me,
                                                  .device_last_modified_date = date_of(i)})
                               .value());
    };
    for (int i = 0; i < 600; ++i) add(first, i, 1, i >= 200);
    for (int i = 0; i < 200; ++i)
        gone.push_back({.op = cs::Operation::remove, .key = key_of(i), .sync_count = 1});
    for (int i = 600; i < 1200; ++i) add(second, i, 3, true);
    into.update(dataset, first);
    into.update(dataset, gone);
    into.update(dataset, second);
    return expected;
}

/// The records of an export, without the dates that only the server knows.
std::map<std::string, std::vector<std::string>> records_in(std::string const& document) {
    std::regex const date(R"x("LastModifiedDate":[0-9.]+,)x"), end(R"x((,|\]\},|\]\}\]\})$)x"),
        start(R"x(\{"Dataset":.*"DatasetName":"([a-z]+)".*)x");
    std::map<std::string, std::vector<std::string>> found;
    std::string dataset;
    for (std::string line : lines_of(document)) {
        std::smatch name;
        if (std::regex_match(line, name, start)) {
            dataset = name[1];
        } else if (line.starts_with(R"({"Key":)")) {
            found[dataset].push_back(std::regex_replace(std::regex_replace(line, date, ""), end, ""));
        }
    }
    return found;
}

}  // namespace

TEST_CASE("3000 records in three datasets are exported as they were written", "[live][client]") {
    world now;
    filler into(now.server.port());
    std::map<std::string, std::vector<std::string>> expected;
    for (std::string const dataset : {"alpha", "beta", "gamma"}) expected[dataset] = fill(into, dataset);

    std::string const path = now.folder.file("export.json");
    auto const done = now({"--trace", "export", path});
    REQUIRE(done.code == 0);
    CHECK(done.output == "");
    CHECK(holds(done.errors, "/datasets/gamma/records?nextToken="));

    std::string const document = content(path);
    CHECK(records_in(document) == expected);
    auto const parsed = boost::json::parse(document);
    CHECK(parsed.at("IdentityUsage").at("DatasetCount") == 3);
    for (auto const& each : parsed.at("Datasets").as_array()) {
        CHECK(each.at("Removed") == 200);
        CHECK(each.at("SyncCount") == 3);
        CHECK(each.at("Dataset").at("NumRecords") == 1000);
        CHECK(each.at("Records").as_array().size() == 1000);
    }
    CHECK(now({"export"}).output == document);
    CHECK(lines_of(now({"records", "beta"}).output).size() == 1000);
    CHECK(now.get("gamma", key_of(700)) == "gamma\n\"größe\" \x01 " + std::string(200, 'x'));
}

TEST_CASE("An export that fails leaves what was there, and nothing else", "[live][client]") {
    example::scratch_folder const folder;
    std::string const path = folder.file("export.json");
    std::ofstream(path) << "before";
    example::scripted_service service(
        {example::says(200, R"({"IdentityUsage":{}})"),
         example::says(200, R"({"Datasets":[{"DatasetName":"a"},{"DatasetName":"b"}]})"),
         example::says(200, R"({"Records":[{"Key":"k","Value":"v","SyncCount":1}],"DatasetExists":true})"),
         example::refuses(403, "NotAuthorizedException")});
    auto const done = ask(service.port(), {"export", path});
    CHECK(done.code == 1);
    CHECK(done.errors ==
          "sync-client: NotAuthorizedException: said NotAuthorizedException (status 403, request id-7)\n");
    CHECK(content(path) == "before");
    auto const files = std::filesystem::directory_iterator(folder.path());
    CHECK(std::distance(begin(files), end(files)) == 1);

    auto const nowhere = ask(service.port(), {"export", folder.file("no/such/folder")});
    CHECK(nowhere.code == 1);
    CHECK(nowhere.errors.starts_with("sync-client: cannot write "));
    CHECK(service.left() == 0);
}

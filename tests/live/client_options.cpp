// SPDX-License-Identifier: BSL-1.0
//
// The command line of the client, and the environment.
#include "client/options.hpp"

#include "support/catch.hpp"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace client = example::client;

namespace {

using variables = std::map<std::string, std::string>;

client::options read(std::vector<std::string> arguments, variables const& set = {}) {
    return client::read_options(arguments, [&](char const* name) {
        auto const found = set.find(name);
        return found == set.end() ? std::nullopt : std::optional(found->second);
    });
}

/// With a pool and an identity before the other arguments.
client::options command(std::vector<std::string> arguments, variables const& set = {}) {
    arguments.insert(arguments.begin(), {"--pool", "eu-west-1:0f1e", "--identity", "eu-west-1:aaaa"});
    return read(std::move(arguments), set);
}

std::string why(std::vector<std::string> arguments, variables const& set = {}) {
    try {
        command(std::move(arguments), set);
    } catch (client::wrong_use const& failed) { return failed.what(); }
    return "fine";
}

}  // namespace

TEST_CASE("Without flags the client asks the service in the region of the pool", "[live][client]") {
    auto const asked = command({"datasets"});
    CHECK(asked.address.tls);
    CHECK(asked.address.host == "cognito-sync.eu-west-1.amazonaws.com");
    CHECK(asked.address.port == "443");
    CHECK(asked.address.authority() == "cognito-sync.eu-west-1.amazonaws.com");
    CHECK(asked.base_path == "");
    CHECK(asked.region == "eu-west-1");
    CHECK(asked.pool == "eu-west-1:0f1e");
    CHECK(asked.identity == "eu-west-1:aaaa");
    CHECK(asked.command == "datasets");
    CHECK_FALSE(asked.keys);
    CHECK_FALSE(asked.trace);
}

TEST_CASE("The endpoint comes from its flag, its variables, or the region, in this order", "[live][client]") {
    variables all{{"AWS_ENDPOINT_URL", "http://general:1"}};
    CHECK(command({"usage"}, all).address.authority() == "general:1");
    all["AWS_ENDPOINT_URL_COGNITO_SYNC"] = "http://own:2";
    CHECK(command({"usage"}, all).address.authority() == "own:2");
    CHECK(command({"--endpoint", "http://flag:3", "usage"}, all).address.authority() == "flag:3");
    CHECK(command({"usage"}, {{"AWS_ENDPOINT_URL", ""}}).address.host ==
          "cognito-sync.eu-west-1.amazonaws.com");
}

TEST_CASE("The region comes from its flag, its variables, or the pool, in this order", "[live][client]") {
    variables all{{"AWS_DEFAULT_REGION", "us-west-1"}};
    CHECK(command({"usage"}, all).region == "us-west-1");
    all["AWS_REGION"] = "us-west-2";
    CHECK(command({"usage"}, all).region == "us-west-2");
    CHECK(command({"--region", "ap-south-1", "usage"}, all).region == "ap-south-1");
    CHECK(command({"--region", "cn-north-1", "usage"}).address.host ==
          "cognito-sync.cn-north-1.amazonaws.com.cn");
}

TEST_CASE("An endpoint has a scheme, a host, and perhaps a port and a path", "[live][client]") {
    struct row {
        std::string url, host, port, authority, path;
        bool tls;
    };
    for (auto const& each : {row{"http://127.0.0.1:8080", "127.0.0.1", "8080", "127.0.0.1:8080", "", false},
                             row{"http://localhost", "localhost", "80", "localhost", "", false},
                             row{"http://localhost:80/", "localhost", "80", "localhost", "/", false},
                             row{"https://localhost:443/a/b", "localhost", "443", "localhost", "/a/b", true},
                             row{"https://localhost:80", "localhost", "80", "localhost:80", "", true},
                             row{"https://[::1]:8443", "::1", "8443", "[::1]:8443", "", true},
                             row{"http://[::1]", "::1", "80", "[::1]", "", false}}) {
        INFO(each.url);
        auto const asked = command({"--endpoint", each.url, "usage"});
        CHECK(asked.address.host == each.host);
        CHECK(asked.address.port == each.port);
        CHECK(asked.address.authority() == each.authority);
        CHECK(asked.address.tls == each.tls);
        CHECK(asked.base_path == each.path);
    }
    for (std::string const url :
         {"127.0.0.1:8080", "localhost", "ftp://localhost", "http://", "http:///a", "http:a",
          "http://me@localhost", "http://a?b", "http://a#b", "http://a b", "/"}) {
        INFO(url);
        CHECK(why({"--endpoint", url, "usage"}).starts_with("the endpoint has to be a URL like"));
    }
}

TEST_CASE("Credentials come from the environment, whole or not at all", "[live][client]") {
    variables all{{"AWS_ACCESS_KEY_ID", "AK"}, {"AWS_SECRET_ACCESS_KEY", "secret"}};
    auto const two = command({"usage"}, all).keys;
    REQUIRE(two);
    CHECK(two->access_key == "AK");
    CHECK(two->secret_key == "secret");
    CHECK_FALSE(two->session_token);
    all["AWS_SESSION_TOKEN"] = "token";
    CHECK(command({"usage"}, all).keys->session_token == "token");
    all["AWS_SESSION_TOKEN"] = "";
    CHECK_FALSE(command({"usage"}, all).keys->session_token);

    CHECK_FALSE(command({"usage"}, {{"AWS_SESSION_TOKEN", "token"}}).keys);
    CHECK_FALSE(command({"usage"}, {{"AWS_ACCESS_KEY_ID", ""}, {"AWS_SECRET_ACCESS_KEY", ""}}).keys);
    CHECK(why({"usage"}, {{"AWS_ACCESS_KEY_ID", "AK"}}).find("both or not at all") != std::string::npos);
    CHECK(why({"usage"}, {{"AWS_SECRET_ACCESS_KEY", "x"}}).find("both or not at all") != std::string::npos);
    all["AWS_SESSION_TOKEN"] = "a\r\nEvil: 1";
    CHECK(why({"usage"}, all) == "the credentials hold bytes that no header can carry");
    all["AWS_SESSION_TOKEN"] = "";
    all["AWS_ACCESS_KEY_ID"] = "a\nb";
    CHECK(why({"usage"}, all) == "the credentials hold bytes that no header can carry");
}

TEST_CASE("Each command takes its arguments, and no others", "[live][client]") {
    for (std::vector<std::string> const& fine : std::vector<std::vector<std::string>>{{"datasets"},
                                                                                      {"records", "a"},
                                                                                      {"get", "a", "b"},
                                                                                      {"set", "a", "b", "c"},
                                                                                      {"remove", "a", "b"},
                                                                                      {"delete", "a"},
                                                                                      {"describe", "a"},
                                                                                      {"usage"},
                                                                                      {"export"},
                                                                                      {"export", "a"}}) {
        INFO(fine.front());
        auto const asked = command(fine);
        CHECK(asked.command == fine.front());
        CHECK(asked.arguments == std::vector<std::string>(fine.begin() + 1, fine.end()));
        auto more = fine;
        more.emplace_back("x");
        if (fine != std::vector<std::string>{"export"})
            CHECK(why(more).starts_with("it has to be: sync-client " + fine.front()));
        if (fine.size() > 1 && fine.front() != "export")
            CHECK(why({fine.front()}).starts_with("it has to be: sync-client " + fine.front()));
    }
    CHECK(why({"dataset"}) == "there is no command dataset");
    CHECK(why({}) == "there is no command");
}

TEST_CASE("What stands behind the command is taken as it is", "[live][client]") {
    auto const asked = command({"--trace", "set", "notes", "--trace", "--pool"});
    CHECK(asked.trace);
    CHECK(asked.arguments == std::vector<std::string>{"notes", "--trace", "--pool"});
}

TEST_CASE("Flags that are wrong are named", "[live][client]") {
    CHECK(why({"--colour", "usage"}) == "there is no flag --colour");
    CHECK(why({"-x"}) == "there is no flag -x");
    CHECK(why({"--endpoint"}) == "--endpoint needs a value");
    CHECK(why({"--ca", "", "usage"}) == "--ca needs a value");
    CHECK(why({"--ca=", "usage"}) == "--ca needs a value");
    CHECK(why({"--trace=yes", "usage"}) == "there is no flag --trace=yes");
    CHECK(command({"--region=us-east-2", "--endpoint=http://a:1/b=c", "usage"}).region == "us-east-2");
    CHECK(command({"--endpoint=http://a:1/b=c", "usage"}).base_path == "/b=c");
    CHECK(why({"--region", "No Where", "usage"}) == "there is no such region: No Where");
    CHECK(why({"--region", "X", "--endpoint", "http://a", "usage"}) == "there is no such region: X");
    CHECK_THROWS_AS(read({"datasets"}), client::wrong_use);
    CHECK_THROWS_AS(read({"--pool", "a:b", "datasets"}), client::wrong_use);
}

TEST_CASE("Help needs nothing else", "[live][client]") {
    CHECK(read({"--help"}).help);
    CHECK(read({"-h"}).help);
    for (auto const* const word :
         {"datasets", "records", "get", "set", "remove", "delete", "describe", "usage", "export",
          "--endpoint", "--region", "--pool", "--identity", "--ca", "--trace"}) {
        INFO(word);
        CHECK(client::usage().find(word) != std::string_view::npos);
    }
}

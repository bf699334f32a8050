// SPDX-License-Identifier: BSL-1.0
//
// The command line of sync-server: what each flag sets, and the sentence for whoever gets it wrong.
#include "server/options.hpp"

#include "support/catch.hpp"

#include <string>
#include <utility>
#include <vector>

namespace {

using namespace example;

std::string why_not(std::vector<std::string> const& arguments) {
    try {
        read_options(arguments);
    } catch (wrong_use const& wrong) { return wrong.what(); }
    return "nothing is wrong";
}

}  // namespace

TEST_CASE("without flags the server is for this machine, with its database where it is started",
          "[live][server]") {
    options const all = read_options({});
    CHECK(all.address == "127.0.0.1");
    CHECK(all.port == 8080);
    CHECK(all.database == "sync.db");
    CHECK_FALSE(all.verify_keys);
    CHECK(all.cors.empty());
    CHECK_FALSE(all.throttle);
    CHECK_FALSE(all.help);
}

TEST_CASE("each flag takes its value behind a blank or an equals sign", "[live][server]") {
    auto const arguments = GENERATE(values<std::vector<std::string>>({
        {"--address", "::1", "--port", "0", "--database", "a=b.db", "--verify-keys", "k.json", "--cors",
         "http://localhost:3000", "--throttle", "0"},
        {"--throttle=0", "--address=::1", "--cors=http://localhost:3000", "--port=0", "--database=a=b.db",
         "--verify-keys=k.json"},
    }));
    options const all = read_options(arguments);
    CHECK(all.address == "::1");
    CHECK(all.port == 0);
    CHECK(all.database == "a=b.db");
    CHECK(all.verify_keys == "k.json");
    CHECK(all.cors == "http://localhost:3000");
    CHECK(all.throttle == 0U);
}

TEST_CASE("help is asked for in two ways, and names every flag", "[live][server]") {
    CHECK(read_options({"--help"}).help);
    CHECK(read_options({"--port", "1", "-h"}).help);
    for (char const* const flag :
         {"--address", "--port", "--database", "--verify-keys", "--cors", "--throttle"}) {
        INFO(flag);
        CHECK(usage().find(std::string("  ") + flag + " ") != std::string_view::npos);
    }
}

TEST_CASE("wrong use is told in a sentence", "[live][server]") {
    using row = std::pair<std::vector<std::string>, std::string>;
    auto const [arguments, sentence] = GENERATE(values<row>({
        {{"--prot", "1"}, "'--prot' is no flag of sync-server; see --help"},
        {{"sync.db"}, "'sync.db' is no flag of sync-server; see --help"},
        {{""}, "'' is no flag of sync-server; see --help"},
        {{"--port"}, "--port takes a value"},
        {{"--port="}, "--port takes a value"},
        {{"--database", ""}, "--database takes a value"},
        {{"--port", "65536"}, "--port takes a whole number up to 65535, not '65536'"},
        {{"--port", "-1"}, "--port takes a whole number up to 65535, not '-1'"},
        {{"--port", "80a"}, "--port takes a whole number up to 65535, not '80a'"},
        {{"--throttle", "1.5"}, "--throttle takes a whole number up to 4294967295, not '1.5'"},
        {{"--cors", "*"}, "--cors takes one origin like http://localhost:3000, not '*'"},
        {{"--cors", "localhost"}, "--cors takes one origin like http://localhost:3000, not 'localhost'"},
        {{"--cors", "http://"}, "--cors takes one origin like http://localhost:3000, not 'http://'"},
        {{"--cors", "http://a/"}, "--cors takes one origin like http://localhost:3000, not 'http://a/'"},
        {{"--cors", "http://a\r\nX: b"},
         "--cors takes one origin like http://localhost:3000, not 'http://a\r\nX: b'"},
    }));
    CHECK(why_not(arguments) == sentence);
}

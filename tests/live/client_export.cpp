// SPDX-License-Identifier: BSL-1.0
//
// The export, byte for byte, and the file it goes to.
#include "client/commands.hpp"

#include "process.hpp"

#include "support/catch.hpp"

#include <deque>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <sstream>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace cs = cognito_sync;
namespace client = example::client;

namespace {

/// A service in memory that gives these replies, one after the other, and then refuses.
struct replies {
    std::deque<cs::response> left;

    cs::response operator()(cs::request const&) {
        if (left.empty())
            return {403, {{"X-Amzn-Errortype", "NotAuthorizedException"}}, R"({"message":"Not yours"})"};
        cs::response next = std::move(left.front());
        left.pop_front();
        return next;
    }
};

cs::response fine(std::string body) { return {200, {}, std::move(body)}; }

std::string exported(std::vector<std::string> const& bodies, std::string* error = nullptr) {
    replies said;
    for (auto const& each : bodies) said.left.push_back(fine(each));
    client::sender send([&](cs::request const& asked) { return said(asked); }, {});
    cs::policy const rules;
    client::session session("us-east-1:0f1e", "us-east-1:aaaa", send, rules);
    std::ostringstream nowhere;
    client::progress line(nowhere, false);
    std::string document;
    try {
        client::write_export(session, line, [&](std::string_view piece) { document += piece; });
    } catch (client::refused const& failed) {
        if (error != nullptr) *error = failed.what();
    }
    return document;
}

std::string const usage = R"({"IdentityUsage":{"IdentityId":"us-east-1:aaaa","DatasetCount":2}})";
std::string const two =
    R"({"Datasets":[{"DatasetName":"a","CreationDate":1412974057.151},{"DatasetName":"b"}]})";

std::string content(std::string const& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}
std::vector<std::string> files_in(std::string const& folder) {
    std::vector<std::string> names;
    for (auto const& each : std::filesystem::directory_iterator(folder))
        names.push_back(each.path().filename());
    return names;
}

}  // namespace

TEST_CASE("An export holds all datasets and records, values, counts and dates exact", "[live][client]") {
    CHECK(
        exported(
            {usage, two,
             R"({"Records":[{"Key":"z","Value":"1","SyncCount":9223372036854775807,"LastModifiedDate":1.001},)"
             R"({"Key":"gone","SyncCount":2}],"NextToken":"t","DatasetSyncCount":6,"DatasetExists":true})",
             R"({"Records":[{"Key":"größe","Value":"\"☕\\\n\u0000","SyncCount":6,)"
             R"("DeviceLastModifiedDate":1412974057.15}],"DatasetSyncCount":7,"DatasetExists":true})",
             R"({"Records":[],"DatasetSyncCount":0,"DatasetExists":true})"}) ==
        "{\"IdentityUsage\":{\"IdentityId\":\"us-east-1:aaaa\",\"DatasetCount\":2},\"Datasets\":[\n"
        "{\"Dataset\":{\"DatasetName\":\"a\",\"CreationDate\":1412974057.151},\"SyncCount\":7,\"Removed\":1,"
        "\"Records\":[\n"
        "{\"Key\":\"größe\",\"Value\":\"\\\"☕\\\\\\n\\u0000\",\"SyncCount\":6,"
        "\"DeviceLastModifiedDate\":1412974057.15},\n"
        "{\"Key\":\"z\",\"Value\":\"1\",\"SyncCount\":9223372036854775807,\"LastModifiedDate\":1.001}]},\n"
        "{\"Dataset\":{\"DatasetName\":\"b\"},\"SyncCount\":0,\"Removed\":0,\"Records\":[]}]}\n");
}

TEST_CASE("An export of nothing is a document, too", "[live][client]") {
    CHECK(exported({usage, R"({"Datasets":[]})"}) ==
          "{\"IdentityUsage\":{\"IdentityId\":\"us-east-1:aaaa\",\"DatasetCount\":2},\"Datasets\":[]}\n");
}

TEST_CASE("A dataset that was deleted meanwhile is left out of the export", "[live][client]") {
    std::string const gone = R"({"Records":[],"DatasetExists":false})";
    std::string const there = R"({"Records":[],"DatasetSyncCount":1,"DatasetExists":true})";
    CHECK(exported({usage, two, gone, there}).find(R"([{"Dataset":{"DatasetName":"b"})") ==
          std::string::npos);
    CHECK(exported({usage, two, gone, there}).find("[\n{\"Dataset\":{\"DatasetName\":\"b\"}") !=
          std::string::npos);
    CHECK(exported({usage, two, there, gone}).ends_with("\"Records\":[]}]}\n"));
    CHECK(exported({usage, two, gone, gone}).ends_with("\"Datasets\":[]}\n"));
}

TEST_CASE("An export says what it was refused", "[live][client]") {
    for (std::vector<std::string> const& until : std::vector<std::vector<std::string>>{
             {}, {usage}, {usage, two}, {usage, two, R"({"NextToken":"t"})"}}) {
        std::string error;
        exported(until, &error);
        CHECK(error == "NotAuthorizedException: Not yours (status 403)");
    }
}

TEST_CASE("A replacement is there only when it is complete", "[live][client]") {
    example::scratch_folder const folder;
    std::string const path = folder.file("export.json");
    std::ofstream(path) << "before";
    {
        client::replacement file(path);
        file.write("half of ");
        CHECK(content(path) == "before");
        CHECK(files_in(folder.path()).size() == 2);
    }
    CHECK(content(path) == "before");
    CHECK(files_in(folder.path()) == std::vector<std::string>{"export.json"});
    {
        client::replacement file(path);
        file.write("the ");
        file.write("");
        file.write("whole");
        file.commit();
    }
    CHECK(content(path) == "the whole");
    CHECK(files_in(folder.path()) == std::vector<std::string>{"export.json"});
}

TEST_CASE("A replacement follows a link and replaces nothing but files", "[live][client]") {
    example::scratch_folder const folder;
    std::filesystem::create_directory(folder.file("real"));
    std::ofstream(folder.file("real/a")) << "before";
    std::filesystem::create_symlink("real/a", folder.file("link"));
    client::replacement file(folder.file("link"));
    file.write("after");
    file.commit();
    CHECK(content(folder.file("real/a")) == "after");
    CHECK(std::filesystem::is_symlink(folder.file("link")));

    CHECK_THROWS_AS(client::replacement(folder.file("real")), std::runtime_error);
    CHECK_THROWS_AS(client::replacement("/dev/null"), std::runtime_error);
    CHECK_THROWS_AS(client::replacement(folder.file("nowhere/at/all")), std::runtime_error);
    CHECK_THROWS_AS(client::replacement(""), std::runtime_error);
}

// SPDX-License-Identifier: BSL-1.0
//
// What this library decided about the protocol as a whole: the order in which a request is judged, what a
// framework error says, the few switches and what is deliberately none. Constraints and the JSON written
// stand in decisions_model.cpp.
#include <cognito_sync/codec.hpp>

#include <cstddef>
#include <functional>
#include <string>
#include <vector>

#include "support/catch.hpp"
#include "support/protocol.hpp"

namespace {

using namespace protocol;

struct flaw {
    std::function<void(request&, policy&)> put;
    errc code;
    int status;
    std::string name;
};

std::vector<flaw> const& flaws_in_order() {
    static std::vector<flaw> const all{
        {[](request&, policy& rules) { rules.max_target = 20; }, errc::target_too_long, 414,
         "RequestUriTooLongException"},
        {[](request&, policy& rules) { rules.max_body = 3; }, errc::body_too_long, 413,
         "RequestEntityTooLargeException"},
        {[](request& wire, policy&) { wire.target += "#"; }, errc::bad_target, 400, "SerializationException"},
        {[](request& wire, policy&) { wire.target = "/x" + wire.target; }, errc::unknown_path, 404,
         "UnknownOperationException"},
        {[](request& wire, policy&) { wire.method = "PUT"; }, errc::method_not_allowed, 405,
         "UnknownOperationException"},
        {[](request& wire, policy&) { wire.headers.emplace_back("Accept", "text/html"); },
         errc::not_acceptable, 406, "NotAcceptableException"},
        {[](request& wire, policy&) { wire.headers[0].second = "text/plain"; }, errc::unsupported_media_type,
         415, "UnsupportedMediaTypeException"},
        {[](request& wire, policy&) { wire.target += "%FF"; }, errc::bad_unicode, 400,
         "SerializationException"},
        {[](request& wire, policy&) { wire.headers.emplace_back("x-amz-client-context", "\x01"); },
         errc::bad_header_value, 400, "SerializationException"},
        {[](request& wire, policy&) { wire.body = R"({"SyncSessionToken":"t","SyncSessionToken":"t"})"; },
         errc::duplicate_member, 400, "SerializationException"},
        {[](request& wire, policy&) { wire.target += "%20"; }, errc::broken_constraint, 400,
         "InvalidParameterException"},
    };
    return all;
}

}  // namespace

TEST_CASE("head: of all that is wrong with a request, the first in the decided order is answered",
          "[protocol][decided]") {
    auto const& flaws = flaws_in_order();
    for (std::size_t first = 0; first < flaws.size(); ++first) {
        INFO("from flaw " << first);
        request wire = update(R"({"SyncSessionToken":"t"})");
        policy rules;
        for (std::size_t i = flaws.size(); i-- > first;) flaws[i].put(wire, rules);
        error const found = refusal(wire, rules);
        CHECK(found.code == flaws[first].code);
        CHECK(found.status == flaws[first].status);
        CHECK(found.name == flaws[first].name);
    }
    CHECK(serve(update(R"({"SyncSessionToken":"t"})")).status == 200);
}

TEST_CASE("head: a target that is not in origin form is 400, whatever its path", "[protocol][decided]") {
    for (std::string const target : {"",
                                     "*",
                                     "?",
                                     "?maxResults=1",
                                     "identitypools",
                                     "http://h/identitypools",
                                     "//\xC3\xA9",
                                     "/identitypools#",
                                     "/nowhere#x",
                                     "/identitypools\n",
                                     "/nowhere\r\nX: y",
                                     "/identity pools",
                                     "/nowhere\t",
                                     "/identitypools?nextToken=a b",
                                     "/nowhere\xC3\xA9",
                                     "/nowhere%",
                                     "/nowhere%4",
                                     "/nowhere%zz",
                                     "/nowhere%%41",
                                     "/identitypools?x=%-1",
                                     "/nowhere\\x",
                                     "/nowhere\"",
                                     "/nowhere<",
                                     "/nowhere{D}",
                                     "/nowhere|",
                                     "/nowhere^",
                                     "/nowhere`",
                                     "/nowhere\x7F"}) {
        INFO(target);
        check_refusal({.method = "GET", .target = target}, 400, "SerializationException");
    }
    check_refusal({.method = "GET", .target = std::string_view("/identitypools\0", 15)}, 400,
                  "SerializationException");
}

TEST_CASE("head: the longest target and body are 8 KiB and 16 MiB, unless the policy says otherwise",
          "[protocol][decided]") {
    std::string const beginning = "/identitypools?nextToken=";
    request wire = ask("GET " + beginning + std::string(8192 - beginning.size(), 'a'));
    CHECK(serve(wire).status == 200);
    wire.target += 'a';
    check_refusal(wire, 414, "RequestUriTooLongException");
    CHECK(serve(wire, {.max_target = 8193}).status == 200);

    std::string const frame = R"({"SyncSessionToken":""})";
    request body = update(frame);
    body.body.insert(frame.size() - 2, (std::size_t{16} << 20) - frame.size(), 't');
    CHECK(serve(body).status == 200);
    body.body += ' ';
    check_refusal(body, 413, "RequestEntityTooLargeException");
    check_refusal(update(frame), 413, "RequestEntityTooLargeException", {.max_body = frame.size() - 1});
}

TEST_CASE("head: a framework error says where in the body, by pointer and byte", "[protocol][decided]") {
    struct {
        std::string body, where, at;
    } const cases[]{
        {patch_with("SyncCount", "\"x\""), "/RecordPatches/0/SyncCount", "\"x\""},
        {patch_with("Value", "7"), "/RecordPatches/0/Value", "7}"},
        {patch_with("DeviceLastModifiedDate", "[]"), "/RecordPatches/0/DeviceLastModifiedDate", "[]"},
        {R"({"SyncSessionToken":"t","RecordPatches":[{"Op":"remove","Key":"k","SyncCount":1},null]})",
         "/RecordPatches/1", "null"},
    };
    for (auto const& [body, where, at] : cases) {
        INFO(body);
        error const found = refusal(update(body));
        CHECK(found.where == where);
        CHECK(found.offset == body.find(at));
        CHECK(found.message.find("'" + where + "'") != std::string::npos);
        CHECK(found.message.find("byte " + std::to_string(found.offset)) != std::string::npos);
    }
}

TEST_CASE("head: no error repeats what the user sent", "[protocol][decided]") {
    std::string const secret = "s3cr3t";
    for (request const& wire : {
             ask("GET /identitypools?maxResults=" + secret),
             ask("GET /identitypools?maxResults=1&nextToken=" + secret + "%FF"),
             ask("GET /" + secret),
             ask("GET /identitypools/" + secret),
             ask("PUT {me}/datasets/" + secret),
             ask("GET {me}/datasets/" + secret + "%20"),
             ask("GET /identitypools#" + secret),
             ask("GET /identitypools", {{"Accept", secret}}),
             ask("POST {list}", {{"Content-Type", secret}}, "{}"),
             ask("POST {list}", {{"x-amz-client-context", secret + "\x01"}}),
             update(patch_with("SyncCount", quoted(secret))),
             update(patch_with("Op", quoted(secret))),
             update(patch_with("Value", quoted(secret) + secret)),
             update(R"({"DeviceId":")" + secret + std::string(256, 'd') + "\"}"),
             ask_json("POST {pool}/configuration", R"({"PushSync":{"RoleArn":"arn-of-)" + secret + "\"}}"),
             ask_rpc(secret, "{}"),
             ask_rpc("ListIdentityPoolUsage", R"({"MaxResults":")" + secret + "\"}"),
         })
        for (bool const smithy : {false, true}) {
            INFO(wire.method << " " << wire.target << " " << wire.body);
            policy const rules{.smithy_validation = smithy};
            response const told = serve(wire, rules);
            CHECK(told.status >= 400);
            CHECK(told.body.find(secret) == std::string::npos);
            CHECK(shown(told.headers).find(secret) == std::string::npos);
            CHECK(refusal(wire, rules).message.find(secret) == std::string::npos);
        }
}

TEST_CASE("head: there are eight switches, and these are their defaults", "[protocol][decided]") {
    auto const [form, ids, any_partition, smithy_validation, strict_media_types, base_path, max_body,
                max_target] = policy{};
    CHECK(form == form::rest);
    CHECK(ids == ids::pattern);
    CHECK_FALSE(any_partition);
    CHECK_FALSE(smithy_validation);
    CHECK_FALSE(strict_media_types);
    CHECK(base_path.empty());
    CHECK(max_body == 16'777'216);
    CHECK(max_target == 8'192);
}

TEST_CASE("head, not built: X-HTTP-Method-Override changes no method", "[protocol][decided]") {
    for (std::string const name : {"X-HTTP-Method-Override", "X-HTTP-Method", "X-Method-Override"}) {
        auto const overridden =
            decode_any(ask("POST {list}", {{name, "DELETE"}, {"Content-Type", "application/json"}},
                           R"({"SyncSessionToken":"t"})"));
        REQUIRE(overridden.has_value());
        CHECK(std::holds_alternative<UpdateRecords::Request>(*overridden));
        check_refusal(ask("PUT {list}", {{name, "GET"}}), 405, "UnknownOperationException", {},
                      "DELETE, GET, POST");
    }
}

TEST_CASE("head, not built: a request in an envelope is not taken out of it, only told so",
          "[protocol][decided]") {
    std::string const enveloped =
        R"({"Operation":"com.amazonaws.cognito.sync.model#DescribeIdentityPoolUsage",)"
        R"("Service":"com.amazonaws.cognito.sync.model#AWSCognitoSyncService",)"
        R"("Input":{"IdentityPoolId":"us-east-1:0f1e"}})";
    error const found = refusal(ask_rpc("DescribeIdentityPoolUsage", enveloped));
    CHECK(found.name == "InvalidParameterException");
    CHECK(found.violations.size() == 1);
    CHECK(found.message.find("envelope") != std::string::npos);
    CHECK(refusal(ask_rpc("DescribeIdentityPoolUsage", "{}")).message.find("envelope") == std::string::npos);

    auto const said =
        decode_response<RegisterDevice>(reply(200, R"({"Output":{"DeviceId":"d"},"Version":"1.0"})"));
    REQUIRE(said.has_value());
    CHECK(!said->device_id.has_value());
}

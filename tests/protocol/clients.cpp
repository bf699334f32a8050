// SPDX-License-Identifier: BSL-1.0
//
// What real clients put on the wire, read by a server; and what a server writes, read by the rules of real
// clients. Requests are shaped by hand after botocore, aws-sdk-js-v3, aws-sdk-cpp and the old .NET and
// Unity SDKs; those captured from botocore are replayed in tests/captured.cpp. The readers of errors are
// written anew here, one for each SDK's rule, over Boost.JSON's values.
#include <cognito_sync/codec.hpp>

#include <boost/json.hpp>

#include <cmath>
#include <cstdlib>
#include <string>
#include <vector>

#include "support/catch.hpp"
#include "support/protocol.hpp"

namespace {

using namespace protocol;
namespace json = boost::json;

std::string const raw_list = "/identitypools/us-east-1:0f1e/identities/us-east-1:aaaa/datasets/ns:l";
std::string const escaped_list =
    "/identitypools/us-east-1%3A0f1e/identities/us-east-1%3Aaaaa/datasets/ns%3Al";

/// The request line and headers of one client; those of a body are added where there is one.
struct client {
    std::string name;
    std::string path;
    header_list headers;
    header_list with_body;
    std::string context;

    request ask(std::string method, std::string const& rest, std::string body = {}) const {
        request made{std::move(method), path + rest, headers, std::move(body)};
        if (!made.body.empty()) made.headers.insert(made.headers.end(), with_body.begin(), with_body.end());
        return made;
    }
};

client const botocore{
    .name = "botocore",
    .path = escaped_list,
    .headers = {{"User-Agent", "Botocore/1.43.11 ua/2.1 os/linux#6 lang/python#3.11"},
                {"X-Amz-Date", "20141010T204737Z"},
                {"amz-sdk-invocation-id", "7d7a"},
                {"amz-sdk-request", "attempt=1"},
                {"Accept-Encoding", "identity"},
                {"Authorization", "AWS4-HMAC-SHA256 Credential=x, SignedHeaders=host;x-amz-date"}},
    .with_body = {{"Content-Type", "application/json"}, {"Content-Length", "1"}},
    .context = "x-amz-Client-Context"};
client const js{
    .name = "aws-sdk-js-v3",
    .path = escaped_list,
    .headers = {{"host", "h"}, {"x-amz-user-agent", "aws-sdk-js/3"}, {"amz-sdk-request", "attempt=1; max=3"}},
    .with_body = {{"content-type", "application/json"}, {"content-length", "1"}},
    .context = "x-amz-client-context"};
client const cpp{
    .name = "aws-sdk-cpp",
    .path = raw_list,
    .headers = {{"content-type", "application/json"}, {"x-amz-api-version", "2014-06-30"}, {"host", "h"}},
    .with_body = {},
    .context = "x-amz-client-context"};
client const dotnet{.name = ".NET and Unity",
                    .path = raw_list,
                    .headers = {{"X-HTTP-Method-Override", "POST"},
                                {"Accept", "application/json"},
                                {"Content-Type", "application/json"}},
                    .with_body = {},
                    .context = "x-amz-Client-Context"};

template <class Op>
void check_reads(std::string const& from, request const& wire, typename Op::Request const& wanted) {
    INFO(from << ": " << wire.method << " " << wire.target << " " << wire.body);
    auto const read = decode_any(wire);
    REQUIRE(read.has_value());
    REQUIRE(std::holds_alternative<typename Op::Request>(*read));
    CHECK(std::get<typename Op::Request>(*read) == wanted);
    CHECK(decode_request<Op>(wire).value() == wanted);
    CHECK(serve(wire).status == 200);
}

// ---- How clients read errors

struct heard {
    std::string name, message;
};

std::string text_of(json::object const& body, std::string_view key) {
    auto const* const found = body.if_contains(key);
    return found != nullptr && found->is_string() ? std::string(found->as_string()) : std::string();
}

/// The header, even an empty one; code or Code; __type. Up to the first colon, behind the last #.
heard by_botocore(response const& from) {
    json::object const body = json::parse(from.body).as_object();
    auto name = headers_view(from.headers).find("x-amzn-errortype");
    if (!name && body.contains("code")) name = text_of(body, "code");
    if (!name && body.contains("__type")) name = text_of(body, "__type");
    std::string bare = name.value_or(std::to_string(from.status));
    bare = bare.substr(0, bare.find(':'));
    return {bare.substr(bare.rfind('#') + 1),
            text_of(body, body.contains("message") ? "message" : "Message")};
}

/// The header, code, __type, "Unknown". Cut at comma, then colon, then behind the first #.
heard by_js(response const& from) {
    json::object const body = json::parse(from.body).as_object();
    std::string name = headers_view(from.headers).find("x-amzn-errortype").value_or("");
    for (std::string const key : {"code", "__type"})
        if (name.empty()) name = text_of(body, key);
    if (name.empty()) name = "Unknown";
    name = name.substr(0, name.find(','));
    name = name.substr(0, name.find(':'));
    if (auto const mark = name.find('#'); mark != name.npos) name = name.substr(mark + 1);
    return {name, text_of(body, body.contains("message") ? "message" : "Message")};
}

/// The header or __type, never code. Behind the #, and no colon is cut.
heard by_cpp(response const& from) {
    json::object const body = json::parse(from.body).as_object();
    std::string name = headers_view(from.headers).find("x-amzn-errortype").value_or(text_of(body, "__type"));
    if (auto const mark = name.find('#'); mark != name.npos) name = name.substr(mark + 1);
    return {name, text_of(body, body.contains("Message") ? "Message" : "message")};
}

void check_heard(response const& from, std::string const& name, std::string const& message) {
    for (auto const& [reader, said] :
         {std::pair("botocore", by_botocore(from)), {"js", by_js(from)}, {"cpp", by_cpp(from)}}) {
        INFO(reader);
        CHECK(said.name == name);
        CHECK(said.message == message);
    }
}

}  // namespace

TEST_CASE("4 UpdateRecords is the same request from every client", "[protocol][clients]") {
    UpdateRecords::Request wanted{.identity_pool_id = pool,
                                  .identity_id = me,
                                  .dataset_name = "ns:l",
                                  .device_id = "d",
                                  .sync_session_token = "t==",
                                  .client_context = R"({"a":"b"})"};
    wanted.record_patches = {{RecordPatch{.op = Operation::replace,
                                          .key = "k",
                                          .value = "\u00e9\"\n\U0001f639/",
                                          .sync_count = 3,
                                          .device_last_modified_date = at_ms(1'412'974'057'000)},
                              RecordPatch{.op = Operation::remove, .key = "gone", .sync_count = 5}}};
    auto const with_context = [](client of) {
        of.headers.emplace_back(of.context, R"({"a":"b"})");
        return of;
    };
    check_reads<UpdateRecords>(
        botocore.name,
        with_context(botocore).ask(
            "POST", "",
            R"({"SyncSessionToken": "t==", "DeviceId": "d", "RecordPatches": [{"Key": "k", )"
            R"("Op": "replace", "SyncCount": 3, )"
            R"("Value": "\u00e9\"\n\ud83d\ude39/", "DeviceLastModifiedDate": 1412974057}, )"
            R"({"Op": "remove", "Key": "gone", "SyncCount": 5}]})"),
        wanted);
    check_reads<UpdateRecords>(
        js.name,
        with_context(js).ask("POST", "",
                             "{\"DeviceId\":\"d\",\"RecordPatches\":[{\"DeviceLastModifiedDate\":1412974057,"
                             "\"Key\":\"k\",\"Op\":\"replace\","
                             "\"SyncCount\":3,\"Value\":\"\u00e9\\\"\\n\U0001f639/"
                             "\"},{\"Key\":\"gone\",\"Op\":\"remove\",\"SyncCount\":5}],"
                             "\"SyncSessionToken\":\"t==\"}"),
        wanted);
    std::string const pretty =
        "{\n\t\"DeviceId\":\t\"d\",\n\t\"RecordPatches\":\t[{\n\t\t\t\"Op\":\t\"replace\",\n\t\t\t\"Key\":"
        "\t\"k\",\n\t\t\t\"Value\":\t\"\u00e9\\\"\\n\U0001f639/\",\n\t\t\t\"SyncCount\":\t3,\n\t\t\t"
        "\"DeviceLastModifiedDate\":\t1412974057\n\t\t}, {\n\t\t\t\"Op\":\t\"remove\",\n\t\t\t\"Key\":\t"
        "\"gone\",\n\t\t\t\"SyncCount\":\t5\n\t\t}],\n\t\"SyncSessionToken\":\t\"t==\"\n}";
    check_reads<UpdateRecords>(cpp.name, with_context(cpp).ask("POST", "", pretty), wanted);
    check_reads<UpdateRecords>(dotnet.name, with_context(dotnet).ask("POST", "", pretty), wanted);
    auto const ours = encode_request<UpdateRecords>(wanted);
    check_reads<UpdateRecords>("this library", ours.value(), wanted);
}

TEST_CASE("4 a request without body members is the same from every client, strict media types or not",
          "[protocol][clients]") {
    DescribeDataset::Request const wanted{pool, me, "ns:l"};
    for (client const* const each : {&botocore, &js, &cpp, &dotnet}) {
        check_reads<DescribeDataset>(each->name, each->ask("GET", ""), wanted);
        check_reads<DeleteDataset>(each->name, each->ask("DELETE", ""), {pool, me, "ns:l"});
        check_reads<SubscribeToDataset>(each->name, each->ask("POST", "/subscriptions/d%2F1"),
                                        {pool, me, "ns:l", "d/1"});
        CHECK(serve(each->ask("GET", ""), {.strict_media_types = true}).status == 200);
    }
    check_reads<DescribeDataset>(dotnet.name, dotnet.ask("GET", "", "{}"), wanted);
    check_reads<DeleteDataset>(dotnet.name, dotnet.ask("DELETE", "", "{}"), {pool, me, "ns:l"});
}

TEST_CASE("4 a query is the same in every client's order and escapes", "[protocol][clients]") {
    ListRecords::Request wanted{.identity_pool_id = pool, .identity_id = me, .dataset_name = "ns:l"};
    wanted.last_sync_count = 0, wanted.next_token = "a+b *~", wanted.max_results = 3,
    wanted.sync_session_token = "";
    std::string const token = "nextToken=a%2Bb%20%2A~";
    check_reads<ListRecords>(
        botocore.name,
        botocore.ask("GET", "/records?syncSessionToken=&" + token + "&maxResults=3&lastSyncCount=0"), wanted);
    check_reads<ListRecords>(
        js.name, js.ask("GET", "/records?lastSyncCount=0&maxResults=3&" + token + "&syncSessionToken="),
        wanted);
    check_reads<ListRecords>(
        cpp.name, cpp.ask("GET", "/records?lastSyncCount=0&" + token + "&maxResults=3&syncSessionToken="),
        wanted);
    check_reads<ListRecords>(
        dotnet.name,
        dotnet.ask("GET", "/records?maxResults=3&" + token + "&lastSyncCount=0&syncSessionToken", "{}"),
        wanted);
}

TEST_CASE("1.7 botocore, js and cpp find the bare name and the message in every error of a server",
          "[protocol][clients]") {
    for (fault_row const& row : faults)
        for (answer const& how :
             {answer{}, answer{.form = form::rpc, .media_type = "application/x-amz-json-1.1"}})
            check_heard(encode_error(detail::reply_of(row.value, "a: b, c#d \"\u00e9\""), how),
                        std::string(row.name), "a: b, c#d \"\u00e9\"");
    check_heard(encode_error({.status = 403, .name = "InvalidSignatureException", .message = "s"}),
                "InvalidSignatureException", "s");
    for (request const& wire :
         {ask("GET *"), ask("GET /nowhere"), ask("PUT {list}"), ask("GET {list}", {{"Accept", "x/y"}}),
          ask("POST {list}", {}, "{}"), update("{"), update("{}"), ask("GET /identitypools?maxResults=0"),
          ask_rpc("Nothing", "{}"), ask_rpc("ListRecords", "[]")})
        for (bool const smithy : {false, true}) {
            error const found = refusal(wire, {.smithy_validation = smithy});
            check_heard(serve(wire, {.smithy_validation = smithy}), found.name, found.message);
        }
}

TEST_CASE("4 the replies of a server are objects or nothing, without nulls, with dates that doubles can hold",
          "[protocol][clients]") {
    operations::for_each([]<class Op>() {
        INFO(Op::name);
        auto const written = encode_response<Op>(typename Op::Response{});
        REQUIRE(written.has_value());
        if (written->body.empty()) return;
        json::value const body = json::parse(written->body);
        for (auto const& [name, value] : body.as_object()) CHECK(!value.is_null());
    });
    for (std::int64_t i = 0; i < 1000; ++i) {
        DescribeDataset::Response const said{.dataset =
                                                 Dataset{.creation_date = at_ms(1'412'974'057'000 + i)}};
        std::string const body = encode_response<DescribeDataset>(said).value().body;
        double const seconds = std::strtod(body.c_str() + body.find("Date\":") + 6, nullptr);
        CHECK(std::llround(seconds * 1000) == 1'412'974'057'000 + i);        // js: to the millisecond
        CHECK(std::llround(seconds * 1e6) / 1000 == 1'412'974'057'000 + i);  // botocore: to the microsecond
    }
}

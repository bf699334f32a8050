// SPDX-License-Identifier: BSL-1.0
//
// What this library decided about paths, queries and header members, each test named with its section of
// the protocol notes: 1.1 the path, 1.2 the query, 1.3 the header.
#include <cognito_sync/codec.hpp>

#include <cstdint>
#include <string>

#include "support/catch.hpp"
#include "support/protocol.hpp"

namespace {

using namespace protocol;

/// The dataset name that a server reads from the last segment; UnknownOperation and the like as their code.
std::string dataset_in(std::string const& segment, policy const& rules = {.ids = ids::pattern}) {
    auto const read =
        decode_request<SubscribeToDataset>(ask("POST {me}/datasets/x/subscriptions/" + segment), rules);
    return read ? read->device_id : "error: " + read.error().name;
}

error refused_label(std::string name) {
    auto const written = encode_request<DescribeDataset>({pool, me, std::move(name)});
    REQUIRE(!written.has_value());
    return written.error();
}

/// What a server reads of a query as one text.
std::string query(std::string const& text) {
    auto const read = decode_request<ListRecords>(ask("GET {list}/records?" + text));
    if (!read) return read.error().name;
    auto const number = [](auto const& value) { return value ? std::to_string(*value) : std::string("-"); };
    return number(read->last_sync_count) + "|" + read->next_token.value_or("-") + "|" +
           number(read->max_results) + "|" + read->sync_session_token.value_or("-");
}

result<request> with_context(std::string context) {
    return encode_request<UpdateRecords>({.identity_pool_id = pool,
                                          .identity_id = me,
                                          .dataset_name = list,
                                          .sync_session_token = "t",
                                          .client_context = std::move(context)});
}

/// The context that a server reads from these headers.
std::string context_in(header_list headers) {
    headers.emplace_back("Content-Type", "application/json");
    auto const read =
        decode_request<UpdateRecords>(ask("POST {list}", std::move(headers), R"({"SyncSessionToken":"t"})"));
    return read ? read->client_context.value_or("(unset)") : read.error().name;
}

}  // namespace

TEST_CASE("1.1 a label is written with upper-case escapes, and read raw or escaped in either case",
          "[protocol][decided]") {
    std::string const awkward = "a/b c%\u00e9\U0001f639~._-:+$&,=@!'()*";
    std::string const escaped = "a%2Fb%20c%25%C3%A9%F0%9F%98%B9~._-%3A%2B%24%26%2C%3D%40%21%27%28%29%2A";
    walk({
        sends<SubscribeToDataset>("both ways", C + S, {pool, me, "ns:l", awkward},
                                  ask("POST {me}/datasets/ns%3Al/subscriptions/" + escaped)),
        sends<DescribeDataset>(
            "a raw colon", S, {pool, me, "ns:l"},
            ask("GET /identitypools/us-east-1:0f1e/identities/us-east-1:aaaa/datasets/ns:l")),
        sends<DescribeDataset>(
            "lower-case escapes", S, {pool, me, "ns:l"},
            ask("GET /identitypools/us-east-1%3a0f1e/identities/us-east-1%3aaaaa/datasets/ns%3al")),
        sends<SubscribeToDataset>("what aws-sdk-cpp leaves raw", S, {pool, me, list, "$&,:=@"},
                                  ask("POST {list}/subscriptions/$&,:=@")),
    });
}

TEST_CASE("1.1 a client refuses a label that is . or .., and no other", "[protocol][decided]") {
    for (std::string const name : {".", ".."}) {
        CHECK(refused_label(name).code == errc::dot_segment);
        CHECK(refused_label(name).where == "/DatasetName");
        auto const device_label = encode_request<SubscribeToDataset>({pool, me, list, name});
        REQUIRE(!device_label.has_value());
        CHECK(device_label.error().where == "/DeviceId");
    }
    for (std::string const name : {"...", "a..b", ".a", "a.", "-"})
        CHECK(encode_request<DescribeDataset>({pool, me, name}).value().target ==
              expanded("{me}/datasets/") + name);
    CHECK(encode_request<DescribeDataset>({pool, me, ".."}, {.form = form::rpc}).has_value());
}

TEST_CASE("1.1 a server takes . and .. as data and never normalises", "[protocol][decided]") {
    walk({
        sends<DescribeDataset>("a raw dot", S, {pool, me, "."}, ask("GET {me}/datasets/.")),
        sends<DescribeDataset>("raw dots", S, {pool, me, ".."}, ask("GET {me}/datasets/..")),
        sends<DescribeDataset>("escaped dots", S, {pool, me, ".."}, ask("GET {me}/datasets/%2E%2e")),
        sends<SubscribeToDataset>("dots within the path", S, {pool, me, "..", device},
                                  ask("POST {me}/datasets/../subscriptions/{V}")),
        refuses("dots that would lead to another path", ask("GET {pool}/x/../events"), 404,
                "UnknownOperationException"),
        refuses("a dot that would vanish", ask("GET {pool}/./events"), 404, "UnknownOperationException"),
    });
}

TEST_CASE("1.1 a client refuses an empty label, a server finds nothing there", "[protocol][decided]") {
    CHECK(refused_label("").where == "/DatasetName");
    CHECK(encode_request<BulkPublish>({""}).error().where == "/IdentityPoolId");
    for (std::string const path : {"//identitypools", "/identitypools//events", "{me}/datasets//records",
                                   "/identitypools//", "{pool}//", "{pool}//configuration", "//"})
        check_refusal(ask("GET " + path), 404, "UnknownOperationException");
}

TEST_CASE("1.1 the path is split on raw slashes, then each label is decoded once", "[protocol][decided]") {
    CHECK(dataset_in("a%2Fb") == "a/b");
    CHECK(dataset_in("a%2fb%3Fc%23d") == "a/b?c#d");
    CHECK(dataset_in("%252F") == "%2F");
    CHECK(dataset_in("%252e%252e") == "%2e%2e");
    CHECK(dataset_in("a+b") == "a+b");
    CHECK(dataset_in("a%20b") == "a b");
    CHECK(dataset_in("%00") == std::string(1, '\0'));
    CHECK(dataset_in("%") == "error: SerializationException");
    CHECK(dataset_in("%4") == "error: SerializationException");
    CHECK(dataset_in("%g0") == "error: SerializationException");
    CHECK(dataset_in("%C3%A9") == "\u00e9");
    CHECK(dataset_in("%C3") == "error: SerializationException");
    CHECK(dataset_in("%C0%AF") == "error: SerializationException");
    CHECK(dataset_in("%ED%A0%80") == "error: SerializationException");
    CHECK(dataset_in("a?b/c") == "a");
    check_refusal(ask("GET {pool}%2Fevents"), 400, "InvalidParameterException");
}

TEST_CASE("1.1 exactly one trailing slash is accepted, on every operation", "[protocol][decided]") {
    operations::for_each([]<class Op>() {
        INFO(Op::name);
        std::string path;
        for (auto const& each : Op::http.path())
            path += "/" + (!each.label                  ? std::string(each.text)
                           : each.text == "DatasetName" ? "d"
                           : each.text == "DeviceId"    ? "v"
                                                        : "a:0");
        detail::incoming found;
        error failed;
        for (auto const& [end, fits] :
             {std::pair("", true), {"/", true}, {"//", false}, {"/x", false}, {"/?", true}}) {
            std::string const target = path + end;
            bool const same = detail::recognise({Op::http.method(), target}, {}, found, failed) &&
                              found.to.op == &operation_of<Op>;
            CHECK(same == fits);
        }
    });
}

TEST_CASE("1.1 literals are compared raw, case and all", "[protocol][decided]") {
    for (std::string const line :
         {"GET /IdentityPools", "GET /%69dentitypools", "GET /identitypools%2F{P}",
          "POST {pool}/getbulkpublishdetails", "POST {pool}/GetBulkPublishDetails", "POST {pool}/bulkPublish",
          "GET {pool}/event%73", "GET {pool}/Identities/{I}"})
        check_refusal(ask(line), 404, "UnknownOperationException");
}

TEST_CASE("1.1 a path that is known with another method is answered 405 with Allow", "[protocol][decided]") {
    for (std::string const method : {"HEAD", "OPTIONS", "PUT", "PATCH", "TRACE", "get", ""}) {
        check_refusal(ask(method + " {list}"), 405, "UnknownOperationException", {}, "DELETE, GET, POST");
        check_refusal(ask(method + " {pool}/events"), 405, "UnknownOperationException", {}, "GET, POST");
        check_refusal(ask(method + " {list}/subscriptions/{V}"), 405, "UnknownOperationException", {},
                      "DELETE, POST");
        check_refusal(ask(method + " /identitypools"), 405, "UnknownOperationException", {}, "GET");
        check_refusal(ask(method + " /nowhere"), 404, "UnknownOperationException");
    }
    check_refusal(ask("GET {pool}/getBulkPublishDetails"), 405, "UnknownOperationException", {}, "POST");
}

TEST_CASE("1.2 a query is written in the order of the model, with what is set and nothing else",
          "[protocol][decided]") {
    ListRecords::Request const base{.identity_pool_id = pool, .identity_id = me, .dataset_name = list};
    ListRecords::Request every = base;
    every.sync_session_token = "a b+c=d&e~*", every.next_token = "", every.max_results = 2'147'483'647;
    every.last_sync_count = INT64_MIN;
    walk({
        sends<ListRecords>("nothing", C + S, base, ask("GET {list}/records")),
        sends<ListRecords>(
            "everything", C + S, every,
            ask("GET {list}/records?lastSyncCount=-9223372036854775808&nextToken=&maxResults=2147483647"
                "&syncSessionToken=a%20b%2Bc%3Dd%26e~%2A")),
    });
}

TEST_CASE("1.2 a query is decoded once, of a repeated key the first counts, the rest is passed over",
          "[protocol][decided]") {
    CHECK(query("nextToken") == "-||-|-");
    CHECK(query("nextToken=") == "-||-|-");
    CHECK(query("nextToken=a%252Bb") == "-|a%2Bb|-|-");
    CHECK(query("nextToken=x%26maxResults%3D1") == "-|x&maxResults=1|-|-");
    CHECK(query("nextToken=a=b==") == "-|a=b==|-|-");
    CHECK(query("nextToken=a?b/c") == "-|a?b/c|-|-");
    CHECK(query("nextToken=1&nextToken=2&nextToken=3") == "-|1|-|-");
    CHECK(query("nextToken&nextToken=2") == "-||-|-");
    CHECK(query("maxResults=1&maxResults=x") == "-|-|1|-");
    CHECK(query("next%54oken=1&nextToken=2") == "-|1|-|-");
    CHECK(query("NextToken=1&nexttoken=2&maxresults=x") == "-|-|-|-");
    CHECK(query("&&nextToken=1&&&maxResults=2&") == "-|1|2|-");
    CHECK(query("=&=x&&") == "-|-|-|-");
    CHECK(query("X-Amz-Signature=%2F&foo&maxResults=2&bar=") == "-|-|2|-");
    CHECK(query("nextToken=%FF") == "SerializationException");
    CHECK(query("foo=%FF") == "-|-|-|-");
}

TEST_CASE("1.2 a plus in a query is a plus", "[protocol][decided]") {
    CHECK(query("nextToken=a+b%2Bc%20d&syncSessionToken=+") == "-|a+b+c d|-|+");
    CHECK(query("max+Results=1") == "-|-|-|-");
    CHECK(query("maxResults=+5") == "SerializationException");
    CHECK(query("maxResults=%2B5") == "SerializationException");
}

TEST_CASE("1.2 a number in a query is -?[0-9]+, within 32 or 64 bits", "[protocol][decided]") {
    CHECK(query("maxResults=7&lastSyncCount=-0") == "0|-|7|-");
    CHECK(query("maxResults=007&lastSyncCount=-000000000000000000000009") == "-9|-|7|-");
    CHECK(query("maxResults=%37") == "-|-|7|-");
    CHECK(query("maxResults=2147483647&lastSyncCount=9223372036854775807") ==
          "9223372036854775807|-|2147483647|-");
    CHECK(query("lastSyncCount=-9223372036854775808") == "-9223372036854775808|-|-|-");
    for (std::string const value :
         {"", "-", "--1", "%201", "1%20", "1.0", "1e2", "0x1", "1,0", "1_0", "%D9%A1", "9223372036854775808",
          "-9223372036854775809", "99999999999999999999999999999999999999999"}) {
        INFO(value);
        CHECK(query("lastSyncCount=" + value) == "SerializationException");
        CHECK(query("maxResults=" + value) == "SerializationException");
    }
    CHECK(query("lastSyncCount") == "SerializationException");
    CHECK(query("maxResults=2147483648") == "SerializationException");
    CHECK(query("maxResults=-2147483649") == "SerializationException");
}

TEST_CASE(
    "1.3 a client refuses controls and blanks at the ends of a header member, and sends all else as it is",
    "[protocol][decided]") {
    for (int byte = 0; byte < 0x20; ++byte) {
        INFO(byte);
        auto const written = with_context(std::string("a") + static_cast<char>(byte) + "b");
        CHECK(written.has_value() == (byte == '\t'));
        if (!written) CHECK(written.error().code == errc::bad_header_value);
        if (!written) CHECK(written.error().where == "/ClientContext");
    }
    for (std::string const context : {"\x7F", " a", "a ", "\ta", "a\t", " "})
        CHECK(with_context(context).error().code == errc::bad_header_value);
    CHECK(with_context("\xFF").error().code == errc::bad_unicode);
    for (std::string const context : {"", "a b\tc", "\u00e9\U0001f639", "{\"a\": [1, \"b\"]}", "%20+"})
        CHECK(with_context(context).value().headers.front() == std::pair("x-amz-Client-Context"s, context));
}

TEST_CASE("1.3 a server reads the header member as it stands, joins repeats, and tells empty from absent",
          "[protocol][decided]") {
    CHECK(context_in({}) == "(unset)");
    CHECK(context_in({{"x-amz-Client-Context", ""}}) == "");
    CHECK(context_in({{"x-amz-client-context", "a"}, {"Other", "x"}, {"X-AMZ-CLIENT-CONTEXT", " b "}}) ==
          "a, b");
    CHECK(context_in({{"x-amz-client-context", "a\tb\u00e9%20+"}}) == "a\tb\u00e9%20+");
    for (std::string const value : {"a\nb", "a\rb", "a\x01", "\x7F", "\xFF", "\xC3"})
        CHECK(context_in({{"x-amz-client-context", value}}) == "SerializationException");
    CHECK(context_in({{"x-amz-client-context", std::string("a\0b", 3)}}) == "SerializationException");
}

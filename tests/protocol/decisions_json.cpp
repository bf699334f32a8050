// SPDX-License-Identifier: BSL-1.0
//
// What this library decided about JSON texts, each test named with its section of the protocol notes: 1.6
// but for numbers and dates, which stand in decisions_numbers.cpp.
#include <cognito_sync/codec.hpp>

#include <string>

#include "support/catch.hpp"
#include "support/protocol.hpp"

namespace {

using namespace protocol;

std::string const mark = "\xEF\xBB\xBF";

/// What a server makes of an UpdateRecords body: "" or the code's sentence.
errc read_by_server(std::string body) {
    auto const read = decode_request<UpdateRecords>(update(std::move(body)));
    return read ? errc{} : static_cast<errc>(read.error().code.value());
}

/// The same text as a reply with Records.
errc read_by_client(std::string body) {
    auto const read = decode_response<UpdateRecords>(reply(200, std::move(body)));
    return read ? errc{} : static_cast<errc>(read.error().code.value());
}

std::string token_text(std::string const& literal) { return "{\"SyncSessionToken\":" + literal + "}"; }

template <class Op>
typename Op::Response said(std::string body) {
    auto const read = decode_response<Op>(reply(200, std::move(body)));
    REQUIRE(read.has_value());
    return *read;
}

std::string nested(std::size_t arrays, std::string const& more) {
    return "{\"x\":" + std::string(arrays, '[') + std::string(arrays, ']') + more + "}";
}

}  // namespace

TEST_CASE("1.6 the grammar is RFC 8259 and nothing more, at both ends", "[protocol][decided]") {
    for (std::string const& text : {R"({"x":1,})"s,
                                    R"({,"x":1})"s,
                                    R"({"x":[1,]})"s,
                                    R"({"x":1 "y":2})"s,
                                    R"({"x" 1})"s,
                                    R"({x:1})"s,
                                    R"({'x':1})"s,
                                    R"({"x":1}//c)"s,
                                    R"(/**/{"x":1})"s,
                                    R"({"x":1}{})"s,
                                    R"({"x":1}])"s,
                                    "{\"x\":1}\0"s,
                                    "\v{}"s,
                                    "\u00a0{}"s,
                                    "{"s,
                                    "}"s,
                                    "["s,
                                    "[]"s,
                                    "null"s,
                                    "true"s,
                                    "\"x\""s,
                                    "7"s,
                                    R"({"x":nul})"s,
                                    R"({"x":True})"s,
                                    R"({"x":NaN})"s,
                                    R"({"x":+1})"s,
                                    R"({"x":01})"s,
                                    R"({"x":.5})"s,
                                    R"({"x":1.})"s,
                                    R"({"x":1e})"s,
                                    R"({"x":"\x41"})"s,
                                    R"({"x":"\u12"})"s,
                                    "{\"x\":\"a\nb\"}"s,
                                    "{\"x\":\"a\tb\"}"s,
                                    "{\"x\":\"\x01\"}"s,
                                    R"({"x":"abc})"s,
                                    "\r"s}) {
        INFO(text);
        CHECK(read_by_server(text) == errc::not_json);
        if (text != "\r") CHECK(read_by_client(text) == errc::not_json);
        check_refusal(update(text), 400, "SerializationException");
    }
    CHECK(read_by_server("\t\r\n {\r\n\"SyncSessionToken\"\t:\n\"t\" } \n") == errc{});
    CHECK(read_by_client("\t\r\n {\r\n\"Records\"\t:\n[ ] } \n") == errc{});
}

TEST_CASE(
    "1.6 bad UTF-8 and lone surrogates are refused at both ends, in names, values and what nobody reads",
    "[protocol][decided]") {
    for (std::string const bad : {"\xFF", "\xC0\x80", "\xED\xA0\x80", "\xF4\x90\x80\x80", "\xC3", "\x80",
                                  "\\ud800", "\\udc00", "\\ud800\\ud800", "\\ud83dx", "\\udc00\\ud800"}) {
        INFO(bad);
        CHECK(read_by_server(token_text("\"" + bad + "\"")) == errc::bad_unicode);
        CHECK(read_by_server("{\"x\":{\"" + bad + "\":1}}") == errc::bad_unicode);
        CHECK(read_by_client("{\"Records\":[{\"Key\":\"" + bad + "\"}]}") == errc::bad_unicode);
        CHECK(read_by_client("{\"x\":[\"" + bad + "\"]}") == errc::bad_unicode);
    }
    auto const escaped =
        decode_request<UpdateRecords>(update(token_text(R"("\u00e9\ud83d\uDE39\/\b\u0000")")));
    REQUIRE(escaped.has_value());
    CHECK(escaped->sync_session_token == "\u00e9\U0001f639/\b\0"s);
}

TEST_CASE("1.6 a server refuses a byte order mark, a client tolerates one", "[protocol][decided]") {
    check_refusal(update(mark + token_text("\"t\"")), 400, "SerializationException");
    CHECK(said<RegisterDevice>(mark + R"({"DeviceId":"d"})").device_id == "d");
    CHECK(!said<RegisterDevice>(mark).device_id.has_value());
    CHECK(read_by_client(mark + mark + "{}") == errc::not_json);
    CHECK(read_by_client(" " + mark + "{}") == errc::not_json);
    CHECK(decode_error(reply(400, mark + R"({"code":"LimitExceeded"})")).code == fault::LimitExceeded);
}

TEST_CASE("1.6 JSON is read 64 levels deep and not one more", "[protocol][decided]") {
    CHECK(read_by_server(nested(63, R"(,"SyncSessionToken":"t")")) == errc{});
    CHECK(read_by_server(nested(64, R"(,"SyncSessionToken":"t")")) == errc::too_deep);
    CHECK(read_by_client(nested(63, "")) == errc{});
    CHECK(read_by_client(nested(64, "")) == errc::too_deep);
    check_refusal(update(std::string(100'000, '[')), 400, "SerializationException");
    check_refusal(update("{\"x\":" + std::string(100'000, '[')), 400, "SerializationException");
    check_refusal(ask_json("GET {list}", nested(64, "")), 400, "SerializationException");
}

TEST_CASE("1.6 unknown members are passed over at every level, and must be well-formed",
          "[protocol][decided]") {
    std::string const junk =
        R"("__type":"x#y","z":{"Records":[{"Key":7}],"":[null,true,-1.5e3,"\ud83d\ude39"]})";
    CHECK(read_by_server(
              "{" + junk + R"(,"RecordPatches":[{"Op":"remove",)" + junk + R"(,"Key":"k","SyncCount":1}],)" +
              R"("SyncSessionToken":"t","DatasetName":{},"IdentityId":7,"ClientContext":null})") == errc{});
    CHECK(
        said<UpdateRecords>("{" + junk + R"(,"Records":[{)" + junk + R"(,"Key":"k"}]})").records.at(0).key ==
        "k");
    CHECK(read_by_server(R"({"SyncSessionToken":"t","z":[1,}})") == errc::not_json);
    CHECK(read_by_client(R"({"Records":[],"z":tru})") == errc::not_json);
}

TEST_CASE("1.6 names are compared exactly", "[protocol][decided]") {
    for (std::string const name : {"syncSessionToken", "SYNCSESSIONTOKEN", "SyncSessionToken ",
                                   " SyncSessionToken", "SyncSessionToken\\u0000", "SyncSession"}) {
        INFO(name);
        CHECK(read_by_server("{\"" + name + "\":\"t\"}") == errc::broken_constraint);
    }
    CHECK(read_by_server(R"({"\u0053yncSessionToken":"t"})") == errc{});
}

TEST_CASE("1.6 null is the same as absent, at both ends", "[protocol][decided]") {
    auto const read = decode_request<UpdateRecords>(
        update(R"({"DeviceId":null,"RecordPatches":null,"SyncSessionToken":"t"})"));
    REQUIRE(read.has_value());
    CHECK(!read->device_id.has_value());
    CHECK(!read->record_patches.has_value());
    CHECK(said<ListRecords>(R"({"Records":null,"NextToken":null,"Count":null,"DatasetExists":null,)"
                            R"("MergedDatasetNames":null})") == ListRecords::Response{});
    CHECK(said<DescribeDataset>(R"({"Dataset":null})") == DescribeDataset::Response{});

    error const required = refusal(update(R"({"SyncSessionToken":null})"));
    CHECK(required.name == "InvalidParameterException");
    CHECK(required.where == "/SyncSessionToken");
    CHECK(
        refusal(
            update(R"({"RecordPatches":[{"Op":"remove","Key":null,"SyncCount":1}],"SyncSessionToken":"t"})"))
            .where == "/RecordPatches/0/Key");
}

TEST_CASE("1.6 a server refuses null in a list or map, a client drops it", "[protocol][decided]") {
    CHECK(read_by_server(R"({"RecordPatches":[null],"SyncSessionToken":"t"})") == errc::null_element);
    CHECK(refusal(ask_json("POST {pool}/events", R"({"Events":{"a":null}})")).code == errc::null_element);
    CHECK(refusal(ask_json("POST {pool}/events", R"({"Events":{"a":null}})")).where == "/Events/a");
    CHECK(
        said<ListRecords>(R"({"Records":[null,{"Key":"a"},null,{"Key":"b"}],"MergedDatasetNames":[null]})") ==
        ListRecords::Response{.records = {{.key = "a"}, {.key = "b"}}});
    CHECK(said<GetCognitoEvents>(R"({"Events":{"a":null,"b":"x","c":null}})").events ==
          event_map{{"b", "x"}});
}

TEST_CASE("1.6 a server refuses a member that stands there twice", "[protocol][decided]") {
    for (std::string const& body : {
             R"({"SyncSessionToken":"t","SyncSessionToken":"t"})"s,
             R"({"SyncSessionToken":"t","DeviceId":"a","\u0044eviceId":"b"})"s,
             R"({"SyncSessionToken":null,"SyncSessionToken":"t"})"s,
             R"({"DeviceId":"d","DeviceId":null,"SyncSessionToken":"t"})"s,
             R"({"RecordPatches":[],"RecordPatches":[],"SyncSessionToken":"t"})"s,
             patch_with("SyncCount", R"(1,"SyncCount":1)"),
             patch_with("Op", "\"remove\""),
         }) {
        INFO(body);
        CHECK(read_by_server(body) == errc::duplicate_member);
        check_refusal(update(body), 400, "SerializationException");
    }
    check_refusal(ask_json("POST {pool}/events", R"({"Events":{"a":"x","a":"x"}})"), 400,
                  "SerializationException");
    check_refusal(ask_json("POST {pool}/events", R"({"Events":{"a":"x","\u0061":"y"}})"), 400,
                  "SerializationException");
    check_refusal(ask_json("POST {pool}/configuration", R"({"PushSync":{},"PushSync":{}})"), 400,
                  "SerializationException");
}

TEST_CASE("1.6 for a client the last of two members counts, whole", "[protocol][decided]") {
    CHECK(said<RegisterDevice>(R"({"DeviceId":"a","DeviceId":"b"})").device_id == "b");
    CHECK(!said<RegisterDevice>(R"({"DeviceId":"a","DeviceId":null})").device_id.has_value());
    CHECK(said<RegisterDevice>(R"({"DeviceId":null,"DeviceId":"b"})").device_id == "b");
    CHECK(
        said<DescribeDataset>(R"({"Dataset":{"DatasetName":"a","NumRecords":1},"Dataset":{"NumRecords":2}})")
            .dataset == Dataset{.num_records = 2});
    CHECK(said<UpdateRecords>(R"({"Records":[{"Key":"a"},{"Key":"b"}],"Records":[{"Key":"c"}]})").records ==
          std::vector<Record>{{.key = "c"}});
    CHECK(said<GetCognitoEvents>(R"({"Events":{"a":"x","a":"y"}})").events == event_map{{"a", "y"}});
    CHECK(said<GetCognitoEvents>(R"({"Events":{"a":"x","b":"z"},"Events":{"a":"y"}})").events ==
          event_map{{"a", "y"}});
    CHECK(said<GetCognitoEvents>(R"({"Events":{"a":"x","a":null}})").events.empty());
}

TEST_CASE("1.6 a string is a JSON string, a boolean true or false, at both ends", "[protocol][decided]") {
    for (std::string const value : {"7", "true", "[]", "{}", "1.5"}) {
        INFO(value);
        CHECK(read_by_server(token_text(value)) == errc::wrong_type);
        CHECK(read_by_client("{\"Records\":[{\"Key\":" + value + "}]}") == errc::wrong_type);
    }
    for (std::string const value : {"1", "0", "\"true\"", "\"\"", "[]", "{}"})
        walk({unreadable<ListRecords>("C-BOOL " + value, "{\"DatasetExists\":" + value + "}",
                                      errc::wrong_type, "/DatasetExists")});
    CHECK(said<ListRecords>(R"({"DatasetExists":false})").dataset_exists == false);
}

TEST_CASE("1.6 a structure, list or map is nothing else", "[protocol][decided]") {
    for (std::string const value : {"7", "true", "\"x\"", "[]"})
        CHECK(read_by_client("{\"Records\":[" + value + "]}") == errc::wrong_type);
    for (std::string const value : {"7", "true", "\"x\"", "{}"})
        CHECK(read_by_client("{\"Records\":" + value + "}") == errc::wrong_type);
    for (std::string const value : {"7", "\"x\"", "[]", R"({"a":7})", R"({"a":{}})"})
        check_refusal(ask_json("POST {pool}/events", "{\"Events\":" + value + "}"), 400,
                      "SerializationException");
}

TEST_CASE("1.6 an unknown enumerator is kept by a client and breaks a constraint on a server",
          "[protocol][decided]") {
    auto const details = said<GetBulkPublishDetails>(R"({"BulkPublishStatus":"PAUSED"})");
    REQUIRE(details.bulk_publish_status.has_value());
    CHECK(!details.bulk_publish_status->known().has_value());
    CHECK(details.bulk_publish_status->text() == "PAUSED");
    CHECK(encode_response<GetBulkPublishDetails>(details).value().body ==
          R"({"BulkPublishStatus":"PAUSED"})");
    CHECK(said<GetBulkPublishDetails>(R"({"BulkPublishStatus":"FAILED"})").bulk_publish_status ==
          BulkPublishStatus::FAILED);
    CHECK(said<GetBulkPublishDetails>(R"({"BulkPublishStatus":"failed"})").bulk_publish_status->text() ==
          "failed");
    for (std::string const op : {"\"Replace\"", "\"\"", "\"replace \"", "\"FCM\""}) {
        error const found = refusal(update(R"({"RecordPatches":[{"Op":)" + op +
                                           R"(,"Key":"k","SyncCount":1}],"SyncSessionToken":"t"})"));
        CHECK(found.name == "InvalidParameterException");
        CHECK(found.where == "/RecordPatches/0/Op");
    }
    check_refusal(update(R"({"RecordPatches":[{"Op":7,"Key":"k","SyncCount":1}],"SyncSessionToken":"t"})"),
                  400, "SerializationException");
}

// SPDX-License-Identifier: BSL-1.0
//
// The traps of this service's protocol, T18 to T34. T1 to T17 stand in traps.cpp.
#include <cognito_sync/codec.hpp>

#include <cstdint>
#include <string>
#include <vector>

#include "support/catch.hpp"
#include "support/protocol.hpp"
#include "support/sample.hpp"

namespace {

using namespace protocol;

error failed(int status, std::string name) {
    return decode_error(reply(status, "{}", {{"x-amzn-errortype", std::move(name)}}));
}

std::string repeated(std::string const& unit, std::size_t times) {
    std::string all;
    all.reserve(unit.size() * times);
    while (times-- > 0) all += unit;
    return all;
}

SetIdentityPoolConfiguration::Request with_role(std::string arn) {
    return {.identity_pool_id = pool, .push_sync = PushSync{.role_arn = std::move(arn)}};
}
SetIdentityPoolConfiguration::Request with_application(std::string arn) {
    return {.identity_pool_id = pool, .push_sync = PushSync{.application_arns = std::vector{std::move(arn)}}};
}

bool has_framing(header_list const& headers) {
    headers_view const all(headers);
    return all.contains("content-length") || all.contains("transfer-encoding") || all.contains("host") ||
           all.contains("date") || all.contains("content-encoding") || all.contains("expect") ||
           all.contains("connection");
}

}  // namespace

TEST_CASE("T18 LimitExceeded is a quota and not worth repeating, LambdaThrottled is", "[protocol][trap]") {
    CHECK(!(failed(400, "LimitExceededException") == condition::retryable));
    CHECK(!(failed(400, "LimitExceededException") == condition::throttled));
    CHECK(failed(429, "LambdaThrottledException") == condition::throttled);
    CHECK(failed(429, "LambdaThrottledException") == condition::retryable);
}

TEST_CASE("T19 an event map has at most one entry, of any key, and an empty function is kept",
          "[protocol][trap]") {
    walk({
        sends<SetCognitoEvents>("removal", C + S, {.identity_pool_id = pool, .events = {{"SyncTrigger", ""}}},
                                ask_json("POST {pool}/events", R"({"Events":{"SyncTrigger":""}})")),
        sends<SetCognitoEvents>("any key", C + S, {.identity_pool_id = pool, .events = {{"", "x"}}},
                                ask_json("POST {pool}/events", R"({"Events":{"":"x"}})")),
        sends<SetCognitoEvents>("no entry", C + S, {.identity_pool_id = pool},
                                ask_json("POST {pool}/events", R"({"Events":{}})")),
    });
    auto const two =
        encode_request<SetCognitoEvents>({.identity_pool_id = pool, .events = {{"a", "x"}, {"b", "y"}}});
    REQUIRE(!two.has_value());
    CHECK(two.error().where == "/Events");
    CHECK(refusal(ask_json("POST {pool}/events", R"({"Events":{"a":"x","b":"y"}})")).where == "/Events");
}

TEST_CASE("T20 ARNs are of the partition aws, unless the policy allows any", "[protocol][trap]") {
    policy const any{.any_partition = true};
    for (std::string const partition : {"aws-us-gov", "aws-cn", "aws-iso-b"}) {
        INFO(partition);
        for (auto const& asked : {with_role("arn:" + partition + ":iam::123456789012:role/r"),
                                  with_application("arn:" + partition + ":sns:us-gov-west-1:1:app/GCM/a")}) {
            auto const strict = encode_request<SetIdentityPoolConfiguration>(asked);
            CHECK(!strict.has_value());
            auto const written = encode_request<SetIdentityPoolConfiguration>(asked, any);
            REQUIRE(written.has_value());
            CHECK(serve(*written).status == 400);
            CHECK(serve(*written, any).status == 200);
        }
    }
    CHECK(encode_request<SetIdentityPoolConfiguration>(with_role("arn:aws:iam::123456789012:role/r"))
              .has_value());
    CHECK(encode_request<SetIdentityPoolConfiguration>(with_role("arn:aws:iam::123456789012:role/r"), any)
              .has_value());
    for (std::string const& role :
         {"arn:gcp:iam::123456789012:role/r"s, "arn:aws:iam::123456789012:role/x\ny"s, "arn:aws:iam::1:role"s,
          "arn:aws:iam::1:role/x"s + std::string(2028, 'y')}) {
        CHECK(!encode_request<SetIdentityPoolConfiguration>(with_role(role)).has_value());
        CHECK(!encode_request<SetIdentityPoolConfiguration>(with_role(role), any).has_value());
    }
}

TEST_CASE("T21 names are those of the model, not those of its documents' slips", "[protocol][trap]") {
    CHECK(enumerator<Platform>("ADM") == Platform::ADM);
    CHECK(!enumerator<Platform>("SDM").has_value());
    CHECK(failed(400, "ConcurrentModificationException").code == fault::ConcurrentModification);
    CHECK(failed(400, "ConcurrentModicationException").code == errc::unmodelled_error);
}

TEST_CASE("T22 a sync session needs its token but no patches, and tokens go round byte by byte",
          "[protocol][trap]") {
    CHECK(serve(update(R"({"SyncSessionToken":"t"})")).status == 200);
    CHECK(refusal(update(R"({"RecordPatches":[]})")).where == "/SyncSessionToken");
    for (std::string const& token :
         {""s, " "s, "  a  "s, "a+b/c=="s, "a%2Bb"s, "\t\r\n"s, "\0x"s, "\u00e9\u0301"s, "e\u0301"s,
          "\U0001f639"s, "\"\\/"s, "&=?#"s, std::string(1'000, '=')}) {
        INFO(token);
        auto const told = encode_response<ListRecords>(
            ListRecords::Response{.next_token = token, .sync_session_token = token});
        auto const heard = decode_response<ListRecords>(told.value());
        REQUIRE(heard.has_value());
        CHECK(heard->sync_session_token == token);
        ListRecords::Request asked{.identity_pool_id = pool, .identity_id = me, .dataset_name = list};
        asked.next_token = heard->next_token, asked.sync_session_token = heard->sync_session_token;
        UpdateRecords::Request const changed{.identity_pool_id = pool,
                                             .identity_id = me,
                                             .dataset_name = list,
                                             .sync_session_token = *heard->sync_session_token};
        for (form const how : {form::rest, form::rpc}) {
            CHECK(decode_request<ListRecords>(encode_request<ListRecords>(asked, {.form = how}).value())
                      .value() == asked);
            CHECK(decode_request<UpdateRecords>(encode_request<UpdateRecords>(changed, {.form = how}).value())
                      .value() == changed);
        }
    }
}

TEST_CASE("T23 counts are carried and compared with nothing", "[protocol][trap]") {
    walk({
        answers<ListRecords>("more than there are", C + S, {.count = 99},
                             reply(200, R"({"Records":[],"Count":99,"MergedDatasetNames":[]})")),
        answers<ListDatasets>("fewer than there are", C + S, {.datasets = {{}, {}}, .count = 0},
                              reply(200, R"({"Datasets":[{},{}],"Count":0})")),
        answers<ListDatasets>("negative", C + S, {.count = -1}, reply(200, R"({"Datasets":[],"Count":-1})")),
    });
}

TEST_CASE("T24 a record's value has at most 1048575 characters, whatever its bytes, escaped or not",
          "[protocol][trap]") {
    std::size_t const most = 1'048'575;
    for (std::string const unit : {"v", "\u20ac", "\U0001f639", "\\ud83d\\ude39"}) {
        INFO(unit);
        CHECK(serve(update(patch_with("Value", "\"" + repeated(unit, most) + "\""))).status == 200);
        error const found = refusal(update(patch_with("Value", "\"" + repeated(unit, most + 1) + "\"")));
        CHECK(found.where == "/RecordPatches/0/Value");
        CHECK(found.name == "InvalidParameterException");
    }
    CHECK(refusal(update(patch_with("Value", "\"v\"")), {.max_body = 20}).status == 413);
}

TEST_CASE("T25 the client context travels in its header both ways, though it is said to do nothing",
          "[protocol][trap]") {
    UpdateRecords::Request const asked{.identity_pool_id = pool,
                                       .identity_id = me,
                                       .dataset_name = list,
                                       .sync_session_token = "t",
                                       .client_context = R"({"client":{"x":"y"}})"};
    auto const written = encode_request<UpdateRecords>(asked);
    REQUIRE(written.has_value());
    CHECK(written->headers.front() == std::pair("x-amz-Client-Context"s, R"({"client":{"x":"y"}})"s));
    CHECK(decode_request<UpdateRecords>(*written).value() == asked);
}

TEST_CASE("T26 a client refuses a context that a header cannot carry", "[protocol][trap]") {
    for (std::string const& context : {"a\rb"s, "a\nb"s, "a\0b"s, "a\r\nX: y"s, " a"s, "a "s, "\t"s}) {
        auto const written = encode_request<UpdateRecords>({.identity_pool_id = pool,
                                                            .identity_id = me,
                                                            .dataset_name = list,
                                                            .sync_session_token = "t",
                                                            .client_context = context});
        REQUIRE(!written.has_value());
        CHECK(written.error().code == errc::bad_header_value);
    }
}

TEST_CASE("T27 counts beyond 2^53 keep every digit, in bodies, queries and replies", "[protocol][trap]") {
    for (std::int64_t const value :
         {INT64_C(9007199254740993), INT64_C(-9007199254740993), INT64_MAX, INT64_MIN}) {
        std::string const text = std::to_string(value);
        CHECK(decode_request<UpdateRecords>(update(patch_with("SyncCount", text)))
                  .value()
                  .record_patches->at(0)
                  .sync_count == value);
        CHECK(decode_request<ListRecords>(ask("GET {list}/records?lastSyncCount=" + text))
                  .value()
                  .last_sync_count == value);
        walk({answers<DescribeDataset>(text, C + S, {.dataset = Dataset{.data_storage = value}},
                                       reply(200, "{\"Dataset\":{\"DataStorage\":" + text + "}}"))});
    }
}

TEST_CASE("T28 a length is in code points, at both ends", "[protocol][trap]") {
    SubscribeToDataset::Request asked{pool, me, list, repeated("\U0001f639", 256)};
    auto const written = encode_request<SubscribeToDataset>(asked);
    REQUIRE(written.has_value());
    CHECK(serve(*written).status == 200);
    asked.device_id += "d";
    CHECK(encode_request<SubscribeToDataset>(asked).error().where == "/DeviceId");
}

TEST_CASE("T29 device ids, tokens and values are never repeated in an error", "[protocol][trap]") {
    std::string const secret = "s3cr3t";
    UpdateRecords::Request asked{.identity_pool_id = secret,
                                 .identity_id = secret,
                                 .dataset_name = secret + " ",
                                 .device_id = repeated(secret, 50),
                                 .sync_session_token = secret + "\xFF",
                                 .client_context = secret + "\n"};
    asked.record_patches = {{RecordPatch{.op = open<Operation>(secret), .key = repeated(secret, 200)}}};
    error const found = encode_request<UpdateRecords>(asked).error();
    CHECK(found.violations.size() == 8);
    CHECK(found.message.find(secret) == std::string::npos);
    for (violation const& each : found.violations) CHECK(each.message.find(secret) == std::string::npos);
}

TEST_CASE("T30 numbers and booleans of a reply are optional, and a default is the caller's to name",
          "[protocol][trap]") {
    auto const read = decode_response<ListRecords>(reply(200, "{}"));
    REQUIRE(read.has_value());
    CHECK(!read->count.has_value());
    CHECK(!read->dataset_exists.has_value());
    CHECK(!read->dataset_deleted_after_requested_sync_count.has_value());
    CHECK(read->dataset_exists.value_or(false) == false);
}

TEST_CASE("T31 404 of routing and 403 of a front end are not those of the service: names tell them apart",
          "[protocol][trap]") {
    CHECK(failed(404, "UnknownOperationException").code == errc::unmodelled_error);
    CHECK(failed(404, "ResourceNotFoundException").code == fault::ResourceNotFound);
    for (std::string const name :
         {"InvalidSignatureException", "AccessDeniedException", "UnrecognizedClientException",
          "ExpiredTokenException", "MissingAuthenticationTokenException"}) {
        error const found = failed(403, name);
        CHECK(found.code == errc::unmodelled_error);
        CHECK(found.name == name);
        CHECK(found == condition::caller_at_fault);
    }
}

TEST_CASE("T32 every error that a server writes has its name in the header and an object as its body",
          "[protocol][trap]") {
    for (error_reply const& said :
         std::vector<error_reply>{{.status = 400, .name = "X", .message = ""},
                                  {.status = 503, .name = "SlowDown", .message = "\u00e9\"\n"},
                                  {.status = 200, .name = "X", .message = "no error status"},
                                  {.status = 400, .name = "", .message = "no name"},
                                  {.status = 400, .name = "a b", .message = "no token"},
                                  {.status = 400, .name = "X", .message = "\xFF"}})
        for (answer const& how :
             {answer{}, answer{.form = form::rpc, .media_type = "application/x-amz-json-1.1"}}) {
            response const written = encode_error(said, how);
            CHECK(written.status >= 400);
            CHECK(header(written, "X-Amzn-Errortype").size() >= 1);
            CHECK(header(written, "X-Amzn-Errortype") != "(absent)");
            CHECK(boost::json::parse(written.body).as_object().contains("message"));
        }
}

TEST_CASE(
    "T33 a base path stands before every path of a client, without a double slash, and a server takes it off",
    "[protocol][trap]") {
    for (std::string const base : {"/sync", "/sync/", "/a/b"}) {
        INFO(base);
        std::string const bare = base.back() == '/' ? base.substr(0, base.size() - 1) : base;
        policy const rest{.base_path = base}, rpc{.form = form::rpc, .base_path = base};
        auto const written = encode_request<ListIdentityPoolUsage>({}, rest);
        CHECK(written.value().target == bare + "/identitypools");
        CHECK(serve(*written, rest).status == 200);
        CHECK(serve(*written).status == 404);
        auto const called = encode_request<ListIdentityPoolUsage>({}, rpc);
        CHECK(called.value().target == bare + "/");
        CHECK(serve(*called, rpc).status == 200);
        CHECK(header(serve(*called, rpc), "Content-Type") == "application/x-amz-json-1.1");
        CHECK(serve(ask("GET /identitypools"), rest).status == 404);
        CHECK(serve(ask("GET " + bare + "x/identitypools"), rest).status == 404);
    }
}

TEST_CASE("T34 no verb writes what frames a message, for any operation", "[protocol][trap]") {
    operations::for_each([]<class Op>() {
        INFO(Op::name);
        auto const asked = sample::source(34).make<typename Op::Request>();
        for (form const how : {form::rest, form::rpc}) {
            auto const written = encode_request<Op>(asked, {.form = how});
            REQUIRE(written.has_value());
            CHECK(!has_framing(written->headers));
            answer const to = answer_to(*written, "id");
            CHECK(!has_framing(encode_response<Op>(typename Op::Response{}, to).value().headers));
            CHECK(!has_framing(encode_response<Op>(fail<fault::InternalError>("m"), to).value().headers));
            CHECK(!has_framing(serve(*written).headers));
        }
    });
    CHECK(!has_framing(
        serve(ask("PUT {list}", {{"Expect", "100-continue"}, {"Transfer-Encoding", "chunked"}})).headers));
}

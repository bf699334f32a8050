// SPDX-License-Identifier: BSL-1.0
//
// Requests that a server refuses: each errc of decode_request with all that the error knows of it, a row each.
// decode_any must say the same.
#include <cognito_sync/codec.hpp>

#include <cognito_sync/dispatch.hpp>

#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "support/catch.hpp"
#include "support/generate.hpp"

namespace {

using namespace cognito_sync;

std::string const me_path = "/identitypools/us-east-1%3A0f1e/identities/us-east-1%3Aaaaa";
std::string const list_path = me_path + "/datasets/my_list";
header_list const json_headers{{"Content-Type", "application/json"}};

request post(std::string body) { return {"POST", list_path, json_headers, std::move(body)}; }

std::string with_patch(std::string member) {
    return R"({"SyncSessionToken":"t","RecordPatches":[{"Op":"remove","Key":"k",)" + std::move(member) +
           "}]}";
}

/// A refused request: what every verb of a server says of it.
struct refusal {
    std::string id;
    request sent;
    errc code;
    std::string name;
    int status;
    std::string where{};
    std::size_t offset{};
    std::string allow{};
    policy rules{};
};

template <class Op = UpdateRecords>
void check(refusal const& row) {
    INFO(row.id);
    auto const one = decode_request<Op>(row.sent, row.rules);
    REQUIRE(!one.has_value());
    error const failed = one.error();
    CHECK(failed.code == row.code);
    CHECK(failed.name == row.name);
    CHECK(failed.status == row.status);
    CHECK(failed.where == row.where);
    CHECK(failed.offset == row.offset);
    CHECK(failed.allow == row.allow);
    CHECK(!failed.message.empty());
    CHECK(failed.body == "");
    CHECK(failed.request_id == "");
    auto const any = decode_any(row.sent, row.rules);
    REQUIRE(any.has_error());
    CHECK(any.error() == failed);
}

std::vector<refusal> refusals() {
    constexpr auto serialization = "SerializationException", invalid = "InvalidParameterException";
    std::string const patch = with_patch("");
    auto const at = [&](std::string_view text, std::string_view what) { return text.find(what); };
    std::string const token = R"({"SyncSessionToken":)", count = with_patch(R"("SyncCount":1.5)");
    std::string const range = with_patch(R"("SyncCount":9223372036854775808)");
    std::string const date = with_patch(R"("SyncCount":1,"DeviceLastModifiedDate":1e18)");
    std::string const twice = R"({"SyncSessionToken":"t","SyncSessionToken":"t"})";
    std::string const null = R"({"SyncSessionToken":"t","RecordPatches":[null]})";
    std::string const deep = "{\"x\":" + std::string(64, '[');
    return {
        {"long target",
         {"POST", "/" + std::string(8192, 'x'), {}, ""},
         errc::target_too_long,
         "RequestUriTooLongException",
         414,
         "",
         8192},
        {"long body",
         post(std::string(11, ' ')),
         errc::body_too_long,
         "RequestEntityTooLargeException",
         413,
         "",
         10,
         "",
         {.max_body = 10}},
        {"bad target", {"POST", "/a b", {}, ""}, errc::bad_target, serialization, 400, "", 2},
        {"no target", {"POST", "", {}, ""}, errc::bad_target, serialization, 400},
        {"bad escape", {"POST", "/a%2x", {}, ""}, errc::bad_escape, serialization, 400, "", 2},
        {"unknown path", {"POST", "/a", {}, ""}, errc::unknown_path, "UnknownOperationException", 404},
        {"other method",
         {"PUT", list_path, {}, ""},
         errc::method_not_allowed,
         "UnknownOperationException",
         405,
         "",
         0,
         "DELETE, GET, POST"},
        {"unknown target",
         {"POST", "/", {{"X-Amz-Target", "a.b"}}, ""},
         errc::unknown_target,
         "UnknownOperationException",
         404},
        {"Accept",
         {"POST", list_path, {{"Accept", "x/y"}}, ""},
         errc::not_acceptable,
         "NotAcceptableException",
         406},
        {"Content-Type",
         {"POST", list_path, {}, "{}"},
         errc::unsupported_media_type,
         "UnsupportedMediaTypeException",
         415},
        {"bad Unicode in a label",
         {"POST", me_path + "/datasets/%FF", {}, ""},
         errc::bad_unicode,
         serialization,
         400,
         "/DatasetName",
         me_path.size() + 10},
        {"header",
         {"POST", list_path, {{"x-amz-Client-Context", "\x01"}}, ""},
         errc::bad_header_value,
         serialization,
         400,
         "/ClientContext"},
        {"no JSON", post("{,}"), errc::not_json, serialization, 400, "", 1},
        {"deep", post(deep), errc::too_deep, serialization, 400, "", deep.size() - 1},
        {"bad Unicode", post(token + "\"\xff\"}"), errc::bad_unicode, serialization, 400, "/SyncSessionToken",
         token.size() + 1},
        {"type", post(token + "7}"), errc::wrong_type, serialization, 400, "/SyncSessionToken", token.size()},
        {"fraction", post(count), errc::wrong_type, serialization, 400, "/RecordPatches/0/SyncCount",
         at(count, "1.5")},
        {"range", post(range), errc::number_range, serialization, 400, "/RecordPatches/0/SyncCount",
         at(range, "922")},
        {"date", post(date), errc::time_range, serialization, 400, "/RecordPatches/0/DeviceLastModifiedDate",
         at(date, "1e18")},
        {"twice", post(twice), errc::duplicate_member, serialization, 400, "/SyncSessionToken",
         twice.rfind("\"SyncS")},
        {"null", post(null), errc::null_element, serialization, 400, "/RecordPatches/0", at(null, "null")},
        {"constraint", post(R"({"SyncSessionToken":"t","DeviceId":""})"), errc::broken_constraint, invalid,
         400, "/DeviceId"},
        {"pattern",
         {"POST", me_path + "/datasets/a%20b", json_headers, R"({"SyncSessionToken":"t"})"},
         errc::broken_constraint,
         invalid,
         400,
         "/DatasetName",
         1},
        {"missing", post("{}"), errc::broken_constraint, invalid, 400, "/SyncSessionToken"},
    };
}

}  // namespace

TEST_CASE("decode_request gives each errc with the name, the status and the place of it", "[codec]") {
    for (refusal const& row : refusals()) check(row);
    check<ListDatasets>({"integer",
                         {"GET", me_path + "/datasets?maxResults=1x", {}, ""},
                         errc::bad_integer,
                         "SerializationException",
                         400,
                         "/MaxResults",
                         me_path.size() + 21});
    check<ListDatasets>({"integer range",
                         {"GET", me_path + "/datasets?maxResults=2147483648", {}, ""},
                         errc::number_range,
                         "SerializationException",
                         400,
                         "/MaxResults",
                         me_path.size() + 21});
    check<SubscribeToDataset>({"media type",
                               {"POST", list_path + "/subscriptions/v", json_headers, "{}"},
                               errc::unsupported_media_type,
                               "UnsupportedMediaTypeException",
                               415,
                               "",
                               0,
                               "",
                               {.strict_media_types = true}});
}

TEST_CASE("decode_request names a broken constraint ValidationException where the policy says so",
          "[codec]") {
    policy const rules{.smithy_validation = true};
    for (refusal row : refusals()) {
        bool const constraint = row.code == errc::broken_constraint;
        row.rules.smithy_validation = true;
        if (constraint) row.name = "ValidationException";
        check(row);
        auto const failed = decode_request<UpdateRecords>(row.sent, row.rules).error();
        CHECK(failed.violations.empty() == !constraint);
        CHECK(reply_to(failed).fields == failed.violations);
        CHECK(reply_to(failed).allow == row.allow);
    }
    auto const failed = decode_request<UpdateRecords>(post(R"({"DeviceId":""})"), rules).error();
    CHECK(failed.violations ==
          std::vector<violation>{
              {"/DeviceId", "Value with length 0 at '/DeviceId' failed to satisfy constraint: "
                            "Member must have length between 1 and 256, inclusive"},
              {"/SyncSessionToken", "Value at '/SyncSessionToken' failed to satisfy constraint: "
                                    "Member must not be null"}});
    auto const plain = decode_request<UpdateRecords>(post(R"({"DeviceId":""})")).error();
    CHECK(plain.violations == failed.violations);
    CHECK(reply_to(plain).fields.empty());
}

TEST_CASE(
    "decode_request says other_operation when the request is for another one, whatever else is wrong with it",
    "[codec]") {
    for (request const& sent :
         {request{"GET", list_path, {}, ""}, request{"GET", list_path, {}, "{"},
          request{"GET", "/identitypools/bad", {}, ""},
          request{"POST", "/", {{"X-Amz-Target", "AWSCognitoSyncService.BulkPublish"}}, ""}}) {
        auto const failed = decode_request<UpdateRecords>(sent).error();
        CHECK(failed == error{.code = errc::other_operation,
                              .message = "the request is for another operation",
                              .name = "UnknownOperationException",
                              .status = 404});
    }
    operations::for_each([]<class Op>() {
        request const sent = encode_request<Op>(generate::request<Op>({})).value();
        operations::for_each([&]<class Other>() {
            auto const read = decode_request<Other>(sent);
            bool const same = std::is_same_v<Op, Other>;
            CHECK(read.has_value() == same);
            CHECK((same || read.error().code == errc::other_operation));
        });
    });
}

TEST_CASE("reply_to tells of an error what a server answers, and nothing of the request", "[codec]") {
    error const failed = decode_request<UpdateRecords>({"PUT", list_path, {}, "secret"}).error();
    CHECK(reply_to(failed) == error_reply{.status = 405,
                                          .name = "UnknownOperationException",
                                          .message = "no operation takes this method here",
                                          .allow = "DELETE, GET, POST"});
    response const told = encode_error(reply_to(failed));
    CHECK(headers_view(told.headers).find("allow") == "DELETE, GET, POST");
    auto const row =
        decode_request<UpdateRecords>(post(R"({"SyncSessionToken":"t","DeviceId":"","x":"secret"})"));
    CHECK(encode_error(reply_to(row.error())).body.find("secret") == std::string::npos);
}

TEST_CASE("reply_to answers what a server found itself as the library would have", "[codec]") {
    CHECK(reply_to(errc::body_too_long) == error_reply{.status = 413,
                                                       .name = "RequestEntityTooLargeException",
                                                       .message = "the body is too long"});
    CHECK(reply_to(errc::target_too_long).status == 414);
    CHECK(reply_to(errc::broken_constraint).name == "InvalidParameterException");
    CHECK(reply_to(errc::broken_constraint, {.smithy_validation = true}).name == "ValidationException");
    for (errc_row const& row : errcs) {
        CHECK(reply_to(row.value).status == row_of(row.answer).status);
        CHECK(reply_to(row.value).message == row.sentence);
    }
}

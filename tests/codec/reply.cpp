// SPDX-License-Identifier: BSL-1.0
//
// Error payloads, piece by piece: which name and message are taken of all that services and front ends send,
// and what a reply that is written looks like. What the verbs make of it is in codec.cpp.
#include <cognito_sync/codec/reply.hpp>

#include <cognito_sync/codec.hpp>

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "support/catch.hpp"

namespace {

using namespace cognito_sync;
using namespace std::string_view_literals;

using two_texts = std::pair<std::string_view, std::string_view>;

constexpr two_texts names[]{
    {"LimitExceededException", "LimitExceededException"},
    {"LimitExceededException:http://u/", "LimitExceededException"},
    {"ns#LimitExceededException", "LimitExceededException"},
    {"ns#LimitExceededException:http://u/#x,y", "LimitExceededException"},
    {"other.ns#LimitExceededException:http://u/", "LimitExceededException"},
    {"A:", "A"},
    {"A,B", "A"},
    {"A, A", "A"},
    {"A:x,B:y", "A"},
    {"n#A,m#B", "A"},
    {"A,n#B", "A"},
    {"A:n#B", "A"},
    {"a#b#C", "b#C"},
    {" A ", "A"},
    {"\tA\t,B", "A"},
    {"n# A :u", "A"},
    {"", ""},
    {"#", ""},
    {":A", ""},
    {",A", ""},
    {"n#", ""},
    {" ", ""},
    {"A\nB", "A\nB"},
};
constexpr bool names_hold() {
    for (auto const& [raw, bare] : names)
        if (detail::bare_name(raw) != bare) return false;
    return true;
}
static_assert(names_hold());

constexpr std::pair<std::string_view, bool> writable_names[]{
    {"A", true},         {"InternalErrorException", true},
    {"a-b.c_d~1", true}, {"", false},
    {" ", false},        {"A B", false},
    {"A:", false},       {"n#A", false},
    {"A,B", false},      {"A\r\nB", false},
    {"A\0"sv, false},    {"\u00e9", false},
    {"A/B", false},      {"A;", false},
    {"\"A\"", false}};
constexpr bool writable_names_hold() {
    for (auto const& [name, writable] : writable_names)
        if (detail::is_error_name(name) != writable) return false;
    return true;
}
static_assert(writable_names_hold());
static_assert(detail::without_mark("\xEF\xBB\xBF{}") == "{}" &&
              detail::without_mark("\xEF\xBB{}") == "\xEF\xBB{}" &&
              detail::without_mark("\xEF\xBB\xBF\xEF\xBB\xBF") == "\xEF\xBB\xBF");

error read(int status, header_list headers, std::string_view body) {
    return decode_error({status, headers, body});
}

std::string name_in(std::string_view body, header_list headers = {}) {
    return read(400, std::move(headers), body).name;
}

std::string message_in(std::string_view body, header_list headers = {}) {
    return read(400, std::move(headers), body).message;
}

}  // namespace

TEST_CASE("E1 a name is cut at the comma, then at the colon, then behind the first #, then trimmed",
          "[codec][reply]") {
    for (auto const& [raw, bare] : names) {
        INFO(raw);
        CHECK(detail::bare_name(raw) == bare);
        CHECK(name_in("", {{"x-amzn-errortype", std::string(raw)}}) == bare);
    }
    for (auto const& [raw, bare] : names)
        if (raw.find_first_of("\t\n") == raw.npos) {
            CHECK(name_in("{\"code\":\"" + std::string(raw) + "\"}") == bare);
            CHECK(name_in("{\"__type\":\"" + std::string(raw) + "\"}") == bare);
        }
}

TEST_CASE("E2 a name is taken of the header, then code, then Code, then __type", "[codec][reply]") {
    header_list const header{{"X-AMZN-errortype", "H"}};
    CHECK(name_in(R"({"__type":"t","Code":"C","code":"c"})", header) == "H");
    CHECK(name_in(R"({"__type":"t","Code":"C","code":"c"})") == "c");
    CHECK(name_in(R"({"__type":"t","Code":"C"})") == "C");
    CHECK(name_in(R"({"__type":"t"})") == "t");
    CHECK(name_in(R"({"type":"t","Type":"T","CODE":"C","error":"e"})") == "");
    CHECK(name_in("") == "");
    for (std::string const nothing : {"", " ", ":", "#", ",", "ns#", ":http://u/"}) {
        INFO(nothing);
        CHECK(name_in(R"({"code":"c"})", {{"x-amzn-errortype", nothing}}) == "c");
        CHECK(name_in("{\"code\":\"" + nothing + R"(","__type":"t"})") == "t");
    }
    for (std::string const other : {"null", "7", "[\"x\"]", "{\"code\":\"x\"}", "true"}) {
        INFO(other);
        CHECK(name_in("{\"code\":" + other + R"(,"__type":"t"})") == "t");
    }
}

TEST_CASE("E2 a message is taken of message, Message, errorMessage, then the header", "[codec][reply]") {
    header_list const header{{"x-amzn-ErrorMessage", "h"}};
    CHECK(message_in(R"({"errorMessage":"e","Message":"M","message":"m"})", header) == "m");
    CHECK(message_in(R"({"errorMessage":"e","Message":"M","message":""})", header) == "M");
    CHECK(message_in(R"({"errorMessage":"e","Message":null})", header) == "e");
    CHECK(message_in(R"({"message":["m"]})", header) == "h");
    CHECK(message_in("<html>", header) == "h");
    CHECK(message_in("") == "");
    CHECK(message_in(R"({"message":"\u20ac\n \"q\""})") == "\u20ac\n \"q\"");
}

TEST_CASE("E3 HTML, nothing, half an object and what is no object are errors without a name, never a failure "
          "to read",
          "[codec][reply]") {
    std::string const deep(1000, '[');
    for (std::string const& body :
         {std::string("<html><body>503</body></html>"), std::string(), std::string(" \r\n"),
          std::string(R"({"message":"cut o)"), std::string(R"({"code":"A","message":)"), std::string("{"),
          std::string("[]"), std::string(R"([{"code":"A"}])"), std::string("null"), std::string("12"),
          std::string("\"A\""), std::string("{\"code\":\"\xff\"}"), std::string(R"({"code":"\ud800"})"),
          std::string(R"({"code":"A"} x)"), std::string("\0", 1), "{\"x\":" + deep,
          std::string("\xEF\xBB\xBF")})
        for (int const status : {400, 404, 500, 502, 503}) {
            INFO(status << " " << body);
            error const found = read(status, {{"x-amzn-requestid", "i"}}, body);
            CHECK(found ==
                  error{.code = errc::unmodelled_error, .status = status, .request_id = "i", .body = body});
        }
}

TEST_CASE("E3 the body of an unmodelled reply is kept up to 8 KiB", "[codec][reply]") {
    for (std::size_t const size : {0U, 1U, 8191U, 8192U, 8193U, 100'000U}) {
        std::string const body(size, '<');
        CHECK(read(503, {}, body).body == body.substr(0, 8192));
    }
    CHECK(read(400, {}, R"({"code":"Unknown"})").body == R"({"code":"Unknown"})");
    CHECK(read(400, {}, R"({"code":"LimitExceeded"})").body == "");
}

TEST_CASE("E4 of a header that stands twice the first name counts, in one line or in two", "[codec][reply]") {
    CHECK(name_in("", {{"x-amzn-errortype", "A"}, {"X-Amzn-ErrorType", "B"}}) == "A");
    CHECK(name_in("", {{"x-amzn-errortype", "A, B"}}) == "A");
    CHECK(name_in("", {{"x-amzn-errortype", ""}, {"x-amzn-errortype", "B"}}) == "");
    CHECK(name_in(R"({"code":"c"})", {{"x-amzn-errortype", ""}, {"x-amzn-errortype", "B"}}) == "c");
    header_list const ids{{"x-amzn-RequestId", "i"}, {"x-amzn-requestid", "j"}, {"x-amz-request-id", "k"}};
    CHECK(read(400, ids, "").request_id == "i");
    CHECK(read(400, {{"x-amz-request-id", " k , l"}}, "").request_id == "k");
    CHECK(read(400, {{"x-amzn-requestid", ""}, {"x-amz-request-id", "k"}}, "").request_id == "k");
    CHECK(read(400, {{"x-amz-id-2", "z"}}, "").request_id == "");
}

TEST_CASE("E4 of a member that stands twice the last counts", "[codec][reply]") {
    CHECK(name_in(R"({"code":"A","code":"B"})") == "B");
    CHECK(name_in(R"({"code":"A","code":null,"__type":"t"})") == "t");
    CHECK(message_in(R"({"message":"a","message":"b"})") == "b");
}

TEST_CASE("E5 whatever int the status is, the error has it, and its name decides the code",
          "[codec][reply]") {
    for (int const status :
         {INT32_MIN, -1, 0, 99, 100, 199, 200, 204, 299, 300, 304, 399, 400, 599, 600, INT32_MAX}) {
        INFO(status);
        CHECK(read(status, {}, "") == error{.code = errc::unmodelled_error, .status = status});
        error const named = read(status, {{"x-amzn-errortype", "ResourceConflictException"}}, "{}");
        CHECK(named ==
              error{.code = fault::ResourceConflict, .name = "ResourceConflictException", .status = status});
        error const other = read(status, {{"x-amzn-errortype", "ListDatasetsResponse"}}, "{}");
        CHECK(other.code == errc::unmodelled_error);
        CHECK(other.name == "ListDatasetsResponse");
        CHECK(other.body == "{}");
    }
}

TEST_CASE("E6 a header is written only of what cannot end it", "[codec][reply]") {
    for (auto const& [name, writable] : writable_names) {
        INFO(name);
        CHECK(detail::is_error_name(name) == writable);
        response out;
        error failed;
        error_reply const said{.status = 400, .name = std::string(name), .message = "m"};
        CHECK(detail::write_error(said, {}, out, failed) == writable);
        if (!writable) CHECK(failed.code == errc::bad_header_value);
        if (!writable) CHECK(failed.where == "X-Amzn-Errortype");
    }
    response out;
    error failed;
    error_reply const allowed{.status = 405, .name = "A", .allow = "GET\r\nx: y"};
    CHECK(!detail::write_error(allowed, {}, out, failed));
    CHECK(failed.where == "Allow");
    CHECK(!detail::write_error({.status = 400, .name = "A"}, {.request_id = "a\nb"}, out, failed));
    CHECK(failed.where == "x-amzn-RequestId");
}

TEST_CASE("E6 a message never stands in a header, whatever is in it", "[codec][reply]") {
    response const written = encode_error({.status = 400, .name = "A", .message = "m\r\nx-evil: 1"});
    CHECK(written.headers == header_list{{"X-Amzn-Errortype", "A"}, {"Content-Type", "application/json"}});
    CHECK(written.body == R"({"message":"m\r\nx-evil: 1"})");
    CHECK(decode_error(written).message == "m\r\nx-evil: 1");
}

TEST_CASE("E8 a name that only looks like a fault's is unmodelled, and what is very long is cut",
          "[codec][reply]") {
    for (std::string const name :
         {"lambdathrottledexception", "LAMBDATHROTTLEDEXCEPTION", "LambdaThrottledExceptio",
          "LambdaThrottledExceptions", "XLambdaThrottledException", "LambdaThrottled Exception",
          "LambdaThrottledException\xC2\xA0", "Exception", "LambdaThrottledError"}) {
        INFO(name);
        CHECK(read(429, {{"x-amzn-errortype", name}}, "").code == errc::unmodelled_error);
    }
    for (std::string const name : {"LambdaThrottledException", "LambdaThrottledException ",
                                   "\tLambdaThrottledException", "LambdaThrottled", "ns#LambdaThrottled:"})
        CHECK(read(429, {{"x-amzn-errortype", name}}, "").code == fault::LambdaThrottled);
    CHECK(read(403, {}, R"({"code":"NotAuthorizedError"})").code == fault::NotAuthorized);
    for (std::size_t const size : {255U, 256U, 257U, 65'536U})
        CHECK(name_in("", {{"x-amzn-errortype", std::string(size, 'N')}}) ==
              std::string(std::min<std::size_t>(size, 256), 'N'));
}

TEST_CASE("a byte order mark before an error body is passed over, and stays in the body that is kept",
          "[codec][reply]") {
    error const found = read(400, {}, "\xEF\xBB\xBF{\"code\":\"X\",\"message\":\"m\"}");
    CHECK(found.name == "X");
    CHECK(found.message == "m");
    CHECK(found.body.starts_with("\xEF\xBB\xBF{"));
}

TEST_CASE("a fieldList is read as violations, whoever sends it", "[codec][reply]") {
    error const found =
        read(400, {{"x-amzn-errortype", "ValidationException"}},
             R"({"message":"m","fieldList":[{"path":"/a","message":"b"},{"message":"c"},null,{}]})");
    CHECK(found.violations == std::vector<violation>{{"/a", "b"}, {"", "c"}, {"", ""}});
    CHECK(found.message == "m");
    for (std::string_view const odd : {R"({"code":"X","fieldList":7})", R"({"code":"X","fieldList":null})"}) {
        CHECK(read(400, {}, odd).violations.empty());
        CHECK(read(400, {}, odd).name == "X");
    }
    CHECK(read(400, {}, R"({"fieldList":[7,"x",[],{"path":1,"message":"m"}],"code":"X"})").name == "X");
}

TEST_CASE("an error is written in the order id, name, Allow, Content-Type, fields behind the message",
          "[codec][reply]") {
    error_reply const said{.status = 400,
                           .name = "A",
                           .message = "m",
                           .fields = {{"/a", "b"}, {"/c", "d"}},
                           .allow = "GET, POST"};
    CHECK(
        encode_error(said, {.request_id = "i"}) ==
        response{400,
                 {{"x-amzn-RequestId", "i"},
                  {"X-Amzn-Errortype", "A"},
                  {"Allow", "GET, POST"},
                  {"Content-Type", "application/json"}},
                 R"({"message":"m","fieldList":[{"path":"/a","message":"b"},{"path":"/c","message":"d"}]})"});
    CHECK(encode_error({.status = 400, .name = "A"},
                       {.form = form::rpc, .media_type = "application/x-amz-json-1.0"}) ==
          response{400,
                   {{"X-Amzn-Errortype", "A"}, {"Content-Type", "application/x-amz-json-1.0"}},
                   R"({"__type":"A","message":""})"});
}

TEST_CASE("a success that cannot be read keeps status, request id and the body's beginning",
          "[codec][reply]") {
    std::string const body = "\xEF\xBB\xBF{\"Count\":\"1\",\"x\":\"" + std::string(9000, 'x') + "\"}";
    header_list const headers{{"x-amzn-requestid", "i, i"}};
    ListDatasets::Response said;
    error failed;
    CHECK(!detail::read_success(operation_of<ListDatasets>, {201, headers, body}, &said, failed));
    CHECK(failed.code == errc::wrong_type);
    CHECK(failed.where == "/Count");
    CHECK(failed.offset == 12);  // of the body as it came, mark included
    CHECK(failed.status == 201);
    CHECK(failed.request_id == "i");
    CHECK(failed.body == body.substr(0, 8192));
    CHECK(failed.name == "");
}

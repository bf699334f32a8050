// SPDX-License-Identifier: BSL-1.0
//
// What this library decided about errors, each test named with its section of the protocol notes: 1.7 how
// they are written and read, 1.9 which may be tried again.
#include <cognito_sync/codec.hpp>

#include <stdexcept>
#include <string>

#include "support/catch.hpp"
#include "support/protocol.hpp"

namespace {

using namespace protocol;

error read(int status, std::string body, header_list headers = {}) {
    response const wire = reply(status, std::move(body), std::move(headers));
    error const told = decode_error(wire);
    auto const said = decode_response<UpdateRecords>(wire);
    REQUIRE(!said.has_value());
    CHECK(told.status == status);
    if (!told.name.empty()) CHECK(said.error() == told);
    return told;
}

std::string name_in(std::string body, header_list headers = {}) {
    return read(400, std::move(body), std::move(headers)).name;
}
std::string name_of(std::string header) { return name_in("", {{"x-amzn-errortype", std::move(header)}}); }
std::string message_in(std::string body, header_list headers = {}) {
    return read(400, std::move(body), std::move(headers)).message;
}
std::string id_in(header_list headers) { return read(400, "", std::move(headers)).request_id; }

}  // namespace

TEST_CASE("1.7 a server writes the bare name in the header and nothing but the message in the body",
          "[protocol][decided]") {
    response const written =
        encode_error(detail::reply_of(fault::ResourceConflict, "c"), {.request_id = "id-1"});
    CHECK(written == reply(409, R"({"message":"c"})",
                           {{"x-amzn-RequestId", "id-1"},
                            {"X-Amzn-Errortype", "ResourceConflictException"},
                            {"Content-Type", "application/json"}}));
    CHECK(encode_error(detail::reply_of(fault::ResourceConflict, "")).body == R"({"message":""})");
}

TEST_CASE("1.7 a reply has the request id, success or not, wherever the caller gives one",
          "[protocol][decided]") {
    for (request const& wire :
         {ask("GET {list}"), ask("DELETE {list}/subscriptions/{V}"), ask("GET /nowhere"), ask("GET *"),
          ask("PUT {list}"), ask("GET {list}", {{"Accept", "x/y"}}), update("{"), update("{}"),
          ask_json("POST {pool}/events", R"({"Events":{}})"), ask_rpc("Nothing", "{}"),
          ask_rpc("ListIdentityPoolUsage", "{}")}) {
        INFO(wire.method << " " << wire.target);
        CHECK(header(serve(wire, {}, "id-1"), "x-amzn-requestid") == "id-1");
        CHECK(header(serve(wire), "x-amzn-requestid") == "(absent)");
    }
}

TEST_CASE("1.7 a client takes the first name that is not empty of header, code, Code and __type",
          "[protocol][decided]") {
    std::string const all = R"({"__type":"T","Code":"C","code":"c"})";
    CHECK(name_in(all, {{"X-AMZN-ERRORTYPE", "H"}}) == "H");
    CHECK(name_in(all) == "c");
    CHECK(name_in(all, {{"x-amzn-errortype", ""}}) == "c");
    CHECK(name_in(all, {{"x-amzn-errortype", " "}}) == "c");
    CHECK(name_in(all, {{"x-amzn-errortype", ":http://u/"}}) == "c");
    CHECK(name_in(R"({"__type":"T","Code":"C","code":""})") == "C");
    CHECK(name_in(R"({"__type":"T","Code":["C"],"code":7})") == "T");
    CHECK(name_in(R"({"__type":"T","Code":null,"code":{"code":"x"}})") == "T");
    CHECK(name_in(R"({"x":{"code":"no"},"__type":"T"})") == "T");
    CHECK(name_in(R"({"CODE":"no"})") == "");
}

TEST_CASE("1.7 a name is cut at the first comma, then at the first colon, then at the first #, then trimmed",
          "[protocol][decided]") {
    CHECK(name_of("A") == "A");
    CHECK(name_of("A,B") == "A");
    CHECK(name_of("A:") == "A");
    CHECK(name_of("A:http://u/#x") == "A");
    CHECK(name_of("ns#A") == "A");
    CHECK(name_of("ns#A:http://u/,B") == "A");
    CHECK(name_of("ns#A#B") == "A#B");
    CHECK(name_of(" ns# A :x") == "A");
    CHECK(name_of("A,ns#B:x") == "A");
    CHECK(name_in("", {{"x-amzn-errortype", "A"}, {"X-Amzn-ErrorType", "A"}}) == "A");
    CHECK(name_in(R"({"code":" ns#A:x , B"})") == "A");
    CHECK(name_in(R"({"__type":"com.amazonaws.cognito.sync.model#LimitExceededException:"})") ==
          "LimitExceededException");
}

TEST_CASE("1.7 a client takes the message of message, Message, errorMessage or the header",
          "[protocol][decided]") {
    header_list const header{{"x-amzn-ErrorMessage", "h"}};
    CHECK(message_in(R"({"errorMessage":"e","Message":"M","message":"m"})", header) == "m");
    CHECK(message_in(R"({"errorMessage":"e","Message":"M"})", header) == "M");
    CHECK(message_in(R"({"errorMessage":"e"})", header) == "e");
    CHECK(message_in("{}", header) == "h");
    CHECK(message_in("{}") == "");
    CHECK(message_in(R"({"message":7,"Message":"M"})") == "M");
    CHECK(message_in(R"({"message":null})") == "");
    CHECK(message_in(R"({"message":"a","message":"b"})") == "b");
}

TEST_CASE("1.7 a success is 200 to 299, and no header makes it an error", "[protocol][decided]") {
    for (int const status : {200, 201, 204, 299}) {
        auto const said = decode_response<RegisterDevice>(
            reply(status, R"({"DeviceId":"d"})", {{"x-amzn-errortype", "InternalErrorException"}}));
        REQUIRE(said.has_value());
        CHECK(said->device_id == "d");
    }
    for (int const status : {-1, 0, 99, 100, 199, 300, 304, 400, 500, 600, 2147483647}) {
        INFO(status);
        CHECK(read(status, R"({"DeviceId":"d"})").code == errc::unmodelled_error);
        CHECK(read(status, R"({"code":"LimitExceededException"})").code == fault::LimitExceeded);
    }
}

TEST_CASE(
    "1.7 an error body that is no JSON object is an unknown error with its status and the body's beginning",
    "[protocol][decided]") {
    for (std::string const body :
         {"", " ", "<html>no</html>", "[]", "null", "7", "\"x\"", "{", "{\"message\":", "\xFF", "[{}]"})
        for (int const status : {400, 403, 404, 409, 429, 500, 502, 503}) {
            INFO(status << " " << body);
            error const found = read(status, body);
            CHECK(found.code == errc::unmodelled_error);
            CHECK(found.name == "");
            CHECK(found.message == "");
            CHECK(found.body == body);
        }
    error const vast = read(500, std::string(100'000, '<'));
    CHECK(vast.body == std::string(8192, '<'));
}

TEST_CASE("1.7 the name decides, never the status", "[protocol][decided]") {
    CHECK(read(400, R"({"__type":"ResourceConflictException"})").code == fault::ResourceConflict);
    CHECK(read(404, R"({"__type":"InternalErrorException"})").code == fault::InternalError);
    CHECK(read(200 + 300, R"({"__type":"NotAuthorizedException"})").code == fault::NotAuthorized);
}

TEST_CASE("1.7 a reply without a name is the operation's own fault of that status where there is just one",
          "[protocol][decided]") {
    for (int const status : {400, 403, 404, 409, 418, 429, 500, 503})
        operations::for_each([&]<class Op>() {
            INFO(Op::name << " " << status);
            int of_that_status = 0;
            for (auto const& row : faults)
                of_that_status += row.status == status && Op::throws.contains(row.value);
            auto const said = decode_response<Op>(reply(status, "<html>"));
            REQUIRE(!said.has_value());
            if (of_that_status == 1) {
                CHECK(said.error().code.category() == fault_category());
                CHECK(status_of(*fault_named(said.error().name)) == status);
            } else {
                CHECK(said.error().code == errc::unmodelled_error);
                CHECK(said.error().name == "");
            }
            CHECK(said.error().body == "<html>");
        });
}

TEST_CASE("1.7 an unknown name is kept, with message, status and id, and blamed by status",
          "[protocol][decided]") {
    error const found = read(403, R"({"message":"m","x":1})",
                             {{"x-amzn-errortype", "ExpiredTokenException"}, {"x-amzn-requestid", "i"}});
    CHECK(found.code == errc::unmodelled_error);
    CHECK(found.name == "ExpiredTokenException");
    CHECK(found.message == "m");
    CHECK(found.status == 403);
    CHECK(found.request_id == "i");
    CHECK(found.body == R"({"message":"m","x":1})");
    CHECK(found == condition::caller_at_fault);
    CHECK(read(499, R"({"code":"X"})") == condition::caller_at_fault);
    CHECK(read(500, R"({"code":"X"})") == condition::service_at_fault);
    CHECK(read(599, R"({"code":"X"})") == condition::service_at_fault);
    CHECK(!(read(500, R"({"code":"X"})") == condition::caller_at_fault));
}

TEST_CASE("1.7 a modelled error is its fault on every operation, under its old names too",
          "[protocol][decided]") {
    for (fault_row const& row : faults) {
        std::string const name(row.name), bare = name.substr(0, name.size() - 9);
        walk({
            told(name, reply(400, "{\"message\":\"m\"}", {{"x-amzn-errortype", name}}), row.value, "m"),
        });
        for (std::string const& alias : {bare, "x#" + bare + ":http://u/"}) {
            INFO(alias);
            error const found = read(row.status, "{\"message\":\"m\"}", {{"x-amzn-errortype", alias}});
            CHECK(found.code == row.value);
            CHECK(found.name == bare);
        }
    }
    CHECK(read(403, R"({"code":"NotAuthorizedError"})").code == fault::NotAuthorized);
    for (std::string const name :
         {"limitexceededexception", "LimitExceededError", "LimitExceededExceptions", "XLimitExceeded"})
        CHECK(read(400, "{\"code\":\"" + name + "\"}").code == errc::unmodelled_error);
}

TEST_CASE("1.7 a request id stands in one of two headers, up to the first comma", "[protocol][decided]") {
    CHECK(id_in({{"X-AMZN-REQUESTID", "a"}}) == "a");
    CHECK(id_in({{"x-amzn-requestid", "a, a"}}) == "a");
    CHECK(id_in({{"x-amzn-requestid", " a ,b"}}) == "a");
    CHECK(id_in({{"x-amzn-RequestId", "a"}, {"x-amzn-requestid", "b"}}) == "a");
    CHECK(id_in({{"x-amz-request-id", "z"}, {"x-amzn-requestid", "a"}}) == "a");
    CHECK(id_in({{"x-amz-request-id", "z"}}) == "z");
    CHECK(id_in({{"x-amz-request-id", "z"}, {"x-amzn-requestid", ""}}) == "z");
    CHECK(id_in({}) == "");
}

TEST_CASE("1.7 what a handler throws is an InternalErrorException without a word of it",
          "[protocol][decided]") {
    auto const thrower = [](ListIdentityPoolUsage::Request const&) -> outcome<ListIdentityPoolUsage> {
        throw std::runtime_error("secret");
    };
    auto const odd = [](DescribeIdentityPoolUsage::Request const&) -> outcome<DescribeIdentityPoolUsage> {
        throw 7;
    };
    response const wanted =
        reply(500, R"({"message":"An internal error occurred"})",
              {{"X-Amzn-Errortype", "InternalErrorException"}, {"Content-Type", "application/json"}});
    CHECK(dispatch(ask("GET /identitypools"), handlers{thrower, odd, not_implemented}) == wanted);
    CHECK(dispatch(ask("GET {pool}"), handlers{thrower, odd, not_implemented}) == wanted);
}

TEST_CASE("1.9 what may be tried again, and how", "[protocol][decided]") {
    struct {
        int status;
        std::string name;
        bool retryable, throttled, conflict;
    } const cases[]{
        {429, "TooManyRequestsException", true, true, false},
        {429, "LambdaThrottledException", true, true, false},
        {400, "LimitExceededException", false, false, false},
        {429, "LimitExceededException", true, true, false},
        {409, "ResourceConflictException", false, false, true},
        {500, "InternalErrorException", true, false, false},
        {400, "InternalErrorException", true, false, false},
        {400, "DuplicateRequestException", false, false, false},
        {400, "AlreadyStreamedException", false, false, false},
        {400, "ConcurrentModificationException", false, false, false},
        {400, "InvalidParameterException", false, false, false},
        {403, "NotAuthorizedException", false, false, false},
        {404, "ResourceNotFoundException", false, false, false},
        {400, "InvalidConfigurationException", false, false, false},
        {400, "InvalidLambdaFunctionOutputException", false, false, false},
        {429, "", true, true, false},
        {500, "", true, false, false},
        {502, "", true, false, false},
        {503, "", true, false, false},
        {504, "", true, false, false},
        {501, "", false, false, false},
        {404, "", false, false, false},
        {408, "RequestTimeout", true, false, false},
        {400, "RequestTimeoutException", true, false, false},
        {400, "ThrottlingException", true, true, false},
        {400, "Throttling", true, true, false},
        {400, "ThrottledException", true, true, false},
        {400, "RequestThrottled", true, true, false},
        {400, "RequestThrottledException", true, true, false},
        {400, "RequestLimitExceeded", true, true, false},
        {503, "SlowDown", true, true, false},
        {400, "BandwidthLimitExceeded", true, true, false},
        {400, "ProvisionedThroughputExceededException", true, true, false},
        {400, "TransactionInProgressException", true, true, false},
        {400, "EC2ThrottledException", true, true, false},
        {400, "PriorRequestNotComplete", true, true, false},
        {400, "throttlingexception", false, false, false},
    };
    for (auto const& [status, name, retryable, throttled, conflict] : cases) {
        INFO(status << " " << name);
        error const found = read(status, "{}", {{"x-amzn-errortype", name}});
        CHECK((found == condition::retryable) == retryable);
        CHECK((found == condition::throttled) == throttled);
        CHECK((found == condition::conflict) == conflict);
    }
}

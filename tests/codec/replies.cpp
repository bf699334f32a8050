// SPDX-License-Identifier: BSL-1.0
//
// Replies as decode_response reads them: what is a success, which fault a reply without a name is, and what is
// known of a success that cannot be read. Names and messages of errors are in codec/reply.cpp.
#include <cognito_sync/codec.hpp>

#include <cognito_sync/model/operations.hpp>

#include <climits>
#include <optional>
#include <string>
#include <string_view>

#include "support/catch.hpp"

using namespace cognito_sync;

TEST_CASE("decode_response: 200 to 299 is a success and any other int an error, whatever a header says",
          "[codec]") {
    header_list const hostile{{"x-amzn-errortype", "InternalErrorException"}};
    operations::for_each([&]<class Op>() {
        INFO(Op::name);
        for (int const status : {200, 201, 204, 299}) {
            CHECK(decode_response<Op>({status, hostile, "{}"}).value() == typename Op::Response{});
            CHECK(decode_response<Op>({status, {}, ""}).value() == typename Op::Response{});
            CHECK(decode_response<Op>({status, {}, "\xEF\xBB\xBF {}\n"}).value() == typename Op::Response{});
        }
        for (int const status : {INT_MIN, -1, 0, 99, 100, 199, 300, 304, 399, 600, INT_MAX}) {
            error const failed = decode_response<Op>({status, {}, "{}"}).error();
            CHECK(failed == error{.code = errc::unmodelled_error, .status = status, .body = "{}"});
            CHECK(decode_response<Op>({status, hostile, ""}).error().code == fault::InternalError);
        }
    });
}

TEST_CASE("decode_response: a reply without a name is the operation's only fault with that status",
          "[codec]") {
    // Written from the model's list of errors, not from the library's: who has which status more than once.
    auto const only = [](std::string_view op, int status) -> std::optional<fault> {
        bool const lists = op == "ListDatasets" || op == "ListIdentityPoolUsage" || op == "ListRecords";
        bool const publishes = op == "BulkPublish" || op == "GetBulkPublishDetails";
        bool const one_400 = lists || op == "DeleteDataset" || op == "GetBulkPublishDetails" ||
                             (op.starts_with("Describe")) || op.starts_with("GetCognito") ||
                             op.starts_with("GetIdentity") || op == "SetCognitoEvents";
        bool const conflicts = op == "DeleteDataset" || op == "UpdateRecords";
        if (status == 400 && one_400) return fault::InvalidParameter;
        if (status == 403) return fault::NotAuthorized;
        if (status == 404 && !lists) return fault::ResourceNotFound;
        if (status == 409 && conflicts) return fault::ResourceConflict;
        if (status == 429 && !publishes && op != "UpdateRecords") return fault::TooManyRequests;
        if (status == 500) return fault::InternalError;
        return std::nullopt;
    };
    header_list const other{{"x-amzn-errortype", "Other"}};
    operations::for_each([&]<class Op>() {
        for (int const status : {400, 401, 403, 404, 405, 409, 429, 500, 502, 503, 599}) {
            INFO(Op::name << " " << status);
            auto const wanted = only(Op::name, status);
            for (std::string const body : {"", "<html>", R"({"message":"m"})", R"({"message":)"}) {
                error const failed = decode_response<Op>({status, {}, body}).error();
                CHECK(failed.code ==
                      (wanted ? make_error_code(*wanted) : make_error_code(errc::unmodelled_error)));
                CHECK(failed.name == (wanted ? to_string(*wanted) : ""));
                CHECK(failed.status == status);
                CHECK(failed.message == (body.ends_with("\"m\"}") ? "m" : ""));
            }
            error const named = decode_response<Op>({status, other, ""}).error();
            CHECK(named.code == errc::unmodelled_error);
            CHECK(named.name == "Other");
        }
    });
}

TEST_CASE("decode_response gives the errc of a success that cannot be read, with its status", "[codec]") {
    struct {
        std::string_view body;
        errc code;
        std::string_view where;
        std::size_t offset;
    } const cases[]{
        {"<html>", errc::not_json, "", 0},
        {"[]", errc::not_json, "", 0},
        {R"({"Count":1)", errc::not_json, "", 10},
        {R"({"Count":"1"})", errc::wrong_type, "/Count", 9},
        {R"({"Count":2147483648})", errc::number_range, "/Count", 9},
        {R"({"Datasets":[{"CreationDate":1e18}]})", errc::time_range, "/Datasets/0/CreationDate", 29},
        {"{\"NextToken\":\"\xff\"}", errc::bad_unicode, "/NextToken", 14},
    };
    for (auto const& [body, code, where, offset] : cases) {
        INFO(body);
        header_list const headers{{"x-amzn-requestid", "i"}};
        error const failed = decode_response<ListDatasets>({200, headers, body}).error();
        CHECK(failed.code == code);
        CHECK(failed.where == where);
        CHECK(failed.offset == offset);
        CHECK(failed.status == 200);
        CHECK(failed.request_id == "i");
        CHECK(failed.body == body);
        CHECK(failed.name == "");
        CHECK(failed == condition::service_at_fault);
        CHECK(!(failed == condition::retryable));
    }
    CHECK(decode_response<ListDatasets>(
              {200, {}, R"({"Datasets":[null,{"DatasetName":null}],"Count":1,"Count":2})"})
              ->count == 2);
    CHECK(decode_response<SubscribeToDataset>({200, {}, "<html>"}).has_value());
    CHECK(decode_response<SetCognitoEvents>({200, {}, "{"}).has_value());
}

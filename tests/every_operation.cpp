// SPDX-License-Identifier: BSL-1.0
//
// What holds for every operation: whatever is written is read again, in both forms; so is every error,
// whether or not the model gives it to the operation. One test each, over the list of operations, so that a
// new one is tested by standing there. Bodies that are not as written are in every_operation_body.cpp.
#include <cognito_sync/codec.hpp>
#include <cognito_sync/dispatch.hpp>

#include <cstddef>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "support/catch.hpp"
#include "support/generate.hpp"

namespace {

using namespace cognito_sync;

// Texts of all kinds together are longer than a target usually is.
policy in(form layout) { return {.form = layout, .max_target = std::size_t{1} << 16}; }

template <class Op>
void round_trip(typename Op::Request const& asked, form layout) {
    auto const written = encode_request<Op>(asked, in(layout));
    REQUIRE(written.has_value());
    auto const read = decode_any(*written, in(form::rest));
    REQUIRE(read.has_value());
    auto const* const same = std::get_if<typename Op::Request>(&*read);
    REQUIRE(same != nullptr);
    REQUIRE(*same == asked);
    REQUIRE(encode_request<Op>(*same, in(layout)).value() == *written);
}

template <class Op>
void round_trip(typename Op::Response const& said) {
    auto const written = encode_response<Op>(outcome<Op>(said), {.request_id = "r-1"});
    REQUIRE(written.has_value());
    REQUIRE(written->status == 200);
    auto const read = decode_response<Op>(*written);
    REQUIRE(read.has_value());
    REQUIRE(*read == said);
}

/// How often a row was set, and unset.
struct met {
    std::size_t set = 0;
    std::size_t unset = 0;
};

template <class T>
std::vector<met> rows_met() {
    std::vector<met> rows(schema_of<T>.fields.size());
    for (generate::plan const& each : generate::plans<T>()) {
        T const made = generate::value<T>(each);
        for (std::size_t i = 0; i < rows.size(); ++i)
            ++(schema_of<T>.fields[i].get(&made) != nullptr ? rows[i].set : rows[i].unset);
    }
    return rows;
}

/// All values of a structure as one text.
template <class T>
std::string all_of() {
    std::string text;
    for (generate::plan const& each : generate::plans<T>()) text += to_json(generate::value<T>(each)).value();
    return text;
}

/// An error as a server writes it, in the form of the request that it answers.
response told(fault_row const& row, form layout) {
    return encode_error({.status = row.status, .name = std::string(row.name), .message = "a \"b\" \u00e9"},
                        {.form = layout, .request_id = "r-1"});
}

template <class Op>
void check_told(fault_row const& row, response const& reply) {
    error const found = decode_response<Op>(reply).error();
    CHECK(found == error{.code = row.value,
                         .message = "a \"b\" \u00e9",
                         .name = std::string(row.name),
                         .status = row.status,
                         .request_id = "r-1"});
}

}  // namespace

TEST_CASE("every operation: the generated values leave no optional always set or always unset", "[every]") {
    operations::for_each([]<class Op>() {
        INFO(Op::name);
        auto const check = []<class T>(T const&) {
            auto const rows = rows_met<T>();
            for (std::size_t i = 0; i < rows.size(); ++i) {
                INFO(schema_of<T>.fields[i].name);
                CHECK(rows[i].set > 0);
                CHECK((rows[i].unset > 0) == schema_of<T>.fields[i].optional);
            }
        };
        check(typename Op::Request{});
        check(typename Op::Response{});
    });
}

TEST_CASE("every operation: the generated values go to the bounds and name every enumerator", "[every]") {
    std::string asked, said;
    operations::for_each([&]<class Op>() {
        asked += all_of<typename Op::Request>();
        said += all_of<typename Op::Response>();
    });
    auto const has = [](std::string const& all, std::string const& part) {
        INFO(part);
        CHECK(all.find(part) != std::string::npos);
    };
    for (auto const& each : spellings<Platform>) has(asked, "\"" + std::string(each.text) + "\"");
    for (auto const& each : spellings<Operation>) has(asked, "\"" + std::string(each.text) + "\"");
    for (auto const& each : spellings<StreamingStatus>) has(asked, "\"" + std::string(each.text) + "\"");
    for (auto const& each : spellings<BulkPublishStatus>) has(said, "\"" + std::string(each.text) + "\"");
    for (std::string const& all : {asked, said}) {
        has(all, "\"SyncCount\":9223372036854775807,");
        has(all, "\"SyncCount\":-9223372036854775808,");
        has(all, "\"DeviceLastModifiedDate\":-62135596800}");
        has(all, "\"DeviceLastModifiedDate\":253402300799.999}");
        has(all, "\"Value\":\"\"");
    }
    has(asked, "\"MaxResults\":1}");
    has(asked, "\"MaxResults\":2147483647}");
    has(asked, "\"DeviceId\":\"" + generate::times(256, "\U0001f639") + "\"");
    has(said, "\"DatasetCount\":-2147483648,");
    has(said, "\"DatasetExists\":false,");
}

TEST_CASE("every operation: a valid request breaks nothing, and is read as it was written", "[every]") {
    operations::for_each([]<class Op>() {
        for (generate::plan const& each : generate::plans<typename Op::Request>()) {
            INFO(Op::name << " turn " << each.turn << " set " << each.set << " odd " << each.odd);
            auto const asked = generate::request<Op>(each);
            REQUIRE(validate(asked).empty());
            round_trip<Op>(asked, form::rest);
            round_trip<Op>(asked, form::rpc);
        }
    });
}

TEST_CASE("every operation: a reply is read as it was written", "[every]") {
    operations::for_each([]<class Op>() {
        for (generate::plan const& each : generate::plans<typename Op::Response>()) {
            INFO(Op::name << " turn " << each.turn << " set " << each.set << " odd " << each.odd);
            round_trip<Op>(generate::value<typename Op::Response>(each));
        }
    });
}

TEST_CASE("every operation: no request is read as another operation", "[every]") {
    operations::for_each([]<class Sent>() {
        auto const written = encode_request<Sent>(generate::request<Sent>({})).value();
        operations::for_each([&]<class Op>() {
            INFO(Sent::name << " as " << Op::name);
            auto const read = decode_request<Op>(written);
            CHECK(read.has_value() == (Op::name == Sent::name));
            if (Op::name != Sent::name) CHECK(read.error().code == errc::other_operation);
        });
    });
}

TEST_CASE("every operation: every fault of the service is told and read, modelled there or not", "[every]") {
    operations::for_each([]<class Op>() {
        for (fault_row const& row : faults) {
            INFO(Op::name << " " << row.name);
            check_told<Op>(row, told(row, form::rest));
            response reply = told(row, form::rpc);
            check_told<Op>(row, reply);
            REQUIRE(reply.headers.at(1).first == "X-Amzn-Errortype");
            reply.headers.erase(reply.headers.begin() + 1);
            check_told<Op>(row, reply);  // by the body alone
        }
    });
}

// SPDX-License-Identifier: BSL-1.0
//
// What a real client sends: the requests that botocore builds for every operation, captured before they were
// signed (tests/data/requests.json), with the parameters that it was given. Read with Boost.JSON's own
// parser, so that the library's reader is not its own judge.
//
// One of them is for a dataset named `..`: botocore sends it, a server reads it, this library's client does
// not send it.
#include <cognito_sync/codec.hpp>
#include <cognito_sync/dispatch.hpp>

#include <boost/json.hpp>

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <fstream>
#include <iterator>
#include <set>
#include <string>
#include <string_view>
#include <variant>

#include "support/catch.hpp"

namespace {

using namespace cognito_sync;
namespace json = boost::json;

json::array const& captured() {
    static json::value const file = [] {
        std::ifstream in(COGNITO_SYNC_SOURCE_DIR "/tests/data/requests.json", std::ios::binary);
        return json::parse(std::string(std::istreambuf_iterator<char>(in), {}));
    }();
    return file.at("requests").as_array();
}

std::string text_of(json::value const& value) {
    return value.is_null() ? std::string() : json::value_to<std::string>(value);
}

request request_of(json::value const& from) {
    request made{text_of(from.at("method")), text_of(from.at("raw_target")), {}, text_of(from.at("body"))};
    for (auto const& [name, value] : from.at("headers").as_object())
        made.headers.emplace_back(std::string(name), text_of(value));
    return made;
}

/// `2014-10-10 20:47:37.151999+00:00` as botocore puts it on the wire: whole seconds since 1970.
std::int64_t seconds(std::string const& date) {
    auto const number = [&](std::size_t at, std::size_t size) { return std::stoi(date.substr(at, size)); };
    std::chrono::year_month_day const day{std::chrono::year(number(0, 4)),
                                          std::chrono::month(static_cast<unsigned>(number(5, 2))),
                                          std::chrono::day(static_cast<unsigned>(number(8, 2)))};
    auto const time = std::chrono::sys_days(day) + std::chrono::hours(number(11, 2)) +
                      std::chrono::minutes(number(14, 2)) + std::chrono::seconds(number(17, 2));
    return std::chrono::duration_cast<std::chrono::seconds>(time.time_since_epoch()).count();
}

/// The parameters with their dates as on the wire.
json::value on_the_wire(json::value params) {
    if (auto* const list = params.if_array())
        for (json::value& each : *list) each = on_the_wire(each);
    if (auto* const object = params.if_object())
        for (auto& member : *object) {
            bool const date = std::string_view(member.key()).ends_with("Date");
            member.value() =
                date ? json::value(seconds(text_of(member.value()))) : on_the_wire(member.value());
        }
    return params;
}

std::set<std::string> pairs_in(std::string_view target) {
    std::set<std::string> pairs;
    std::size_t const mark = target.find('?');
    for (std::size_t at = mark; at < target.size();) {
        std::size_t const end = std::min(target.find('&', at + 1), target.size());
        pairs.emplace(target.substr(at + 1, end - at - 1));
        at = end;
    }
    return pairs;
}

void check_same(request const& written, request const& sent, json::value const& from) {
    CHECK(written.method == sent.method);
    CHECK(written.target.substr(0, written.target.find('?')) == text_of(from.at("path")));
    CHECK(pairs_in(written.target) == pairs_in(sent.target));
    CHECK(written.body.empty() == sent.body.empty());
    if (!sent.body.empty()) CHECK(json::parse(written.body) == json::parse(sent.body));
    for (std::string_view const name : {"x-amz-Client-Context", "Content-Type"})
        CHECK(headers_view(written.headers).find(name) == headers_view(sent.headers).find(name));
    CHECK(written.headers.size() ==
          headers_view(sent.headers).contains("Content-Type") +
              std::size_t{headers_view(sent.headers).contains("x-amz-Client-Context")});
}

}  // namespace

TEST_CASE("captured: there are 25 requests, and each operation is among them", "[captured]") {
    std::set<std::string> names;
    for (json::value const& each : captured()) names.insert(text_of(each.at("operation")));
    CHECK(captured().size() == 25);
    CHECK(names.size() == operations::size);
}

TEST_CASE("captured: every request is read as the parameters that botocore was given", "[captured]") {
    for (json::value const& each : captured()) {
        request const sent = request_of(each);
        INFO(sent.method << " " << sent.target);
        auto const read = decode_any(sent);
        REQUIRE(read.has_value());
        std::visit(
            [&]<class Request>(Request const& asked) {
                CHECK(operation_for<Request>::name == text_of(each.at("operation")));
                CHECK(json::parse(to_json(asked).value()) == on_the_wire(each.at("params")));
                CHECK(decode_request<operation_for<Request>>(sent).value() == asked);
            },
            *read);
    }
}

TEST_CASE("captured: what was read is written as it was sent, but for the dataset named ..", "[captured]") {
    std::size_t same = 0;
    for (json::value const& each : captured()) {
        request const sent = request_of(each);
        INFO(sent.method << " " << sent.target);
        auto const read = decode_any(sent);
        REQUIRE(read.has_value());
        auto const written = std::visit(
            []<class Request>(Request const& asked) { return encode_request<operation_for<Request>>(asked); },
            *read);
        if (sent.target.find("/../") != std::string::npos) {
            REQUIRE(!written.has_value());
            CHECK(written.error().code == errc::dot_segment);
            CHECK(written.error().where == "/DatasetName");
        } else {
            REQUIRE(written.has_value());
            check_same(*written, sent, each);
            ++same;
        }
    }
    CHECK(same == 24);
}

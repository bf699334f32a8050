// SPDX-License-Identifier: BSL-1.0
//
// The short way and the long way of writing JSON: the same bytes wherever the short way will do, and the same
// result for the caller everywhere.
#include <cognito_sync/json/quick_writer.hpp>
#include <cognito_sync/json.hpp>
#include <cognito_sync/model/operations.hpp>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>

#include "support/catch.hpp"
#include "support/sample.hpp"

namespace {

using namespace cognito_sync;
using namespace std::string_view_literals;
using detail::quick_writer;

/// What the short way writes, into memory of just the size that it asks for; nothing where it will not do.
template <class T>
std::optional<std::string> shortly(T const& value) {
    std::size_t const size = quick_writer::size(value);
    std::unique_ptr<char[]> const exact(new char[size]);
    char const* const end = quick_writer::write(exact.get(), value);
    if (end == nullptr) return std::nullopt;
    REQUIRE(end <= exact.get() + size);
    return std::string(exact.get(), static_cast<std::size_t>(end - exact.get()));
}

template <class T>
result<std::string> at_length(T const& value) {
    std::string text;
    error failed;
    if (!detail::write_json(schema_of<T>, &value, 0, text, failed)) return failed;
    return text;
}

std::size_t gone_shortly = 0;

/// Both ways agree on a value, and `to_json` with the long one.
template <class T>
void agree(T const& value) {
    auto const expected = at_length(value);
    auto const quick = shortly(value);
    auto const written = to_json(value);
    REQUIRE(written.has_value() == expected.has_value());
    if (expected) {
        CHECK(*written == *expected);
        CHECK(quick.value_or(*expected) == *expected);
        bool const escaped = expected->find('\\') != std::string::npos;
        CHECK(quick.has_value() == !escaped);
        if (quick) ++gone_shortly;
    } else {
        CHECK_FALSE(quick.has_value());
        CHECK(written.error().code == expected.error().code);
        CHECK(written.error().where == expected.error().where);
        CHECK(written.error().offset == expected.error().offset);
    }
}

template <class T>
void agree_on_samples(std::uint32_t seed) {
    sample::source from(seed);
    for (int round = 0; round < 60; ++round) agree(from.make<T>());
    agree(T{});
}

}  // namespace

TEST_CASE("the short way writes what the long way writes, for every structure of the service", "[json]") {
    std::uint32_t seed = 1;
    gone_shortly = 0;
    operations::for_each([&]<class Op>() {
        agree_on_samples<typename Op::Request>(++seed);
        if constexpr (!std::is_same_v<typename Op::Response, no_output>)
            agree_on_samples<typename Op::Response>(++seed);
    });
    CHECK(gone_shortly > 500);
}

TEST_CASE("text beyond ASCII and DEL go the short way, what needs an escape does not", "[json]") {
    for (std::string_view const text : {""sv, "a"sv, " ~/"sv, "\x7F"sv, "gr\u00f6\u00dfe \U0001f600"sv,
                                        "a text that is longer than any block \u20ac"sv})
        CHECK(shortly(Record{.value = std::string(text)}) == "{\"Value\":\"" + std::string(text) + "\"}");
    for (std::string_view const text :
         {"\""sv, "\\"sv, "\n"sv, "\0"sv, "a text that is longer than any block \""sv, "\u20ac\t"sv}) {
        CHECK_FALSE(shortly(Record{.value = std::string(text)}));
        agree(Record{.value = std::string(text)});
    }
}

TEST_CASE("what cannot be written is refused by the long way, with its place", "[json]") {
    for (std::string_view const text :
         {"\xFF"sv, "a\xC3\x28"sv, "\xED\xA0\x80"sv, "a text, a text \xF4\x90"sv}) {
        agree(Record{.key = "k", .value = std::string(text)});
        agree(ListRecords::Response{.records = {{.key = std::string(text)}}});
        agree(GetCognitoEvents::Response{{{std::string(text), "v"}}});
        agree(GetCognitoEvents::Response{{{"k", std::string(text)}}});
    }
    for (timestamp const date : {earliest_timestamp - std::chrono::milliseconds(1),
                                 latest_timestamp + std::chrono::milliseconds(1), timestamp::max()})
        agree(Record{.last_modified_date = date});
}

TEST_CASE("numbers, dates, enumerators and empty containers go the short way", "[json]") {
    CHECK(shortly(no_output{}) == "{}");
    CHECK(
        shortly(Dataset{.creation_date = earliest_timestamp, .data_storage = INT64_MIN, .num_records = 0}) ==
        R"({"CreationDate":-62135596800,"DataStorage":-9223372036854775808,"NumRecords":0})");
    CHECK(shortly(CognitoStreams{.streaming_status = StreamingStatus::ENABLED}) ==
          R"({"StreamingStatus":"ENABLED"})");
    CHECK(shortly(ListRecords::Response{.dataset_exists = true}) ==
          R"({"Records":[],"MergedDatasetNames":[],"DatasetExists":true})");
    CHECK(shortly(ListRecords::Response{.merged_dataset_names = {"a", "", "b"}, .dataset_exists = false}) ==
          R"({"Records":[],"MergedDatasetNames":["a","","b"],"DatasetExists":false})");
    CHECK(shortly(GetCognitoEvents::Response{{{"a", ""}, {"b", "c"}}}) == R"({"Events":{"a":"","b":"c"}})");
}

// SPDX-License-Identifier: BSL-1.0
//
// How much memory reading and writing take. The bound of 8 x input + 4 KiB is held by what is mostly text.
// Objects that say nothing (`{}` and a comma, three bytes) cost the size of their structure each, and up to
// three times that for a moment while their list grows; the last tests state how much. The ratios are printed.
#include <cognito_sync/dispatch.hpp>

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "support/catch.hpp"
#include "support/generate.hpp"
#include "support/heap.hpp"

namespace {

using namespace cognito_sync;
using heap::cost;
using heap::measure;
using heap::must;

std::string listed(std::string_view member, std::string_view element, std::size_t count) {
    std::string body = "{\"" + std::string(member) + "\":[";
    for (std::size_t i = 0; i < count; ++i) body.append(i == 0 ? "" : ",").append(element);
    return body + "]}";
}

/// The peak of a call as a multiple of its input, beyond 4 KiB.
double ratio(cost const& of, std::size_t input) {
    double const beyond = of.peak > 4096 ? static_cast<double>(of.peak - 4096) : 0.0;
    return beyond / static_cast<double>(input);
}

template <class T>
double reading_ratio(std::string const& body) {
    bool read = false;
    cost const spent = measure([&] { read = from_json<T>(body).has_value(); });
    REQUIRE(read);
    CHECK(spent.kept == 0);
    return ratio(spent, body.size());
}

void report(char const* what, std::size_t input, double times) {
    std::printf("  %-52s %8zu bytes: %.2f x\n", what, input, times);
}

}  // namespace

TEST_CASE("to_json asks for memory once, where nothing is escaped: for the result", "[memory]") {
    std::size_t measured = 0;
    operations::for_each([&]<class Op>() {
        INFO(Op::name);
        for (std::size_t turn = 0; turn < 25; ++turn) {
            auto const value = generate::value<typename Op::Response>({.turn = turn});
            std::string const body = to_json(value).value();
            if (body.find('\\') != body.npos || body.size() <= std::string().capacity()) continue;
            ++measured;
            CHECK(measure([&] { static_cast<void>(to_json(value)); }).calls == 1);
        }
    });
    CHECK(measured > 150);
    ListRecords::Response large;
    for (int i = 0; i < 1000; ++i)
        large.records.push_back({.key = "key " + std::to_string(i),
                                 .value = std::string(500, 'v'),
                                 .sync_count = INT64_MIN,
                                 .last_modified_date = earliest_timestamp,
                                 .last_modified_by = "\u20ac"});
    std::size_t size = 0;
    cost const spent = measure([&] { size = to_json(large)->size(); });
    CHECK(size > 500'000);
    CHECK(spent.calls == 1);
    CHECK(static_cast<double>(spent.peak) < 1.1 * static_cast<double>(size));
}

TEST_CASE("a large response is encoded with a handful of allocations", "[memory]") {
    ListRecords::Response large;
    large.records.resize(2000, {.key = "key", .value = std::string(200, 'v'), .sync_count = 1});
    outcome<ListRecords> const said(large);
    cost const spent =
        measure([&] { must(encode_response<ListRecords>(said, {.request_id = "i"}).has_value()); });
    std::printf("  encode_response of %zu records: %zu allocations\n", large.records.size(), spent.calls);
    CHECK(spent.calls <= 8);
    UpdateRecords::Request asked{
        .identity_pool_id = "p:0", .identity_id = "i:0", .dataset_name = "d", .sync_session_token = "t"};
    asked.record_patches.emplace(
        2000, RecordPatch{.op = Operation::replace, .key = "k", .value = std::string(200, 'v')});
    cost const sent = measure([&] { must(encode_request<UpdateRecords>(asked).has_value()); });
    std::printf("  encode_request of 2000 patches: %zu allocations\n", sent.calls);
    CHECK(sent.calls <= 8);
}

TEST_CASE("escapes cost growth and no more: the text doubles at most", "[memory]") {
    Record const value{.value = std::string(100'000, '\x01')};
    std::size_t size = 0;
    cost const spent = measure([&] { size = to_json(value)->size(); });
    CHECK(size == 600'012);
    CHECK(spent.calls <= 8);
    CHECK(spent.peak <= 3 * size);
}

TEST_CASE("text is read within 8 x input + 4 KiB, many records or one", "[memory]") {
    std::string const record =
        R"({"Key":"a key of some length","Value":")" + std::string(200, 'v') +
        R"(","SyncCount":12,"LastModifiedDate":1.412974057151E9,"LastModifiedBy":"someone"})";
    std::string const dataset =
        R"({"CreationDate":1.412974057151E9,"DataStorage":1234,"DatasetName":"my_list","IdentityId":)"
        R"("us-east-1:0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0","LastModifiedBy":"someone","NumRecords":12})";
    std::string const small = R"({"Key":"k","Value":"v","SyncCount":1,"LastModifiedDate":1.412974057151E9})";
    std::string const escaped = R"({"Value":")" + [] {
        std::string text;
        for (int i = 0; i < 50'000; ++i) text += "\\u0041";
        return text;
    }() + "\"}";
    for (std::size_t const count : {1U, 2U, 3U, 33U, 129U, 1025U, 4097U}) {
        for (auto const& [what, body] : {std::pair("records of 300 bytes", listed("Records", record, count)),
                                         std::pair("small records", listed("Records", small, count))}) {
            double const times = reading_ratio<ListRecords::Response>(body);
            report(what, body.size(), times);
            CHECK(times <= 8);
        }
        std::string const body = listed("Datasets", dataset, count);
        double const times = reading_ratio<ListDatasets::Response>(body);
        report("datasets", body.size(), times);
        CHECK(times <= 8);
    }
    for (std::size_t const size : {100U, 10'000U, 1'048'575U}) {
        std::string const body = listed("Records", R"({"Value":")" + std::string(size, 'v') + "\"}", 1);
        double const times = reading_ratio<ListRecords::Response>(body);
        report("one record", body.size(), times);
        CHECK(times <= 8);
    }
    report("one record, every character escaped", escaped.size(), reading_ratio<Record>(escaped));
    CHECK(reading_ratio<Record>(escaped) <= 8);
}

TEST_CASE("what is passed over costs nothing, and a hostile request no more than its bound", "[memory]") {
    for (std::string const& body : {listed("Unknown", R"({"a":[1,"x",null]})", 10'000),
                                    "{\"Unknown\":\"" + std::string(1'000'000, 'x') + "\"}"}) {
        double const times = reading_ratio<ListDatasets::Response>(body);
        report("unknown members", body.size(), times);
        CHECK(times <= 2.5);
    }
    header_list const json_headers{{"Content-Type", "application/json"}};
    for (std::string const& body :
         {listed("RecordPatches", R"({"Key":""})", 20'000),
          listed("RecordPatches", R"({"Op":"x","Key":"\n","SyncCount":1})", 20'000)}) {
        request const sent{"POST", "/identitypools/p:0/identities/i:0/datasets/d", json_headers, body};
        double const times = ratio(measure([&] { must(!decode_any(sent).has_value()); }), body.size());
        report("patches that break constraints", body.size(), times);
        CHECK(times * static_cast<double>(body.size()) <=
              8.0 * static_cast<double>(body.size()) + 20'000.0 * 3 * sizeof(RecordPatch) + 1024 * 1024);
    }
}

TEST_CASE("objects that say nothing cost their structure each, three times that while a list grows",
          "[memory]") {
    constexpr std::size_t count =
        65'537;  // just beyond a doubling: the old room and the new are three times the list
    constexpr double bytes_each = 3;  // `{},`
    std::string const records = listed("Records", "{}", count), datasets = listed("Datasets", "{}", count);
    double const of_records = reading_ratio<ListRecords::Response>(records);
    double const of_datasets = reading_ratio<ListDatasets::Response>(datasets);
    report("empty records", records.size(), of_records);
    report("empty datasets", datasets.size(), of_datasets);
    CHECK(of_records <= 3.0 * sizeof(Record) / bytes_each);
    CHECK(of_datasets <= 3.0 * sizeof(Dataset) / bytes_each);
    CHECK(of_records > 8);
    std::string const texts = listed("MergedDatasetNames", R"("")", count);
    double const of_texts = reading_ratio<ListRecords::Response>(texts);
    report("empty strings", texts.size(), of_texts);
    CHECK(of_texts <= 3.0 * sizeof(std::string) / bytes_each);
}

// SPDX-License-Identifier: BSL-1.0
//
// How violations are told: places as JSON pointers, one sentence for all of them, how many at most; and
// what each policy changes.
#include <cognito_sync/validate.hpp>
#include <cognito_sync/model/operations.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "support/catch.hpp"

namespace {

using namespace cognito_sync;
using namespace std::string_literals;

/// Constraints that no shape of the model has: a lower bound alone, both bounds of a number, entries of
/// structures.
inline constexpr text at_least_two{.min = 2};
inline constexpr text exactly_two{.min = 2, .max = 2, .pattern = regex<"[a-z]+">};
inline constexpr number percentage{.min = 0, .max = 100};
inline constexpr number not_above{.max = 9};
inline constexpr number not_below{.min = -5};
inline constexpr entries some{.min = 1, .max = 2};

struct others {
    std::optional<std::string> text{};
    std::optional<std::string> code{};
    std::optional<std::int32_t> share{};
    std::optional<std::int64_t> top{};
    std::optional<std::int64_t> floor{};
    std::optional<std::vector<Record>> some_records{};
    std::optional<std::map<std::string, Record>> by_name{};

    static constexpr auto members = members_of(  //
        member{"Text", &others::text, at_least_two}, member{"Code", &others::code, exactly_two},
        member{"Share", &others::share, percentage}, member{"Top", &others::top, not_above},
        member{"Floor", &others::floor, not_below}, member{"SomeRecords", &others::some_records, some},
        member{"ByName", &others::by_name});
};

std::string demand(violation const& broken) { return broken.message.substr(broken.message.find("Member")); }

template <class T>
std::vector<std::string> places(T const& value, policy const& rules = {}) {
    std::vector<std::string> all;
    for (violation const& each : validate(value, rules)) all.push_back(each.where);
    return all;
}

violation named(std::string where) { return {where, "Value at '" + where + "' is wrong"}; }

std::vector<violation> many(std::size_t count) {
    std::vector<violation> all;
    for (std::size_t i = 0; i < count; ++i) all.push_back(named("/" + std::to_string(i)));
    return all;
}

}  // namespace

TEST_CASE("each kind of bound has its own words", "[validate]") {
    auto const only = [](others const& value) {
        auto const found = validate(value);
        REQUIRE(found.size() == 1);
        return demand(found[0]);
    };
    CHECK(only({.text = "a"}) == "Member must have length greater than or equal to 2");
    CHECK(only({.code = "abc"}) == "Member must have length between 2 and 2, inclusive");
    CHECK(only({.code = "A1"}) == "Member must satisfy regular expression pattern: [a-z]+");
    CHECK(only({.share = 101}) == "Member must be between 0 and 100, inclusive");
    CHECK(only({.share = -1}) == "Member must be between 0 and 100, inclusive");
    CHECK(only({.top = 10}) == "Member must be less than or equal to 9");
    CHECK(only({.floor = -6}) == "Member must be greater than or equal to -5");
    CHECK(only({.some_records = std::vector<Record>{}}) ==
          "Member must have length between 1 and 2, inclusive");
    CHECK(only({.some_records = std::vector<Record>(3)}) ==
          "Member must have length between 1 and 2, inclusive");
    CHECK(validate(others{"ab", "ab", 100, 9, -5, std::vector<Record>(2), {}}).empty());
    CHECK(validate(others{.share = 0, .top = INT64_MIN, .floor = INT64_MAX}).empty());
}

TEST_CASE("a pointer has indices and keys, ~ and / escaped, and a long key is cut at the end of a character",
          "[validate]") {
    others value{.some_records = {{{.key = "k"}, {.key = ""}}}};
    value.by_name = {{"a/b~c", {.key = ""}}, {"", {.key = ""}}, {"~1", {.key = ""}}, {"plain", {.key = "k"}}};
    CHECK(places(value) ==
          std::vector{"/SomeRecords/1/Key"s, "/ByName//Key"s, "/ByName/a~1b~0c/Key"s, "/ByName/~01/Key"s});

    auto const at_key = [](std::string key) {
        auto const found = validate(SetCognitoEvents::Request{"a:0", {{std::move(key), "\xFF"}}});
        REQUIRE(found.size() == 1);
        CHECK(found[0].message ==
              "Value at '" + found[0].where + "' failed to satisfy constraint: Member must be valid UTF-8");
        return found[0].where;
    };
    CHECK(at_key(std::string(64, 'k')) == "/Events/" + std::string(64, 'k'));
    CHECK(at_key(std::string(65, 'k')) == "/Events/" + std::string(64, 'k'));
    CHECK(at_key(std::string(1'000'000, 'k')) == "/Events/" + std::string(64, 'k'));
    CHECK(at_key(std::string(62, 'k') + "\u00e9x") == "/Events/" + std::string(62, 'k') + "\u00e9");
    CHECK(at_key(std::string(63, 'k') + "\u00e9x") == "/Events/" + std::string(63, 'k'));
    CHECK(at_key(std::string(61, 'k') + "\U0001f600") == "/Events/" + std::string(61, 'k'));
    CHECK(at_key(std::string(63, 'k') + "/x") == "/Events/" + std::string(63, 'k') + "~1");
}

TEST_CASE("a required member that the message did not have is told as null, and its default is not judged",
          "[validate]") {
    UpdateRecords::Request const asked{.identity_pool_id = "a:0",
                                       .identity_id = "b:1",
                                       .dataset_name = "c",
                                       .record_patches = std::vector<RecordPatch>(2),
                                       .sync_session_token = ""};
    std::vector<std::string> const missing{"/RecordPatches/1/Key", "/RecordPatches/1/SyncCount",
                                           "/SyncSessionToken"};
    std::vector<detail::finding> found;
    detail::validator({}, missing, found).structure(schema_of<UpdateRecords::Request>, &asked, {});
    REQUIRE(found.size() == 4);
    CHECK(found[0].said.where == "/RecordPatches/0/Key");  // there, and empty
    for (std::size_t i = 0; i < 3; ++i)
        CHECK(found[i + 1].said ==
              violation{missing[i], "Value at '" + missing[i] +
                                        "' failed to satisfy constraint: Member must not be null"});
}

TEST_CASE("a finding has the code and the byte that only the same process is told", "[validate]") {
    DescribeDataset::Request const asked{"us-east-1_x", "b:1\xFF", "ab/c"};
    std::vector<detail::finding> found;
    detail::validator({}, {}, found).structure(schema_of<DescribeDataset::Request>, &asked, {});
    REQUIRE(found.size() == 3);
    CHECK(found[0].code == errc::broken_constraint);
    CHECK(found[0].offset == 11);
    CHECK(found[1].code == errc::bad_unicode);
    CHECK(found[1].offset == 3);
    CHECK(found[2].offset == 2);

    error const failed = detail::constraint_error(found);
    CHECK(failed.code == errc::bad_unicode);  // the graver one
    CHECK(failed.where == "/IdentityId");
    CHECK(failed.offset == 3);
    CHECK(failed.violations.size() == 3);
    CHECK(failed.message == summary(failed.violations));
    found.erase(found.begin() + 1);
    CHECK(detail::constraint_error(found).code == errc::broken_constraint);
    CHECK(detail::constraint_error(found).where == "/IdentityPoolId");
}

TEST_CASE("one violation, several at one place, several at several: each has its sentence", "[validate]") {
    CHECK(summary({}) == "");
    CHECK(summary({named("/A")}) == "1 validation error detected. Value at '/A' is wrong");
    CHECK(summary({named("/A"), {"/A", "again"}}) ==
          "2 validation errors at 1 path detected. First failure: Value at '/A' is wrong; again");
    CHECK(summary({named("/A"), named("/B"), {"/A", "again"}}) ==
          "3 validation errors at 2 paths detected. First failure: Value at '/A' is wrong; Value at '/B' is "
          "wrong; again");
    CHECK(summary(validate(ListIdentityPoolUsage::Request{.max_results = 0})) ==
          "1 validation error detected. Value at '/MaxResults' failed to satisfy constraint: Member must be "
          "greater than or equal to 1");
    CHECK(summary(validate(DescribeIdentityPoolUsage::Request{""})) ==
          "2 validation errors at 1 path detected. First failure: Value with length 0 at '/IdentityPoolId' "
          "failed to satisfy constraint: "
          "Member must have length between 1 and 55, inclusive; Value at '/IdentityPoolId' failed to satisfy "
          "constraint: Member must "
          R"(satisfy regular expression pattern: [\w-]+:[0-9a-f-]+)");
}

TEST_CASE("a summary shows eight violations and counts the rest", "[validate]") {
    std::string const eight =
        "Value at '/0' is wrong; Value at '/1' is wrong; Value at '/2' is wrong; Value at '/3' is wrong; "
        "Value at '/4' is wrong; Value at '/5' is wrong; Value at '/6' is wrong; Value at '/7' is wrong";
    CHECK(summary(many(8)) == "8 validation errors at 8 paths detected. First failure: " + eight);
    CHECK(summary(many(9)) ==
          "9 validation errors at 9 paths detected. First failure: " + eight + "; and 1 more");
    CHECK(summary(many(1000)) ==
          "1000 validation errors at 1000 paths detected. First failure: " + eight + "; and 992 more");
}

TEST_CASE("1024 violations are listed at most", "[validate]") {
    UpdateRecords::Request asked{
        .identity_pool_id = "a:0", .identity_id = "b:1", .dataset_name = "c", .sync_session_token = "s"};
    for (std::size_t const count : {1023U, 1024U, 1025U, 3000U}) {
        asked.record_patches = std::vector<RecordPatch>(count);
        auto const found = validate(asked);
        REQUIRE(found.size() == std::min<std::size_t>(count, max_violations));
        CHECK(found.back().where == "/RecordPatches/" + std::to_string(found.size() - 1) + "/Key");
    }
    CHECK(max_violations == 1024);
}

TEST_CASE("no sentence shows a value", "[validate]") {
    std::string const secret = "do-not-tell/";
    UpdateRecords::Request asked{secret, secret, secret, secret, {}, secret, secret};
    asked.record_patches = {
        RecordPatch{open<Operation>(secret), std::string(2000, 's') + secret, secret, 0, {}}};
    auto const found = validate(asked);
    CHECK(found.size() == 5);
    CHECK(summary(found).find("do-not") == std::string::npos);
}

TEST_CASE("with ids by length alone the documented examples pass, and nothing else is relaxed",
          "[validate]") {
    policy const relaxed{.ids = ids::length_only};
    std::string const documented = "us-east-1:23EC4050-6AEA-7089-A2DD-08002EXAMPLE";
    CHECK(places(DescribeIdentityUsage::Request{documented, documented}) ==
          std::vector{"/IdentityPoolId"s, "/IdentityId"s});
    CHECK(places(DescribeIdentityUsage::Request{documented, documented}, relaxed).empty());
    CHECK(places(Dataset{.identity_id = "any thing \u00e9"}, relaxed).empty());
    CHECK(places(DescribeIdentityUsage::Request{std::string(55, 'x'), "\u00e9"}, relaxed).empty());
    auto const found = validate(DescribeDataset::Request{std::string(56, 'x'), "", "a b"}, relaxed);
    REQUIRE(found.size() == 3);
    CHECK(demand(found[0]) == "Member must have length between 1 and 55, inclusive");
    CHECK(demand(found[1]) == "Member must have length between 1 and 55, inclusive");
    CHECK(found[2].where == "/DatasetName");
    CHECK(places(DescribeIdentityPoolUsage::Request{"\xFF"}, relaxed) == std::vector{"/IdentityPoolId"s});
}

TEST_CASE("with any partition the ARNs of GovCloud and China pass, and nothing else is relaxed",
          "[validate]") {
    policy const relaxed{.any_partition = true};
    for (std::string const partition : {"aws", "aws-us-gov", "aws-cn", "aws-iso-b"}) {
        PushSync const value{{{"arn:" + partition + ":sns:us-gov-west-1:1:app/GCM/x"}},
                             "arn:" + partition + ":iam::1:role/x"};
        CHECK(places(value).size() == (partition == "aws" ? 0U : 2U));
        CHECK(places(value, relaxed).empty());
        CHECK(places(CognitoStreams{.role_arn = value.role_arn}, relaxed).empty());
    }
    for (std::string const partition : {"", "AWS", "gcp", "aws1", "aws_cn", "aw"})
        CHECK(places(PushSync{{{"arn:" + partition + ":sns:a:1:app/GCM/x"}},
                              "arn:" + partition + ":iam::12345:role/x"},
                     relaxed)
                  .size() == 2);
    auto const found =
        validate(PushSync{.role_arn = "arn:aws-cn:iam::1:role/" + std::string(2048, 'x')}, relaxed);
    REQUIRE(found.size() == 1);
    CHECK(demand(found[0]) == "Member must have length between 20 and 2048, inclusive");
    CHECK(places(DescribeIdentityPoolUsage::Request{"A:B"}, relaxed).size() == 1);
}

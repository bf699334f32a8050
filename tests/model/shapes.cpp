// SPDX-License-Identifier: BSL-1.0
//
// Every constrained shape of the model: its length at each bound in characters of every size, its pattern,
// what is said of a refused value; and every enum both ways. The figures stand here once more, by hand.
#include <cognito_sync/model/shapes.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "support/catch.hpp"

namespace {

using namespace cognito_sync;
using namespace std::string_view_literals;
using kind_t = defect::kind_t;

constexpr std::string_view characters[] = {"a", "\xC3\xA9", "\xE2\x82\xAC", "\xF0\x9F\x98\x80"};

/// A shape, its bounds, and how the pattern lets a text begin that goes on with `a`.
struct bounded {
    std::string_view name;
    text const& shape;
    std::size_t min, max;
    std::string_view begin{};
    bool ascii_only = true;
};

constexpr bounded bounds[] = {
    {"AssumeRoleArn", AssumeRoleArn, 20, 2048, "arn:aws:iam::1:role/", false},
    {"AssumeRoleArnOfAnyPartition", AssumeRoleArnOfAnyPartition, 20, 2048, "arn:aws:iam::1:role/", false},
    {"DatasetName", DatasetName, 1, 128},
    {"DeviceId", DeviceId, 1, 256, "", false},
    {"IdentityId", IdentityId, 1, 55, "us-east-1:"},
    {"IdentityPoolId", IdentityPoolId, 1, 55, "us-east-1:"},
    {"RecordKey", RecordKey, 1, 1024, "", false},
    {"RecordValue", RecordValue, 0, 1048575, "", false},
    {"StreamName", StreamName, 1, 128, "", false},
};

/// Whether a shape judges a text of so many characters as its bounds say.
constexpr bool judges(bounded const& b, std::string_view value, std::size_t length, bool fits_the_pattern) {
    if (length < b.min)
        return b.shape.check(value) == defect{kind_t::too_short, 0, length} && !b.shape.accepts(value);
    if (length > b.max)
        return b.shape.check(value) == defect{kind_t::too_long, 0, length} && !b.shape.accepts(value);
    if (!b.shape.length_accepts(value)) return false;
    if (fits_the_pattern) return b.shape.accepts(value) && !b.shape.check(value);
    auto const found = b.shape.check(value);
    return !b.shape.accepts(value) && found && found->kind == kind_t::pattern && found->length == length;
}

std::string times(std::size_t count, std::string_view character) {
    std::string all;
    all.reserve(count * character.size());
    for (; count > 0; --count) all += character;
    return all;
}

/// Up to 257 characters of four bytes, for the compiler.
struct buffer {
    std::array<char, 257 * 4> bytes{};
    std::size_t size = 0;

    constexpr void append(std::string_view more) {
        for (char const c : more) bytes[size++] = c;
    }
    constexpr std::string_view view() const { return {bytes.data(), size}; }
};

constexpr bool judges_in_constant_evaluation(bounded const& b, std::string_view character,
                                             std::size_t length) {
    buffer filled;
    bool const begun = character == "a" && length > b.begin.size();
    if (begun) filled.append(b.begin);
    for (std::size_t i = begun ? b.begin.size() : 0; i < length; ++i) filled.append(character);
    bool const fits = begun || (b.begin.empty() && (character == "a" || !b.ascii_only));
    return judges(b, filled.view(), length, fits);
}

constexpr bool small_bounds_hold(std::string_view character) {
    for (bounded const& b : bounds)
        if (b.max <= 256)
            for (std::size_t const length : {std::size_t{0}, std::size_t{1}, b.max, b.max + 1})
                if (!judges_in_constant_evaluation(b, character, length)) return false;
    return true;
}
static_assert(small_bounds_hold(characters[0]));
static_assert(small_bounds_hold(characters[1]));
static_assert(small_bounds_hold(characters[2]));
static_assert(small_bounds_hold(characters[3]));

struct row {
    text const& shape;
    std::string_view value;
    bool accepted;
};

constexpr row ok(text const& shape, std::string_view value) { return {shape, value, true}; }
constexpr row bad(text const& shape, std::string_view value) { return {shape, value, false}; }

constexpr row patterns[] = {
    ok(IdentityId, "us-east-1:23ec4050-6aea-7089-a2dd-08002e0a1b2c"),
    ok(IdentityId, "_:-"),
    ok(IdentityId, "A_z-9:0"),
    ok(IdentityPoolId, "eu-west-1:00000000-0000-0000-0000-000000000000"),
    bad(IdentityId, "us-east-1:23EC4050-6AEA-7089-A2DD-08002EXAMPLE"),  // as the documentation has it
    bad(IdentityId, "us-east-1_AbC123dEf"),
    bad(IdentityId, "us-east-1:"),
    bad(IdentityId, ":0a"),
    bad(IdentityId, "us-east-1"),
    bad(IdentityId, "us-east-1::0a"),
    bad(IdentityId, "us-east-1:0a:0b"),
    bad(IdentityId, "us.east:0a"),
    bad(IdentityId, "us-east-1:0g"),
    bad(IdentityId, "us-east-1:0_a"),
    bad(IdentityId, "us-east-1:0a\n"),
    bad(IdentityId, "\nus-east-1:0a"),
    bad(IdentityId, "us-east-1:0a\0"sv),
    bad(IdentityId, "us-east-1:\xD9\xA1"),  // an Arabic digit
    bad(IdentityId, "\xC3\xA9:0a"),         // a letter that is not ASCII
    bad(IdentityId, "us-east-1\xEF\xBC\x9A"
                    "0a"),  // a full-width colon
    bad(IdentityId, "us-east-1%3A0a"),
    bad(IdentityPoolId, "us-east-1:0A"),
    bad(IdentityPoolId, "us east:0a"),
    bad(IdentityPoolId, "us-east-1:0a/"),

    ok(DatasetName, "photos:2014"),
    ok(DatasetName, "aZ09_.:-"),
    ok(DatasetName, "."),
    ok(DatasetName, ".."),
    ok(DatasetName, "-"),
    bad(DatasetName, "a/b"),
    bad(DatasetName, "a b"),
    bad(DatasetName, "a%2Fb"),
    bad(DatasetName, "%2e%2e"),
    bad(DatasetName, "a\\b"),
    bad(DatasetName, "a+b"),
    bad(DatasetName, "a~"),
    bad(DatasetName, "a\n"),
    bad(DatasetName, "a\0"sv),
    bad(DatasetName, "caf\xC3\xA9"),

    ok(AssumeRoleArn, "arn:aws:iam::123456789012:role/CognitoSync"),
    ok(AssumeRoleArn, "arn:aws:iam::1:role/"),
    ok(AssumeRoleArn, "arn:aws:iam::1:role/a/b c\xC3\xA9"),
    bad(AssumeRoleArn, "arn:aws-cn:iam::123456789012:role/CognitoSync"),
    bad(AssumeRoleArn, "arn:aws:iam:us-east-1:123456789012:role/x"),
    bad(AssumeRoleArn, "arn:aws:iam::12345678901a:role/CognitoSync"),
    bad(AssumeRoleArn, "arn:aws:iam:::role/CognitoSync"),
    bad(AssumeRoleArn, "arn:aws:iam::123456789012:user/CognitoSync"),
    bad(AssumeRoleArn, "arn:aws:iam::123456789012:role/x\ny"),
    bad(AssumeRoleArn, "arn:aws:iam::123456789012:role/x\ry"),
    bad(AssumeRoleArn, " arn:aws:iam::123456789012:role/x"),
    ok(AssumeRoleArnOfAnyPartition, "arn:aws:iam::123456789012:role/CognitoSync"),
    ok(AssumeRoleArnOfAnyPartition, "arn:aws-cn:iam::123456789012:role/CognitoSync"),
    ok(AssumeRoleArnOfAnyPartition, "arn:aws-us-gov:iam::123456789012:role/CognitoSync"),
    bad(AssumeRoleArnOfAnyPartition, "arn:gcp:iam::123456789012:role/CognitoSync"),
    bad(AssumeRoleArnOfAnyPartition, "arn:aws-CN:iam::123456789012:role/CognitoSync"),
    bad(AssumeRoleArnOfAnyPartition, "arn:aws-cn:iam::123456789012:role/x\ny"),

    ok(ApplicationArn, "arn:aws:sns:us-east-1:123456789012:app/APNS_SANDBOX/my.app-1"),
    ok(ApplicationArn, "arn:aws:sns:a:1:app/_/A"),
    bad(ApplicationArn, ""),
    bad(ApplicationArn, "arn:aws:sns:us-east-1:123456789012:app/apns/my"),
    bad(ApplicationArn, "arn:aws:sns:us-east-1:123456789012:app/GCM/"),
    bad(ApplicationArn, "arn:aws:sns:us-east-1:123456789012:app/GCM/a/b"),
    bad(ApplicationArn, "arn:aws:sns:US-EAST-1:123456789012:app/GCM/a"),
    bad(ApplicationArn, "arn:aws:sns::123456789012:app/GCM/a"),
    bad(ApplicationArn, "arn:aws:sns:us-east-1::app/GCM/a"),
    bad(ApplicationArn, "arn:aws:sns:us-east-1:123456789012:endpoint/GCM/a/b"),
    bad(ApplicationArn, "arn:aws-cn:sns:cn-north-1:123456789012:app/GCM/a"),
    ok(ApplicationArnOfAnyPartition, "arn:aws-cn:sns:cn-north-1:123456789012:app/GCM/a"),
    ok(ApplicationArnOfAnyPartition, "arn:aws:sns:us-east-1:123456789012:app/GCM/a"),
    bad(ApplicationArnOfAnyPartition, "arn:aws_cn:sns:cn-north-1:123456789012:app/GCM/a"),
    bad(ApplicationArnOfAnyPartition, "arn:aws-cn:sns:cn-north-1:123456789012:app/gcm/a"),

    // Shapes without a pattern take any bytes; whether they are UTF-8 is not theirs to say.
    ok(DeviceId, "a\0b/\n\xF0\x9F\x98\x80"sv),
    ok(RecordKey, " "),
    ok(RecordKey, "\0"sv),
    ok(RecordValue, ""),
    ok(RecordValue, "\xFF"),
    ok(StreamName, "a/b"),
    bad(DeviceId, ""),
    bad(RecordKey, ""),
    bad(StreamName, ""),
};

constexpr bool patterns_hold() {
    for (row const& r : patterns)
        if (r.shape.accepts(r.value) != r.accepted || r.shape.check(r.value).has_value() == r.accepted)
            return false;
    return true;
}
static_assert(patterns_hold());

struct explanation {
    text const& shape;
    std::string_view value;
    std::string_view sentence;
};

constexpr explanation explanations[] = {
    {IdentityId, "us-east-1:0a", ""},
    {IdentityId, "", "it is empty"},
    {IdentityId, "us-east-1:00000000-0000-0000-0000-0000000000000000000000000000",
     "it has 62 characters, 7 more than the 55 allowed"},
    {IdentityId, "us-east-1", R"(it ends too early for the pattern [\w-]+:[0-9a-f-]+)"},
    {IdentityId, "us-east-1:0g", R"('g' at offset 11 does not fit the pattern [\w-]+:[0-9a-f-]+)"},
    {IdentityId, "us-east-1_AbC123dEf",
     R"(it ends too early for the pattern [\w-]+:[0-9a-f-]+; it looks like the id of a user pool, but ids of )"
     "identity pools and identities have a colon after the region"},
    {IdentityId, "us-east-1:0A",
     R"('A' at offset 11 does not fit the pattern [\w-]+:[0-9a-f-]+; hexadecimal digits after the colon must be )"
     "lower-case"},
    {IdentityPoolId, "", "it is empty"},
    {IdentityPoolId, "us-east-1_AbC123dEf",
     R"(it ends too early for the pattern [\w-]+:[0-9a-f-]+; it looks like the id of a user pool, but ids of )"
     "identity pools and identities have a colon after the region"},
    {IdentityPoolId, "us-east-1:23EC4050",
     R"('E' at offset 12 does not fit the pattern [\w-]+:[0-9a-f-]+; hexadecimal digits after the colon must be )"
     "lower-case"},
    {IdentityPoolId, "us east:0a", R"(' ' at offset 2 does not fit the pattern [\w-]+:[0-9a-f-]+)"},
    {DatasetName, "a.b", ""},
    {DatasetName, "", "it is empty"},
    {DatasetName, "a/b", "'/' at offset 1 does not fit the pattern [a-zA-Z0-9_.:-]+"},
    {DatasetName, "caf\xC3\xA9", "0xC3 at offset 3 does not fit the pattern [a-zA-Z0-9_.:-]+"},
    {AssumeRoleArn, "", "it is empty"},
    {AssumeRoleArn, "arn:aws:iam::1:role", "it has 19 characters, 1 fewer than the 20 required"},
    {AssumeRoleArn, "arn:aws-cn:iam::1:role/x",
     R"('-' at offset 7 does not fit the pattern arn:aws:iam::\d+:role/.*)"},
    {AssumeRoleArn, "arn:aws:iam::1:role/x\ny",
     R"(0x0A at offset 21 does not fit the pattern arn:aws:iam::\d+:role/.*)"},
    {AssumeRoleArnOfAnyPartition, "arn:gcp:iam::1:role/xyz",
     R"('g' at offset 4 does not fit the pattern arn:aws[a-z-]*:iam::\d+:role/.*)"},
    {ApplicationArn, "",
     R"(it ends too early for the pattern arn:aws:sns:[-0-9a-z]+:\d+:app/[A-Z_]+/[a-zA-Z0-9_.-]+)"},
    {ApplicationArn, "arn:aws:sns:us-east-1:1:app/gcm/a",
     R"('g' at offset 28 does not fit the pattern arn:aws:sns:[-0-9a-z]+:\d+:app/[A-Z_]+/[a-zA-Z0-9_.-]+)"},
    {ApplicationArnOfAnyPartition, "arn:aws",
     R"(it ends too early for the pattern arn:aws[a-z-]*:sns:[-0-9a-z]+:\d+:app/[A-Z_]+/[a-zA-Z0-9_.-]+)"},
    {DeviceId, "", "it is empty"},
    {RecordKey, "", "it is empty"},
    {RecordValue, "", ""},
    {StreamName, "", "it is empty"},
};

template <class E>
struct spelling {
    std::string_view text;
    std::optional<E> value;
};

template <class E, std::size_t Size>
constexpr bool spelled_both_ways(spelling<E> const (&table)[Size], std::size_t known) {
    for (spelling<E> const& each : table)
        if (enumerator<E>(each.text) != each.value || (each.value && to_string(*each.value) != each.text))
            return false;
    return spellings<E>.size() == known;
}

constexpr spelling<BulkPublishStatus> statuses[] = {
    {"NOT_STARTED", BulkPublishStatus::NOT_STARTED},
    {"IN_PROGRESS", BulkPublishStatus::IN_PROGRESS},
    {"FAILED", BulkPublishStatus::FAILED},
    {"SUCCEEDED", BulkPublishStatus::SUCCEEDED},
    {"Succeeded", {}},
    {"SUCCEEDED ", {}},
    {"", {}},
};
constexpr spelling<Operation> operations[] = {
    {"replace", Operation::replace}, {"remove", Operation::remove}, {"Replace", {}}, {"delete", {}}, {"", {}},
};
constexpr spelling<Platform> platforms[] = {
    {"APNS", Platform::APNS},
    {"APNS_SANDBOX", Platform::APNS_SANDBOX},
    {"GCM", Platform::GCM},
    {"ADM", Platform::ADM},
    {"SDM", {}},
    {"FCM", {}},
    {"gcm", {}},
    {"APNS_", {}},
};
constexpr spelling<StreamingStatus> streams[] = {
    {"ENABLED", StreamingStatus::ENABLED},
    {"DISABLED", StreamingStatus::DISABLED},
    {"enabled", {}},
    {"", {}},
};

constexpr bool enums_hold() {
    return spelled_both_ways(statuses, 4) && spelled_both_ways(operations, 2) &&
           spelled_both_ways(platforms, 4) && spelled_both_ways(streams, 2);
}
static_assert(enums_hold());

constexpr bool counts_hold() {
    return !IntegerString.accepts(0) && IntegerString.accepts(1) && IntegerString.accepts(2147483647) &&
           !IntegerString.accepts(2147483648) && !IntegerString.accepts(-1) && IntegerString.quoted &&
           Events.accepts(0) && Events.accepts(1) && !Events.accepts(2);
}
static_assert(counts_hold());

}  // namespace

TEST_CASE("lengths are exact at every bound of every shape, in characters of every size", "[model][shapes]") {
    for (bounded const& b : bounds)
        for (std::string_view const character : characters)
            for (std::size_t const length :
                 {std::size_t{0}, std::size_t{1}, b.min - (b.min > 0), b.min, b.max, b.max + 1}) {
                INFO(b.name << ", " << length << " characters of " << character.size() << " bytes");
                bool const begun = length >= b.begin.size() + (b.ascii_only && !b.begin.empty());
                std::string const value =
                    begun && (character == "a" || !b.ascii_only)
                        ? std::string(b.begin) + times(length - b.begin.size(), character)
                        : times(length, character);
                bool const fits = begun && (character == "a" || !b.ascii_only);
                CHECK(judges(b, value, length, fits));
            }
}

TEST_CASE("short bounds hold in constant evaluation as at run time", "[model][shapes]") {
    for (std::string_view const character : characters) CHECK(small_bounds_hold(character));
}

TEST_CASE("the ARN of an application has no length but that of its pattern", "[model][shapes]") {
    std::string const begin = "arn:aws:sns:us-east-1:123456789012:app/GCM/";
    CHECK(ApplicationArn.accepts(begin + std::string(100000, 'a')));
    CHECK(ApplicationArnOfAnyPartition.accepts(begin + std::string(100000, 'a')));
}

TEST_CASE("each pattern accepts and refuses as the model spells it", "[model][shapes]") {
    for (row const& r : patterns) {
        INFO("row " << (&r - patterns) << ": " << r.value);
        CHECK(r.shape.accepts(r.value) == r.accepted);
        CHECK(r.shape.check(r.value).has_value() != r.accepted);
        CHECK(r.shape.explain(r.value).empty() == r.accepted);
    }
}

TEST_CASE("what is wrong with a value is said in one sentence, with the usual mistakes named",
          "[model][shapes]") {
    for (explanation const& each : explanations) {
        INFO("row " << (&each - explanations));
        CHECK(each.shape.explain(each.value) == each.sentence);
    }
}

TEST_CASE("a value that is too long is told by how much", "[model][shapes]") {
    for (bounded const& b : bounds) {
        std::string const max = std::to_string(b.max);
        INFO(b.name);
        CHECK(b.shape.explain(times(b.max + 1, "\xC3\xA9")) ==
              "it has " + std::to_string(b.max + 1) + " characters, 1 more than the " + max + " allowed");
    }
}

TEST_CASE("every enumerator is spelled, and only as the model spells it", "[model][shapes]") {
    CHECK(enums_hold());
}

TEST_CASE("a page has at least one result, and a map of events at most one entry", "[model][shapes]") {
    CHECK(counts_hold());
}

// SPDX-License-Identifier: BSL-1.0
//
// Row J12 of the list of real bugs: texts of many members, entries and elements, so large that work which grows
// faster than the text would run into the limit of ctest. No time is measured.
#include <cognito_sync/json.hpp>
#include <cognito_sync/model/operations.hpp>

#include <cstddef>
#include <string>
#include <string_view>

#include "support/catch.hpp"

namespace {

using namespace cognito_sync;

std::string times(std::size_t count, std::string_view text) {
    std::string all;
    while (count-- != 0) all += text;
    return all;
}

}  // namespace

TEST_CASE("J12 hundreds of thousands of distinct unknown members are passed over", "[json]") {
    std::string text = "{\"Key\":\"k\"";
    for (std::size_t i = 0; i < 300'000; ++i)
        text += ",\"x" + std::to_string(i * 2'654'435'761U % 4'294'967'291U) + "\":" + std::to_string(i);
    CHECK(from_json<Record>(text + "}").value() == Record{.key = "k"});
}

TEST_CASE("J12 a hundred thousand entries of a map are read", "[json]") {
    std::string text = "{\"Events\":{\"\":\"\"";
    for (std::size_t i = 0; i < 100'000; ++i) text += ",\"x" + std::to_string(i) + "\":\"\"";
    CHECK(from_json<GetCognitoEvents::Response>(text + "}}")->events.size() == 100'001);
}

TEST_CASE("J12 an error behind two hundred thousand elements is found and placed", "[json]") {
    std::string const text = "{\"RecordPatches\":[" + times(200'000, "{},") + "{\"Key\":1}]}";
    auto const refused = from_json<UpdateRecords::Request>(text);
    REQUIRE(!refused.has_value());
    CHECK(refused.error().where == "/RecordPatches/200000/Key");
    CHECK(refused.error().offset == text.size() - 4);
}

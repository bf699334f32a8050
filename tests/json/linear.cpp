// SPDX-License-Identifier: BSL-1.0
//
// Row J12 of the list of real bugs: what reading costs grows with the text and no faster. Judged by the ratio
// of two sizes in processor time, not by any time in itself, so a slow or busy machine changes nothing.
#include <cognito_sync/json.hpp>
#include <cognito_sync/model/operations.hpp>

#include <algorithm>
#include <cstddef>
#include <ctime>
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

/// The processor's seconds for one call, the least of a few.
template <class Call>
double cost(Call call) {
    double least = 1e9;
    for (int round = 0; round < 5; ++round) {
        std::clock_t const begin = std::clock();
        call();
        least = std::min(least, static_cast<double>(std::clock() - begin));
    }
    return std::max(least, 1.0);
}

}  // namespace

TEST_CASE("J12 a hundred thousand distinct unknown members cost four times what a quarter of them costs",
          "[json]") {
    auto const text_of = [](std::size_t count) {
        std::string text = "{\"Key\":\"k\"";
        for (std::size_t i = 0; i < count; ++i)
            text += ",\"x" + std::to_string(i * 2'654'435'761U % 4'294'967'291U) + "\":" + std::to_string(i);
        return text + "}";
    };
    std::string const small = text_of(25'000), large = text_of(100'000);
    CHECK(from_json<Record>(large).value() == Record{.key = "k"});
    double const ratio = cost([&] { return from_json<Record>(large).has_value(); }) /
                         cost([&] { return from_json<Record>(small).has_value(); });
    CHECK(ratio < 9);  // 4 is linear, 16 quadratic
}

TEST_CASE("J12 entries of a map, elements of a list and errors at the end cost no more than their number",
          "[json]") {
    auto const events = [](std::size_t count) {
        std::string text = "{\"Events\":{\"\":\"\"";
        for (std::size_t i = 0; i < count; ++i) text += ",\"x" + std::to_string(i) + "\":\"\"";
        return text + "}}";
    };
    auto const patches = [](std::size_t count) {
        return "{\"RecordPatches\":[" + times(count, "{},") + "{\"Key\":1}]}";
    };
    auto const ratio = [](auto const& make, auto const& use) {
        std::string const small = make(10'000), large = make(40'000);
        return cost([&] { use(large); }) / cost([&] { use(small); });
    };
    CHECK(from_json<GetCognitoEvents::Response>(events(40'000))->events.size() == 40'001);
    CHECK(ratio(events, [](std::string const& text) {
              return from_json<GetCognitoEvents::Response>(text).has_value();
          }) < 9);
    auto const refused = from_json<UpdateRecords::Request>(patches(40'000));
    REQUIRE(!refused.has_value());
    CHECK(refused.error().where == "/RecordPatches/40000/Key");
    CHECK(ratio(patches, [](std::string const& text) {
              return from_json<UpdateRecords::Request>(text).has_value();
          }) < 9);
}

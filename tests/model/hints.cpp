// SPDX-License-Identifier: BSL-1.0
//
// The mistakes that explain() recognises in ids.
#include <cognito_sync/model/hints.hpp>

#include <string_view>

#include "support/catch.hpp"

namespace {

using cognito_sync::id_hint;

constexpr std::string_view user_pool = "it looks like the id of a user pool, but ids of identity pools and "
                                       "identities have a colon after the region";
constexpr std::string_view upper_case = "hexadecimal digits after the colon must be lower-case";

struct row {
    std::string_view value;
    std::string_view hint;
};

constexpr row table[] = {
    {"us-east-1_AbC123dEf", user_pool},
    {"ap-southeast-2_9zZ", user_pool},
    {"us-gov-west-1_Q", user_pool},
    {"us-east-1_", ""},
    {"us-east-1-AbC", ""},
    {"us-east-1_AbC:0a", ""},
    {"us-east_AbC", ""},
    {"US-EAST-1_AbC", ""},
    {"_AbC", ""},
    {"us-east-1:23EC4050-6AEA-7089-A2DD-08002EXAMPLE", upper_case},
    {"us-east-1:0a1B", upper_case},
    {"us-east-1:F", upper_case},
    {"US-EAST-1:G", ""},
    {"us-east-1:0a1b", ""},
    {"ABC", ""},
    {"", ""},
    {":", ""},
};

constexpr bool all_hold() {
    for (row const& r : table)
        if (id_hint(r.value) != r.hint) return false;
    return true;
}

static_assert(all_hold());

}  // namespace

TEST_CASE("the id of a user pool and upper-case digits are recognised", "[model][hints]") {
    for (row const& r : table) CHECK(id_hint(r.value) == r.hint);
}

// SPDX-License-Identifier: BSL-1.0
//
// The switches and their defaults; what each of them does is tested where it does it.
#include <cognito_sync/policy.hpp>

#include "support/catch.hpp"

namespace {

using namespace cognito_sync;

constexpr bool defaults_hold() {
    policy const rules{};
    return rules.form == form::rest && rules.ids == ids::pattern && !rules.any_partition &&
           !rules.smithy_validation && !rules.strict_media_types && rules.base_path.empty() &&
           rules.max_body == 16777216 && rules.max_target == 8192;
}
static_assert(defaults_hold());

constexpr bool each_is_set_by_name() {
    policy const rules{.form = form::rpc,
                       .ids = ids::length_only,
                       .any_partition = true,
                       .smithy_validation = true,
                       .strict_media_types = true,
                       .base_path = "/sync",
                       .max_body = 1,
                       .max_target = 2};
    return rules.form == form::rpc && rules.ids == ids::length_only && rules.any_partition &&
           rules.smithy_validation && rules.strict_media_types && rules.base_path == "/sync" &&
           rules.max_body == 1 && rules.max_target == 2;
}
static_assert(each_is_set_by_name());

}  // namespace

TEST_CASE("nothing is switched until it is asked for", "[policy]") { CHECK(defaults_hold()); }

TEST_CASE("every switch is set by its name", "[policy]") { CHECK(each_is_set_by_name()); }

// SPDX-License-Identifier: BSL-1.0
// EXPECT: checked: the text is longer than its shape allows
#include <cognito_sync/core/checked.hpp>
#include <cognito_sync/model/shapes.hpp>

constexpr auto id = cognito_sync::checked<cognito_sync::IdentityId,
                                          "us-east-1:0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0-0f1e2d3c-4b5a">;

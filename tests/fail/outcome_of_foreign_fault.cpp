// SPDX-License-Identifier: BSL-1.0
// EXPECT: outcome: this operation does not throw this fault
#include <cognito_sync/outcome.hpp>

#include <cognito_sync/model/operations.hpp>

using namespace cognito_sync;

outcome<ListDatasets> refused() { return fail<fault::ResourceNotFound>("no such dataset"); }

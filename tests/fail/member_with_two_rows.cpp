// SPDX-License-Identifier: BSL-1.0
// EXPECT: members_of: every data member of the structure needs its row, and only once
#include <cognito_sync/core/schema.hpp>

#include <optional>
#include <string>

using namespace cognito_sync;

struct refused {
    std::string first;
    std::string second;

    static constexpr auto members =
        members_of(member{"First", &refused::first}, member{"Second", &refused::first});
};

static_assert(schema_of<refused>.fields.size() > 0);

// SPDX-License-Identifier: BSL-1.0
// EXPECT: operation: a path label must be a required string
#include <cognito_sync/core/operation.hpp>

#include <cstdint>
#include <string_view>

using namespace cognito_sync;

struct Refused {
    static constexpr std::string_view name = "Refused";
    static constexpr route http = "GET /records/{Count}";
    struct Request {
        std::int64_t count{};

        static constexpr auto members = members_of(member{"Count", &Request::count});
    };
    using Response = no_output;
};
using refused = operation_list<Refused>;
static_assert(refused::size == 1);

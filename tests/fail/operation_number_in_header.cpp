// SPDX-License-Identifier: BSL-1.0
// EXPECT: operation: the query carries strings and integers, a header only strings
#include <cognito_sync/core/operation.hpp>

#include <cstdint>
#include <optional>
#include <string_view>

using namespace cognito_sync;

struct Refused {
    static constexpr std::string_view name = "Refused";
    static constexpr route http = "GET /datasets\nx-count: {Count}";
    struct Request {
        std::optional<std::int32_t> count{};

        static constexpr auto members = members_of(member{"Count", &Request::count});
    };
    using Response = no_output;
};
using refused = operation_list<Refused>;
static_assert(refused::size == 1);

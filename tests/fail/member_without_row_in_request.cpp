// SPDX-License-Identifier: BSL-1.0
// EXPECT: members_of: every data member of the structure needs its row, and only once
#include <cognito_sync/core/operation.hpp>

#include <optional>
#include <string>
#include <string_view>

using namespace cognito_sync;

struct Refused {
    static constexpr std::string_view name = "Refused";
    static constexpr route http = "GET /datasets?nextToken={NextToken}";
    struct Request {
        std::optional<std::string> next_token{};
        std::optional<std::string> forgotten{};

        static constexpr auto members = members_of(member{"NextToken", &Request::next_token});
    };
    using Response = no_output;
};
using refused = operation_list<Refused>;
static_assert(refused::size == 1);

// SPDX-License-Identifier: BSL-1.0
// EXPECT: operation: the query carries strings and integers, a header only strings
#include <cognito_sync/core/operation.hpp>

#include <optional>
#include <string_view>

using namespace cognito_sync;

struct Refused {
    static constexpr std::string_view name = "Refused";
    static constexpr route http = "GET /datasets?all={All}";
    struct Request {
        std::optional<bool> all{};

        static constexpr auto members = members_of(member{"All", &Request::all});
    };
    using Response = no_output;
};
using refused = operation_list<Refused>;
static_assert(refused::size == 1);

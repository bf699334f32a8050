// SPDX-License-Identifier: BSL-1.0
// EXPECT: operations: two of them have one name
#include <cognito_sync/core/operation.hpp>

#include <string>
#include <string_view>

using namespace cognito_sync;

constexpr text Id{.min = 1};

struct First {
    static constexpr std::string_view name = "Same";
    static constexpr route http = "GET /first/{Id}";
    struct Request {
        std::string id;

        static constexpr auto members = members_of(member{"Id", &Request::id, Id});
    };
    using Response = no_output;
};

struct Second {
    static constexpr std::string_view name = "Same";
    static constexpr route http = "GET /second/{Id}";
    struct Request {
        std::string id;

        static constexpr auto members = members_of(member{"Id", &Request::id, Id});
    };
    using Response = no_output;
};

using refused = operation_list<First, Second>;
static_assert(refused::size == 2);

// SPDX-License-Identifier: BSL-1.0
// EXPECT: operations: two of them take one method and path
#include <cognito_sync/core/operation.hpp>

#include <optional>
#include <string>
#include <string_view>

using namespace cognito_sync;

constexpr text Id{.min = 1};

struct First {
    static constexpr std::string_view name = "First";
    static constexpr route http = "GET /things/{Id}";
    struct Request {
        std::string id;

        static constexpr auto members = members_of(member{"Id", &Request::id, Id});
    };
    using Response = no_output;
};

struct Second {
    static constexpr std::string_view name = "Second";
    static constexpr route http = "GET /things/{OtherId}?a={A}";
    struct Request {
        std::string other_id;
        std::optional<std::string> a{};

        static constexpr auto members =
            members_of(member{"OtherId", &Request::other_id, Id}, member{"A", &Request::a});
    };
    using Response = no_output;
};

using refused = operation_list<First, Second>;
static_assert(refused::size == 2);

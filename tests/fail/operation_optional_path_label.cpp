// SPDX-License-Identifier: BSL-1.0
// EXPECT: operation: a path label must be a required string
#include <cognito_sync/core/operation.hpp>

#include <optional>
#include <string>
#include <string_view>

using namespace cognito_sync;

constexpr text Id{.min = 1};

struct Refused {
    static constexpr std::string_view name = "Refused";
    static constexpr route http = "GET /datasets/{DatasetName}";
    struct Request {
        std::optional<std::string> dataset_name{};

        static constexpr auto members = members_of(member{"DatasetName", &Request::dataset_name, Id});
    };
    using Response = no_output;
};
using refused = operation_list<Refused>;
static_assert(refused::size == 1);

// SPDX-License-Identifier: BSL-1.0
// EXPECT: operation: the shape of a path label must refuse the empty text
#include <cognito_sync/core/operation.hpp>

#include <string>
#include <string_view>

using namespace cognito_sync;

struct Refused {
    static constexpr std::string_view name = "Refused";
    static constexpr route http = "GET /datasets/{DatasetName}";
    struct Request {
        std::string dataset_name;

        static constexpr auto members = members_of(member{"DatasetName", &Request::dataset_name});
    };
    using Response = no_output;
};
using refused = operation_list<Refused>;
static_assert(refused::size == 1);

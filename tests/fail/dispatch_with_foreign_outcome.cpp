// SPDX-License-Identifier: BSL-1.0
// EXPECT: dispatch: a handler must return outcome<Op> of its operation
#include <cognito_sync/dispatch.hpp>

using namespace cognito_sync;

response refused(request_view const& incoming) {
    return dispatch(incoming, handlers{[](ListDatasets::Request const&) -> outcome<ListRecords> {
                                           return internal_error;
                                       },
                                       not_implemented});
}

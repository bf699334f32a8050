// SPDX-License-Identifier: BSL-1.0
// EXPECT: dispatch: an operation has no handler; add one, or not_implemented
#include <cognito_sync/dispatch.hpp>

using namespace cognito_sync;

response refused(request_view const& incoming) {
    return dispatch(incoming, handlers{[](ListDatasets::Request const&) -> outcome<ListDatasets> {
                        return internal_error;
                    }});
}

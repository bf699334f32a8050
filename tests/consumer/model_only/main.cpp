// SPDX-License-Identifier: BSL-1.0
//
// Refuses to compile if any header of the model let Boost in: every header of Boost defines this name.
#include <cognito_sync/model/operations.hpp>

#ifdef BOOST_CONFIG_HPP
#error "the model must not include Boost"
#endif

int main() { return cognito_sync::DatasetName.accepts("photos:2014") ? 0 : 1; }

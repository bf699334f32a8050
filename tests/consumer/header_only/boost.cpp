// SPDX-License-Identifier: BSL-1.0
//
// The one place where both libraries are compiled.
#include <boost/json/src.hpp>
#include <boost/url/src.hpp>

// SPDX-License-Identifier: BSL-1.0
//
// Catch2, whichever of its two layouts the system has: 3.x in parts, 2.13 in one header. Tests keep to what both offer,
// so matchers and Approx are left out, and nothing else in tests/ asks for a version.
#pragma once

#if __has_include(<catch2/catch_all.hpp>)
#include <catch2/catch_all.hpp>
#else
#include <catch2/catch.hpp>
#endif

// SPDX-License-Identifier: BSL-1.0
//
// The main of the unit tests where the system's Catch2 is 2.13; from 3 on it brings its own. Compiled once, since
// this definition makes the header many times dearer than it is for a test.
#define CATCH_CONFIG_MAIN
#include "support/catch.hpp"

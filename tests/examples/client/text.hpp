// SPDX-License-Identifier: BSL-1.0
//
// Text for people: aligned lines, dates, and what others wrote without what a terminal would obey.
#pragma once

#include <cognito_sync/core/timestamp.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace example::client {

namespace cs = cognito_sync;

/// The text with its control characters, C1 ones too, shown as `\n`, `\t`, `\x1b`.
std::string printable(std::string_view text);

/// `2014-10-10T20:47:37.151Z`
std::string readable(cs::timestamp at);

/// Rows of cells as lines with aligned columns, two blanks between; a column of numbers stands to the right.
/// Widths are counted in code points.
std::string aligned(std::vector<std::vector<std::string>> const& rows);

}  // namespace example::client

// SPDX-License-Identifier: BSL-1.0
//
// The program wire as the tests call it: arguments and standard input in, exit status and output compared.
#pragma once

#include "live/process.hpp"
#include "support/catch.hpp"

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace example {

inline finished wire_with(std::vector<std::string> arguments, std::string input = {}) {
    arguments.insert(arguments.begin(), WIRE);
    return run(std::move(arguments), {.input = std::move(input)});
}

/// A message as people write it: every line end becomes the one of HTTP.
inline std::string crlf(std::string_view text) {
    std::string out;
    for (char const c : text) out.append(c == '\n' ? "\r\n" : std::string(1, c));
    return out;
}

inline void expect(finished const& said, int code, std::string_view output) {
    CHECK(said.code == code);
    CHECK(said.output == output);
    CHECK(said.errors.empty());
}

}  // namespace example

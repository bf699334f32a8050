// SPDX-License-Identifier: BSL-1.0
//
// The command line of sync-server.
#pragma once

#include <cstdint>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace example {

struct options {
    std::string address = "127.0.0.1";
    std::uint16_t port = 8080;  ///< 0: the system chooses
    std::string database = "sync.db";
    std::optional<std::string> verify_keys{};
    std::string cors{};
    std::optional<std::uint32_t> throttle{};
    bool help = false;
};

/// The command line is wrong; the sentence says how.
struct wrong_use : std::runtime_error {
    using std::runtime_error::runtime_error;
};

/// Reads the arguments after the program's name: `--port 8080` or `--port=8080`. Throws `wrong_use`.
options read_options(std::vector<std::string> const& arguments);

/// What --help prints.
std::string_view usage();

}  // namespace example

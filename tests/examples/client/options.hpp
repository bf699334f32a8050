// SPDX-License-Identifier: BSL-1.0
//
// What the command line and the environment say. No file is read and no name resolved here.
#pragma once

#include "client/address.hpp"
#include "sign.hpp"

#include <functional>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace example::client {

/// A command line that cannot be carried out; the sentence says why. The program ends with 2.
struct wrong_use : std::runtime_error {
    using std::runtime_error::runtime_error;
};

struct options {
    client::address address{};
    std::string base_path{};  ///< of the endpoint: stands before every path
    std::string region{};
    std::string pool{};
    std::string identity{};
    std::string ca_file{};
    std::optional<credentials> keys{};  ///< none: requests are not signed
    bool trace = false;
    bool help = false;
    std::string command{};
    std::vector<std::string> arguments{};
};

/// Looks up a variable; nothing when it is not set.
using environment = std::function<std::optional<std::string>(char const* name)>;

/// Reads the arguments without the program's name. Flags stand before the command; what stands behind it is
/// taken as it is, so that a value may begin with `--`.
///
/// Throws   wrong_use
options read_options(std::vector<std::string> const& arguments, environment const& variable);

/// The text of --help.
std::string_view usage() noexcept;

}  // namespace example::client

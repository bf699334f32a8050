// SPDX-License-Identifier: BSL-1.0
//
// sync-client: what an identity keeps in Amazon Cognito Sync, from a shell. All of it is in commands.hpp.
#include "client/commands.hpp"

#include <unistd.h>

#include <cstdlib>
#include <iostream>
#include <optional>
#include <string>

int main(int count, char** arguments) {
    auto const variable = [](char const* name) -> std::optional<std::string> {
        char const* const value = std::getenv(name);
        return value == nullptr ? std::nullopt : std::optional<std::string>(value);
    };
    return example::client::run({arguments + (count > 0 ? 1 : 0), arguments + count}, variable,
                                {.in = std::cin,
                                 .out = std::cout,
                                 .error = std::cerr,
                                 .out_is_terminal = isatty(STDOUT_FILENO) == 1,
                                 .error_is_terminal = isatty(STDERR_FILENO) == 1});
}

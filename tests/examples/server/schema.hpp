// SPDX-License-Identifier: BSL-1.0
//
// The tables of the store, and opening a file that has them. Which operation uses them how is not known here.
#pragma once

#include "server/sqlite.hpp"

#include <string>

namespace example {

/// Opens the store's database, or makes it with a new key for tokens. Throws std::runtime_error with a
/// sentence for the user.
sqlite::database open_store(std::string const& file);

/// The key that signs the tokens of this database.
std::string token_key_of(sqlite::database& database);

}  // namespace example

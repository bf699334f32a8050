// SPDX-License-Identifier: BSL-1.0
//
// The store itself; its operations stand in store_*.cpp, by subject.
#include "server/sqlite_store.hpp"

#include "server/schema.hpp"

#include <utility>

namespace example {

sqlite_store::sqlite_store(std::string const& file, store_settings settings)
    : settings_(std::move(settings)), database_(open_store(file)), tokens_(token_key_of(database_)) {}

}  // namespace example

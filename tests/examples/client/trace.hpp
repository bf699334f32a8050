// SPDX-License-Identifier: BSL-1.0
//
// An exchange as text for people, without what must not be seen: the signature, and the tokens of sessions.
#pragma once

#include <string>
#include <string_view>

namespace example::client {

/// What stands in the place of a secret.
inline constexpr std::string_view mark = "***";

/// A message's head (start line and headers) with the signature of Authorization, X-Amz-Security-Token and
/// the query's syncSessionToken replaced by the mark.
std::string masked_head(std::string_view head);

/// A body with the value of every SyncSessionToken replaced by the mark, wherever it stands. What is no JSON
/// is shown too: what follows the name of such a token is then left out up to the next quote.
std::string masked_body(std::string_view body);

/// Each line behind a prefix, in printable characters.
std::string shown(std::string_view text, std::string_view prefix);

}  // namespace example::client

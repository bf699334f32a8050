// SPDX-License-Identifier: BSL-1.0
//
// The keys that may sign requests, from the file of --verify-keys, and what is answered to a request that none
// of them signed. The signature itself is sign.hpp's.
//
// The file: {"Keys": [{"AccessKeyId": "…", "SecretAccessKey": "…", "SessionToken": "…",
//                      "Expiration": "2026-01-01T00:00:00Z"}]}, the last two where a key has them. A member that
// is not known is refused: a misspelled Expiration would be a key that never expires.
//
// Decisions, after what AWS does, each 403, the first that holds:
//
// | what is wrong                                                   | the error                           |
// |-----------------------------------------------------------------|-------------------------------------|
// | no Authorization header                                         | MissingAuthenticationTokenException |
// | it or X-Amz-Date cannot be read                                 | IncompleteSignatureException        |
// | the key is not in the file, or the session token is not its own | UnrecognizedClientException         |
// | the key has expired                                             | ExpiredTokenException               |
// | signed for another service, more than 15 minutes away from the  |                                     |
// | server's clock, or not with this key                            | InvalidSignatureException           |
//
// Not judged: the region that was signed for; this server stands in none.
#pragma once

#include "sign.hpp"

#include <cognito_sync/core/timestamp.hpp>
#include <cognito_sync/message.hpp>
#include <cognito_sync/outcome.hpp>

#include <chrono>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace example {

struct known_key {
    credentials secret{};
    std::optional<cs::timestamp> expires{};
};

class key_ring {
public:
    /// Reads the text of a file. Throws std::runtime_error with a sentence that says what is wrong and never
    /// quotes a secret.
    explicit key_ring(std::string_view json);

    /// Reads the file. Its name stands in front of the sentence.
    static key_ring from_file(std::string const& file);

    /// What to answer to a request that no key here signed; nothing when one did.
    std::optional<cs::error_reply> judge(cs::request_view const& asked, cs::timestamp now) const;

private:
    std::map<std::string, known_key, std::less<>> keys_;
};

}  // namespace example

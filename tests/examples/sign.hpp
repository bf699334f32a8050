// SPDX-License-Identifier: BSL-1.0
//
// Signature Version 4 from both ends: `sign` for who sends, `read_authorization` and `signature_fits` for who
// receives. No clock, no list of keys, no sockets: whether a key is known, a session token is its own or a
// date is too old is for the server to say. The steps are in signing.hpp.
//
// Stricter than the rule book: every `x-amz-` header of a request has to be signed, and the body always is,
// so UNSIGNED-PAYLOAD is refused. Not supported: signatures in the query (presigned URLs), and a Date in
// place of X-Amz-Date.
//
// See  https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
#pragma once

#include "signing.hpp"

#include <cognito_sync/core/timestamp.hpp>
#include <cognito_sync/message.hpp>

#include <openssl/crypto.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace example {

struct credentials {
    std::string access_key;
    std::string secret_key;
    std::optional<std::string> session_token{};
};

struct signing_scope {
    std::string region;
    std::string service = "cognito-sync";
};

/// What a request says of its signature. Nothing of it is to be believed before `signature_fits`.
struct claimed_signature {
    std::string access_key{};
    std::string day{};  ///< of the credential scope, `20141010`
    std::string region{};
    std::string service{};
    std::vector<std::string> signed_headers{};  ///< in lower case, ascending, none twice
    std::string signature{};                    ///< 64 hexadecimal digits in lower case
    std::string date{};                         ///< X-Amz-Date as it stands, `20141010T204737Z`
    cs::timestamp signed_at{};                  ///< the same
};

/// Whether two texts are the same, in a time that tells no more than their sizes.
inline bool same_secret(std::string_view left, std::string_view right) noexcept {
    return left.size() == right.size() && CRYPTO_memcmp(left.data(), right.data(), left.size()) == 0;
}

namespace signing {

inline constexpr std::size_t longest_authorization = 4096;
inline constexpr std::size_t most_signed_headers = 64;

/// Headers that proxies and HTTP stacks change on the way.
inline constexpr std::array<std::string_view, 8> never_signed{
    "authorization",    "connection",        "content-length", "expect",
    "proxy-connection", "transfer-encoding", "user-agent",     "x-amzn-trace-id"};

/// The signature that a request of this claim has to have. Nothing when it cannot have one.
inline std::optional<std::string> signature_of(cs::request_view const& from, claimed_signature const& claim,
                                               std::string_view secret_key) {
    auto const canonical = canonical_request(from, claim.signed_headers);
    if (!canonical) return std::nullopt;
    wiped<digest> const key{derived_key(secret_key, claim.day, claim.region, claim.service)};
    std::string const scope = scope_text(claim.day, claim.region, claim.service);
    return hexadecimal(hmac(key.view(), string_to_sign(claim.date, scope, *canonical)));
}

/// The names of all headers that are to be signed, in lower case, ascending, none twice.
inline std::vector<std::string> names_to_sign(cs::header_list const& headers) {
    std::vector<std::string> names;
    for (auto const& [name, value] : headers) names.push_back(lower(name));
    std::erase_if(names, [](std::string const& name) {
        return std::find(never_signed.begin(), never_signed.end(), name) != never_signed.end();
    });
    std::sort(names.begin(), names.end());
    names.erase(std::unique(names.begin(), names.end()), names.end());
    return names;
}

/// Cuts the text up to a separator, or all of it, off the front.
inline std::string_view cut(std::string_view& text, char separator) noexcept {
    std::string_view const piece = text.substr(0, text.find(separator));
    text.remove_prefix(std::min(piece.size() + 1, text.size()));
    return piece;
}

/// `AKID/20141010/us-east-1/cognito-sync/aws4_request`
inline bool read_credential(std::string_view text, claimed_signature& into) {
    if (std::count(text.begin(), text.end(), '/') != 4) return false;
    into.access_key = cut(text, '/');
    into.day = cut(text, '/');
    into.region = cut(text, '/');
    into.service = cut(text, '/');
    return !into.access_key.empty() && read_date(into.day + "T000000Z") && !into.region.empty() &&
           !into.service.empty() && text == "aws4_request";
}

/// `content-type;host;x-amz-date`
inline bool read_names(std::string_view text, claimed_signature& into) {
    if (text.empty() || text.ends_with(';')) return false;
    while (!text.empty()) {
        std::string_view const name = cut(text, ';');
        auto& names = into.signed_headers;
        if (names.size() == most_signed_headers) return false;
        if (name.empty() || lower(name) != name || (!names.empty() && names.back() >= name)) return false;
        names.emplace_back(name);
    }
    return true;
}

inline bool read_signature(std::string_view text, claimed_signature& into) {
    into.signature = text;
    return text.size() == 64 && text.find_first_not_of("0123456789abcdef") == text.npos;
}

/// Reads one `Name=value` of the header. Each stands there once.
inline bool read_part(std::string_view part, claimed_signature& into) {
    std::string_view value = part;
    std::string_view const name = cut(value, '=');
    if (name == "Credential") return into.access_key.empty() && read_credential(value, into);
    if (name == "SignedHeaders") return into.signed_headers.empty() && read_names(value, into);
    return name == "Signature" && into.signature.empty() && read_signature(value, into);
}

inline bool is_signed(claimed_signature const& claim, std::string_view name) {
    return std::binary_search(claim.signed_headers.begin(), claim.signed_headers.end(), name);
}

/// Whether the claim leaves nothing out that changes what the request means.
inline bool covers_the_meaning(cs::request_view const& from, claimed_signature const& claim) {
    struct search {
        claimed_signature const& claim;
        bool all;
    } searched{claim, is_signed(claim, "host")};
    from.headers.each(&searched, [](void* context, std::string_view header, std::string_view) {
        auto& into = *static_cast<search*>(context);
        std::string const name = lower(header);
        into.all = into.all && (!name.starts_with("x-amz-") || is_signed(into.claim, name));
        return into.all;
    });
    return searched.all;
}

/// Whether what the request says of its body's digest, if it says anything, is true.
inline bool body_is_the_said_one(cs::request_view const& from) {
    auto const said = from.headers.find("x-amz-content-sha256");
    return !said || *said == sha256(from.body);
}

}  // namespace signing

/// Adds X-Amz-Date, X-Amz-Security-Token and Authorization; those that stand there already are replaced, so a
/// request can be signed again before it is repeated.
///
/// `host` is what the HTTP stack will send as Host, with the port if it sends one. Every header of the
/// request is signed, but for those that are changed on the way.
inline void sign(cs::request& request, std::string_view host, credentials const& who,
                 signing_scope const& scope, cs::timestamp now) {
    auto& headers = request.headers;
    std::erase_if(headers, [](auto const& each) {
        std::string const name = signing::lower(each.first);
        return name == "authorization" || name == "x-amz-date" || name == "x-amz-security-token";
    });
    claimed_signature claim{.access_key = who.access_key,
                            .region = scope.region,
                            .service = scope.service,
                            .date = signing::date_text(now)};
    claim.day = claim.date.substr(0, 8);
    headers.emplace_back("X-Amz-Date", claim.date);
    if (who.session_token) headers.emplace_back("X-Amz-Security-Token", *who.session_token);

    headers.emplace_back("Host", host);
    claim.signed_headers = signing::names_to_sign(headers);
    std::string const signature = *signing::signature_of(request, claim, who.secret_key);
    headers.pop_back();

    std::string said(signing::algorithm);
    said.append(" Credential=").append(claim.access_key).append("/");
    said.append(signing::scope_text(claim.day, claim.region, claim.service));
    said.append(", SignedHeaders=").append(signing::joined(claim.signed_headers));
    headers.emplace_back("Authorization", said.append(", Signature=").append(signature));
}

/// Reads the Authorization header and X-Amz-Date. Nothing when one of them is missing or is not of the form
/// `sign` writes; the three parts may stand in any order.
inline std::optional<claimed_signature> read_authorization(cs::request_view const& from) {
    auto const header = from.headers.find("authorization");
    auto const date = from.headers.find("x-amz-date");
    if (!header || header->size() > signing::longest_authorization || !date) return std::nullopt;
    std::string_view left = *header;
    bool const three_parts = std::count(left.begin(), left.end(), ',') == 2;
    if (!three_parts || signing::cut(left, ' ') != signing::algorithm) return std::nullopt;

    claimed_signature claim;
    while (!left.empty())
        if (!signing::read_part(cs::trimmed(signing::cut(left, ',')), claim)) return std::nullopt;
    auto const at = signing::read_date(*date);
    if (claim.access_key.empty() || claim.signed_headers.empty() || claim.signature.empty() || !at)
        return std::nullopt;
    claim.date = *date;
    claim.signed_at = *at;
    return claim;
}

/// Whether the request is signed with the key, as it claims. Compared in constant time.
///
/// Also: the scope is of the day of X-Amz-Date, Host and all `x-amz-` headers are signed, and
/// X-Amz-Content-Sha256, where it is sent, is the digest of the body.
inline bool signature_fits(cs::request_view const& from, claimed_signature const& claim,
                           std::string_view secret_key) {
    if (!claim.date.starts_with(claim.day) || !signing::covers_the_meaning(from, claim)) return false;
    if (from.headers.find("x-amz-date") != claim.date || !signing::body_is_the_said_one(from)) return false;
    auto const expected = signing::signature_of(from, claim, secret_key);
    return expected && same_secret(*expected, claim.signature);
}

}  // namespace example

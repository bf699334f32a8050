// SPDX-License-Identifier: BSL-1.0
//
// The steps of Signature Version 4, each a function of its inputs, on libcrypto: digests, the derived key,
// the canonical form of a request, the text that is signed, dates. What a request says of itself, and whether
// it is true, is in sign.hpp.
//
// The path is not normalised, only escaped once more, so that a signature never covers another path than the
// one that is routed.
#pragma once

#include <cognito_sync/core/percent.hpp>
#include <cognito_sync/core/timestamp.hpp>
#include <cognito_sync/message.hpp>

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstddef>
#include <cstdio>
#include <optional>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace example {

namespace cs = cognito_sync;

namespace signing {

using digest = std::array<unsigned char, 32>;

inline constexpr std::string_view algorithm = "AWS4-HMAC-SHA256";

inline std::string hexadecimal(digest const& bytes) {
    std::string text;
    for (unsigned const byte : bytes)
        text.append({"0123456789abcdef"[byte >> 4], "0123456789abcdef"[byte & 15]});
    return text;
}

inline std::string sha256(std::string_view text) {
    digest made{};
    if (EVP_Digest(text.data(), text.size(), made.data(), nullptr, EVP_sha256(), nullptr) != 1)
        throw std::runtime_error("libcrypto has no SHA-256");
    return hexadecimal(made);
}

inline digest hmac(std::span<std::byte const> key, std::string_view text) {
    digest made{};
    auto const* const bytes = reinterpret_cast<unsigned char const*>(text.data());
    if (HMAC(EVP_sha256(), key.data(), static_cast<int>(key.size()), bytes, text.size(), made.data(),
             nullptr) == nullptr)
        throw std::runtime_error("libcrypto has no HMAC-SHA-256");
    return made;
}

/// Bytes that are wiped when they are no longer needed. An aggregate, so that what a function returns is made
/// in place and no copy stays behind.
template <class Bytes>
struct wiped {
    Bytes bytes;

    ~wiped() { OPENSSL_cleanse(bytes.data(), bytes.size()); }
    std::span<std::byte const> view() const { return std::as_bytes(std::span(bytes)); }
};

/// The key of one day, region and service.
inline digest derived_key(std::string_view secret, std::string_view day, std::string_view region,
                          std::string_view service) {
    wiped<std::string> first{};
    first.bytes.reserve(secret.size() + 4);  // growing would leave copies behind
    first.bytes.append("AWS4").append(secret);
    wiped<digest> const of_day{hmac(first.view(), day)};
    wiped<digest> const of_region{hmac(of_day.view(), region)};
    wiped<digest> const of_service{hmac(of_region.view(), service)};
    return hmac(of_service.view(), "aws4_request");
}

inline std::string lower(std::string_view text) {
    std::string made(text);
    for (char& c : made)
        if ('A' <= c && c <= 'Z') c = static_cast<char>(c | 0x20);
    return made;
}

/// The path, every byte but the unreserved ones and `/` escaped once more.
inline std::string canonical_path(std::string_view target) {
    std::string_view path = target.substr(0, target.find('?'));
    if (path.empty()) return "/";
    std::string made;
    for (std::size_t slash; (slash = path.find('/')) != path.npos; path.remove_prefix(slash + 1)) {
        cs::append_percent_encoded(made, path.substr(0, slash));
        made += '/';
    }
    cs::append_percent_encoded(made, path);
    return made;
}

/// A name or value of the query, decoded once and escaped. A bad escape stays as it is, which nothing that
/// was escaped looks like.
inline std::string canonical_piece(std::string_view text) {
    std::string plain(text.size(), '\0');
    auto const decoded = cs::percent_decode(text, plain.data());
    if (decoded.bad != text.npos) return std::string(text);
    std::string made;
    cs::append_percent_encoded(made, std::string_view(plain).substr(0, decoded.size));
    return made;
}

/// The query, sorted by name, then value; a name without `=` has the empty value.
inline std::string canonical_query(std::string_view target) {
    std::size_t const start = target.find('?');
    std::string_view left = start == target.npos ? std::string_view{} : target.substr(start + 1);
    std::vector<std::pair<std::string, std::string>> pairs;
    while (!left.empty()) {
        std::string_view const each = left.substr(0, left.find('&'));
        std::size_t const equal = std::min(each.find('='), each.size());
        pairs.emplace_back(canonical_piece(each.substr(0, equal)),
                           canonical_piece(each.substr(std::min(equal + 1, each.size()))));
        left.remove_prefix(std::min(each.size() + 1, left.size()));
    }
    std::sort(pairs.begin(), pairs.end());
    std::string made;
    for (auto const& [name, value] : pairs)
        made.append(made.empty() ? "" : "&").append(name).append("=").append(value);
    return made;
}

/// A header's value as it is signed: no blanks at the ends, one where there are several; a repeated header's
/// values joined by commas.
inline std::optional<std::string> canonical_header(cs::headers_view headers, std::string_view name) {
    struct search {
        std::string_view name;
        std::optional<std::string> found{};
    } searched{name};
    headers.each(&searched, [](void* context, std::string_view header, std::string_view value) {
        auto& into = *static_cast<search*>(context);
        if (!cs::equal_without_case(header, into.name)) return true;
        into.found ? * into.found += ',' : into.found.emplace();
        bool blank = false;
        for (char const c : cs::trimmed(value)) {
            bool const is_blank = c == ' ' || c == '\t';
            if (!is_blank) into.found->append(blank ? " " : "") += c;
            blank = is_blank;
        }
        return true;
    });
    return std::move(searched.found);
}

inline std::string joined(std::vector<std::string> const& names) {
    std::string made;
    for (auto const& each : names) made.append(made.empty() ? "" : ";").append(each);
    return made;
}

/// What is hashed. Nothing when a header that is said to be signed is not there.
inline std::optional<std::string> canonical_request(cs::request_view const& from,
                                                    std::vector<std::string> const& signed_headers) {
    std::string made(from.method);
    made.append("\n").append(canonical_path(from.target)).append("\n").append(canonical_query(from.target));
    for (auto const& each : signed_headers) {
        auto const value = canonical_header(from.headers, each);
        if (!value) return std::nullopt;
        made.append("\n").append(each).append(":").append(*value);
    }
    made.append("\n\n").append(joined(signed_headers)).append("\n").append(sha256(from.body));
    return made;
}

inline std::string scope_text(std::string_view day, std::string_view region, std::string_view service) {
    std::string made(day);
    return made.append("/").append(region).append("/").append(service).append("/aws4_request");
}

inline std::string string_to_sign(std::string_view date, std::string_view scope, std::string_view canonical) {
    std::string made(algorithm);
    return made.append("\n").append(date).append("\n").append(scope).append("\n").append(sha256(canonical));
}

// ---- Dates

/// `20141010T204737Z`
inline std::string date_text(cs::timestamp at) {
    auto const day = std::chrono::floor<std::chrono::days>(at);
    std::chrono::year_month_day const date(day);
    std::chrono::hh_mm_ss const time(std::chrono::floor<std::chrono::seconds>(at - day));
    std::array<char, 64> text{};
    std::snprintf(text.data(), text.size(), "%04d%02u%02uT%02d%02d%02dZ", int(date.year()),
                  unsigned(date.month()), unsigned(date.day()), int(time.hours().count()),
                  int(time.minutes().count()), int(time.seconds().count()));
    return text.data();
}

inline std::optional<cs::timestamp> read_date(std::string_view text) {
    constexpr std::string_view form = "00000000T000000Z";
    if (text.size() != form.size()) return std::nullopt;
    for (std::size_t at = 0; at < form.size(); ++at)
        if (form[at] == '0' ? text[at] < '0' || text[at] > '9' : text[at] != form[at]) return std::nullopt;
    auto const number = [text](std::size_t at, std::size_t size) {
        int value = 0;
        for (char const c : text.substr(at, size)) value = value * 10 + (c - '0');
        return value;
    };
    std::chrono::year_month_day const day{std::chrono::year(number(0, 4)),
                                          std::chrono::month(static_cast<unsigned>(number(4, 2))),
                                          std::chrono::day(static_cast<unsigned>(number(6, 2)))};
    int const hours = number(9, 2), minutes = number(11, 2), seconds = number(13, 2);
    if (!day.ok() || hours > 23 || minutes > 59 || seconds > 59) return std::nullopt;
    return std::chrono::sys_days(day) + std::chrono::hours(hours) + std::chrono::minutes(minutes) +
           std::chrono::seconds(seconds);
}

}  // namespace signing
}  // namespace example

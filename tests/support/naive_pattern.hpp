// SPDX-License-Identifier: BSL-1.0
//
// The four patterns of the service's model as loops written by hand: no line is shared with the engine, so
// that tests and fuzz targets have something to compare it with. Slow and obvious on purpose.
#pragma once

#include <cstddef>
#include <string_view>

namespace naive {

constexpr bool is_digit(char c) { return c >= '0' && c <= '9'; }
constexpr bool is_lower(char c) { return c >= 'a' && c <= 'z'; }
constexpr bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }
constexpr bool is_letter(char c) { return is_lower(c) || is_upper(c); }

/// Removes `prefix`, or says that the text does not begin with it.
constexpr bool drop(std::string_view& text, std::string_view prefix) {
    if (text.substr(0, prefix.size()) != prefix) return false;
    text.remove_prefix(prefix.size());
    return true;
}

/// Removes one byte or more of a kind, as many as there are, or says that there is none.
template <class Kind>
constexpr bool drop_some(std::string_view& text, Kind is_one) {
    std::size_t count = 0;
    while (count < text.size() && is_one(text[count])) ++count;
    text.remove_prefix(count);
    return count > 0;
}

/// [\w-]+:[0-9a-f-]+
constexpr bool is_id(std::string_view text) {
    return drop_some(text, [](char c) { return is_letter(c) || is_digit(c) || c == '_' || c == '-'; }) &&
           drop(text, ":") &&
           drop_some(text, [](char c) { return is_digit(c) || (c >= 'a' && c <= 'f') || c == '-'; }) &&
           text.empty();
}

/// [a-zA-Z0-9_.:-]+
constexpr bool is_dataset_name(std::string_view text) {
    return drop_some(text,
                     [](char c) {
                         return is_letter(c) || is_digit(c) || c == '_' || c == '.' || c == ':' || c == '-';
                     }) &&
           text.empty();
}

/// arn:aws:sns:[-0-9a-z]+:\d+:app/[A-Z_]+/[a-zA-Z0-9_.-]+
constexpr bool is_application_arn(std::string_view text) {
    return drop(text, "arn:aws:sns:") &&
           drop_some(text, [](char c) { return c == '-' || is_digit(c) || is_lower(c); }) &&
           drop(text, ":") && drop_some(text, is_digit) && drop(text, ":app/") &&
           drop_some(text, [](char c) { return is_upper(c) || c == '_'; }) && drop(text, "/") &&
           drop_some(
               text,
               [](char c) { return is_letter(c) || is_digit(c) || c == '_' || c == '.' || c == '-'; }) &&
           text.empty();
}

/// arn:aws:iam::\d+:role/.*
constexpr bool is_role_arn(std::string_view text) {
    if (!drop(text, "arn:aws:iam::") || !drop_some(text, is_digit) || !drop(text, ":role/")) return false;
    for (char const c : text)
        if (c == '\n' || c == '\r') return false;
    return true;
}

}  // namespace naive

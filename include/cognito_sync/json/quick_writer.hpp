// SPDX-License-Identifier: BSL-1.0
//
// The short way from a structure to JSON text, for structures that hold nothing unusual: code made from the
// rows, with each key and what surrounds it as one constant, one allocation, and only the checks that decide
// whether the short way will do.
//
// Text that needs an escape or is not UTF-8, and dates that nobody could read, are left to json/writer.hpp,
// which writes all or says what is wrong and where. Where both write, they write the same bytes; tests hold
// them to that.
#pragma once

#include <cognito_sync/core/decimal.hpp>
#include <cognito_sync/core/enumeration.hpp>
#include <cognito_sync/core/member.hpp>
#include <cognito_sync/core/timestamp.hpp>
#include <cognito_sync/core/utf8.hpp>
#include <cognito_sync/json/writer.hpp>

#include <algorithm>
#include <array>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace cognito_sync::detail {

/// Whether a text can stand between quotes as it is.
inline bool needs_no_escape(std::string_view text) noexcept {
    if (plain_text.matches(text)) return true;
    return std::all_of(text.begin(), text.end(), [](char c) { return json_escape(c) == '\0'; }) &&
           is_utf8(text);
}

/// A row's name as it stands before its value, `,"Name":`.
template <class Owner, std::size_t I>
inline constexpr auto written_key = [] {
    constexpr std::string_view name = row_at<I>(Owner::members).name;
    std::array<char, name.size() + 4> key{',', '"'};
    name.copy(key.data() + 2, name.size());
    key[name.size() + 2] = '"';
    key[name.size() + 3] = ':';
    return key;
}();

/// `size` says how many bytes `write` needs at most; `write` returns the end of what it wrote, or nullptr
/// where only the long way will do.
class quick_writer {
public:
    template <described T>
    static std::size_t size(T const& value) {
        return sizes(value, std::make_index_sequence<member_count<T>>());
    }

    template <described T>
    static char* write(char* at, T const& value) {
        return enclosed('{', at, members(at, value, std::make_index_sequence<member_count<T>>()), '}');
    }

private:
    /// A comma stands before each entry of a structure, list or map; the bracket takes the place of the
    /// first, or one of its own where there is no entry.
    static char* enclosed(char bracket, char* begin, char* end, char last) {
        if (end == nullptr) return nullptr;
        *begin = bracket;
        if (end == begin) ++end;
        *end++ = last;
        return end;
    }

    // The rows of a structure

    template <class T, std::size_t... I>
    static std::size_t sizes(T const& value, std::index_sequence<I...>) {
        return (2 + ... + size_of_member<I>(value));
    }

    template <std::size_t I, class T>
    static std::size_t size_of_member(T const& value) {
        auto const& held = value.*row_at<I>(T::members).pointer;
        if constexpr (is_optional<std::remove_cvref_t<decltype(held)>>)
            return held ? written_key<T, I>.size() + size(*held) : 0;
        else
            return written_key<T, I>.size() + size(held);
    }

    template <class T, std::size_t... I>
    static char* members(char* at, T const& value, std::index_sequence<I...>) {
        static_cast<void>(value);  // of a structure without members
        static_cast<void>((((at = member<I>(at, value)) != nullptr) && ...));
        return at;
    }

    template <std::size_t I, class T>
    static char* member(char* at, T const& value) {
        auto const& held = value.*row_at<I>(T::members).pointer;
        if constexpr (is_optional<std::remove_cvref_t<decltype(held)>>) {
            return held ? keyed<T, I>(at, *held) : at;
        } else {
            return keyed<T, I>(at, held);
        }
    }

    template <class Owner, std::size_t I, class Value>
    static char* keyed(char* at, Value const& value) {
        std::memcpy(at, written_key<Owner, I>.data(), written_key<Owner, I>.size());
        return write(at + written_key<Owner, I>.size(), value);
    }

    // Values

    static std::size_t size(std::string_view text) { return text.size() + 2; }
    static char* write(char* at, std::string_view text) {
        if (!needs_no_escape(text)) return nullptr;
        *at++ = '"';
        at += text.copy(at, text.size());
        *at++ = '"';
        return at;
    }

    template <wire_enum E>
    static std::size_t size(open<E> const& value) {
        return size(value.text());
    }
    template <wire_enum E>
    static char* write(char* at, open<E> const& value) {
        return write(at, value.text());
    }

    template <std::integral Integer>
    static std::size_t size(Integer) {
        return decimal_size;
    }
    static char* write(char* at, std::int64_t value) { return write_decimal(value, at); }
    static char* write(char* at, std::int32_t value) { return write_decimal(value, at); }
    static char* write(char* at, bool value) {
        std::string_view const text = value ? "true" : "false";
        return at + text.copy(at, text.size());
    }

    static std::size_t size(timestamp) { return decimal_size; }
    static char* write(char* at, timestamp value) {
        bool const readable = earliest_timestamp <= value && value <= latest_timestamp;
        return readable ? write_decimal<3>(value.time_since_epoch().count(), at) : nullptr;
    }

    // Lists and maps

    template <class T>
    static std::size_t size(std::vector<T> const& list) {
        std::size_t all = 2;
        for (T const& each : list) all += 1 + size(each);
        return all;
    }
    template <class T>
    static char* write(char* at, std::vector<T> const& list) {
        char* const begin = at;
        for (auto each = list.begin(); at != nullptr && each != list.end(); ++each) {
            *at++ = ',';
            at = write(at, *each);
        }
        return enclosed('[', begin, at, ']');
    }

    template <class T>
    static std::size_t size(std::map<std::string, T> const& map) {
        std::size_t all = 2;
        for (auto const& [key, value] : map) all += 2 + size(key) + size(value);
        return all;
    }
    template <class T>
    static char* write(char* at, std::map<std::string, T> const& map) {
        char* const begin = at;
        for (auto each = map.begin(); at != nullptr && each != map.end(); ++each) {
            *at++ = ',';
            at = write(at, each->first);
            if (at == nullptr) break;
            *at++ = ':';
            at = write(at, each->second);
        }
        return enclosed('{', begin, at, '}');
    }
};

/// Writes a structure into an empty string. False, with `failed` filled and `out` empty, when a value cannot
/// be written.
template <described T>
bool write_json(T const& value, std::string& out, error& failed) {
    out.resize(quick_writer::size(value));
    if (char const* const end = quick_writer::write(out.data(), value)) {
        out.resize(static_cast<std::size_t>(end - out.data()));
        return true;
    }
    out.clear();
    return write_json(schema_of<T>, &value, 0, out, failed);
}

}  // namespace cognito_sync::detail

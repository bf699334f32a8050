// SPDX-License-Identifier: BSL-1.0
//
// How things look on the screen: values, places in the message with a caret below them, and the members of a
// structure with where each came from.
//
// No byte of a message reaches the terminal that could mean something to it: controls and what is no UTF-8
// are spelled as \xNN.
#pragma once

#include "message.hpp"

#include <cognito_sync/core/operation.hpp>
#include <cognito_sync/core/pointer.hpp>
#include <cognito_sync/core/timestamp.hpp>
#include <cognito_sync/core/utf8.hpp>
#include <cognito_sync/policy.hpp>

#include <chrono>
#include <cstdio>
#include <ostream>
#include <string>
#include <string_view>

namespace example::wire {

inline void append_escaped(std::string& out, char byte) {
    constexpr std::string_view hexadecimal = "0123456789ABCDEF";
    auto const value = static_cast<unsigned char>(byte);
    out.append({'\\', 'x', hexadecimal[value / 16], hexadecimal[value % 16]});
}

constexpr bool is_plain(char c) { return ' ' <= c && c <= '~'; }

/// A text whose every byte is printed: those of ASCII as they are, all others as \xNN.
inline std::string bytes_shown(std::string_view text) {
    std::string out;
    for (char const c : text) {
        if (is_plain(c))
            out += c;
        else
            append_escaped(out, c);
    }
    return out;
}

/// A text for people: UTF-8 stays, controls (the two-byte ones too) and all else become \xNN. `escaped` get a
/// backslash.
inline std::string plain(std::string_view text, std::string_view escaped = {}) {
    std::string out;
    while (!text.empty()) {
        std::size_t size = 1;
        while (size < 4 && size < text.size() && cs::scan_utf8(text.substr(0, size)).valid != size) ++size;
        bool const valid = cs::scan_utf8(text.substr(0, size)).valid == size;
        bool const control = size == 2 && text[0] == '\xC2' && static_cast<unsigned char>(text[1]) < 0xA0;
        if (!valid) size = 1;
        if (escaped.find(text[0]) != npos) out += '\\';
        if (valid && !control && (size > 1 || is_plain(text[0])))
            out.append(text.substr(0, size));
        else
            out.append(bytes_shown(text.substr(0, size)));
        text.remove_prefix(size);
    }
    return out;
}

/// A value in quotes; of a long one the beginning, and how long it is.
inline std::string in_quotes(std::string_view text) {
    constexpr std::size_t most = 160;
    if (text.size() <= most) return '"' + plain(text, "\"\\") + '"';
    std::string_view start = text.substr(0, most);
    if (std::size_t const valid = cs::scan_utf8(start).valid; most - valid < 4)
        start = start.substr(0, valid);
    return '"' + plain(start, "\"\\") + "\"... (" + std::to_string(text.size()) + " bytes)";
}

/// A byte of a text: of the message, or of a body that was put together from chunks.
struct place {
    std::string_view text{};
    std::size_t at = 0;
};

/// The line around a place, at most 72 bytes of it, and a caret below the byte.
inline void show_place(std::ostream& out, place const& where, std::string_view called) {
    constexpr std::size_t before = 48, after = 24;
    std::string_view const text = where.text;
    std::size_t const at = std::min(where.at, text.size());
    std::size_t const feed = at == 0 ? npos : text.rfind('\n', at - 1);
    std::size_t const start = feed == npos ? 0 : feed + 1;
    std::size_t end = std::min(text.find('\n', at), text.size());
    if (end > at && text[end - 1] == '\r') --end;
    std::size_t const from = std::max(start, at - std::min(at, before)), to = std::min(end, at + after);
    std::string const head = (from > start ? "..." : "") + bytes_shown(text.substr(from, at - from));
    out << "     | " << head << bytes_shown(text.substr(at, to - at)) << (to < end ? "..." : "") << '\n';
    out << "     | " << std::string(head.size(), ' ') << "^ byte " << where.at << " of the " << called
        << '\n';
}

/// Seconds since 1970 as the wire has them, and the date.
inline std::string date(cs::timestamp value) {
    auto const day = std::chrono::floor<std::chrono::days>(value);
    std::chrono::year_month_day const on{day};
    std::chrono::hh_mm_ss const time{value - day};
    char text[64];
    int const size = std::snprintf(text, sizeof text, "%04d-%02u-%02uT%02d:%02d:%02d.%03dZ", int{on.year()},
                                   unsigned{on.month()}, unsigned{on.day()}, int(time.hours().count()),
                                   int(time.minutes().count()), int(time.seconds().count()),
                                   int(time.subseconds().count()));
    return std::string(cs::format_timestamp(value).view()) + " (" + std::string(text, std::size_t(size)) +
           ")";
}

/// Prints the members of structures, one line for each value.
class members {
public:
    explicit members(std::ostream& out) : out_(out) {}

    /// The rows of a structure; `label` says of a row what stands before it.
    template <class Label>
    void print(cs::schema const& shape, void const* object, Label label) {
        for (cs::field const& each : shape.fields) {
            label_ = label(each);
            if (void const* const held = each.get(object); held != nullptr)
                value(*each.type, held, "/" + std::string(each.name));
        }
    }

private:
    void value(cs::value_type const& type, void const* held, std::string const& pointer) {
        using cs::kind;
        switch (type.is) {
            case kind::string: return line(pointer, in_quotes(*static_cast<std::string const*>(held)));
            case kind::enumeration: return line(pointer, plain(type.enumeration->text(held)));
            case kind::int32: return line(pointer, std::to_string(*static_cast<std::int32_t const*>(held)));
            case kind::int64: return line(pointer, std::to_string(*static_cast<std::int64_t const*>(held)));
            case kind::boolean: return line(pointer, *static_cast<bool const*>(held) ? "true" : "false");
            case kind::time: return line(pointer, date(*static_cast<cs::timestamp const*>(held)));
            case kind::structure: return structure(*type.schema, held, pointer);
            case kind::list: return list(*type.list, held, pointer);
            case kind::map: return map(*type.map, held, pointer);
        }
    }

    void structure(cs::schema const& shape, void const* object, std::string const& pointer) {
        bool empty = true;
        for (cs::field const& each : shape.fields)
            if (void const* const held = each.get(object); held != nullptr) {
                value(*each.type, held, pointer + "/" + std::string(each.name));
                empty = false;
            }
        if (empty) line(pointer, "{}");
    }

    void list(cs::list_type const& type, void const* held, std::string const& pointer) {
        if (type.size(held) == 0) line(pointer, "[]");
        for (std::size_t i = 0; i < type.size(held); ++i)
            value(*type.element, type.at(held, i), pointer + "/" + std::to_string(i));
    }

    void map(cs::map_type const& type, void const* held, std::string const& pointer) {
        struct visit {
            members& self;
            cs::map_type const& type;
            std::string const& pointer;
        } context{*this, type, pointer};
        if (type.size(held) == 0) line(pointer, "{}");
        type.each(held, &context, [](void* opaque, std::string_view key, void const* entry) {
            auto const& [self, of, above] = *static_cast<visit*>(opaque);
            std::string below = above;
            cs::append_pointer_key(below, key);
            self.value(*of.element, entry, below);
            return true;
        });
    }

    void line(std::string const& pointer, std::string_view shown) {
        out_ << "  " << label_ << plain(pointer) << " = " << shown << '\n';
    }

    std::ostream& out_;
    std::string label_{};
};

}  // namespace example::wire

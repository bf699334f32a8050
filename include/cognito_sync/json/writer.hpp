// SPDX-License-Identifier: BSL-1.0
//
// From a structure to JSON text in the canonical form of this library, straight into one string. No Boost.
//
// Compact; members in the order of the model, unset ones left out; map keys sorted; `\" \\ \b \f \n \r \t`
// short, other controls `\u00xx`; `/`, DEL and all beyond ASCII as they are. Text that is not UTF-8 is an
// error: nobody could read it.
//
// One allocation, of a size that a first walk finds out; and one look at a text by blocks, which is all that
// a text needs if it is ASCII without anything to escape, as nearly every text is.
#pragma once

#include <cognito_sync/core/decimal.hpp>
#include <cognito_sync/core/pattern.hpp>
#include <cognito_sync/core/pointer.hpp>
#include <cognito_sync/core/schema.hpp>
#include <cognito_sync/core/timestamp.hpp>
#include <cognito_sync/core/utf8.hpp>
#include <cognito_sync/error.hpp>

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace cognito_sync::detail {

/// What stands after the backslash for a byte: 0 when the byte needs none, 'u' when it has no short form.
constexpr char json_escape(char c) noexcept {
    switch (c) {
        case '"': return '"';
        case '\\': return '\\';
        case '\b': return 'b';
        case '\f': return 'f';
        case '\n': return 'n';
        case '\r': return 'r';
        case '\t': return 't';
        default: return static_cast<unsigned char>(c) < 0x20 ? 'u' : '\0';
    }
}

/// Text that is JSON as it stands: ASCII, and nothing to escape.
inline constexpr pattern plain_text = regex<R"([ !#-\[\]-~]*)">;

/// A string that grows at its end: it is longer than what stands in it, and `finish` cuts it.
class growing_text {
public:
    growing_text(std::string& text, std::size_t expected) : text_(text) { text_.resize(expected); }

    void add(char c) {
        make_room(1);
        text_[size_++] = c;
    }
    void add(std::string_view more) {
        make_room(more.size());
        more.copy(text_.data() + size_, more.size());
        size_ += more.size();
    }
    /// What `write` puts where it is told to, `most` bytes or fewer; it returns the end.
    template <class Write>
    void add(std::size_t most, Write write) {
        make_room(most);
        char* const at = text_.data() + size_;
        size_ += static_cast<std::size_t>(write(at) - at);
    }
    void finish() { text_.resize(size_); }

private:
    void make_room(std::size_t more) {
        if (text_.size() - size_ < more) text_.resize(2 * text_.size() + more);
    }

    std::string& text_;
    std::size_t size_ = 0;
};

/// Adds what is between the quotes of a JSON string. The text must be UTF-8.
inline void add_escaped(growing_text& out, std::string_view text) {
    constexpr std::string_view hexadecimal = "0123456789abcdef";
    std::size_t from = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        char const escape = json_escape(text[i]);
        if (escape == '\0') continue;
        out.add(text.substr(from, i - from));
        out.add('\\');
        out.add(escape);
        if (escape == 'u') {
            out.add("00");
            out.add(hexadecimal[static_cast<unsigned char>(text[i]) >> 4]);
            out.add(hexadecimal[text[i] & 15]);
        }
        from = i + 1;
    }
    out.add(text.substr(from));
}

/// A bound on how long a value is as JSON that holds unless text has to be escaped: what to reserve.
class json_bound {
public:
    static std::size_t of(schema const& shape, void const* object) {
        std::size_t size = 2;
        for (field const& row : shape.fields)
            if (void const* const held = row.get(object); held != nullptr)
                size += row.name.size() + 4 + of(*row.type, held);
        return size;
    }

private:
    static constexpr std::size_t longest_number = decimal_size;

    static std::size_t of(value_type const& type, void const* held) {
        switch (type.is) {
            case kind::string: return as<std::string>(held).size() + 2;
            case kind::enumeration: return type.enumeration->text(held).size() + 2;
            case kind::structure: return of(*type.schema, held);
            case kind::list: return of(*type.list, held);
            case kind::map: return of(*type.map, held);
            default: return longest_number;
        }
    }

    static std::size_t of(list_type const& type, void const* held) {
        std::size_t size = 2;
        for (std::size_t i = 0; i < type.size(held); ++i) size += of(*type.element, type.at(held, i)) + 1;
        return size;
    }

    static std::size_t of(map_type const& type, void const* held) {
        struct visit {
            value_type const& element;
            std::size_t size;
        } context{*type.element, 2};
        type.each(held, &context, [](void* opaque, std::string_view key, void const* entry) {
            auto& [element, size] = as<visit>(opaque);
            size += key.size() + 4 + of(element, entry);
            return true;
        });
        return context.size;
    }
};

/// Walks a structure and adds it as JSON.
class json_writer {
public:
    json_writer(growing_text& out, error& failed) noexcept : out_(out), failed_(failed) {}

    /// Writes the rows whose bit in `skipped` is not set. False, with the error filled, when a value cannot
    /// be written.
    bool structure(schema const& shape, void const* object, place const& at, std::uint32_t skipped = 0) {
        char before = '{';
        for (std::size_t row = 0; row < shape.fields.size(); ++row) {
            field const& each = shape.fields[row];
            if (row < 32 && (skipped >> row & 1U) != 0) continue;
            void const* const held = each.get(object);
            if (held == nullptr) continue;
            key(before, each.name);
            before = ',';
            if (!value(*each.type, held, at.member(each.name))) return false;
        }
        if (before == '{') out_.add(before);
        out_.add('}');
        return true;
    }

private:
    /// The name of a member needs no escape.
    void key(char before, std::string_view name) {
        out_.add(name.size() + 4, [&](char* at) {
            *at++ = before;
            *at++ = '"';
            at += name.copy(at, name.size());
            *at++ = '"';
            *at++ = ':';
            return at;
        });
    }

    bool value(value_type const& type, void const* held, place const& at) {
        switch (type.is) {
            case kind::string: return string(as<std::string>(held), at);
            case kind::enumeration: return string(type.enumeration->text(held), at);
            case kind::int32: return decimal<0>(as<std::int32_t>(held));
            case kind::int64: return decimal<0>(as<std::int64_t>(held));
            case kind::boolean: return boolean(as<bool>(held));
            case kind::time: return date(as<timestamp>(held), at);
            case kind::structure: return structure(*type.schema, held, at);
            case kind::list: return list(*type.list, held, at);
            case kind::map: return map(*type.map, held, at);
        }
        return false;
    }

    bool boolean(bool value) {
        out_.add(value ? "true" : "false");
        return true;
    }

    template <int Places>
    bool decimal(std::int64_t value) {
        out_.add(decimal_size, [=](char* at) { return write_decimal<Places>(value, at); });
        return true;
    }

    bool string(std::string_view text, place const& at) {
        bool const plain = plain_text.matches(text);
        if (!plain)
            if (std::size_t const valid = scan_utf8(text).valid; valid != text.size())
                return refuse(errc::bad_unicode, at, valid);
        out_.add('"');
        plain ? out_.add(text) : add_escaped(out_, text);
        out_.add('"');
        return true;
    }

    bool date(timestamp value, place const& at) {
        if (value < earliest_timestamp || latest_timestamp < value) return refuse(errc::time_range, at, 0);
        return decimal<3>(value.time_since_epoch().count());
    }

    bool list(list_type const& type, void const* held, place const& at) {
        out_.add('[');
        for (std::size_t i = 0; i < type.size(held); ++i) {
            if (i != 0) out_.add(',');
            if (!value(*type.element, type.at(held, i), at.element(i))) return false;
        }
        out_.add(']');
        return true;
    }

    bool map(map_type const& type, void const* held, place const& at) {
        struct visit {
            json_writer& self;
            map_type const& type;
            place const& at;
            char before;
        } context{*this, type, at, '{'};
        bool const written =
            type.each(held, &context, [](void* opaque, std::string_view key, void const* entry) {
                auto& [self, of, here, before] = as<visit>(opaque);
                self.out_.add(before);
                before = ',';
                if (!self.string(key, here)) return false;
                self.out_.add(':');
                return self.value(*of.element, entry, here.entry(key));
            });
        if (context.before == '{') out_.add('{');
        out_.add('}');
        return written;
    }

    bool refuse(errc code, place const& at, std::size_t offset) {
        failed_ = text_error(code, at.pointer(), offset);
        return false;
    }

    growing_text& out_;
    error& failed_;
};

/// Writes a structure into an empty string. False, with `failed` filled and `out` empty, when a value cannot
/// be written.
inline bool write_json(schema const& shape, void const* object, std::uint32_t skipped, std::string& out,
                       error& failed) {
    growing_text text(out, json_bound::of(shape, object));
    if (json_writer(text, failed).structure(shape, object, {}, skipped)) {
        text.finish();
        return true;
    }
    out.clear();
    return false;
}

}  // namespace cognito_sync::detail

// SPDX-License-Identifier: BSL-1.0
//
// The dialect: reads a pattern as the service's model spells it and makes the automaton.
//
//   pattern     := [ "^" ] alternation [ "$" ]          the anchors change nothing: the whole text is matched
//   alternation := sequence { "|" sequence }
//   sequence    := { atom [ "*" | "+" | "?" | "{m}" | "{m,}" | "{m,n}" ] }
//   atom        := byte | "." | escape | "[" [ "^" ] items "]" | "(" [ "?:" ] alternation ")"
//
// What ECMAScript has beyond that is refused, with the construct and its offset, and so are the spellings on
// which engines differ ("[a-\d]", "[[:alpha:]]", a lone "}"). After the first refusal the cursor stands at
// the end, so every loop ends by itself. This code runs in the compiler only; it recurses as deep as groups
// are nested.
#pragma once

#include <cstddef>
#include <string_view>

#include <cognito_sync/core/fixed_list.hpp>
#include <cognito_sync/core/pattern/automaton.hpp>
#include <cognito_sync/core/pattern/byte_set.hpp>
#include <cognito_sync/core/pattern/refusal.hpp>

namespace cognito_sync::detail::engine {

/// A part of the pattern, as the places it can begin and end with.
struct fragment {
    place_set first = 0;
    place_set last = 0;
    bool may_be_empty = true;
};

class pattern_parser {
public:
    constexpr explicit pattern_parser(std::string_view spelling) : text_(spelling) { parse(); }

    fixed_list<place, most_places> places{};
    place_set start = 0;
    refusal refused{};

private:
    std::string_view text_;
    std::size_t at_ = 0;

    static constexpr unsigned unlimited = ~0U;
    static constexpr unsigned greatest_count = 1000;

    struct counts {
        unsigned least;
        unsigned most;
    };

    /// One item of a class: a byte, or a set with a name.
    struct item {
        byte_set bytes;
        bool is_byte;
    };

    // The cursor.

    constexpr bool more() const { return at_ < text_.size(); }
    constexpr bool sees(char byte) const { return more() && text_[at_] == byte; }
    constexpr bool sees(std::string_view words) const { return text_.substr(at_).starts_with(words); }
    constexpr bool sees_any(std::string_view bytes) const {
        return more() && bytes.find(text_[at_]) != bytes.npos;
    }

    constexpr bool take(char byte) {
        bool const here = sees(byte);
        if (here) ++at_;
        return here;
    }

    constexpr bool refusing() const { return refused.what != construct::accepted; }

    constexpr void refuse(std::size_t offset, construct what) {
        if (!refusing()) refused = {what, offset};
        at_ = text_.size();
    }

    // Fragments.

    constexpr void connect(place_set from, place_set to) {
        for (; from != 0; from = without_first(from)) places[first_of(from)].next |= to;
    }

    constexpr fragment in_sequence(fragment const& left, fragment const& right) {
        connect(left.last, right.first);
        return {left.first | (left.may_be_empty ? right.first : 0),
                right.last | (right.may_be_empty ? left.last : 0), left.may_be_empty && right.may_be_empty};
    }

    constexpr fragment one_place(byte_set const& bytes, std::size_t offset) {
        if (bytes.empty()) return refuse(offset, construct::empty_class), fragment{};
        return add({bytes, 0}, offset) ? fragment{only(places.size() - 1), only(places.size() - 1), false}
                                       : fragment{};
    }

    constexpr bool add(place const& next, std::size_t offset) {
        if (places.full()) return refuse(offset, construct::too_many_places), false;
        places.push_back(next);
        return true;
    }

    /// Appends a copy of the newest places, from `from` on; nothing may lead out of them yet.
    constexpr fragment copy(fragment const& original, std::size_t from, std::size_t offset) {
        std::size_t const width = places.size() - from;
        for (std::size_t i = from; i < from + width; ++i)
            if (!add({places[i].bytes, places[i].next << width}, offset)) return {};
        return {original.first << width, original.last << width, original.may_be_empty};
    }

    /// Makes of one piece, the newest places from `from` on, what its quantifier says.
    constexpr fragment repeat(fragment piece, counts const& times, std::size_t from, std::size_t offset) {
        if (times.most == 0) {
            while (places.size() > from) places.pop_back();
            return {};
        }
        unsigned const copies = times.most != unlimited ? times.most : times.least > 0 ? times.least : 1;
        fragment whole{};
        for (unsigned i = 1; i <= copies && !refusing(); ++i) {
            std::size_t const next_from = places.size();
            fragment const next = i < copies ? copy(piece, from, offset) : fragment{};
            if (i == copies && times.most == unlimited) connect(piece.last, piece.first);
            if (i > times.least) piece.may_be_empty = true;
            whole = in_sequence(whole, piece);
            piece = next;
            from = next_from;
        }
        return whole;
    }

    // The grammar, from the top.

    constexpr void parse() {
        if (text_.empty()) return refuse(0, construct::empty_pattern);
        for (std::size_t i = 0; i < text_.size(); ++i)
            if (static_cast<unsigned char>(text_[i]) > 0x7F) return refuse(i, construct::byte_beyond_ascii);
        take('^');
        fragment const whole = alternation();
        if (sees(')')) refuse(at_, construct::stray_parenthesis);
        start = whole.first | (whole.may_be_empty ? end_mark : 0);
        connect(whole.last, end_mark);
    }

    constexpr fragment alternation() {
        fragment either = sequence();
        while (take('|')) {
            fragment const other = sequence();
            either = {either.first | other.first, either.last | other.last,
                      either.may_be_empty || other.may_be_empty};
        }
        return either;
    }

    constexpr fragment sequence() {
        fragment whole{};
        while (more() && !sees_any("|)")) {
            if (sees('$') && at_ + 1 == text_.size()) return ++at_, whole;
            fragment const next = quantified();
            whole = in_sequence(whole, next);
        }
        return whole;
    }

    constexpr fragment quantified() {
        std::size_t const from = places.size();
        std::size_t const offset = at_;
        fragment const piece = atom();
        if (!sees_any("*+?{")) return piece;
        counts const times = quantifier();
        if (sees('?')) refuse(at_, construct::lazy_quantifier);
        if (sees('+')) refuse(at_, construct::possessive_quantifier);
        if (sees_any("*{")) refuse(at_, construct::repeated_quantifier);
        return !refusing() ? repeat(piece, times, from, offset) : fragment{};
    }

    constexpr counts quantifier() {
        if (take('*')) return {0, unlimited};
        if (take('+')) return {1, unlimited};
        if (take('?')) return {0, 1};
        std::size_t const open = at_++;
        unsigned const least = count();
        unsigned const most = !take(',') ? least : sees('}') ? unlimited : count();
        if (!take('}')) refuse(open, construct::malformed_count);
        if (most < least) refuse(open, construct::reversed_count);
        return {least, most};
    }

    constexpr unsigned count() {
        std::size_t const offset = at_;
        unsigned value = 0;
        while (sees_any("0123456789") && value <= greatest_count)
            value = value * 10 + static_cast<unsigned>(text_[at_++] - '0');
        if (at_ == offset) refuse(offset, construct::malformed_count);
        if (value > greatest_count) refuse(offset, construct::huge_count);
        return value;
    }

    constexpr fragment atom() {
        std::size_t const offset = at_;
        char const byte = text_[at_++];
        switch (byte) {
            case '(': return group(offset);
            case '[': return one_place(byte_class(offset), offset);
            case '.': return one_place(~line_ends, offset);
            case '\\': return one_place(escape(offset).bytes, offset);
            case '*':
            case '+':
            case '?':
            case '{': return refuse(offset, construct::nothing_to_repeat), fragment{};
            case '^':
            case '$': return refuse(offset, construct::inner_anchor), fragment{};
            case ']': return refuse(offset, construct::stray_bracket), fragment{};
            case '}': return refuse(offset, construct::stray_brace), fragment{};
            default: return one_place(just(byte), offset);
        }
    }

    constexpr fragment group(std::size_t offset) {
        if (sees('?')) {
            if (!sees("?:")) return refuse(offset, extension()), fragment{};
            at_ += 2;
        }
        fragment const inside = alternation();
        if (!take(')')) refuse(offset, construct::open_group);
        return inside;
    }

    /// Names what follows "(" and begins with "?", but not with "?:".
    constexpr construct extension() const {
        if (sees("?=") || sees("?!")) return construct::lookahead;
        if (sees("?<=") || sees("?<!")) return construct::lookbehind;
        if (sees("?<") || sees("?P")) return construct::named_group;
        return construct::unknown_group;
    }

    constexpr byte_set byte_class(std::size_t offset) {
        bool const others = take('^');
        if (sees(']')) return refuse(offset, construct::empty_class), byte_set{};
        byte_set members{};
        while (more() && !sees(']')) members = members | class_range();
        if (!take(']')) refuse(offset, construct::open_class);
        return others ? ~members : members;
    }

    constexpr byte_set class_range() {
        std::size_t const offset = at_;
        item const first = class_item();
        if (!sees('-') || at_ + 1 >= text_.size() || text_[at_ + 1] == ']') return first.bytes;
        ++at_;
        item const last = class_item();
        if (!first.is_byte || !last.is_byte) return refuse(offset, construct::range_of_classes), byte_set{};
        if (last.bytes.lowest() < first.bytes.lowest())
            return refuse(offset, construct::reversed_range), byte_set{};
        return bytes_between(first.bytes.lowest(), last.bytes.lowest());
    }

    constexpr item class_item() {
        std::size_t const offset = at_;
        if (sees("[:") || sees("[.") || sees("[=")) return refuse(offset, construct::posix_class), item{};
        char const byte = text_[at_++];
        return byte == '\\' ? escape(offset) : item{just(byte), true};
    }

    constexpr item escape(std::size_t offset) {
        if (!more()) return refuse(offset, construct::open_escape), item{};
        char const byte = text_[at_++];
        switch (byte) {
            case 'd': return {digits, false};
            case 'D': return {~digits, false};
            case 'w': return {word_bytes, false};
            case 'W': return {~word_bytes, false};
            case 's': return {spaces, false};
            case 'S': return {~spaces, false};
            case 't': return {just('\t'), true};
            case 'n': return {just('\n'), true};
            case 'v': return {just('\v'), true};
            case 'f': return {just('\f'), true};
            case 'r': return {just('\r'), true};
            case 'x': return {just(hexadecimal(offset)), true};
            case '0':
                if (sees_any("0123456789")) refuse(offset, construct::octal_escape);
                return {just('\0'), true};
            case 'b':
            case 'B': return refuse(offset, construct::word_boundary), item{};
            default: break;
        }
        if ('1' <= byte && byte <= '9') return refuse(offset, construct::backreference), item{};
        if (word_bytes.contains(byte)) return refuse(offset, construct::unknown_escape), item{};
        return {just(byte), true};
    }

    constexpr char hexadecimal(std::size_t offset) {
        int const high = hexadecimal_digit();
        int const low = hexadecimal_digit();
        if (high < 0 || low < 0) return refuse(offset, construct::malformed_byte), '\0';
        if (high > 7) return refuse(offset, construct::escape_beyond_ascii), '\0';
        return static_cast<char>(high * 16 + low);
    }

    constexpr int hexadecimal_digit() {
        if (!more()) return -1;
        char const byte = text_[at_++];
        if ('0' <= byte && byte <= '9') return byte - '0';
        if ('a' <= byte && byte <= 'f') return byte - 'a' + 10;
        if ('A' <= byte && byte <= 'F') return byte - 'A' + 10;
        return -1;
    }
};

}  // namespace cognito_sync::detail::engine

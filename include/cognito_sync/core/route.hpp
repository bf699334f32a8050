// SPDX-License-Identifier: BSL-1.0
//
// A route: where an operation is found, as one literal that looks like its request on the wire.
//
//     "GET /identitypools/{IdentityPoolId}/identities/{IdentityId}/datasets?nextToken={NextToken}"
//     "POST /pools/{PoolId}/things\nx-amz-Context: {Context}"
//
// The literal is read by the compiler; a malformed one does not compile. `route` is an ordinary class and not
// a template, so that all routes of a service have one type and a router is a loop over an array.
#pragma once

#include <cognito_sync/core/fixed_list.hpp>

#include <cstddef>
#include <string_view>

namespace cognito_sync {

/// The request line of an operation, and the headers that carry members.
///
/// What stands in braces is the name of a member. Literal text is compared byte for byte: case matters, and
/// no escape is decoded before the comparison.
class route {
public:
    /// One piece of the path: literal text, or the name of the member that stands there.
    struct segment {
        std::string_view text{};
        bool label = false;
    };

    /// A query key or header name, and the member whose value it carries.
    struct binding {
        std::string_view key{};
        std::string_view member{};
    };

    // The sentences stand here, not where a flaw is found: compilers show their stack from the outside.
    template <std::size_t Size>
    consteval route(char const (&literal)[Size]) {
        // clang-format off
        switch (read(std::string_view(literal, Size - 1))) {
            case flaw::none: break;
            case flaw::method: throw "route: it begins with a method in capitals and a blank, like GET /path";
            case flaw::path: throw "route: the path begins with / and names at least one segment";
            case flaw::segment: throw "route: a segment of the path is empty";
            case flaw::literal: throw "route: a literal segment is written as on the wire";
            case flaw::label: throw "route: a label is a member in braces and fills its place, like {Name}";
            case flaw::constant: throw "route: a query key or header carries a member, like token={Token}";
            case flaw::query: throw "route: a query key is missing";
            case flaw::header: throw "route: a header is a line of its own, like x-context: {ClientContext}";
            case flaw::twice: throw "route: a member or a query key stands in it twice";
            case flaw::size: throw "route: it has more than 12 segments, 8 query keys or 4 headers";
        }
        // clang-format on
    }

    constexpr std::string_view method() const noexcept { return method_; }
    constexpr auto const& path() const noexcept { return path_; }
    constexpr auto const& query() const noexcept { return query_; }
    constexpr auto const& headers() const noexcept { return headers_; }

    /// Whether the literal names a member, and therefore carries it outside the body.
    constexpr bool carries(std::string_view member) const noexcept {
        for (auto const& each : path_)
            if (each.label && each.text == member) return true;
        for (auto const& each : query_)
            if (each.member == member) return true;
        for (auto const& each : headers_)
            if (each.member == member) return true;
        return false;
    }

    /// Whether no request could tell the two apart: the same method, and paths that fit each other piece by
    /// piece.
    friend constexpr bool collide(route const& left, route const& right) noexcept {
        if (left.method_ != right.method_ || left.path_.size() != right.path_.size()) return false;
        for (std::size_t i = 0; i < left.path_.size(); ++i)
            if (left.path_[i].label != right.path_[i].label ||
                (!left.path_[i].label && left.path_[i].text != right.path_[i].text))
                return false;
        return true;
    }

private:
    enum class flaw { none, method, path, segment, literal, label, constant, query, header, twice, size };

    static constexpr std::size_t npos = std::string_view::npos;

    static constexpr std::string_view cut(std::string_view& rest, char until) noexcept {
        std::size_t const end = rest.find(until);
        std::string_view const head = rest.substr(0, end);
        rest = end == npos ? std::string_view{} : rest.substr(end + 1);
        return head;
    }

    static constexpr bool has_braces(std::string_view text) { return text.find_first_of("{}") != npos; }

    static constexpr bool is_label(std::string_view text) {
        return text.size() > 2 && text.front() == '{' && text.find_first_of("{}", 1) == text.size() - 1;
    }

    static constexpr std::string_view within(std::string_view label) {
        return label.substr(1, label.size() - 2);
    }

    constexpr flaw read(std::string_view literal) {
        std::string_view line = cut(literal, '\n');
        method_ = cut(line, ' ');
        if (method_.empty() || method_.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZ") != npos)
            return flaw::method;
        if (line.ends_with('?') || line.ends_with('&')) return flaw::query;
        flaw found = read_path(cut(line, '?'));
        while (found == flaw::none && !line.empty()) found = read_query(cut(line, '&'));
        while (found == flaw::none && !literal.empty()) found = read_header(cut(literal, '\n'));
        return found;
    }

    constexpr flaw read_path(std::string_view path) {
        if (path.size() < 2 || path.front() != '/') return flaw::path;
        for (path.remove_prefix(1);;) {
            bool const last = path.find('/') == npos;
            if (flaw const found = read_segment(cut(path, '/')); last || found != flaw::none) return found;
        }
    }

    constexpr flaw read_segment(std::string_view piece) {
        if (piece.empty()) return flaw::segment;
        if (piece.find_first_of(" %#") != npos) return flaw::literal;
        if (path_.full()) return flaw::size;
        bool const label = is_label(piece);
        if (label && carries(within(piece))) return flaw::twice;
        path_.push_back({label ? within(piece) : piece, label});
        return label || !has_braces(piece) ? flaw::none : flaw::label;
    }

    constexpr flaw read_query(std::string_view pair) {
        std::string_view const key = cut(pair, '=');
        for (binding const& each : query_)
            if (each.key == key) return flaw::twice;
        flaw const found = key.empty() ? flaw::query : judge(pair, query_.full());
        if (found == flaw::none) query_.push_back({key, within(pair)});
        return found;
    }

    constexpr flaw read_header(std::string_view header) {
        std::string_view const name = cut(header, ':');
        if (name.empty() || header.size() < 2 || header.front() != ' ') return flaw::header;
        header.remove_prefix(1);
        flaw const found = judge(header, headers_.full());
        if (found == flaw::none) headers_.push_back({name, within(header)});
        return found;
    }

    constexpr flaw judge(std::string_view label, bool full) const {
        if (!is_label(label)) return has_braces(label) ? flaw::label : flaw::constant;
        if (carries(within(label))) return flaw::twice;
        return full ? flaw::size : flaw::none;
    }

    std::string_view method_{};
    fixed_list<segment, 12> path_{};
    fixed_list<binding, 8> query_{};
    fixed_list<binding, 4> headers_{};
};

}  // namespace cognito_sync

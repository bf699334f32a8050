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

    template <std::size_t Size>
    consteval route(char const (&literal)[Size]) {
        read(std::string_view(literal, Size - 1));
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
    static constexpr std::size_t npos = std::string_view::npos;

    static constexpr std::string_view cut(std::string_view& rest, char until) noexcept {
        std::size_t const end = rest.find(until);
        std::string_view const head = rest.substr(0, end);
        rest = end == npos ? std::string_view{} : rest.substr(end + 1);
        return head;
    }

    static consteval bool is_label(std::string_view text) {
        if (text.find_first_of("{}") == npos) return false;
        if (text.size() < 3 || text.front() != '{' || text.back() != '}' ||
            text.find_first_of("{}", 1) != text.size() - 1)
            throw "route: a label is a member name in braces that fills its whole place, like {DatasetName}";
        return true;
    }

    static consteval std::string_view label(std::string_view text) {
        if (!is_label(text))
            throw "route: a query key or header must carry a member, like nextToken={NextToken}";
        return text.substr(1, text.size() - 2);
    }

    consteval void read(std::string_view literal) {
        std::string_view line = cut(literal, '\n');
        method_ = cut(line, ' ');
        if (method_.empty() || method_.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZ") != npos)
            throw "route: it begins with a method in capitals and one blank, like GET /path";
        std::string_view path = cut(line, '?');
        read_path(path);
        while (!line.empty()) read_query(cut(line, '&'));
        while (!literal.empty()) read_header(cut(literal, '\n'));
    }

    consteval void read_path(std::string_view path) {
        if (path.size() < 2 || path.front() != '/')
            throw "route: the path begins with / and names at least one segment";
        for (path.remove_prefix(1);;) {
            bool const last = path.find('/') == npos;
            std::string_view const piece = cut(path, '/');
            if (piece.empty()) throw "route: a segment of the path is empty";
            if (piece.find_first_of(" %#") != npos)
                throw "route: a literal segment is written as on the wire";
            bool const labelled = is_label(piece);
            path_.push_back({labelled ? label(piece) : piece, labelled});
            if (last) return;
        }
    }

    consteval void read_query(std::string_view pair) {
        std::string_view const key = cut(pair, '=');
        if (key.empty()) throw "route: a query key is missing";
        query_.push_back({key, label(pair)});
    }

    consteval void read_header(std::string_view header) {
        std::string_view const name = cut(header, ':');
        if (name.empty() || header.size() < 2 || header.front() != ' ')
            throw "route: a header is a line of its own, like x-amz-Client-Context: {ClientContext}";
        headers_.push_back({name, label(header.substr(1))});
    }

    std::string_view method_{};
    fixed_list<segment, 12> path_{};
    fixed_list<binding, 8> query_{};
    fixed_list<binding, 4> headers_{};
};

}  // namespace cognito_sync

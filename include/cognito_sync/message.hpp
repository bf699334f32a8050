// SPDX-License-Identifier: BSL-1.0
//
// HTTP messages as plain data that own their bytes, and as views that do not. No sockets and no framing:
// Host, Content-Length, Transfer-Encoding and Date are left to the HTTP stack, and a message is always
// complete.
//
// `headers_view` looks through a function pointer at whatever range the HTTP stack has, so that no header is
// copied.
#pragma once

#include <concepts>
#include <cstddef>
#include <iterator>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace cognito_sync {

/// Whether two ASCII texts are equal without regard to case, as header names and media types are compared.
constexpr bool equal_without_case(std::string_view left, std::string_view right) noexcept {
    auto const lower = [](char c) { return 'A' <= c && c <= 'Z' ? static_cast<char>(c | 0x20) : c; };
    if (left.size() != right.size()) return false;
    for (std::size_t i = 0; i < left.size(); ++i)
        if (lower(left[i]) != lower(right[i])) return false;
    return true;
}

/// The text without the blanks and tabs at its ends, as HTTP strips a header value.
constexpr std::string_view trimmed(std::string_view text) noexcept {
    while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
    while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
    return text;
}

/// Whether HTTP can carry the bytes as a header value: tab, 0x20 … 0x7E and 0x80 … 0xFF.
constexpr bool is_header_value(std::string_view text) noexcept {
    for (char const c : text)
        if ((static_cast<unsigned char>(c) < 0x20 && c != '\t') || c == 0x7F) return false;
    return true;
}

namespace detail {

template <class Entry>
constexpr std::pair<std::string_view, std::string_view> name_and_value(Entry const& entry) {
    if constexpr (requires { entry.name_string(); }) {
        auto const name = entry.name_string();
        auto const value = entry.value();
        return {{name.data(), name.size()}, {value.data(), value.size()}};
    } else {
        return {std::string_view(entry.first), std::string_view(entry.second)};
    }
}

template <class Entry>
concept header_entry = requires(Entry const& entry) {
    entry.name_string();
    entry.value();
}
|| requires(Entry const& entry) {
    std::string_view(entry.first);
    std::string_view(entry.second);
};

template <class Range>
concept header_range = requires(Range const& range) {
    { *std::begin(range) } -> header_entry;
    std::end(range);
};

}  // namespace detail

/// The headers of a message: any range of name and value pairs, or a Boost.Beast message itself. Does not own
/// them.
class headers_view {
public:
    /// Called for each header in order; false stops.
    using visitor = bool (*)(void* context, std::string_view name, std::string_view value);

    constexpr headers_view() noexcept = default;

    template <detail::header_range Range>
        requires(!std::same_as<Range, headers_view>)
    constexpr headers_view(Range const& range) noexcept : range_(&range), each_(&walk<Range>) {}

    void each(void* context, visitor visit) const {
        if (each_ != nullptr) each_(range_, context, visit);
    }

    /// The value of a header, blanks at its ends removed; the values of a repeated one joined by ", ". Names
    /// have no case.
    std::optional<std::string> find(std::string_view name) const {
        struct search {
            std::string_view name;
            std::optional<std::string> found{};
        } searched{name};
        each(&searched, [](void* context, std::string_view header, std::string_view value) {
            auto& into = *static_cast<search*>(context);
            if (!equal_without_case(header, into.name)) return true;
            if (into.found)
                into.found->append(", ").append(trimmed(value));
            else
                into.found.emplace(trimmed(value));
            return true;
        });
        // An empty last value leaves a blank at the end, which HTTP would not keep.
        if (searched.found) searched.found->resize(trimmed(*searched.found).size());
        return std::move(searched.found);
    }

    bool contains(std::string_view name) const { return find(name).has_value(); }

private:
    template <class Range>
    static void walk(void const* range, void* context, visitor visit) {
        for (auto const& entry : *static_cast<Range const*>(range)) {
            auto const [name, value] = detail::name_and_value(entry);
            if (!visit(context, name, value)) return;
        }
    }

    void const* range_ = nullptr;
    void (*each_)(void const* range, void* context, visitor visit) = nullptr;
};

/// Header names and values, in the order in which they are written.
using header_list = std::vector<std::pair<std::string, std::string>>;

/// A request as it came in. `target` is what stands in the request line: raw, never normalised.
struct request_view {
    std::string_view method{};
    std::string_view target{};
    headers_view headers{};
    std::string_view body{};
};

/// A reply as it came in. Any status is answered.
struct response_view {
    int status{};
    headers_view headers{};
    std::string_view body{};
};

/// A request to send. Host, Content-Length and the signature are added by whoever sends it.
struct request {
    std::string method{};
    std::string target{};
    header_list headers{};
    std::string body{};

    operator request_view() const& noexcept { return {method, target, headers, body}; }
    friend bool operator==(request const&, request const&) = default;
};

/// A reply to send. Content-Length and Date are added by whoever sends it.
struct response {
    int status{};
    header_list headers{};
    std::string body{};

    operator response_view() const& noexcept { return {status, headers, body}; }
    friend bool operator==(response const&, response const&) = default;
};

}  // namespace cognito_sync

// SPDX-License-Identifier: BSL-1.0
//
// Enumerations as the wire spells them, and `open<E>` for values that a newer service may send.
//
// An enumerator is joined to its spelling once, in the `spellings<E>` beside the enum. Why `open<E>` and not
// an extra enumerator `Unknown`: the text must survive, and `Unknown` would be a value that nobody may ever
// send.
#pragma once

#include <array>
#include <cstddef>
#include <iosfwd>
#include <optional>
#include <string>
#include <string_view>

namespace cognito_sync {

/// One enumerator and its spelling on the wire.
template <class E>
struct spelled {
    E value;
    std::string_view text;
};
template <class E>
spelled(E, std::string_view) -> spelled<E>;

/// The spellings of `E` in the order of the service's model: an array of `spelled<E>`, specialised beside the
/// enum.
template <class E>
inline constexpr std::array<spelled<E>, 0> spellings{};

/// An enumeration that has its spellings.
template <class E>
concept wire_enum = spellings<E>
.size() > 0;

/// The wire spelling of an enumerator; empty for a value that is none.
template <wire_enum E>
constexpr std::string_view to_string(E value) noexcept {
    for (auto const& row : spellings<E>)
        if (row.value == value) return row.text;
    return {};
}

/// The enumerator that a text spells. Case matters.
template <wire_enum E>
constexpr std::optional<E> enumerator(std::string_view text) noexcept {
    for (auto const& row : spellings<E>)
        if (row.text == text) return row.value;
    return std::nullopt;
}

template <class Traits, wire_enum E>
std::basic_ostream<char, Traits>& operator<<(std::basic_ostream<char, Traits>& out, E value) {
    return out << to_string(value);
}

/// An enumerator, or a text that this version of the library does not know, kept byte for byte.
///
/// A reply may carry an unknown text; a request that carries one breaks a constraint.
///
/// Example  if (details.bulk_publish_status == BulkPublishStatus::SUCCEEDED) …
template <wire_enum E>
class open {
public:
    constexpr open() noexcept = default;
    constexpr open(E value) noexcept : value_(value) {}
    explicit open(std::string_view text) : value_(enumerator<E>(text)), unknown_(value_ ? "" : text) {}

    /// The enumerator, or nothing where the text is unknown.
    constexpr std::optional<E> known() const noexcept { return value_; }

    /// The spelling on the wire, known or not.
    constexpr std::string_view text() const noexcept {
        return value_ ? to_string(*value_) : std::string_view(unknown_);
    }

    friend bool operator==(open const&, open const&) = default;
    friend constexpr bool operator==(open const& left, E right) noexcept { return left.value_ == right; }

    template <class Traits>
    friend std::basic_ostream<char, Traits>& operator<<(std::basic_ostream<char, Traits>& out,
                                                        open const& value) {
        return out << value.text();
    }

private:
    std::optional<E> value_{spellings<E>.front().value};
    std::string unknown_{};
};

}  // namespace cognito_sync

// SPDX-License-Identifier: BSL-1.0
//
// Where a value stands, as a chain on the stack; spelled as a JSON pointer only when something is wrong with
// it.
//
// Steps are member names of the model, indices, and map keys. A key is the sender's text: it is cut, so that
// an error about it stays short.
#pragma once

#include <cognito_sync/core/utf8.hpp>

#include <cstddef>
#include <string>
#include <string_view>

namespace cognito_sync {

/// A map key in a pointer is cut to this many bytes, at the end of a character.
inline constexpr std::size_t max_key_in_pointer = 64;

/// Appends one step to a JSON pointer, `~` and `/` escaped.
inline void append_pointer_step(std::string& pointer, std::string_view step) {
    pointer += '/';
    for (char const c : step) {
        if (c == '~')
            pointer += "~0";
        else if (c == '/')
            pointer += "~1";
        else
            pointer += c;
    }
}

/// Appends a map key as a step, cut to what a pointer may hold of it.
inline void append_pointer_key(std::string& pointer, std::string_view key) {
    append_pointer_step(pointer, key.substr(0, scan_utf8(key.substr(0, max_key_in_pointer)).valid));
}

/// One step on the way to a value. The root has no step above it and no name.
struct place {
    place const* above = nullptr;
    std::string_view name{};  ///< of a member or a map entry
    std::size_t index = 0;    ///< of a list element
    enum class step { root, member, element, entry } kind = step::root;

    constexpr place member(std::string_view of) const noexcept { return {this, of, 0, step::member}; }
    constexpr place element(std::size_t at) const noexcept { return {this, {}, at, step::element}; }
    constexpr place entry(std::string_view key) const noexcept { return {this, key, 0, step::entry}; }

    /// `/RecordPatches/0/Key`; empty for the root.
    std::string pointer() const {
        std::string spelled = above == nullptr ? std::string() : above->pointer();
        switch (kind) {
            case step::root: break;
            case step::member: append_pointer_step(spelled, name); break;
            case step::element: append_pointer_step(spelled, std::to_string(index)); break;
            case step::entry: append_pointer_key(spelled, name); break;
        }
        return spelled;
    }
};

}  // namespace cognito_sync

// SPDX-License-Identifier: BSL-1.0
//
// What every fuzz target starts with: the input taken apart, and the sentence that stops a run. No property
// lives here.
//
// Inputs are text that people can read and write: one letter chooses the options, the rest is what the target
// reads, for a message the message itself with a blank line before its body. So a seed is a captured request
// with a letter before it. Each piece is copied to a heap block of exactly its size, so that a sanitizer sees
// the first byte read past its end; within one block for the whole input, the end of a target would be
// followed by the headers.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <string_view>
#include <utility>
#include <vector>

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size);

namespace fuzz {

/// Stops the run where a law does not hold, with the law and where it stands.
inline void require(bool holds, char const* law, char const* file = __builtin_FILE(),
                    int line = __builtin_LINE()) {
    if (holds) return;
    std::fprintf(stderr, "%s:%d: broken law: %s\n", file, line, law);
    std::abort();
}

/// A text, or room for one, in a heap block of exactly its size.
class exact {
public:
    explicit exact(std::size_t size) : size_(size), bytes_(new char[size]) {}
    explicit exact(std::string_view text) : exact(text.size()) { std::ranges::copy(text, bytes_.get()); }

    char* data() noexcept { return bytes_.get(); }
    std::string_view view() const noexcept { return {bytes_.get(), size_}; }

private:
    std::size_t size_;
    std::unique_ptr<char[]> bytes_;
};

/// Takes an input apart from its front. What is not there is empty, so every input is a good one.
class input {
public:
    input(std::uint8_t const* data, std::size_t size) : rest_(reinterpret_cast<char const*>(data), size) {}

    /// The next byte as a choice of `count`: `A` and `@` + count are the first, and so on round.
    std::size_t choice(std::size_t count) {
        if (rest_.empty()) return 0;
        auto const byte = static_cast<unsigned char>(rest_.front());
        rest_.remove_prefix(1);
        return (byte + std::size_t{256} - 'A') % 256 % count;
    }

    /// The text up to the next separator, which is dropped.
    exact until(char separator) {
        std::size_t const end = std::min(rest_.find(separator), rest_.size());
        exact piece(rest_.substr(0, end));
        rest_.remove_prefix(std::min(end + 1, rest_.size()));
        return piece;
    }

    exact rest() const { return exact(rest_); }

    /// Lines of `name: value` up to an empty one.
    std::vector<std::pair<exact, exact>> headers() {
        std::vector<std::pair<exact, exact>> all;
        while (!rest_.empty() && rest_.front() != '\n') {
            exact const line = until('\n');
            std::size_t const colon = std::min(line.view().find(':'), line.view().size());
            all.emplace_back(exact(line.view().substr(0, colon)),
                             exact(line.view().substr(std::min(colon + 1, line.view().size()))));
        }
        until('\n');
        return all;
    }

private:
    std::string_view rest_;
};

/// Names and values of headers as a headers_view takes them.
inline std::vector<std::pair<std::string_view, std::string_view>>
views(std::vector<std::pair<exact, exact>> const& headers) {
    std::vector<std::pair<std::string_view, std::string_view>> all;
    for (auto const& [name, value] : headers) all.emplace_back(name.view(), value.view());
    return all;
}

}  // namespace fuzz

// SPDX-License-Identifier: BSL-1.0
//
// Where output goes: a line of progress that leaves no trace, and a file that is whole or not there.
#pragma once

#include <cstddef>
#include <ostream>
#include <string>
#include <string_view>

namespace example::client {

/// One line that is written over and over, on a terminal only. Its destructor erases it.
class progress {
public:
    progress(std::ostream& to, bool terminal) : to_(to), on_(terminal) {}
    ~progress() { erase(); }
    progress(progress const&) = delete;
    progress& operator=(progress const&) = delete;

    void show(std::string_view what, std::size_t count);
    void erase();

private:
    std::ostream& to_;
    bool on_;
    bool shown_ = false;
};

/// A new file that takes the place of another only when it is complete: written beside it under another name,
/// synchronised, renamed. Until then, and after any failure, what stood there stands there still. Only its
/// owner can read it.
///
/// Throws   std::runtime_error with a sentence
class replacement {
public:
    explicit replacement(std::string const& path);
    ~replacement();
    replacement(replacement const&) = delete;
    replacement& operator=(replacement const&) = delete;

    void write(std::string_view bytes);
    void commit();

private:
    [[noreturn]] void fail(char const* doing) const;

    std::string path_;
    std::string beside_;
    int file_ = -1;
};

}  // namespace example::client

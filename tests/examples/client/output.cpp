// SPDX-License-Identifier: BSL-1.0
#include "client/output.hpp"

#include "client/text.hpp"

#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <filesystem>
#include <stdexcept>
#include <system_error>

namespace example::client {

void progress::show(std::string_view what, std::size_t count) {
    if (!on_) return;
    to_ << "\r\x1b[K" << printable(what) << ": " << count << std::flush;
    shown_ = true;
}

void progress::erase() {
    if (shown_) to_ << "\r\x1b[K" << std::flush;
    shown_ = false;
}

replacement::replacement(std::string const& path) {
    if (path.empty()) throw std::runtime_error("a file needs a name");
    std::error_code failed;
    path_ = std::filesystem::weakly_canonical(path, failed).string();
    if (failed || path_.empty()) path_ = path;
    auto const there = std::filesystem::status(path_, failed);
    if (std::filesystem::exists(there) && !std::filesystem::is_regular_file(there))
        throw std::runtime_error("cannot write " + path + ": it is not a regular file");
    beside_ = path_ + ".XXXXXX";
    file_ = ::mkostemp(beside_.data(), O_CLOEXEC);
    if (file_ < 0) fail("write");
}

replacement::~replacement() {
    if (file_ < 0) return;
    ::close(file_);
    ::unlink(beside_.c_str());
}

void replacement::write(std::string_view bytes) {
    while (!bytes.empty()) {
        ssize_t const size = ::write(file_, bytes.data(), bytes.size());
        if (size < 0 && errno == EINTR) continue;
        if (size < 0) fail("write");
        bytes.remove_prefix(static_cast<std::size_t>(size));
    }
}

void replacement::commit() {
    if (::fsync(file_) != 0) fail("synchronise");
    if (::rename(beside_.c_str(), path_.c_str()) != 0) fail("replace");
    ::close(file_);
    file_ = -1;
    // The name is as durable as the bytes only when the folder is written, too.
    std::string const folder = std::filesystem::path(path_).parent_path().string();
    int const opened = ::open(folder.empty() ? "." : folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (opened < 0) return;
    ::fsync(opened);
    ::close(opened);
}

void replacement::fail(char const* doing) const {
    std::string const why = std::generic_category().message(errno);
    throw std::runtime_error("cannot " + std::string(doing) + " " + path_ + ": " + why);
}

}  // namespace example::client

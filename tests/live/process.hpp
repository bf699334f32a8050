// SPDX-License-Identifier: BSL-1.0
//
// A program as a child: started with arguments, environment and standard input, its lines read while it runs,
// then signalled, awaited or killed. And a folder for what it writes. POSIX; nothing here knows which program.
//
// A thread of its own drains what the child writes, so that a child never waits for a test that does not look.
// Whatever takes too long throws: the deadline is generous, and only a hang reaches it.
#pragma once

#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>
#include <condition_variable>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <mutex>
#include <stdexcept>
#include <stop_token>
#include <string>
#include <string_view>
#include <system_error>
#include <thread>
#include <utility>
#include <vector>

namespace example {

// Whether AddressSanitizer is on: it keeps freed memory for a while, and needs memory and descriptors of its own.
#if defined(__SANITIZE_ADDRESS__)
inline constexpr bool sanitized = true;
#elif defined(__has_feature)
inline constexpr bool sanitized = __has_feature(address_sanitizer);
#else
inline constexpr bool sanitized = false;
#endif

/// How long a test waits for what happens at once on a healthy machine.
inline constexpr std::chrono::seconds hang{20};

/// A new folder, removed with everything in it.
class scratch_folder {
public:
    scratch_folder() {
        std::string name = (std::filesystem::temp_directory_path() / "cognito_sync_XXXXXX").string();
        if (::mkdtemp(name.data()) == nullptr) throw std::runtime_error("cannot make a folder: " + name);
        path_ = name;
    }
    ~scratch_folder() {
        std::error_code ignored;
        std::filesystem::remove_all(path_, ignored);
    }
    scratch_folder(scratch_folder const&) = delete;
    scratch_folder& operator=(scratch_folder const&) = delete;

    std::string const& path() const { return path_; }
    std::string file(std::string_view name) const { return path_ + "/" + std::string(name); }

private:
    std::string path_;
};

/// A descriptor that closes itself.
class descriptor {
public:
    explicit descriptor(int number = -1) noexcept : number_(number) {}
    descriptor(descriptor&& other) noexcept : number_(std::exchange(other.number_, -1)) {}
    descriptor& operator=(descriptor&& other) noexcept {
        std::swap(number_, other.number_);
        return *this;
    }
    ~descriptor() { close(); }

    int get() const noexcept { return number_; }
    void close() noexcept {
        if (number_ >= 0) ::close(std::exchange(number_, -1));
    }

private:
    int number_;
};

/// What a child is given beside its arguments.
struct process_settings {
    std::vector<std::string> environment{};  ///< "NAME=value", added to what the test has; "NAME" takes away
    std::string folder{};                    ///< the working folder; empty: that of the test
    std::string input{};                     ///< its standard input
};

namespace detail {

inline void require(int result, char const* what) {
    if (result != 0) throw std::system_error(result, std::generic_category(), what);
}

inline std::pair<descriptor, descriptor> make_pipe() {
    std::array<int, 2> ends{};
    if (::pipe2(ends.data(), O_CLOEXEC) != 0) require(errno, "pipe");
    return {descriptor(ends[0]), descriptor(ends[1])};
}

/// A file without a name that holds the text: a child may read as little of it as it likes.
inline descriptor file_of(std::string_view text) {
    std::FILE* const file = std::tmpfile();
    if (file == nullptr) require(errno, "tmpfile");
    bool const written =
        std::fwrite(text.data(), 1, text.size(), file) == text.size() && std::fflush(file) == 0;
    std::rewind(file);
    descriptor kept(::fcntl(::fileno(file), F_DUPFD_CLOEXEC, 3));
    std::fclose(file);
    if (!written || kept.get() < 0) throw std::runtime_error("cannot write a temporary file");
    return kept;
}

/// The environment of the test with what the settings change.
inline std::vector<std::string> environment_with(std::vector<std::string> const& changes) {
    std::vector<std::string> all;
    for (char** each = ::environ; *each != nullptr; ++each) all.emplace_back(*each);
    for (std::string const& change : changes) {
        std::string const name = change.substr(0, change.find('=')) + "=";
        std::erase_if(all, [&](std::string const& each) { return each.starts_with(name); });
        if (change.find('=') != std::string::npos) all.push_back(change);
    }
    return all;
}

inline std::vector<char*> pointers(std::vector<std::string>& texts) {
    std::vector<char*> all;
    for (std::string& each : texts) all.push_back(each.data());
    all.push_back(nullptr);
    return all;
}

class spawn_actions {
public:
    spawn_actions() { require(::posix_spawn_file_actions_init(&actions_), "spawn"); }
    ~spawn_actions() { ::posix_spawn_file_actions_destroy(&actions_); }
    spawn_actions(spawn_actions const&) = delete;
    spawn_actions& operator=(spawn_actions const&) = delete;

    void use(descriptor const& as, int number) {
        require(::posix_spawn_file_actions_adddup2(&actions_, as.get(), number), "spawn");
    }
    void enter(std::string const& folder) {
        if (!folder.empty())
            require(::posix_spawn_file_actions_addchdir_np(&actions_, folder.c_str()), "spawn");
    }
    posix_spawn_file_actions_t const* get() const noexcept { return &actions_; }

private:
    posix_spawn_file_actions_t actions_{};
};

inline pid_t spawn(std::vector<std::string> command, process_settings const& settings, descriptor const& in,
                   descriptor const& out, descriptor const& err) {
    spawn_actions actions;
    actions.use(in, 0);
    actions.use(out, 1);
    actions.use(err, 2);
    actions.enter(settings.folder);
    std::vector<std::string> variables = environment_with(settings.environment);
    auto const arguments = pointers(command);
    auto const environment = pointers(variables);
    pid_t id = -1;
    require(::posix_spawnp(&id, arguments[0], actions.get(), nullptr, arguments.data(), environment.data()),
            command[0].c_str());
    return id;
}

}  // namespace detail

/// A child. Its destructor kills it, if it still runs.
class process {
public:
    explicit process(std::vector<std::string> command, process_settings const& settings = {}) {
        auto [out, child_out] = detail::make_pipe();
        auto [err, child_err] = detail::make_pipe();
        id_ = detail::spawn(std::move(command), settings, detail::file_of(settings.input), child_out,
                            child_err);
        reader_ = std::jthread([this, from = std::array{std::move(out), std::move(err)}](
                                   std::stop_token const& stop) { read(stop, from); });
    }
    ~process() {
        try {
            kill();
        } catch (...) {  // a child that even SIGKILL leaves is none of the test's
        }
    }
    process(process const&) = delete;
    process& operator=(process const&) = delete;

    pid_t id() const noexcept { return id_; }

    /// The next line that the child writes, without its end; what is left when it ends without one.
    std::string line() { return next_line(0); }
    std::string error_line() { return next_line(1); }

    /// All that the child wrote so far, lines that were read included.
    std::string output() const { return all_of(0); }
    std::string errors() const { return all_of(1); }

    void signal(int number) const {
        if (!ended_) ::kill(id_, number);
    }
    /// The exit code, or the number of the signal that ended it, negative. Then all its output has been read.
    int wait() {
        auto const until = std::chrono::steady_clock::now() + hang;
        while (!ended_ && !reap()) {
            if (std::chrono::steady_clock::now() > until) throw std::runtime_error("the child does not end");
            std::this_thread::sleep_for(std::chrono::milliseconds(1));
        }
        reader_.request_stop();
        await([&] { return open_ == 0; }, "the end of its output");
        return code_;
    }
    int kill() {
        signal(SIGKILL);
        return wait();
    }

private:
    bool reap() {
        int status = 0;
        if (::waitpid(id_, &status, WNOHANG) != id_) return false;
        code_ = WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
        return ended_ = true;
    }

    template <class Condition>
    void await(Condition met, std::string_view what) {
        std::unique_lock hold(guard_);
        bool const in_time = news_.wait_for(hold, hang, [&] { return met() || open_ == 0; });
        if (!met()) {
            std::string const why = in_time ? "the child ended before " : "the child did not write ";
            throw std::runtime_error(why + std::string(what) + "; it said: " + written_[0] + written_[1]);
        }
    }

    std::string next_line(std::size_t stream) {
        std::string const& text = written_[stream];
        std::size_t& at = seen_[stream];
        await([&] { return text.find('\n', at) != std::string::npos || at < text.size(); }, "a line");
        std::unique_lock hold(guard_);
        news_.wait_for(hold, hang, [&] { return text.find('\n', at) != std::string::npos || open_ == 0; });
        std::string const line = text.substr(at, text.find('\n', at) - at);
        at = std::min(text.size(), at + line.size() + 1);
        return line;
    }

    std::string all_of(std::size_t stream) const {
        std::scoped_lock const hold(guard_);
        return written_[stream];
    }

    void read(std::stop_token const& stop, std::array<descriptor, 2> const& from) {
        std::array<pollfd, 2> watched{{{from[0].get(), POLLIN, 0}, {from[1].get(), POLLIN, 0}}};
        while (watched[0].fd >= 0 || watched[1].fd >= 0) {
            // Once the child has ended, all that it wrote is here; a child of its own may still hold the other end.
            bool const ended = stop.stop_requested();
            if (::poll(watched.data(), watched.size(), ended ? 0 : 100) <= 0 && ended) break;
            for (std::size_t i = 0; i < watched.size(); ++i)
                if (watched[i].revents != 0 && !take(i, watched[i].fd)) watched[i].fd = -1;
        }
        std::scoped_lock const hold(guard_);
        open_ = 0;
        news_.notify_all();
    }

    bool take(std::size_t stream, int from) {
        std::array<char, 65536> some;
        ssize_t const size = ::read(from, some.data(), some.size());
        if (size <= 0) return false;
        std::scoped_lock const hold(guard_);
        written_[stream].append(some.data(), static_cast<std::size_t>(size));
        news_.notify_all();
        return true;
    }

    pid_t id_ = -1;
    bool ended_ = false;
    int code_ = 0;
    mutable std::mutex guard_;
    std::condition_variable news_;
    std::array<std::string, 2> written_;
    std::array<std::size_t, 2> seen_{};
    int open_ = 1;
    std::jthread reader_;  // last: it uses all the others
};

/// How a program ended and what it said.
struct finished {
    int code;
    std::string output;
    std::string errors;
};

/// Runs a program to its end.
inline finished run(std::vector<std::string> command, process_settings const& settings = {}) {
    process child(std::move(command), settings);
    int const code = child.wait();
    return {code, child.output(), child.errors()};
}

}  // namespace example

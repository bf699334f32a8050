// SPDX-License-Identifier: BSL-1.0
//
// An http_server inside the test, in a thread of its own: its deadlines can be milliseconds, and what it calls
// is the test's. And what a test can see of a process from outside: its descriptors and its memory.
#pragma once

#include "process.hpp"
#include "raw_socket.hpp"
#include "server/http_server.hpp"

#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <string_view>
#include <thread>
#include <utility>

namespace example {

/// Answers 200 with the target.
inline cs::response echo(cs::request_view const& asked) {
    return {.status = 200, .headers = {{"Content-Type", "text/plain"}}, .body = std::string(asked.target)};
}

class running_server {
public:
    explicit running_server(http_server::answerer answer = &echo, http_limits const& limits = {},
                            http_server::refuser refuse = {})
        : server_("127.0.0.1", 0, std::move(answer), limits, std::move(refuse)),
          thread_([this] { server_.run(); }) {}
    ~running_server() { stop_and_wait(); }
    running_server(running_server const&) = delete;
    running_server& operator=(running_server const&) = delete;

    raw_socket connect() const { return raw_socket(port_); }
    std::uint16_t port() const { return port_; }

    void stop() { server_.stop(); }
    void wait() {
        if (thread_.joinable()) thread_.join();
    }
    void stop_and_wait() {
        stop();
        wait();
    }

private:
    http_server server_;
    std::uint16_t port_ = server_.port();
    std::thread thread_;
};

/// A request without a body.
inline std::string get(std::string_view target, std::string_view headers = {}) {
    return "GET " + std::string(target) + " HTTP/1.1\r\nHost: localhost\r\n" + std::string(headers) + "\r\n";
}

/// A request with a body, or with as much of it as there is.
inline std::string post(std::string_view target, std::string_view headers, std::string_view body = {}) {
    return "POST " + std::string(target) + " HTTP/1.1\r\nHost: localhost\r\n" + std::string(headers) +
           "\r\n" + std::string(body);
}

/// Waits until something holds; false when it does not for so long that it never will.
template <class Condition>
bool eventually(Condition holds) {
    auto const until = std::chrono::steady_clock::now() + hang;
    while (!holds()) {
        if (std::chrono::steady_clock::now() > until) return false;
        std::this_thread::sleep_for(std::chrono::milliseconds(2));
    }
    return true;
}

/// How many descriptors a process has open; of itself, for `self`, one more: the folder that is read.
inline std::size_t open_descriptors(std::string const& process = "self") {
    std::filesystem::directory_iterator const all("/proc/" + process + "/fd");
    return static_cast<std::size_t>(std::distance(begin(all), end(all)));
}

/// The memory that a process has in use, in KiB.
inline long resident_memory(std::string const& process) {
    std::ifstream from("/proc/" + process + "/status");
    for (std::string line; std::getline(from, line);)
        if (line.starts_with("VmRSS:")) return std::stol(line.substr(6));
    return -1;
}

}  // namespace example

// SPDX-License-Identifier: BSL-1.0
#include "server/options.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstddef>
#include <limits>

namespace example {

namespace {

struct flag {
    std::string_view name;
    void (*set)(options&, std::string const& value);
};

template <class Number>
Number number(std::string_view name, std::string const& text) {
    Number value{};
    auto const [end, failed] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (failed != std::errc() || end != text.data() + text.size())
        throw wrong_use(std::string(name) + " takes a whole number up to " +
                        std::to_string(std::numeric_limits<Number>::max()) + ", not '" + text + "'");
    return value;
}

/// A browser sends scheme, host and port, nothing else.
std::string origin(std::string const& text) {
    std::string_view left = text;
    for (std::string_view const scheme : {"http://", "https://"})
        if (left.starts_with(scheme)) left.remove_prefix(scheme.size());
    bool const plain = std::all_of(left.begin(), left.end(), [](char c) {
        return ('a' <= c && c <= 'z') || ('0' <= c && c <= '9') ||
               std::string_view("-.:[]_").find(c) != std::string_view::npos;
    });
    if (left.size() == text.size() || left.empty() || !plain)
        throw wrong_use("--cors takes one origin like http://localhost:3000, not '" + text + "'");
    return text;
}

constexpr std::array flags{
    flag{"--address", [](options& to, std::string const& value) { to.address = value; }},
    flag{"--port",
         [](options& to, std::string const& value) { to.port = number<std::uint16_t>("--port", value); }},
    flag{"--database", [](options& to, std::string const& value) { to.database = value; }},
    flag{"--verify-keys", [](options& to, std::string const& value) { to.verify_keys = value; }},
    flag{"--cors", [](options& to, std::string const& value) { to.cors = origin(value); }},
    flag{"--throttle",
         [](options& to, std::string const& value) {
             to.throttle = number<std::uint32_t>("--throttle", value);
         }},
};

flag const& flag_named(std::string_view name) {
    for (flag const& each : flags)
        if (each.name == name) return each;
    throw wrong_use("'" + std::string(name) + "' is no flag of sync-server; see --help");
}

}  // namespace

options read_options(std::vector<std::string> const& arguments) {
    options all;
    for (std::size_t i = 0; i < arguments.size(); ++i) {
        std::string const& each = arguments[i];
        if (each == "--help" || each == "-h") {
            all.help = true;
            continue;
        }
        std::size_t const equal = each.find('=');
        flag const& named = flag_named(std::string_view(each).substr(0, equal));
        bool const inside = equal != std::string::npos;
        if (!inside && i + 1 == arguments.size()) throw wrong_use(each + " takes a value");
        std::string const value = inside ? each.substr(equal + 1) : arguments[++i];
        if (value.empty()) throw wrong_use(std::string(named.name) + " takes a value");
        named.set(all, value);
    }
    return all;
}

std::string_view usage() {
    return R"(sync-server: a local Amazon Cognito Sync

usage: sync-server [--address 127.0.0.1] [--port 8080] [--database sync.db]
                   [--verify-keys FILE] [--cors ORIGIN] [--throttle N]

  --address      the IP address to listen on; only this machine can reach the default
  --port         the port; 0 lets the system choose
  --database     the SQLite file, made when it is not there
  --verify-keys  refuse requests that no key of this JSON file signed:
                 {"Keys": [{"AccessKeyId": "...", "SecretAccessKey": "..."}]}, and where a
                 key has them "SessionToken" and "Expiration": "2026-01-01T00:00:00Z"
  --cors         the origin whose web pages may ask, like http://localhost:3000
  --throttle     answer 429 to more than N requests in a second; 0: to every request

The first line on standard output says where it listens. The log is on standard error, one
line per request: time, id, method, operation, status, error, bytes in, bytes out, duration.
Let it go to a terminal or a file: a pipe that nobody reads stops the server once it is full.
SIGINT and SIGTERM end it once the requests under way are answered; a second one ends it at
once. Exit status: 0 stopped, 1 cannot serve (no such
address, port or file), 2 wrong use.
)";
}

}  // namespace example

// SPDX-License-Identifier: BSL-1.0
//
// HTTP/1.1 over TCP for whoever can answer a complete message: connections, framing, keep-alive, pipelining,
// deadlines, limits, an orderly end. It knows no operation and no error of the service; what a refusal looks
// like is asked of its user.
//
// One thread does everything, so an answer is made while nothing else happens: the answerer needs no lock, and
// what it costs everybody waits for. The types are the library's, not Boost.Beast's, which stays in the .cpp.
//
// What becomes of bad traffic:
//
// | what comes in                                               | what is done                           |
// |-------------------------------------------------------------|----------------------------------------|
// | bytes that are no HTTP/1.0 or 1.1 (TLS, HTTP/2, HTTP/0.9, …)| 400, closed                            |
// | Content-Length and Transfer-Encoding, two lengths, a coding |                                        |
// | other than chunked, trailers, no Host or two (HTTP/1.1)     | 400, closed                            |
// | a request line longer than `head`                           | 414, closed                            |
// | a head longer than `head`                                   | 431, closed                            |
// | a body longer than `body`, said or sent                     | 413 before the rest is read, closed    |
// | more bytes of bodies at a time than `bodies`                | 503, closed                            |
// | a message that ends early (the other side closed its half)  | 400, closed                            |
// | a target that is no path (http://…, *)                      | left to the answerer; the library      |
// |                                                             | refuses it with 400                    |
// | whatever takes longer than its deadline                     | closed without a word                  |
// | more connections than `connections`                         | the one that idles longest is closed;  |
// |                                                             | if none does, newcomers wait in the    |
// |                                                             | queue of the system                    |
#pragma once

#include <cognito_sync/message.hpp>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>

namespace example {

namespace cs = cognito_sync;

/// What one client may take. The defaults fit the service: its longest legitimate body has 6 MiB, escaped.
struct http_limits {
    std::size_t head = std::size_t{32} << 10;     ///< bytes of a request line and headers
    std::size_t body = std::size_t{16} << 20;     ///< bytes of one body
    std::size_t bodies = std::size_t{256} << 20;  ///< bytes of all bodies that are being read
    std::size_t connections = 512;                ///< open at a time

    std::chrono::milliseconds idle_time = std::chrono::seconds(60);   ///< until a request begins
    std::chrono::milliseconds head_time = std::chrono::seconds(10);   ///< from there to the end of its head
    std::chrono::milliseconds body_time = std::chrono::seconds(60);   ///< from there to the end of its body
    std::chrono::milliseconds write_time = std::chrono::seconds(30);  ///< for a client to take its answer
    std::chrono::milliseconds close_time = std::chrono::seconds(2);   ///< for a client to see the last answer
    std::chrono::milliseconds stop_time = std::chrono::seconds(5);    ///< for what is under way at `stop`
};

class http_machinery;

/// A server at one address.
class http_server {
public:
    /// Answers a request. What it throws is refused with 500.
    using answerer = std::function<cs::response(cs::request_view const&)>;

    /// Words a refusal of the table above: of as much of the request as was understood, and the status.
    using refuser = std::function<cs::response(cs::request_view const&, int status)>;

    /// Listens from now on; nothing is answered before `run`. Port 0 lets the system choose.
    ///
    /// Throws std::runtime_error with a sentence for the user: no such address here, the port is taken, …
    http_server(std::string const& address, std::uint16_t port, answerer answer, http_limits limits = {},
                refuser refuse = {});
    ~http_server();
    http_server(http_server const&) = delete;
    http_server& operator=(http_server const&) = delete;

    std::uint16_t port() const;

    /// `http://127.0.0.1:8080`
    std::string url() const;

    /// Whether only this machine can reach it.
    bool is_loopback() const;

    /// Serves until `stop`, then what is under way (`stop_time` at most). For one thread, once.
    void run();

    /// Takes no more connections, closes those that idle, answers every request that has begun, and lets `run`
    /// return. From any thread, at any time.
    void stop();

    /// Makes SIGINT and SIGTERM stop it; the second such signal ends the process at once, as it would have.
    void stop_on_signals();

private:
    std::unique_ptr<http_machinery> all_;
};

}  // namespace example

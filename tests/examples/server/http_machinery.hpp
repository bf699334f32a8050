// SPDX-License-Identifier: BSL-1.0
//
// The inside of an http_server: what all its connections share. The listening socket, who idles and who does
// not, whose time is over, the orderly end.
//
// One timer looks after the deadlines of all, since a timer each would be set three times for every request.
#pragma once

#include "server/http_server.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/asio/steady_timer.hpp>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <ctime>
#include <list>
#include <optional>
#include <string>
#include <string_view>

namespace example {

namespace asio = boost::asio;
using tcp = asio::ip::tcp;
using steady = std::chrono::steady_clock;

class http_session;

class http_machinery {
public:
    using answerer = http_server::answerer;
    using refuser = http_server::refuser;
    using places = std::list<http_session*>;

    http_machinery(std::string const& address, std::uint16_t port, answerer answer, http_limits limits,
                   refuser refuse);
    ~http_machinery() { running_ = false; }
    http_machinery(http_machinery const&) = delete;
    http_machinery& operator=(http_machinery const&) = delete;

    void run();
    void stop_soon() {
        asio::post(context_, [this] { stop(); });
    }
    void stop_on_signals();
    tcp::endpoint endpoint() const { return acceptor_.local_endpoint(); }

    // ---- For the sessions

    http_limits const& limits() const { return limits_; }
    bool stopping() const { return stopping_; }
    cs::response answer(cs::request_view const& asked);
    cs::response refuse(cs::request_view const& asked, int status) { return refuse_(asked, status); }
    std::string_view date();

    places::iterator enter(http_session& one) { return busy_.insert(busy_.end(), &one); }
    void rest(places::iterator place);
    void wake(places::iterator place) { busy_.splice(busy_.end(), idle_, place); }
    void leave(places::iterator place, bool idle);

    /// Counts what bodies take; whether that is within the limit.
    bool take(std::size_t bytes) { return (taken_ += bytes) <= limits_.bodies; }
    void give_back(std::size_t bytes) { taken_ -= bytes; }

private:
    void listen();
    void welcome();
    void accept();
    void pause();
    bool full() const { return idle_.size() + busy_.size() >= limits_.connections; }
    void make_room();
    void resume();

    void stop();
    void look_at_deadlines();
    void close_late(places const& some, steady::time_point limit);

    // The sessions die with the context, and still need what stands before it here.
    answerer answer_;
    refuser refuse_;
    http_limits limits_;
    places idle_, busy_;
    std::size_t taken_ = 0;
    bool running_ = false;
    bool stopping_ = false;
    bool held_ = false;      // newcomers wait until there is room
    bool watching_ = false;  // the deadlines
    std::optional<steady::time_point> end_;
    std::time_t second_ = -1;
    std::string date_;

    asio::io_context context_{1};
    tcp::acceptor acceptor_{context_};
    asio::steady_timer pause_{context_};
    asio::steady_timer watch_{context_};
    asio::signal_set signals_{context_};
};

}  // namespace example

// SPDX-License-Identifier: BSL-1.0
//
// What the connections of a server share (http_machinery.hpp), and the face that shows none of it.
#include "server/http_server.hpp"

#include "server/http_framing.hpp"
#include "server/http_machinery.hpp"
#include "server/http_session.hpp"

#include <boost/system/system_error.hpp>

#include <algorithm>
#include <csignal>
#include <stdexcept>
#include <utility>

namespace example {

namespace {

cs::response plain_refusal(cs::request_view const&, int status) {
    return {.status = status, .headers = {{"Content-Type", "text/plain"}}, .body = "refused\n"};
}

/// How often the deadlines are looked at: so that none is missed by more than a quarter of the shortest.
steady::duration tick_of(http_limits const& of) {
    auto const shortest =
        std::min({of.idle_time, of.head_time, of.body_time, of.write_time, of.close_time, of.stop_time});
    return std::clamp<steady::duration>(shortest / 4, std::chrono::milliseconds(5), std::chrono::seconds(1));
}

tcp::endpoint endpoint_of(std::string const& address, std::uint16_t port) {
    beast::error_code failed;
    auto const at = asio::ip::make_address(address == "localhost" ? "127.0.0.1" : address, failed);
    if (failed) throw std::runtime_error("'" + address + "' is no IP address");
    return {at, port};
}

}  // namespace

http_machinery::http_machinery(std::string const& address, std::uint16_t port, answerer answer,
                               http_limits limits, refuser refuse)
    : answer_(std::move(answer)), refuse_(refuse ? std::move(refuse) : refuser(&plain_refusal)),
      limits_(limits) {
    auto const at = endpoint_of(address, port);
    try {
        acceptor_.open(at.protocol());
        acceptor_.set_option(tcp::acceptor::reuse_address(true));
        acceptor_.bind(at);
        acceptor_.listen();
        acceptor_.non_blocking(true);
    } catch (boost::system::system_error const& failed) {
        throw std::runtime_error("cannot listen on " + address + " port " + std::to_string(port) + ": " +
                                 failed.code().message());
    }
}

void http_machinery::run() {
    running_ = true;
    if (!stopping_) listen();
    while (!context_.stopped()) {
        try {
            context_.run();
        } catch (std::exception const&) {}  // what it was thrown through has ended with its connection
    }
    running_ = false;
}

cs::response http_machinery::answer(cs::request_view const& asked) {
    try {
        return answer_(asked);
    } catch (...) { return refuse_(asked, 500); }
}

std::string_view http_machinery::date() {
    std::time_t const now = std::time(nullptr);
    if (now != second_) date_ = http_date(second_ = now);
    return date_;
}

void http_machinery::rest(places::iterator place) {
    idle_.splice(idle_.end(), busy_, place);
    resume();
}

void http_machinery::leave(places::iterator place, bool idle) {
    (idle ? idle_ : busy_).erase(place);
    resume();
    if (running_ && stopping_ && idle_.empty() && busy_.empty()) context_.stop();
}

// ---- Newcomers

void http_machinery::listen() {
    acceptor_.async_wait(tcp::acceptor::wait_read, [this](beast::error_code failed) {
        if (!failed && !stopping_) welcome();
    });
}

void http_machinery::welcome() {
    if (!full()) return accept();
    held_ = true;
    make_room();
}

void http_machinery::accept() {
    beast::error_code failed;
    socket_type socket(context_);
    acceptor_.accept(socket, failed);
    try {
        if (!failed) std::make_shared<http_session>(std::move(socket), *this)->rest();
    } catch (std::bad_alloc const&) { failed = asio::error::no_memory; }
    if (!failed && !std::exchange(watching_, true)) look_at_deadlines();
    // The client may be gone again. Everything else (no descriptor is free, …) is not over by itself, and
    // would come back at once.
    bool const passing = failed == asio::error::would_block || failed == asio::error::connection_aborted;
    if (!failed || passing) return listen();
    make_room();
    pause();
}

void http_machinery::pause() {
    pause_.expires_after(std::chrono::milliseconds(50));
    pause_.async_wait([this](beast::error_code failed) {
        if (!failed && !stopping_) listen();
    });
}

/// Lets go of the connection that idles longest, if one does.
void http_machinery::make_room() {
    auto const silent = std::find_if(idle_.begin(), idle_.end(),
                                     [](http_session* each) { return !each->has_something_to_read(); });
    if (silent != idle_.end()) (*silent)->let_go();
}

void http_machinery::resume() {
    if (running_ && !stopping_ && std::exchange(held_, false)) listen();
}

// ---- Deadlines, and the end

void http_machinery::look_at_deadlines() {
    watch_.expires_after(tick_of(limits_));
    watch_.async_wait([this](beast::error_code failed) {
        if (failed) return;
        auto const now = steady::now();
        auto const limit = end_ && *end_ <= now ? steady::time_point::max() : now;
        close_late(busy_, limit);
        close_late(idle_, limit);
        watching_ = !idle_.empty() || !busy_.empty();
        if (watching_) look_at_deadlines();
    });
}

void http_machinery::close_late(places const& some, steady::time_point limit) {
    for (auto each = some.begin(); each != some.end();) {
        http_session* const one = *each++;  // closing takes it out
        if (one->is_late(limit)) one->close();
    }
}

void http_machinery::stop() {
    if (std::exchange(stopping_, true)) return;
    beast::error_code ignored;
    acceptor_.close(ignored);
    pause_.cancel();
    signals_.clear(ignored);  // the next one does what it always did
    end_ = steady::now() + limits_.stop_time;
    for (http_session* const each : idle_) each->let_go();
    if (idle_.empty() && busy_.empty()) context_.stop();
}

void http_machinery::stop_on_signals() {
    signals_.add(SIGINT);
    signals_.add(SIGTERM);
    signals_.async_wait([this](beast::error_code failed, int) {
        if (!failed) stop();
    });
}

// ---- The face

http_server::http_server(std::string const& address, std::uint16_t port, answerer answer, http_limits limits,
                         refuser refuse)
    : all_(std::make_unique<http_machinery>(address, port, std::move(answer), limits, std::move(refuse))) {}

http_server::~http_server() = default;

std::uint16_t http_server::port() const { return all_->endpoint().port(); }

std::string http_server::url() const {
    auto const at = all_->endpoint();
    std::string const name = at.address().to_string();
    return "http://" + (at.address().is_v6() ? "[" + name + "]" : name) + ":" + std::to_string(at.port());
}

bool http_server::is_loopback() const { return all_->endpoint().address().is_loopback(); }

void http_server::run() { all_->run(); }
void http_server::stop() { all_->stop_soon(); }
void http_server::stop_on_signals() { all_->stop_on_signals(); }

}  // namespace example

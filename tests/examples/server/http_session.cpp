// SPDX-License-Identifier: BSL-1.0
#include "server/http_session.hpp"

#include "server/http_framing.hpp"

#include <boost/asio/buffer.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/http/error.hpp>
#include <boost/beast/http/read.hpp>

#include <array>
#include <cstdint>
#include <iterator>

namespace example {

namespace {

/// A first read takes this much, so that an idle connection costs no more.
constexpr std::size_t first_bite = 4096;

}  // namespace

http_session::http_session(socket_type socket, http_machinery& all)
    : all_(all), socket_(std::move(socket)), buffer_(all.limits().head + first_bite),
      place_(all.enter(*this)) {
    beast::error_code ignored;
    socket_.set_option(tcp::no_delay(true), ignored);
}

void http_session::close() {
    if (!place_) return;
    beast::error_code ignored;
    all_.give_back(std::exchange(taken_, 0));  // the parser may still be in use by what has just been read
    socket_.close(ignored);
    all_.leave(*std::exchange(place_, std::nullopt), idle_);
}

void http_session::forget_request() {
    parser_.reset();
    all_.give_back(std::exchange(taken_, 0));
}

void http_session::rest() {
    if (buffer_.size() > 0) return read_head();
    if (all_.stopping() && !has_something_to_read()) return close();
    if (buffer_.capacity() > first_bite) buffer_.shrink_to_fit();
    idle_ = true;
    all_.rest(*place_);
    within(all_.limits().idle_time);
    socket_.async_read_some(buffer_.prepare(first_bite),
                            [self = shared_from_this()](beast::error_code failed, std::size_t size) {
                                self->attempt([&] { self->on_first_bytes(failed, size); });
                            });
}

void http_session::on_first_bytes(beast::error_code failed, std::size_t size) {
    idle_ = false;
    all_.wake(*place_);
    if (failed == asio::error::operation_aborted && has_something_to_read()) return rest();
    if (failed) return close();
    buffer_.commit(size);
    read_head();
}

void http_session::read_head() {
    // Some clients end a body with an empty line that belongs to nothing.
    while (unread().starts_with("\r\n")) buffer_.consume(2);
    if (buffer_.size() == 0) return rest();
    parser_.emplace();
    parser_->header_limit(static_cast<std::uint32_t>(all_.limits().head));
    parser_->body_limit(all_.limits().body);
    // Most heads are here as a whole.
    beast::error_code failed;
    buffer_.consume(parser_->put(buffer_.data(), failed));
    if (failed != http::error::need_more) return on_head(failed);
    within(all_.limits().head_time);
    http::async_read_header(socket_, buffer_, *parser_, then(&http_session::on_head));
}

void http_session::on_head(beast::error_code failed) {
    if (failed) return fail(failed);
    http_request const& head = parser_->get();
    if (!is_framed_well(head)) return refuse(400);
    fields_ = std::distance(head.begin(), head.end());
    if (parser_->is_done()) return answer();
    within(all_.limits().body_time);
    buffer_.reserve(buffer_.max_size());
    if (buffer_.size() == 0 && expects_continue(head)) return go_on();
    read_body(failed);
}

void http_session::go_on() {
    static constexpr std::string_view line = "HTTP/1.1 100 Continue\r\n\r\n";
    asio::async_write(socket_, asio::buffer(line), then(&http_session::read_body));
}

void http_session::read_body(beast::error_code failed) {
    if (failed) return close();
    if (parser_->is_done()) return answer();
    http::async_read_some(socket_, buffer_, *parser_, then(&http_session::on_body));
}

void http_session::on_body(beast::error_code failed) {
    if (failed) return fail(failed);
    if (!count_body()) return refuse(503);
    read_body(failed);
}

/// Counts what the body has grown by since it was counted last.
bool http_session::count_body() {
    std::size_t const grown = parser_->get().body().size() - taken_;
    taken_ += grown;
    return all_.take(grown);
}

void http_session::answer() {
    http_request const& asked = parser_->get();
    // What follows a chunked body would pass for headers that nobody saw when the head was judged.
    if (std::distance(asked.begin(), asked.end()) != fields_) return refuse(400);
    write(all_.answer(view(asked)), wants_to_go_on(asked));
}

void http_session::fail(beast::error_code failed) {
    if (!is_about_http(failed)) return close();
    bool const line_was_read = !parser_->get().target().empty();
    refuse(status_of(failed, unread().substr(0, all_.limits().head), line_was_read));
}

void http_session::refuse(int status) { write(all_.refuse(view(parser_->get()), status), false); }

void http_session::write(cs::response said, bool keep_alive) {
    http_request const& asked = parser_->get();
    said_ = std::move(said);
    keep_alive_ = keep_alive && !all_.stopping();
    head_ = head_of(said_, {.version = asked.version(), .keep_alive = keep_alive_, .date = all_.date()});
    if (asked.method() == http::verb::head) said_.body.clear();
    forget_request();
    within(all_.limits().write_time);
    std::array<asio::const_buffer, 2> const whole{asio::buffer(head_), asio::buffer(said_.body)};
    asio::async_write(socket_, whole, then(&http_session::on_written));
}

void http_session::on_written(beast::error_code failed) {
    if (failed) return close();
    said_ = {};
    if (keep_alive_) return rest();
    socket_.shutdown(tcp::socket::shutdown_send, failed);
    within(all_.limits().close_time);
    see_off(failed);
}

/// Reads on until the other side closes. To close while it still sends would take the last answer from it.
void http_session::see_off(beast::error_code failed) {
    if (failed) return close();
    buffer_.clear();
    socket_.async_read_some(buffer_.prepare(first_bite), then(&http_session::see_off));
}

}  // namespace example

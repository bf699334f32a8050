// SPDX-License-Identifier: BSL-1.0
#include "server/http_framing.hpp"

#include <boost/beast/core/string.hpp>
#include <boost/beast/http/error.hpp>
#include <boost/beast/http/rfc7230.hpp>
#include <boost/beast/http/status.hpp>

#include <algorithm>
#include <array>
#include <cstddef>

namespace example {

namespace beast = boost::beast;
namespace http = boost::beast::http;

bool is_framed_well(http_request const& head) {
    bool const modern = head.version() == 11;
    auto const lengths = head.count(http::field::content_length);
    auto const codings = head.count(http::field::transfer_encoding);
    auto const hosts = head.count(http::field::host);
    if (lengths + codings > 1 || head[http::field::content_length].find(',') != beast::string_view::npos)
        return false;
    if (codings == 1 && (!modern || !beast::iequals(head[http::field::transfer_encoding], "chunked")))
        return false;
    return hosts == 1 || (hosts == 0 && !modern);
}

bool expects_continue(http_request const& head) {
    return head.version() == 11 && beast::iequals(head[http::field::expect], "100-continue");
}

bool wants_to_go_on(http_request const& head) {
    auto const [first, last] = head.equal_range(http::field::connection);
    bool const closes = std::any_of(
        first, last, [](auto const& each) { return http::token_list{each.value()}.exists("close"); });
    return head.keep_alive() && !closes;
}

bool is_about_http(beast::error_code failed) {
    beast::error_code const end = http::error::end_of_stream;
    return failed.category() == end.category() && failed != end;
}

int status_of(beast::error_code failed, std::string_view unread, bool line_was_read) {
    if (failed == http::error::body_limit) return 413;
    if (failed != http::error::header_limit && failed != http::error::buffer_overflow) return 400;
    if (line_was_read || unread.find("\r\n") != unread.npos) return 431;
    return unread.find(' ') != unread.npos ? 414 : 400;
}

std::string head_of(cs::response const& said, delivery const& how) {
    auto const reason = http::obsolete_reason(http::int_to_status(static_cast<unsigned>(said.status)));
    std::string head = "HTTP/1.1 " + std::to_string(said.status) + " ";
    head.append(reason.data(), reason.size()).append("\r\n");
    for (auto const& [name, value] : said.headers)
        head.append(name).append(": ").append(value).append("\r\n");
    if (said.status != 204)
        head.append("Content-Length: ").append(std::to_string(said.body.size())).append("\r\n");
    head.append("Date: ").append(how.date).append("\r\n");
    if (!how.keep_alive) head.append("Connection: close\r\n");
    if (how.keep_alive && how.version == 10) head.append("Connection: keep-alive\r\n");
    return head.append("\r\n");
}

std::string http_date(std::time_t at) {
    static constexpr std::array days{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
    static constexpr std::array months{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                       "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    std::tm parts{};
    ::gmtime_r(&at, &parts);
    // The names would be those of the locale.
    std::array<char, 64> text{};
    std::size_t const size = std::strftime(text.data(), text.size(), "___, %d ___ %Y %H:%M:%S GMT", &parts);
    std::string date(text.data(), size);
    date.replace(0, 3, days[static_cast<std::size_t>(parts.tm_wday)]);
    return date.replace(8, 3, months[static_cast<std::size_t>(parts.tm_mon)]);
}

}  // namespace example

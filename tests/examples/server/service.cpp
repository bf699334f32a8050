// SPDX-License-Identifier: BSL-1.0
#include "server/service.hpp"

#include <openssl/rand.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdio>
#include <stdexcept>

namespace example {

namespace {

/// What a preflight is told. The headers are those that AWS's SDK for JavaScript sends from a browser.
constexpr std::string_view allowed_methods = "DELETE, GET, POST";
constexpr std::string_view allowed_headers =
    "amz-sdk-invocation-id, amz-sdk-request, authorization, content-type, x-amz-api-version, "
    "x-amz-client-context, x-amz-content-sha256, x-amz-date, x-amz-security-token, x-amz-target, "
    "x-amz-user-agent, x-amzn-trace-id";
constexpr std::string_view exposed_headers = "Date, x-amzn-RequestId, X-Amzn-Errortype";
constexpr std::string_view seconds_to_remember = "600";

/// A method as it may stand in the log: one that is known. Any other is whatever the client made up.
std::string_view logged_method(std::string_view method) {
    static constexpr std::array<std::string_view, 8> known{"CONNECT", "DELETE", "GET",  "HEAD",
                                                           "OPTIONS", "PATCH",  "POST", "PUT"};
    auto const found = std::find(known.begin(), known.end(), method);
    return found != known.end() ? *found : "-";
}

/// `2026-11-20T10:00:00.123Z`
std::string logged_time(cs::timestamp at) {
    std::string text = signing::date_text(at);
    std::array<char, 8> milliseconds{};
    auto const rest = (at - std::chrono::floor<std::chrono::seconds>(at)).count();
    std::snprintf(milliseconds.data(), milliseconds.size(), ".%03dZ", static_cast<int>(rest));
    text.insert(13, ":").insert(11, ":").insert(6, "-").insert(4, "-");
    return text.replace(text.size() - 1, 1, milliseconds.data());
}

/// Text on one line, and not too much of it.
std::string in_one_line(std::string text) {
    text.resize(std::min<std::size_t>(text.size(), 200));
    for (char& c : text)
        if (static_cast<unsigned char>(c) < 0x20) c = ' ';
    return text;
}

cs::error_reply refusal(int status) {
    switch (status) {
        case 400: {
            cs::error_reply reply = cs::reply_to(cs::errc::bad_target);
            reply.message = "this is no HTTP/1.1 message, or not all of one";
            return reply;
        }
        case 413: return cs::reply_to(cs::errc::body_too_long);
        case 414: return cs::reply_to(cs::errc::target_too_long);
        case 431: return {431, "RequestHeaderFieldsTooLargeException", "the headers are too long"};
        case 503: return {503, "ServiceUnavailableException", "too much at a time; try again"};
        default: return {500, "InternalFailureException", "An internal error occurred"};
    }
}

std::string_view error_name(cs::response const& said) {
    for (auto const& [name, value] : said.headers)
        if (cs::equal_without_case(name, "X-Amzn-Errortype")) return value;
    return "-";
}

}  // namespace

/// One request from its begin to its line in the log.
class service::exchange {
public:
    exchange(service const& of, cs::request_view const& asked) : of_(of), asked_(asked) {}

    std::string const& id() const { return id_; }
    cs::answer form() const { return cs::answer_to(asked_, id_, of_.settings_.rules); }

    cs::response finish(cs::response said, told const& line) {
        of_.let_pages_read(asked_, said);
        auto const passed = std::chrono::steady_clock::now() - begin_;
        std::string text = logged_time(of_.settings_.now()) + " " + id_ + " ";
        text.append(logged_method(asked_.method)).append(" ").append(line.operation);
        text.append(" ").append(std::to_string(said.status)).append(" ").append(error_name(said));
        text.append(" ").append(std::to_string(asked_.body.size()));
        text.append(" ").append(std::to_string(said.body.size())).append(" ");
        text += std::to_string(std::chrono::duration_cast<std::chrono::microseconds>(passed).count()) + "us";
        if (!line.failure.empty()) text += " failed: " + in_one_line(line.failure);
        of_.settings_.log(text);
        return said;
    }

private:
    service const& of_;
    cs::request_view const& asked_;
    std::string id_ = new_request_id();
    std::chrono::steady_clock::time_point begin_ = std::chrono::steady_clock::now();
};

std::string new_request_id() {
    std::array<unsigned char, 16> bytes{};
    if (RAND_bytes(bytes.data(), static_cast<int>(bytes.size())) != 1)
        throw std::runtime_error("libcrypto has no random bytes");
    bytes[6] = static_cast<unsigned char>((bytes[6] & 0x0F) | 0x40);
    bytes[8] = static_cast<unsigned char>((bytes[8] & 0x3F) | 0x80);
    std::string id;
    for (unsigned const byte : bytes) {
        id.append({"0123456789abcdef"[byte >> 4], "0123456789abcdef"[byte & 15]});
        if (id.size() == 8 || id.size() == 13 || id.size() == 18 || id.size() == 23) id += '-';
    }
    return id;
}

cs::response service::answer(cs::request_view const& asked) {
    exchange made(*this, asked);
    told line;
    cs::response said = judge(asked, made.id(), line);
    return made.finish(std::move(said), line);
}

cs::response service::refuse(cs::request_view const& asked, int status) {
    exchange made(*this, asked);
    return made.finish(cs::encode_error(refusal(status), made.form()), {});
}

cs::response service::judge(cs::request_view const& asked, std::string_view id, told& line) {
    auto const refused = [&](cs::error_reply const& why) {
        return cs::encode_error(why, cs::answer_to(asked, id, settings_.rules));
    };
    if (is_preflight(asked)) return {.status = 204, .headers = {{"x-amzn-RequestId", std::string(id)}}};
    if (is_of_another_page(asked))
        return refused({403, "AccessDeniedException", "Only web pages of the origin of --cors may ask"});
    if (is_too_much()) {
        auto const& row = cs::row_of(cs::fault::TooManyRequests);
        return refused(
            {row.status, std::string(row.name), "More requests than --throttle allows in a second"});
    }
    if (settings_.keys)
        if (auto const why = settings_.keys->judge(asked, settings_.now())) return refused(*why);
    return dispatch_(asked, id, line);
}

bool service::is_too_much() {
    if (!settings_.throttle) return false;
    cs::timestamp const now = settings_.now();
    if (std::chrono::abs(now - second_) >= std::chrono::seconds(1)) {
        second_ = now;
        in_second_ = 0;
    }
    if (in_second_ >= *settings_.throttle) return true;
    ++in_second_;
    return false;
}

bool service::is_of_another_page(cs::request_view const& asked) const {
    auto const origin = asked.headers.find("origin");
    return origin && *origin != settings_.cors;
}

bool service::is_preflight(cs::request_view const& asked) const {
    return !settings_.cors.empty() && asked.method == "OPTIONS" &&
           asked.headers.contains("access-control-request-method") &&
           asked.headers.find("origin") == settings_.cors;
}

/// Tells a browser that pages of --cors may read the reply, and nobody else's.
void service::let_pages_read(cs::request_view const& asked, cs::response& said) const {
    if (settings_.cors.empty()) return;
    auto& headers = said.headers;
    headers.emplace_back("Vary", "Origin");
    if (asked.headers.find("origin") != settings_.cors) return;
    headers.emplace_back("Access-Control-Allow-Origin", settings_.cors);
    headers.emplace_back("Access-Control-Expose-Headers", exposed_headers);
    if (!is_preflight(asked)) return;
    headers.emplace_back("Access-Control-Allow-Methods", allowed_methods);
    headers.emplace_back("Access-Control-Allow-Headers", allowed_headers);
    headers.emplace_back("Access-Control-Max-Age", seconds_to_remember);
}

}  // namespace example

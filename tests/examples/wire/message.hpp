// SPDX-License-Identifier: BSL-1.0
//
// A raw HTTP/1.x message taken apart, as people have it: cut from a log, typed by hand, caught on a socket.
// What it is made of are views into the text, so that every place has an offset that the reader can count.
//
// Whatever a strict reader would refuse and a person would not is accepted and said in `lenient`. What the
// message means is not judged here; that is the library's business.
#pragma once

#include <cognito_sync/core/decimal.hpp>
#include <cognito_sync/core/percent.hpp>
#include <cognito_sync/message.hpp>

#include <algorithm>
#include <charconv>
#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace example::wire {

namespace cs = cognito_sync;

inline constexpr std::size_t npos = std::string_view::npos;

/// A request or a reply. It does not own the text that it was read from.
struct message {
    std::string_view text{};
    std::string_view method{};  ///< of a request
    std::string_view target{};
    bool is_reply = false;
    int status = 0;  ///< of a reply; 0 where its first line has none
    std::vector<std::pair<std::string_view, std::string_view>> headers{};
    std::string_view body{};
    std::unique_ptr<std::string> joined{};  ///< what `body` looks at, where it came in chunks
    std::vector<std::string> lenient{};     ///< what was accepted although HTTP does not allow it

    cs::request_view as_request() const { return {method, target, headers, body}; }
    cs::response_view as_response() const { return {status, headers, body}; }
};

/// The text up to a character, which is dropped with it; all of the text where there is none.
inline std::string_view take_until(std::string_view& rest, char end) {
    std::size_t const at = rest.find(end);
    std::string_view const piece = rest.substr(0, at);
    rest.remove_prefix(at == npos ? rest.size() : at + 1);
    return piece;
}

/// The message within a trace, where `> ` marks what was sent and `< ` what came back: the first message
/// there, without its marks. Nothing where the text is no trace.
inline std::optional<std::string> without_marks(std::string_view text) {
    if (!text.starts_with("> ") && !text.starts_with("< ")) return std::nullopt;
    char const mark = text.front(), other = mark == '>' ? '<' : '>';
    std::string message;
    while (!text.empty()) {
        bool const ends = text.find('\n') != npos;
        std::string_view line = take_until(text, '\n');
        if (line.starts_with(other)) break;
        if (line.starts_with(mark)) line.remove_prefix(line.substr(1).starts_with(' ') ? 2 : 1);
        message.append(line).append(ends ? "\n" : "");
    }
    return message;
}

namespace detail {

class reader {
public:
    explicit reader(std::string_view text) : rest_(text) { into_.text = text; }

    message read() && {
        while (rest_.starts_with("\n") || rest_.starts_with("\r\n")) {
            take_line();
            say("blank lines stand before the message");
        }
        first_line(take_line());
        read_headers();
        if (bare_ends_) say("lines end in a line feed alone");
        read_body();
        return std::move(into_);
    }

private:
    void say(std::string what) {
        auto& all = into_.lenient;
        if (std::find(all.begin(), all.end(), what) == all.end()) all.push_back(std::move(what));
    }

    std::string_view take_line() {
        bool const ends = rest_.find('\n') != npos;
        std::string_view line = take_until(rest_, '\n');
        if (line.ends_with('\r'))
            line.remove_suffix(1);
        else
            bare_ends_ = bare_ends_ || ends;
        return line;
    }

    void first_line(std::string_view line) {
        into_.is_reply = line.starts_with("HTTP/");
        std::string_view const word = take_until(line, ' ');
        if (into_.is_reply) {
            auto const [end, failed] = std::from_chars(line.data(), line.data() + line.size(), into_.status);
            if (failed != std::errc() || (end != line.data() + line.size() && *end != ' ')) into_.status = 0;
            return;
        }
        into_.method = word;
        std::size_t const version = line.rfind(" HTTP/");
        into_.target = line.substr(0, version);
        if (version == npos) say("the request line has no HTTP version");
    }

    void read_headers() {
        for (;;) {
            if (rest_.empty()) return say("no blank line ends the headers");
            std::string_view line = take_line();
            if (line.empty()) return;
            if (line.find(':') == npos) {
                say("a line without a colon among the headers is passed over");
                continue;
            }
            std::string_view const name = take_until(line, ':');
            into_.headers.emplace_back(name, line);
        }
    }

    void read_body() {
        into_.body = rest_;
        cs::headers_view const headers = into_.headers;
        auto const coding = headers.find("transfer-encoding");
        if (coding && cs::equal_without_case(*coding, "chunked")) return join_chunks();
        auto const length = headers.find("content-length");
        if (!length) {
            if (!into_.is_reply && !rest_.empty())
                say("there is no Content-Length: all that follows the headers is the body");
            return;
        }
        auto const declared = cs::parse_integer(*length);
        if (!declared || declared.value < 0) return say("Content-Length is no length");
        cut_to(static_cast<std::size_t>(declared.value));
    }

    void cut_to(std::size_t length) {
        std::string const counts = "Content-Length says " + std::to_string(length) + ", ";
        if (length > rest_.size())
            say(counts + "but only " + std::to_string(rest_.size()) + " bytes are here");
        if (length >= rest_.size()) return;
        std::size_t const more = rest_.size() - length;
        if (rest_.substr(length).find_first_not_of("\r\n") != npos)
            say(counts + std::to_string(more) + " more bytes are no part of the message");
        into_.body = rest_.substr(0, length);
    }

    /// One chunk; nothing where none stands there. The last one is empty.
    std::optional<std::string_view> take_chunk() {
        std::string_view const line = take_line();
        std::size_t size = 0;
        auto const [end, failed] = std::from_chars(line.data(), line.data() + line.size(), size, 16);
        bool const ended = end == line.data() + line.size() || *end == ';' || *end == ' ';
        if (failed != std::errc() || !ended || size > rest_.size()) return std::nullopt;
        std::string_view const chunk = rest_.substr(0, size);
        rest_.remove_prefix(size);
        bool const closed = size == 0 || rest_.starts_with("\r\n") || rest_.starts_with("\n");
        if (size != 0 && closed) take_line();
        return closed ? std::optional(chunk) : std::nullopt;
    }

    void join_chunks() {
        auto joined = std::make_unique<std::string>();
        for (;;) {
            auto const chunk = take_chunk();
            if (!chunk) return say("Transfer-Encoding says chunked, but the body is not");
            if (chunk->empty()) break;
            joined->append(*chunk);
        }
        into_.joined = std::move(joined);
        into_.body = *into_.joined;
    }

    message into_{};
    std::string_view rest_;
    bool bare_ends_ = false;
};

}  // namespace detail

/// Takes any text apart. What is not there is empty.
inline message read_message(std::string_view text) { return detail::reader(text).read(); }

}  // namespace example::wire

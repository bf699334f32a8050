// SPDX-License-Identifier: BSL-1.0
//
// From JSON text to the filler, by Boost.JSON's basic_parser, which alone says what is JSON. Boost.JSON
// enters here.
//
// Only whole texts are read: suspended parsing has had defects. The offset of an error is found by reading
// the text once more up to there, since the parser's own position differs with the kind of value, and an
// error is rare.
#pragma once

#include <cognito_sync/json/filler.hpp>

#include <boost/json/basic_parser_impl.hpp>
#include <boost/json/error.hpp>
#include <boost/json/parse_options.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

namespace cognito_sync::detail {

/// How deeply JSON may be nested; the protocol itself needs four levels.
inline constexpr std::size_t max_json_depth = 64;

/// Hears what basic_parser reads, puts strings together that come in pieces, and passes all on.
class json_handler {
public:
    static constexpr std::size_t max_object_size = static_cast<std::size_t>(-1);
    static constexpr std::size_t max_array_size = static_cast<std::size_t>(-1);
    static constexpr std::size_t max_key_size = static_cast<std::size_t>(-1);
    static constexpr std::size_t max_string_size = static_cast<std::size_t>(-1);

    using piece = boost::json::string_view;

    json_handler(schema const& root, void* object, read_options const& options, read_report& report)
        : into_(root, object, options, report) {}

    std::string where() const { return into_.where(); }

    /// Where the parser stands when a value is refused: it has read strings and numbers, but not yet what one
    /// character announces.
    enum class stopped { before_token, after_token };
    stopped refused() const noexcept { return stopped_; }

    bool on_document_begin(error_code&) noexcept { return true; }
    bool on_document_end(error_code&) noexcept { return true; }
    bool on_object_begin(error_code& ec) { return go_on(into_.open_object(), ec, stopped::before_token); }
    bool on_object_end(std::size_t, error_code& ec) { return go_on(into_.close(), ec); }
    bool on_array_begin(error_code& ec) { return go_on(into_.open_array(), ec, stopped::before_token); }
    bool on_array_end(std::size_t, error_code& ec) { return go_on(into_.close(), ec); }
    bool on_key_part(piece part, std::size_t, error_code&) { return keep(part); }
    bool on_key(piece last, std::size_t, error_code& ec) { return whole(&filler::key, last, ec); }
    bool on_string_part(piece part, std::size_t, error_code&) { return keep(part); }
    bool on_string(piece last, std::size_t, error_code& ec) { return whole(&filler::string, last, ec); }
    bool on_number_part(piece, error_code&) noexcept { return true; }
    bool on_int64(std::int64_t, piece text, error_code& ec) {
        return go_on(into_.number_text(view(text)), ec);
    }
    bool on_uint64(std::uint64_t, piece text, error_code& ec) {
        return go_on(into_.number_text(view(text)), ec);
    }
    bool on_double(double, piece text, error_code& ec) { return go_on(into_.number_text(view(text)), ec); }
    bool on_bool(bool value, error_code& ec) {
        return go_on(into_.boolean(value), ec, stopped::before_token);
    }
    bool on_null(error_code& ec) { return go_on(into_.null(), ec, stopped::before_token); }
    bool on_comment_part(piece, error_code&) noexcept { return true; }
    bool on_comment(piece, error_code&) noexcept { return true; }

private:
    static std::string_view view(piece text) noexcept { return {text.data(), text.size()}; }

    bool go_on(errc wrong, error_code& ec, stopped where = stopped::after_token) noexcept {
        if (wrong == errc{}) return true;
        stopped_ = where;
        ec = make_error_code(wrong);
        return false;
    }

    bool keep(piece part) {
        pieces_.append(part.data(), part.size());
        return true;
    }

    bool whole(errc (filler::*take)(std::string_view), piece last, error_code& ec) {
        if (pieces_.empty()) return go_on((into_.*take)(view(last)), ec);
        pieces_.append(last.data(), last.size());
        errc const wrong = (into_.*take)(pieces_);
        pieces_.clear();
        return go_on(wrong, ec);
    }

    filler into_;
    std::string pieces_{};
    stopped stopped_ = stopped::after_token;
};

/// Where the last token begins that starts before `end`. The text before `end` must be well-formed.
inline std::size_t start_of_last_token(std::string_view text, std::size_t end) noexcept {
    std::size_t start = 0;
    for (std::size_t i = 0; i < end && i < text.size();) {
        if (std::string_view(" \t\n\r,:").find(text[i]) != std::string_view::npos) {
            ++i;
            continue;
        }
        start = i;
        if (text[i] == '"') {
            for (++i; i < text.size() && text[i] != '"';) i += text[i] == '\\' ? 2U : 1U;
            ++i;
        } else if (std::string_view("{}[]").find(text[i]) != std::string_view::npos) {
            ++i;
        } else {
            i = std::min(text.find_first_of(" \t\n\r,:{}[]\"", i), text.size());
        }
    }
    return start;
}

/// Whether the parser stopped within a string because of its Unicode: bytes that are no UTF-8, or half a
/// surrogate pair.
inline bool stopped_by_unicode(std::string_view text, std::size_t at) noexcept {
    std::size_t const start = start_of_last_token(text, at);
    if (start >= text.size() || text[start] != '"') return false;
    std::string_view const read = text.substr(start, at - start);
    if (scan_utf8(text.substr(start, at + 4 - start)).valid < std::min(at + 1, text.size()) - start)
        return true;
    std::size_t const escape = read.rfind("\\u");
    return escape != std::string_view::npos && read.size() - escape <= 7 && read.size() - escape >= 6 &&
           (read[escape + 2] | 0x20) == 'd' &&
           std::string_view("89abAB").find(read[escape + 3]) != std::string_view::npos;
}

/// What an error of the parser is called here, and where. The same text gives the same name with every Boost.
inline error parser_error(error_code const& ec, std::string_view text, json_handler const& handler,
                          std::size_t at) {
    namespace json = boost::json;
    if (ec.category() == errc_category()) {
        bool const ahead = handler.refused() == json_handler::stopped::before_token && at < text.size() &&
                           std::string_view("[{tfn").find(text[at]) != std::string_view::npos;
        return text_error(static_cast<errc>(ec.value()), handler.where(),
                          ahead ? at : start_of_last_token(text, at));
    }
    if (ec == json::error::too_deep) return text_error(errc::too_deep, handler.where(), at);
    if (ec == json::error::exponent_overflow)
        return text_error(errc::number_range, handler.where(), start_of_last_token(text, at));
    bool const unicode = ec == json::error::illegal_leading_surrogate ||
                         ec == json::error::illegal_trailing_surrogate ||
                         (ec != json::error::incomplete && stopped_by_unicode(text, at));
    return text_error(unicode ? errc::bad_unicode : errc::not_json, handler.where(), at);
}

/// Reads one JSON object into a structure. False, with `failed` filled, when the text is none or a value does
/// not fit.
inline bool read_json(std::string_view text, schema const& shape, void* object, read_options const& options,
                      read_report& report, error& failed) {
    boost::json::parse_options how;
    how.max_depth = max_json_depth;
    boost::json::basic_parser<json_handler> parser(how, shape, object, options, report);
    error_code ec;
    std::size_t const at = parser.write_some(false, text.data(), text.size(), ec);
    if (!ec && at < text.size()) ec = boost::json::error::extra_data;
    if (!ec) return true;
    failed = parser_error(ec, text, parser.handler(), at);
    return false;
}

}  // namespace cognito_sync::detail

// SPDX-License-Identifier: BSL-1.0
#include "client/trace.hpp"

#include "client/text.hpp"

#include <cognito_sync/message.hpp>

#include <algorithm>
#include <cstddef>

namespace example::client {
namespace cs = cognito_sync;
namespace {

/// Replaces what stands behind a name up to one of the ends, wherever the name stands.
std::string without_value(std::string line, std::string_view name, std::string_view ends) {
    for (std::size_t at = 0; (at = line.find(name, at)) != line.npos;) {
        at += name.size();
        std::size_t const end = std::min(line.find_first_of(ends, at), line.size());
        line.replace(at, end - at, mark);
        at += mark.size();
    }
    return line;
}

std::string masked_header(std::string_view line) {
    std::size_t const colon = line.find(':');
    std::string_view const name = line.substr(0, colon);
    if (cs::equal_without_case(name, "authorization"))
        return without_value(std::string(line), "Signature=", ", ");
    if (cs::equal_without_case(name, "x-amz-security-token"))
        return std::string(name).append(": ").append(mark);
    return std::string(line);  // one without a colon is no header, and holds nothing of ours
}

/// Where the string ends that is open at `at`: the offset of its closing quote.
std::size_t end_of_string(std::string_view text, std::size_t at) {
    while (at < text.size() && text[at] != '"') at += text[at] == '\\' ? 2u : 1u;
    return std::min(at, text.size());
}

}  // namespace

std::string masked_head(std::string_view head) {
    std::string made;
    bool first = true;
    while (!head.empty()) {
        std::string_view const line = head.substr(0, head.find("\r\n"));
        // A target may hold a colon, so the start line is told apart by its place.
        made.append(first ? without_value(std::string(line), "syncSessionToken=", "& ")
                          : masked_header(line));
        head.remove_prefix(line.size());
        if (head.starts_with("\r\n")) {
            head.remove_prefix(2);
            made.append("\r\n");
        }
        first = false;
    }
    return made;
}

std::string masked_body(std::string_view body) {
    constexpr std::string_view name = "SyncSessionToken\"", colon_and_blanks = " \t\r\n:";
    std::string made;
    for (std::size_t at; (at = body.find(name)) != body.npos;) {
        at = std::min(body.find_first_not_of(colon_and_blanks, at + name.size()), body.size());
        made.append(body.substr(0, at));
        body.remove_prefix(at);
        if (!body.starts_with('"')) continue;
        made.append("\"").append(mark);
        body.remove_prefix(end_of_string(body, 1));
    }
    return made.append(body);
}

std::string shown(std::string_view text, std::string_view prefix) {
    std::string made;
    while (!text.empty()) {
        std::string_view line = text.substr(0, text.find('\n'));
        text.remove_prefix(std::min(line.size() + 1, text.size()));
        if (line.ends_with('\r')) line.remove_suffix(1);
        made.append(prefix).append(printable(line));
        made += '\n';
    }
    return made;
}

}  // namespace example::client

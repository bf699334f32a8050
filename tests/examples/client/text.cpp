// SPDX-License-Identifier: BSL-1.0
#include "client/text.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <cstddef>
#include <cstdio>

namespace example::client {
namespace {

std::string escaped(unsigned byte) {
    if (byte == '\n') return "\\n";
    if (byte == '\r') return "\\r";
    if (byte == '\t') return "\\t";
    return {'\\', 'x', "0123456789abcdef"[byte >> 4], "0123456789abcdef"[byte & 15]};
}

std::size_t width(std::string_view text) {
    return static_cast<std::size_t>(
        std::count_if(text.begin(), text.end(), [](char c) { return (c & 0xC0) != 0x80; }));
}

bool is_number(std::string_view text) {
    return !text.empty() && text.find_first_not_of("0123456789-") == text.npos;
}

struct column {
    std::size_t width = 0;
    bool numbers = true;
};

std::vector<column> columns_of(std::vector<std::vector<std::string>> const& rows) {
    std::vector<column> columns;
    for (auto const& row : rows) {
        columns.resize(std::max(columns.size(), row.size()));
        for (std::size_t i = 0; i < row.size(); ++i) {
            columns[i].width = std::max(columns[i].width, width(row[i]));
            columns[i].numbers = columns[i].numbers && is_number(row[i]);
        }
    }
    return columns;
}

}  // namespace

std::string printable(std::string_view text) {
    std::string made;
    for (std::size_t at = 0; at < text.size(); ++at) {
        auto const byte = static_cast<unsigned char>(text[at]);
        auto const next = static_cast<unsigned char>(at + 1 < text.size() ? text[at + 1] : 0);
        if (byte < 0x20 || byte == 0x7F)
            made.append(escaped(byte));
        else if (byte == 0xC2 && 0x80 <= next && next < 0xA0)  // U+0080 to U+009F in UTF-8
            made.append(escaped(next)), ++at;
        else
            made += text[at];
    }
    return made;
}

std::string readable(cs::timestamp at) {
    auto const day = std::chrono::floor<std::chrono::days>(at);
    std::chrono::year_month_day const date(day);
    std::chrono::hh_mm_ss const time(at - day);
    std::array<char, 64> text{};
    std::snprintf(text.data(), text.size(), "%04d-%02u-%02uT%02d:%02d:%02d.%03dZ", int(date.year()),
                  unsigned(date.month()), unsigned(date.day()), int(time.hours().count()),
                  int(time.minutes().count()), int(time.seconds().count()), int(time.subseconds().count()));
    return text.data();
}

std::string aligned(std::vector<std::vector<std::string>> const& rows) {
    auto const columns = columns_of(rows);
    std::string made;
    for (auto const& row : rows) {
        std::string line;
        for (std::size_t i = 0; i < row.size(); ++i) {
            std::string const blanks(columns[i].width - width(row[i]), ' ');
            line.append(i == 0 ? "" : "  ");
            columns[i].numbers ? line.append(blanks).append(row[i]) : line.append(row[i]).append(blanks);
        }
        line.resize(line.find_last_not_of(' ') + 1);
        made.append(line).append("\n");
    }
    return made;
}

}  // namespace example::client

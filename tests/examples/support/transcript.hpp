// SPDX-License-Identifier: BSL-1.0
//
// What a reader of the demo sees: every exchange as it crossed the wire, and in the end whether all was as
// expected.
//
// `>` marks what went to the server and `<` what came back. The headers of a message share a line, to save
// the reader's screen; nothing is left out, and nothing else is changed.
#pragma once

#include "http.hpp"

#include <iostream>
#include <string>
#include <string_view>

namespace example {

class transcript {
public:
    void heading(std::string_view text) { std::cout << "\n==== " << text << '\n'; }

    void say(std::string_view text) { std::cout << "---- " << text << '\n'; }

    void show(std::string_view title, exchange const& made) {
        std::cout << "---- " << ++exchanges_ << "  " << title << '\n';
        print("> ", made.sent);
        print("< ", made.received);
    }

    void expect(bool held, std::string_view what) {
        ++expectations_;
        if (held) return;
        ++differences_;
        std::cout << "!!!! not so: " << what << '\n';
    }

    void same(std::string_view what, std::string_view got, std::string_view expected) {
        expect(got == expected, what);
        if (got != expected) std::cout << "     expected " << expected << "\n     got      " << got << '\n';
    }

    int exchanges() const { return exchanges_; }

    /// Says how it went, and answers what main returns.
    int finish() const {
        std::cout << '\n' << exchanges_ << " exchanges, " << expectations_ << " expectations, ";
        std::cout << differences_ << " not met\n";
        return differences_ == 0 ? 0 : 1;
    }

private:
    static void print(std::string_view mark, std::string_view message) {
        std::string_view head = message.substr(0, message.find("\r\n\r\n"));
        std::string_view const body = message.substr(head.size() + 4);
        std::string_view const start_line = head.substr(0, head.find("\r\n"));
        head.remove_prefix(start_line.size());
        std::cout << mark << start_line << '\n';
        print_lines(mark, head, "\r\n", "   ");
        print_lines(mark, body, "\n", "\n" + std::string(mark));
    }

    static void print_lines(std::string_view mark, std::string_view text, std::string_view end,
                            std::string_view between) {
        while (text.starts_with(end)) text.remove_prefix(end.size());
        while (text.ends_with(end)) text.remove_suffix(end.size());
        if (text.empty()) return;
        std::cout << mark;
        for (auto at = text.find(end); at != text.npos; at = text.find(end)) {
            std::cout << text.substr(0, at) << between;
            text.remove_prefix(at + end.size());
        }
        std::cout << text << '\n';
    }

    int exchanges_ = 0;
    int expectations_ = 0;
    int differences_ = 0;
};

}  // namespace example

// SPDX-License-Identifier: BSL-1.0
//
// The README says what is true: its table of operations is the one that the model gives, its programs are the ones in
// tests/examples, and its commands are there. Where the table differs, the failure prints the one to paste.
#include <cognito_sync.hpp>

#include "support/catch.hpp"

#include <fstream>
#include <iterator>
#include <string>
#include <string_view>

namespace cs = cognito_sync;

namespace {

std::string text_of(std::string const& path) {
    std::ifstream file(COGNITO_SYNC_SOURCE_DIR "/" + path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

/// What stands between two marks, without them.
std::string between(std::string const& text, std::string_view begin, std::string_view end) {
    std::size_t const from = text.find(begin);
    if (from == std::string::npos) return {};
    std::size_t const start = from + begin.size();
    std::size_t const stop = text.find(end, start);
    return stop == std::string::npos ? std::string() : text.substr(start, stop - start);
}

void add(std::string& list, std::string_view item) { list.append(list.empty() ? "" : ", ").append(item); }

std::string request_line(cs::route const& http) {
    std::string line(http.method());
    line += ' ';
    for (auto const& each : http.path())
        line.append("/").append(each.label ? "{" : "").append(each.text).append(each.label ? "}" : "");
    return line;
}

/// The members that do not stand in the path; `?` marks the query, `:` a header, `*` what is required.
std::string taken(cs::operation const& op) {
    std::string list;
    for (auto const& row : op.request->fields) {
        std::string name(row.name);
        bool in_path = false;
        for (auto const& each : op.http->path()) in_path = in_path || (each.label && each.text == row.name);
        for (auto const& each : op.http->query())
            if (each.member == row.name) name = "?" + std::string(each.key);
        for (auto const& each : op.http->headers())
            if (each.member == row.name) name = std::string(each.key) + ":";
        if (!in_path) add(list, name + (row.optional ? "" : "*"));
    }
    return list;
}

std::string given(cs::operation const& op) {
    std::string list;
    if (op.response == nullptr) return "no body";
    for (auto const& row : op.response->fields) add(list, row.name);
    return list.empty() ? "`{}`" : list;
}

/// The faults beyond the three that every operation throws.
template <class Op>
std::string thrown() {
    std::string list;
    for (auto const& row : cs::faults) {
        bool const everywhere = row.value == cs::fault::InternalError ||
                                row.value == cs::fault::InvalidParameter ||
                                row.value == cs::fault::NotAuthorized;
        if (Op::throws.contains(row.value) && !everywhere) add(list, row.name.substr(0, row.name.size() - 9));
    }
    return list;
}

std::string table() {
    std::string rows = "| operation | request | in | out | faults |\n|---|---|---|---|---|\n";
    cs::operations::for_each([&]<class Op>() {
        auto const& op = cs::operation_of<Op>;
        rows.append("| ").append(op.name).append(" | `").append(request_line(*op.http)).append("` | ");
        rows.append(taken(op))
            .append(" | ")
            .append(given(op))
            .append(" | ")
            .append(thrown<Op>())
            .append(" |\n");
    });
    return rows;
}

}  // namespace

TEST_CASE("the README's table of operations is the model's", "[readme]") {
    std::string const written = between(text_of("README.md"), "<!-- operations -->\n", "<!-- end -->");
    INFO("The table to paste:\n" << table());
    CHECK(written == table());
}

TEST_CASE("every operation throws the three faults that the README's table leaves out", "[readme]") {
    cs::operations::for_each([]<class Op>() {
        CHECK(Op::throws.contains(cs::fault::InternalError));
        CHECK(Op::throws.contains(cs::fault::InvalidParameter));
        CHECK(Op::throws.contains(cs::fault::NotAuthorized));
    });
}

TEST_CASE("the README's programs are parts of the examples", "[readme]") {
    std::string const readme = text_of("README.md");
    for (char const* example : {"client", "server"}) {
        std::string const shown = between(text_of(std::string("tests/examples/") + example + ".cpp"),
                                          "// README begin\n", "// README end");
        INFO(example << ".cpp");
        CHECK_FALSE(shown.empty());
        CHECK(readme.find("```cpp\n" + shown + "```") != std::string::npos);
    }
}

TEST_CASE("the README's commands are those that CI types", "[readme]") {
    std::string const readme = text_of("README.md");
    std::string const ci = text_of(".ci/run");
    CHECK(readme.find("sh tests/setup.sh && cmake --workflow --preset demo\n") != std::string::npos);
    CHECK(readme.find("sh tests/setup.sh && cmake --workflow --preset test\n") != std::string::npos);
    CHECK(ci.find("sh tests/setup.sh && cmake --workflow --preset test") != std::string::npos);
}

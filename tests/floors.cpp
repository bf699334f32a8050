// SPDX-License-Identifier: BSL-1.0
//
// The floors of include/: a header includes only what stands above it in the umbrella, Boost stays out of the
// lower floors, and each part of Boost enters by one door. The umbrella is the one place that states the
// order; this file reads it there, with the floor from the comment on each line. A header that is not listed
// may lie in a directory named for one that is: it is a part of that one and stands in its place. The rules
// are a function over texts, so that each is seen to catch its own breach.
#include "support/catch.hpp"

#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace {

using namespace std::string_literals;

/// The text of each header, by its path below include/.
using tree = std::map<std::string, std::string>;

constexpr std::string_view umbrella = "cognito_sync.hpp";
constexpr std::string_view home = "cognito_sync/";
constexpr int first_floor_with_boost = 4;
constexpr std::size_t widest_line = 110;

/// A part of Boost, and the start of the names of the headers that may include it.
struct door {
    std::string_view part, header;
};

constexpr std::array doors{
    door{"boost/system/", "error"},
    door{"boost/assert/source_location.hpp", "error"},
    door{"boost/throw_exception.hpp", "error"},
    door{"boost/url/", "url"},
    door{"boost/json/", "json"},
};

struct place {
    int floor;
    std::size_t rank;
};

std::vector<std::string> lines_of(std::string_view text) {
    std::vector<std::string> lines;
    for (std::size_t at = 0; at < text.size();) {
        auto const end = std::min(text.find('\n', at), text.size());
        lines.emplace_back(text.substr(at, end - at));
        at = end + 1;
    }
    return lines;
}

std::size_t columns(std::string_view line) {
    return static_cast<std::size_t>(std::ranges::count_if(line, [](char c) { return (c & 0xC0) != 0x80; }));
}

/// What an include line names, with its delimiters; nothing for any other line.
std::optional<std::string> included(std::string_view line) {
    auto const hash = line.find_first_not_of(" \t");
    if (hash == line.npos || line[hash] != '#') return {};
    auto const word = line.find_first_not_of(" \t", hash + 1);
    if (word == line.npos || !line.substr(word).starts_with("include")) return {};
    auto const open = line.find_first_of("<\"", word);
    if (open == line.npos) return {};
    auto const close = line.find_first_of(">\"", open + 1);
    return std::string{line.substr(open, close - open + 1)};
}

std::string unquoted(std::string_view name) { return std::string{name.substr(1, name.size() - 2)}; }

std::string in_words(std::string const& header, place const& at) {
    return header + " (floor " + std::to_string(at.floor) + ")";
}

class inspection {
public:
    explicit inspection(tree const& headers) : headers_{headers} {
        read_order();
        for (auto const& [name, text] : headers_) inspect(name, text);
    }

    std::vector<std::string> complaints;

private:
    void complain(std::string sentence) { complaints.push_back(std::move(sentence)); }

    /// The place of a header: its own, or that of the header it is a part of.
    std::optional<place> place_of(std::string const& header) const {
        for (auto name = header;;) {
            if (auto const at = places_.find(name); at != places_.end()) return at->second;
            auto const slash = name.rfind('/');
            if (slash == name.npos) return {};
            name = name.substr(0, slash) + ".hpp";
        }
    }

    void read_order() {
        int highest = 0;
        for (auto const& line : lines_of(headers_.at(std::string{umbrella}))) {
            auto const name = included(line);
            if (!name) continue;
            auto const header = unquoted(*name);
            auto const comment = line.find("// ");
            auto const said = comment == line.npos ? "" : line.substr(comment + 3);
            if (said.empty() || said[0] < '0' || said[0] > '9' || (said.size() > 1 && said[1] != ' ')) {
                complain("cognito_sync.hpp does not say the floor of " + header);
                continue;
            }
            int const floor = said[0] - '0';
            if (floor < highest) complain("cognito_sync.hpp lists " + header + " below a higher floor");
            highest = std::max(highest, floor);
            places_.emplace(header, place{floor, places_.size()});
            if (!headers_.contains(header))
                complain("cognito_sync.hpp lists " + header + ", which does not exist");
        }
    }

    void inspect(std::string const& name, std::string const& text) {
        auto const lines = lines_of(text);
        if (lines.empty() || lines.front() != "// SPDX-License-Identifier: BSL-1.0")
            complain(name + " does not open with its SPDX line");
        if (std::ranges::count(lines, "#pragma once"s) != 1)
            complain(name + " does not say #pragma once, once");
        for (std::size_t i = 0; i < lines.size(); ++i)
            if (columns(lines[i]) > widest_line)
                complain(name + ":" + std::to_string(i + 1) + " is too wide");
        if (name != umbrella) inspect_includes(name, lines);
    }

    void inspect_includes(std::string const& name, std::vector<std::string> const& lines) {
        auto const at = place_of(name);
        if (!at) return complain(name + " does not stand in cognito_sync.hpp");
        for (auto const& line : lines) {
            auto const target = included(line);
            if (!target) continue;
            if (target->front() == '"')
                complain(name + " includes " + *target + " in quotes");
            else if (unquoted(*target).starts_with("cognito_sync"))
                own(name, *at, unquoted(*target));
            else if (unquoted(*target).starts_with("boost/"))
                boost(name, *at, unquoted(*target));
        }
    }

    void own(std::string const& name, place const& from, std::string const& target) {
        auto const to = place_of(target);
        if (!to) return complain(name + " includes " + target + ", which has no floor");
        bool const part = to->rank == from.rank && !places_.contains(target);
        if (to->rank >= from.rank && !part)
            complain(in_words(name, from) + " includes " + in_words(target, *to) +
                     ", which does not stand above it in cognito_sync.hpp");
    }

    void boost(std::string const& name, place const& from, std::string const& target) {
        if (from.floor < first_floor_with_boost)
            return complain(in_words(name, from) + " includes " + target);
        auto const fits = [&](door const& d) {
            auto const inside = name.substr(home.size());
            return target.starts_with(d.part) && inside.starts_with(d.header) &&
                   inside.find_first_of("./_", d.header.size()) == d.header.size();
        };
        if (std::ranges::none_of(doors, fits)) complain(name + " is no door for " + target);
    }

    tree const& headers_;
    std::map<std::string, place> places_;
};

std::vector<std::string> complaints_about(tree const& headers) { return inspection{headers}.complaints; }

tree headers_on_disk() {
    namespace fs = std::filesystem;
    fs::path const root = fs::path{COGNITO_SYNC_SOURCE_DIR} / "include";
    tree headers;
    for (auto const& entry : fs::recursive_directory_iterator{root}) {
        if (!entry.is_regular_file()) continue;
        std::ifstream stream{entry.path(), std::ios::binary};
        headers[entry.path().lexically_relative(root).generic_string()] = {
            std::istreambuf_iterator<char>{stream}, {}};
    }
    return headers;
}

constexpr std::string_view opening = "// SPDX-License-Identifier: BSL-1.0\n#pragma once\n";

/// A sound library of four headers, one of them in parts; each case of the next test spoils one line of it.
tree sound() {
    auto const with = [](std::string const& lines) { return std::string{opening} + lines; };
    return {
        {"cognito_sync.hpp",
         with(
             "#include <cognito_sync/core/a.hpp>  // 0 what it is\n#include <cognito_sync/core/b.hpp>  // 0\n"
             "#include <cognito_sync/json.hpp>    // 5\n#include <cognito_sync/codec.hpp>   // 6\n")},
        {"cognito_sync/core/a.hpp", with("#include <vector>\n#include <cognito_sync/core/a/part.hpp>\n")},
        {"cognito_sync/core/a/part.hpp", with("#include <cognito_sync/core/a/other.hpp>\n")},
        {"cognito_sync/core/a/other.hpp", with("")},
        {"cognito_sync/core/b.hpp", with("#include <cognito_sync/core/a.hpp>\n")},
        {"cognito_sync/json.hpp",
         with("#include <cognito_sync/core/b.hpp>\n#include <boost/json/value.hpp>\n")},
        {"cognito_sync/codec.hpp", with("#include <cognito_sync/json.hpp>\n")},
    };
}

struct breach {
    std::string header, line, complaint;
};

}  // namespace

TEST_CASE("every header stands on its floor and includes only what is above it in the umbrella", "[floors]") {
    auto const headers = headers_on_disk();
    REQUIRE(headers.contains(std::string{umbrella}));
    for (auto const& complaint : complaints_about(headers)) FAIL_CHECK(complaint);
}

TEST_CASE("a sound library gives no complaint", "[floors]") { CHECK(complaints_about(sound()).empty()); }

TEST_CASE("each breach of the floors is named with both its files", "[floors]") {
    for (auto const& [header, line, complaint] : std::vector<breach>{
             {"core/a.hpp", "#include <cognito_sync/core/b.hpp>",
              "cognito_sync/core/a.hpp (floor 0) includes cognito_sync/core/b.hpp (floor 0), which does not "
              "stand above it in cognito_sync.hpp"},
             {"json.hpp", "  #  include <cognito_sync/codec.hpp> // why",
              "cognito_sync/json.hpp (floor 5) includes cognito_sync/codec.hpp (floor 6), which does not "
              "stand above it in cognito_sync.hpp"},
             {"core/a/part.hpp", "#include <cognito_sync/core/a.hpp>",
              "cognito_sync/core/a/part.hpp (floor 0) includes cognito_sync/core/a.hpp (floor 0), which does "
              "not "
              "stand above it in cognito_sync.hpp"},
             {"core/a/part.hpp", "#include <cognito_sync/core/b.hpp>",
              "cognito_sync/core/a/part.hpp (floor 0) includes cognito_sync/core/b.hpp (floor 0), which does "
              "not "
              "stand above it in cognito_sync.hpp"},
             {"json.hpp", "#include <cognito_sync.hpp>",
              "cognito_sync/json.hpp includes cognito_sync.hpp, which has no floor"},
             {"json.hpp", "#include \"codec.hpp\"", "cognito_sync/json.hpp includes \"codec.hpp\" in quotes"},
             {"core/b.hpp", "#include <boost/json/value.hpp>",
              "cognito_sync/core/b.hpp (floor 0) includes boost/json/value.hpp"},
             {"codec.hpp", "#include <boost/json/value.hpp>",
              "cognito_sync/codec.hpp is no door for boost/json/value.hpp"},
             {"json.hpp", "#include <boost/regex.hpp>",
              "cognito_sync/json.hpp is no door for boost/regex.hpp"},
             {"json.hpp", "#pragma once", "cognito_sync/json.hpp does not say #pragma once, once"},
             {"json.hpp", std::string(111, '/'), "cognito_sync/json.hpp:5 is too wide"},
         }) {
        auto headers = sound();
        headers.at(std::string{home} + header) += line + "\n";
        CHECK(complaints_about(headers) == std::vector{complaint});
    }
}

TEST_CASE("width is counted in characters, not in bytes", "[floors]") {
    auto headers = sound();
    std::string line = "//";
    for (int i = 0; i < 108; ++i) line += "\u2026";
    headers.at("cognito_sync/json.hpp") += line + "\n";
    CHECK(complaints_about(headers).empty());
}

TEST_CASE("a header that the umbrella does not list, and a line of it that leads nowhere, are named",
          "[floors]") {
    auto headers = sound();
    headers["cognito_sync/lost.hpp"] = std::string{opening};
    CHECK(complaints_about(headers) ==
          std::vector{"cognito_sync/lost.hpp does not stand in cognito_sync.hpp"s});

    headers = sound();
    auto& contents = headers.at("cognito_sync.hpp");
    contents += "#include <cognito_sync/gone.hpp>  // 7\n";
    CHECK(complaints_about(headers) ==
          std::vector{"cognito_sync.hpp lists cognito_sync/gone.hpp, which does not exist"s});

    headers = sound();
    headers["cognito_sync/low.hpp"] = std::string{opening};
    headers.at("cognito_sync.hpp") += "#include <cognito_sync/low.hpp>  // 1\n";
    CHECK(complaints_about(headers) ==
          std::vector{"cognito_sync.hpp lists cognito_sync/low.hpp below a higher floor"s});

    headers.at("cognito_sync.hpp") = sound().at("cognito_sync.hpp") + "#include <cognito_sync/low.hpp>\n";
    CHECK(complaints_about(headers) ==
          std::vector{"cognito_sync.hpp does not say the floor of cognito_sync/low.hpp"s,
                      "cognito_sync/low.hpp does not stand in cognito_sync.hpp"s});
}

TEST_CASE("a header without its licence line first is named", "[floors]") {
    auto headers = sound();
    headers.at("cognito_sync/json.hpp").insert(0, "\n");
    CHECK(complaints_about(headers) ==
          std::vector{"cognito_sync/json.hpp does not open with its SPDX line"s});
}

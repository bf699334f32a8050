// SPDX-License-Identifier: BSL-1.0
//
// wire: reads one raw HTTP message of the service, from a file or standard input, and says what it is; or why
// a server refuses it, and where. `wire --help` tells all.
//
// Only the command line stands here; wire/*.hpp does the work. The message is shown to whoever has it
// already, so values are printed. Nothing is sent anywhere.
#include "wire/fuzz.hpp"
#include "wire/message.hpp"
#include "wire/reply.hpp"
#include "wire/request.hpp"
#include "wire/shapes.hpp"

#include <filesystem>
#include <fstream>
#include <iostream>
#include <optional>
#include <sstream>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace example::wire {
namespace {

enum exit_code { fine = 0, broken = 1, wrong_use = 2 };

constexpr std::string_view help = R"(wire explains messages of Amazon Cognito Sync.

  wire [FILE]                        a request: its operation and members, or all that a server refuses in it
  wire [--operation NAME] [FILE]     a reply: what it tells; a success needs the name of its operation
  wire validate SHAPE VALUE          whether a value fits a shape of the model; - reads it from standard
                                     input, every byte of it
  wire validate                      the shapes, with their limits and patterns
  wire --fuzz TARGET FILE            an input of a fuzz target, read as the target reads it; TARGET is
                                     codec, json, response, target or validate

Without FILE, or with -, the message is read from standard input. It may come from a log: line feeds alone, no
Content-Length, and the marks of a trace ("> " and "< ") are accepted, and what was accepted is said.

Exit status: 0 a request that a server takes, a success, a value that fits; 1 anything else; 2 wrong use.
)";

int misused(std::string_view sentence) {
    std::cerr << "wire: " << sentence << "\nwire --help tells more.\n";
    return wrong_use;
}

std::optional<std::string> contents(std::string const& file) {
    std::ostringstream text;
    if (file == "-") return text << std::cin.rdbuf(), std::move(text).str();
    std::ifstream from(file, std::ios::binary);
    if (!from || std::filesystem::is_directory(file)) return std::nullopt;
    if (from.peek() != std::ifstream::traits_type::eof()) text << from.rdbuf();
    return std::move(text).str();
}

int cannot_read(std::string const& file) { return misused("cannot read " + plain(file)); }

std::optional<std::size_t> operation_index(std::string_view name) {
    for (std::size_t i = 0; i < cs::operations::size; ++i)
        if (cs::operations::table[i]->name == name) return i;
    return std::nullopt;
}

int explain_as_reply(message const& in, std::optional<std::size_t> operation) {
    if (in.status < 100 || in.status > 599) {
        std::cout << "no message: the first line of a reply has a status of three digits\n";
        return broken;
    }
    if (operation) return explain_reply(in, *operation, std::cout) ? fine : broken;
    if (200 <= in.status && in.status < 300)
        return misused(
            "this reply is a success: say of which operation, with --operation NAME before the file");
    return explain_error(in, std::cout) ? fine : broken;
}

int explain(std::string const& file, std::optional<std::size_t> operation) {
    auto const raw = contents(file);
    if (!raw) return cannot_read(file);
    if (raw->find_first_not_of("\r\n") == raw->npos) {
        std::cout << "no message: there is nothing to read\n";
        return broken;
    }
    auto const trace = without_marks(*raw);
    message const in = read_message(trace ? *trace : *raw);
    if (trace) std::cout << "accepted   the marks of a trace; bytes are counted without them\n";
    for (std::string const& each : in.lenient) std::cout << "accepted   " << each << '\n';
    if (in.is_reply) return explain_as_reply(in, operation);
    if (operation) return misused("--operation is for replies; this is a request, which names its own");
    return request_explainer(in, {}, std::cout).explain() ? fine : broken;
}

int explain_fuzz_input(std::string_view target, std::string const& file) {
    auto const input = contents(file);
    if (!input) return cannot_read(file);
    for (fuzz_row const& each : fuzz_targets)
        if (each.target == target) return each.explain(*input, std::cout) ? fine : broken;
    return misused("no fuzz target is called " + plain(target));
}

int validate(std::vector<std::string> const& arguments) {
    if (arguments.size() == 1) return list_shapes(std::cout), fine;
    shape_row const* const shape = shape_named(arguments[1]);
    if (shape == nullptr)
        return misused("no shape is called " + plain(arguments[1]) + "; wire validate lists them");
    if (arguments.size() != 3) return misused("wire validate takes a shape and a value");
    bool const piped = arguments[2] == "-";
    return explain_value(*shape, piped ? *contents("-") : arguments[2], std::cout) ? fine : broken;
}

int run(std::vector<std::string> const& arguments) {
    std::string_view const first = arguments.empty() ? "" : std::string_view(arguments.front());
    if (first == "--help" || first == "-h") return std::cout << help, fine;
    if (first == "validate") return validate(arguments);
    if (first == "--fuzz") {
        if (arguments.size() != 3) return misused("--fuzz takes a target and a file");
        return explain_fuzz_input(arguments[1], arguments[2]);
    }
    std::size_t next = 0;
    std::optional<std::size_t> operation;
    if (first == "--operation") {
        if (arguments.size() < 2) return misused("--operation takes a name");
        operation = operation_index(arguments[1]);
        if (!operation) return misused("no operation is called " + plain(arguments[1]));
        next = 2;
    } else if (first.starts_with('-') && first != "-") {
        return misused("unknown option " + plain(first));
    }
    if (arguments.size() > next + 1) return misused("one file at a time");
    return explain(arguments.size() > next ? arguments[next] : "-", operation);
}

}  // namespace
}  // namespace example::wire

int main(int count, char** arguments) {
    int const code = example::wire::run({arguments + 1, arguments + count});
    std::cout.flush();
    return std::cout ? code : 1;
}

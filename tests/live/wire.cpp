// SPDX-License-Identifier: BSL-1.0
//
// The program wire: its exit status for everything that botocore, the API reference and the fuzzers brought,
// and no bytes that make it end otherwise. What it prints stands in wire_requests.cpp and wire_replies.cpp.
//
// Every truncation of every request would be ten thousand processes, so those are explained in this one.
#include "live/wire_program.hpp"
#include "support/recorded.hpp"
#include "wire/fuzz.hpp"

#include "../../fuzz/support/input.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

namespace {

namespace fs = std::filesystem;
namespace wire = example::wire;
using example::crlf;
using example::expect;
using example::finished;
using example::wire_with;

fs::path const repository{COGNITO_SYNC_SOURCE_DIR};

void misuse(finished const& said, std::string_view sentence) {
    CHECK(said.code == 2);
    CHECK(said.output.empty());
    CHECK(said.errors == "wire: " + std::string(sentence) + "\nwire --help tells more.\n");
}

std::string bytes_of(fs::path const& file) {
    std::ifstream from(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(from), {}};
}

std::vector<fs::path> corpus() {
    std::vector<fs::path> files;
    for (auto const& each : fs::recursive_directory_iterator(repository / "fuzz/corpus"))
        if (each.is_regular_file() && !each.path().filename().string().starts_with('.'))
            files.push_back(each.path());
    return files;
}

/// The lines that a value of the parameters must have: every leaf with its pointer.
void each_leaf(boost::json::value const& from, std::string const& pointer, std::vector<std::string>& lines) {
    if (auto const* const object = from.if_object()) {
        if (object->empty()) lines.push_back(pointer + " = {}");
        for (auto const& each : *object)
            each_leaf(each.value(), pointer + "/" + std::string(each.key()), lines);
    } else if (auto const* const list = from.if_array()) {
        if (list->empty()) lines.push_back(pointer + " = []");
        for (std::size_t i = 0; i < list->size(); ++i)
            each_leaf((*list)[i], pointer + "/" + std::to_string(i), lines);
    } else {
        bool const text = from.is_string();
        lines.push_back(pointer + " = " +
                        (text ? wire::in_quotes(example::text(from)) : boost::json::serialize(from)));
    }
}

/// Whether a value is printed: quotes around enums do not matter, a date follows its seconds.
bool shows(std::string const& output, std::string const& line) {
    std::string unquoted = line;
    std::erase(unquoted, '"');
    std::string shown = output;
    std::erase(shown, '"');
    return shown.find(" " + unquoted + "\n") != shown.npos || shown.find(" " + unquoted + " (") != shown.npos;
}

}  // namespace

// ---- What others sent

TEST_CASE("every request that botocore wrote is explained: its operation and each of its parameters",
          "[live][wire]") {
    auto const requests = example::botocore_requests();
    REQUIRE(requests.size() == 25);
    for (example::recorded const& each : requests) {
        auto const said = wire_with({}, each.bytes);
        INFO(said.output);
        CHECK(said.code == 0);
        CHECK(said.output.find("\noperation  " + each.operation + "\n") != std::string::npos);
        CHECK(said.output.ends_with("\na server takes it\n"));
        std::vector<std::string> lines;
        for (auto const& parameter : each.parameters.as_object())
            each_leaf(parameter.value(), "/" + std::string(parameter.key()), lines);
        for (std::string const& line : lines) {
            INFO(line);
            CHECK(shows(said.output, line));
        }
    }
}

TEST_CASE("any bytes are explained: no truncation of a request or reply is too much", "[live][wire]") {
    std::vector<std::string> messages;
    for (example::recorded const& each : example::botocore_requests()) messages.push_back(each.bytes);
    messages.push_back(crlf(bytes_of(repository / "tests/data/samples/ListDatasets.http")));
    messages.push_back(crlf("HTTP/1.1 200 OK\nTransfer-Encoding: chunked\n\n8\n{\"Count\"\n3\n:1}\n0\n\n"));
    std::size_t taken = 0, refused = 0;
    for (std::string const& whole : messages)
        for (std::size_t size = 0; size <= whole.size(); ++size) {
            std::ostringstream out;
            std::string const text = whole.substr(0, size);
            wire::message const in = wire::read_message(text);
            bool const fine = in.is_reply ? wire::explain_reply(in, 8, out)
                                          : wire::request_explainer(in, {}, out).explain();
            ++(fine ? taken : refused);
            std::string const said = out.str();
            REQUIRE(said.ends_with('\n'));
            REQUIRE(std::ranges::all_of(said, [](char c) { return c == '\n' || !(0 <= c && c < ' '); }));
        }
    CHECK(taken >= 26);
    CHECK(refused > 4000);
}

TEST_CASE("every input of the fuzzers ends with 0 or 1, as a message and as the input of its target",
          "[live][wire]") {
    auto const files = corpus();
    REQUIRE(files.size() > 1000);
    std::map<int, std::size_t> codes;
    for (fs::path const& each : files) {
        INFO(each);
        finished const as_message = wire_with({each.string()});
        finished const as_input =
            wire_with({"--fuzz", each.parent_path().filename().string(), each.string()});
        for (finished const& said : {as_message, as_input}) {
            ++codes[said.code];
            CHECK((said.code == 0 || said.code == 1));
            CHECK(said.errors.empty());
            CHECK(said.output.ends_with('\n'));
        }
    }
    CHECK(codes[0] > 100);
    CHECK(codes[1] > 100);
}

TEST_CASE("an input of a fuzz target is read as the target reads it", "[live][wire]") {
    for (fs::path const& each : corpus()) {
        std::string const text = bytes_of(each);
        bool const request = each.parent_path().filename() == "target";
        if (!request && each.parent_path().filename() != "response") continue;
        INFO(each);
        fuzz::input from(reinterpret_cast<std::uint8_t const*>(text.data()), text.size());
        cognito_sync::policy rules;
        std::size_t operation = 0;
        wire::message const ours =
            request ? wire::target_input(text, rules) : wire::response_input(text, operation);
        std::size_t const choice = from.choice(request ? 32 : 34);
        if (request) {
            CHECK((rules.ids == cognito_sync::ids::length_only) == ((choice & 1) != 0));
            CHECK(rules.base_path == ((choice & 16) != 0 ? "/sync/" : ""));
            CHECK(ours.method == from.until(' ').view());
            CHECK(ours.target == from.until('\n').view());
        } else {
            CHECK(operation == choice % 17);
            from.until('\n');
        }
        auto const headers = from.headers();
        CHECK(fuzz::views(headers) == ours.headers);
        CHECK(ours.body == from.rest().view());
    }
}

// ---- Values

TEST_CASE("wire validate lists every shape of the model by its name", "[live][wire]") {
    finished const said = wire_with({"validate"});
    CHECK(said.code == 0);
    std::istringstream header(bytes_of(repository / "include/cognito_sync/model/shapes.hpp"));
    std::size_t shapes = 0;
    for (std::string line; std::getline(header, line);)
        for (std::string const start : {"inline constexpr text ", "inline constexpr number ",
                                        "inline constexpr entries ", "enum class "})
            if (line.starts_with(start)) {
                std::string const name =
                    line.substr(start.size(), line.find_first_of("{ ", start.size()) - start.size());
                INFO(name);
                CHECK(("\n" + said.output).find("\n" + name + " ") != std::string::npos);
                ++shapes;
            }
    CHECK(shapes == 17);
    CHECK(static_cast<std::size_t>(std::count(said.output.begin(), said.output.end(), '\n')) == shapes);
}

TEST_CASE("a value that fits its shape says so", "[live][wire]") {
    std::vector<std::pair<std::string, std::string>> const good{
        {"ApplicationArn", "arn:aws:sns:us-east-1:123456789012:app/GCM/my_app"},
        {"ApplicationArnOfAnyPartition", "arn:aws-cn:sns:cn-north-1:123456789012:app/GCM/my_app"},
        {"AssumeRoleArn", "arn:aws:iam::123456789012:role/push"},
        {"AssumeRoleArnOfAnyPartition", "arn:aws-us-gov:iam::123456789012:role/push"},
        {"BulkPublishStatus", "SUCCEEDED"},
        {"DatasetName", "my_list"},
        {"DeviceId", "d"},
        {"Events", R"({"SyncTrigger":"arn"})"},
        {"Events", "{}"},
        {"IdentityId", "us-east-1:aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee"},
        {"IdentityPoolId", "a:0"},
        {"IntegerString", "2147483647"},
        {"Operation", "remove"},
        {"Platform", "APNS_SANDBOX"},
        {"RecordKey", "k\xC3\xA9y"},
        {"RecordValue", ""},
        {"StreamName", "s"},
        {"StreamingStatus", "DISABLED"}};
    for (auto const& [shape, value] : good) {
        INFO(shape);
        expect(wire_with({"validate", shape, value}), 0, "fits\n");
    }
    expect(wire_with({"validate", "DatasetName", "-"}, "my_list"), 0, "fits\n");
    expect(wire_with({"validate", "RecordValue", "-"}, std::string(1'048'575, 'x')), 0, "fits\n");
}

TEST_CASE("a value that breaks its shape is shown with what is wrong and where", "[live][wire]") {
    auto const bad = [](std::string const& shape, std::string const& value, std::string const& said) {
        INFO(shape);
        expect(wire_with({"validate", shape, value}), 1, said);
    };
    bad("DatasetName", "my list", R"(' ' at offset 2 does not fit the pattern [a-zA-Z0-9_.:-]+
offset 2
     | my list
     |   ^ byte 2 of the value
)");
    bad("DatasetName", "", R"(it is empty
offset 0
     | 
     | ^ byte 0 of the value
)");
    bad("DatasetName", std::string(129, 'x'), R"(it has 129 characters, 1 more than the 128 allowed
offset 0
     | xxxxxxxxxxxxxxxxxxxxxxxx...
     | ^ byte 0 of the value
)");
    bad("IdentityPoolId", "us-east-1_AbCdEf",
        R"(it ends too early for the pattern [\w-]+:[0-9a-f-]+; it looks like the id of a user pool, but ids of identity pools and identities have a colon after the region
offset 16
     | us-east-1_AbCdEf
     |                 ^ byte 16 of the value
)");
    bad("IdentityId", "us-east-1:AAAA",
        R"('A' at offset 10 does not fit the pattern [\w-]+:[0-9a-f-]+; hexadecimal digits after the colon must be lower-case
offset 10
     | us-east-1:AAAA
     |           ^ byte 10 of the value
)");
    bad("IntegerString", "0", R"(it is not within 1 to 2147483647
offset 0
     | 0
     | ^ byte 0 of the value
)");
    bad("IntegerString", "3x", R"(it is not an integer
offset 0
     | 3x
     | ^ byte 0 of the value
)");
    bad("IntegerString", "99999999999999999999", R"(it is not within 1 to 2147483647
offset 0
     | 99999999999999999999
     | ^ byte 0 of the value
)");
    bad("Platform", "apns", R"(it is none of APNS, APNS_SANDBOX, GCM, ADM; case matters
offset 0
     | apns
     | ^ byte 0 of the value
)");
    bad("Events", R"({"a":"b","c":"d"})",
        R"(Value with length 2 at '/Events' failed to satisfy constraint: Member must have length less than or equal to 1
offset 0
     | {"a":"b","c":"d"}
     | ^ byte 0 of the value
)");
    bad("Events", R"({"a":1})", R"(the value has the wrong type
offset 5
     | {"a":1}
     |      ^ byte 5 of the value
)");
    bad("Events", "{", R"(the text is not a JSON object
offset 1
     | {
     |  ^ byte 1 of the value
)");
    bad("RecordKey", "k\xFF", R"(it is not UTF-8 from offset 1 on
offset 1
     | k\xFF
     |  ^ byte 1 of the value
)");
    bad("ApplicationArn", "arn:aws-cn:sns:",
        R"('-' at offset 7 does not fit the pattern arn:aws:sns:[-0-9a-z]+:\d+:app/[A-Z_]+/[a-zA-Z0-9_.-]+
offset 7
     | arn:aws-cn:sns:
     |        ^ byte 7 of the value
)");
    expect(wire_with({"validate", "DatasetName", "-"}, "my_list\n"), 1,
           R"(0x0A at offset 7 does not fit the pattern [a-zA-Z0-9_.:-]+
offset 7
     | my_list
     |        ^ byte 7 of the value
)");
    finished const long_one = wire_with({"validate", "RecordValue", "-"}, std::string(1'048'576, 'x'));
    CHECK(long_one.code == 1);
    CHECK(long_one.output.starts_with(
        "it has 1048576 characters, 1 more than the 1048575 allowed\noffset 0\n"));
}

// ---- The command line

TEST_CASE("wrong use is told from wrong messages", "[live][wire]") {
    misuse(wire_with({"--nonsense"}), "unknown option --nonsense");
    misuse(wire_with({"validate", "Dataset", "x"}), "no shape is called Dataset; wire validate lists them");
    misuse(wire_with({"validate", "DatasetName"}), "wire validate takes a shape and a value");
    misuse(wire_with({"--operation"}), "--operation takes a name");
    misuse(wire_with({"--operation", "List"}), "no operation is called List");
    misuse(wire_with({"--operation", "ListDatasets"}, "GET / HTTP/1.1\r\n\r\n"),
           "--operation is for replies; this is a request, which names its own");
    misuse(wire_with({}, "HTTP/1.1 200 OK\r\n\r\n{}"),
           "this reply is a success: say of which operation, with --operation NAME before the file");
    misuse(wire_with({"/nowhere/at/all"}), "cannot read /nowhere/at/all");
    misuse(wire_with({repository.string()}), "cannot read " + repository.string());
    misuse(wire_with({"--fuzz", "codec"}), "--fuzz takes a target and a file");
    misuse(wire_with({"--fuzz", "x", "-"}), "no fuzz target is called x");
    misuse(wire_with({"-", "-"}), "one file at a time");
}

TEST_CASE("wire --help names every way to call it and what the exit status means", "[live][wire]") {
    finished const said = wire_with({"--help"});
    CHECK(said.code == 0);
    for (std::string_view const each : {"wire [FILE]", "--operation NAME", "wire validate SHAPE VALUE",
                                        "wire --fuzz TARGET FILE", "Exit status: 0 "}) {
        INFO(each);
        CHECK(said.output.find(each) != std::string::npos);
    }
}

TEST_CASE("wire knows every operation by its name", "[live][wire]") {
    cognito_sync::operations::for_each([]<class Op>() {
        finished const said = wire_with({"--operation", std::string(Op::name)}, "HTTP/1.1 200 OK\r\n\r\n{}");
        CHECK(said.code == 0);
        CHECK(said.output.starts_with("reply      200\noperation  " + std::string(Op::name) + "\nmembers\n"));
    });
}

// SPDX-License-Identifier: BSL-1.0
//
// `wire --fuzz TARGET FILE`: an input of a fuzz target, read as that target reads it, and explained.
//
// fuzz/support/input.hpp says how: a letter chooses, lines end in a line feed alone, header values keep their
// blanks, nothing is lenient. It is not included from there, so that these programs build without the fuzz
// targets; a test holds the two together.
#pragma once

#include "reply.hpp"
#include "request.hpp"
#include "shapes.hpp"

#include <charconv>
#include <cstddef>
#include <ostream>
#include <string>
#include <string_view>

namespace example::wire {

/// The first byte as a choice of `count`, taken away; `A` is the first.
inline std::size_t take_choice(std::string_view& input, std::size_t count) {
    if (input.empty()) return 0;
    auto const byte = static_cast<unsigned char>(input.front());
    input.remove_prefix(1);
    return (byte + std::size_t{256} - 'A') % 256 % count;
}

/// Header lines up to an empty one, and behind that the body.
inline void take_fields(std::string_view& input, message& into) {
    while (!input.empty() && input.front() != '\n') {
        std::string_view line = take_until(input, '\n');
        std::string_view const name = take_until(line, ':');
        into.headers.emplace_back(name, line);
    }
    take_until(input, '\n');
    into.body = input;
}

/// The request that the target `target` makes of an input, and the policy that it is read by.
inline message target_input(std::string_view input, cs::policy& rules) {
    message read;
    read.text = input;
    std::size_t const bits = take_choice(input, 32);
    if ((bits & 1) != 0) rules.ids = cs::ids::length_only;
    if ((bits & 2) != 0) rules.any_partition = true;
    if ((bits & 4) != 0) rules.smithy_validation = true;
    if ((bits & 8) != 0) rules.strict_media_types = true;
    if ((bits & 16) != 0) rules.base_path = "/sync/";
    read.method = take_until(input, ' ');
    read.target = take_until(input, '\n');
    take_fields(input, read);
    return read;
}

inline bool explain_target_input(std::string_view input, std::ostream& out) {
    cs::policy rules;
    message const read = target_input(input, rules);
    out << "policy    ";
    if (rules.ids == cs::ids::length_only) out << " ids::length_only";
    if (rules.any_partition) out << " any_partition";
    if (rules.smithy_validation) out << " smithy_validation";
    if (rules.strict_media_types) out << " strict_media_types";
    if (!rules.base_path.empty()) out << " base_path";
    out << " (what else is the default)\n";
    return request_explainer(read, rules, out).explain();
}

/// The reply that the target `response` makes of an input, and the place of its operation in the list.
inline message response_input(std::string_view input, std::size_t& operation) {
    message read;
    read.text = input;
    read.is_reply = true;
    operation = take_choice(input, 2 * cs::operations::size) % cs::operations::size;
    std::string_view const line = take_until(input, '\n');
    std::from_chars(line.data(), line.data() + line.size(), read.status);
    take_fields(input, read);
    return read;
}

inline bool explain_response_input(std::string_view input, std::ostream& out) {
    std::size_t operation = 0;
    message const read = response_input(input, operation);
    out << "asked      " << cs::operations::table[operation]->name << '\n';
    return explain_reply(read, operation, out);
}

template <class T>
bool explain_structure(std::string_view name, std::string_view text, std::ostream& out) {
    out << "structure  " << name << '\n';
    auto const read = cs::from_json<T>(text);
    if (read) {
        members(out).print(cs::schema_of<T>, &*read, [](auto const&) { return ""; });
        return true;
    }
    out << plain(read.error().message) << '\n';
    show_place(out, {text, read.error().offset}, "text");
    return false;
}

inline bool explain_json_input(std::string_view input, std::ostream& out) {
    switch (take_choice(input, 6)) {
        case 0: return explain_structure<cs::Dataset>("Dataset", input, out);
        case 1: return explain_structure<cs::ListDatasets::Response>("ListDatasets::Response", input, out);
        case 2: return explain_structure<cs::ListRecords::Response>("ListRecords::Response", input, out);
        case 3: return explain_structure<cs::UpdateRecords::Request>("UpdateRecords::Request", input, out);
        case 4:
            return explain_structure<cs::GetCognitoEvents::Response>("GetCognitoEvents::Response", input,
                                                                     out);
        default:
            return explain_structure<cs::SetIdentityPoolConfiguration::Request>(
                "SetIdentityPoolConfiguration::Request", input, out);
    }
}

inline bool explain_validate_input(std::string_view input, std::ostream& out) {
    constexpr std::array<std::string_view, 6> names{"IdentityId",
                                                    "DatasetName",
                                                    "ApplicationArn",
                                                    "AssumeRoleArn",
                                                    "ApplicationArnOfAnyPartition",
                                                    "AssumeRoleArnOfAnyPartition"};
    std::string_view const name = names[take_choice(input, names.size())];
    out << "shape      " << name << '\n';
    return explain_value(*shape_named(name), input.substr(0, 512), out);
}

inline std::string_view word(cs::decimal_error found) {
    switch (found) {
        case cs::decimal_error::none: return "";
        case cs::decimal_error::syntax: return "none";
        case cs::decimal_error::inexact: return "not whole";
        case cs::decimal_error::range: return "out of range";
    }
    return "";
}

/// All that the codec target tries on a text.
inline bool explain_codec_input(std::string_view input, std::ostream& out) {
    std::string text(input.size(), '\0'), encoded;
    auto const [size, bad] = cs::percent_decode(input, text.data());
    cs::append_percent_encoded(encoded, input);
    auto const utf8 = cs::scan_utf8(input);
    auto const whole = cs::parse_integer(input);
    auto const instant = cs::parse_timestamp(input);
    out << "encoded    " << in_quotes(encoded) << "\ndecoded    "
        << in_quotes(std::string_view(text).substr(0, size)) << '\n';
    if (bad != npos) show_place(out, {input, bad}, "text, a bad escape");
    out << "UTF-8      " << utf8.valid << " bytes of " << input.size() << ", " << utf8.code_points
        << " characters\n";
    out << "integer    " << (whole ? std::to_string(whole.value) : std::string(word(whole.error))) << '\n';
    out << "instant    " << (instant ? date(instant.value) : std::string(word(instant.error))) << '\n';
    return bad == npos && utf8.valid == input.size();
}

struct fuzz_row {
    std::string_view target;
    bool (*explain)(std::string_view input, std::ostream& out);
};
inline constexpr std::array fuzz_targets{
    fuzz_row{"codec", explain_codec_input}, fuzz_row{"json", explain_json_input},
    fuzz_row{"response", explain_response_input}, fuzz_row{"target", explain_target_input},
    fuzz_row{"validate", explain_validate_input}};

}  // namespace example::wire

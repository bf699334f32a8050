// SPDX-License-Identifier: BSL-1.0
//
// A decoded request encodes, and decodes to itself.
//
// Input: a letter that chooses the policy, the request line without a version, header lines, an empty line,
// the body.
//
// 1. decode_any never throws; a refusal has a name and a status that a server may answer.
// 2. parse_target refuses the characters of a target exactly where Boost.URL's parse_origin_form does.
// 3. It finds the operation, or the path alone, or nothing, as the segments of Boost.URL say, of which one
//    empty one may stand at the end; and Boost.URL decodes the same labels and the same first value of each
//    key.
// 4. What was decoded encodes in the RPC form always, and in the REST form unless a label is a dot segment, a
//    header cannot carry what the RPC form brought, or escapes have made the target too long.
// 5. What was encoded holds nothing but 0x21 to 0x7E in its target, no dot segment that Boost.URL sees, and
//    decodes to the same request.
// 6. build_target says the same target.
#include "support/input.hpp"

#include <cognito_sync/dispatch.hpp>

#include <boost/url/parse.hpp>
#include <boost/url/url_view.hpp>

#include <algorithm>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace {

namespace cs = cognito_sync;
namespace urls = boost::urls;
using fuzz::require;

/// `A` is the default; the bits say which switch is not at its default.
cs::policy chosen(std::size_t bits) {
    cs::policy rules;
    if ((bits & 1) != 0) rules.ids = cs::ids::length_only;
    if ((bits & 2) != 0) rules.any_partition = true;
    if ((bits & 4) != 0) rules.smithy_validation = true;
    if ((bits & 8) != 0) rules.strict_media_types = true;
    if ((bits & 16) != 0) rules.base_path = "/sync/";
    return rules;
}

/// The segments behind the base path, as they stand in the target; nothing where no route can have them.
std::optional<std::vector<urls::pct_string_view>> segments_of(urls::url_view const& url, bool has_base) {
    // Boost.URL takes this for a prefix that it wrote itself, and hides it.
    if (url.encoded_path().starts_with("/./")) return std::nullopt;
    std::vector<urls::pct_string_view> all;
    for (auto const each : url.encoded_segments()) all.push_back(each);
    if (has_base && (all.empty() || all.front() != "sync")) return std::nullopt;
    if (has_base) all.erase(all.begin());
    if (!all.empty() && all.back().empty()) all.pop_back();
    return all;
}

bool fits(cs::route const& http, std::vector<urls::pct_string_view> const& segments) {
    return std::ranges::equal(http.path(), segments, [](auto const& wanted, urls::string_view there) {
        return wanted.label ? !there.empty() : there == wanted.text;
    });
}

std::optional<std::string> first_value(urls::url_view const& url, std::string_view key) {
    for (auto const each : url.encoded_params())
        if (each.key.decode() == key) return each.value.decode();
    return std::nullopt;
}

bool is_dots(urls::string_view segment) { return segment == "." || segment == ".."; }

void check_parsed(std::string_view method, std::string_view target, cs::policy rules) {
    rules.max_target = target.size();
    auto const url = urls::parse_origin_form(target);
    auto const parsed = cs::parse_target(method, target, rules);
    cs::error_code const code = parsed ? cs::error_code() : parsed.error().code;
    bool const malformed = code == cs::errc::bad_target || code == cs::errc::bad_escape;
    require(malformed == url.has_error(),
            "parse_target refuses the characters that parse_origin_form refuses");
    require(parsed || parsed.error().offset <= target.size(), "a refusal stands within the target");
    if (!url) return;

    auto const segments = segments_of(*url, !rules.base_path.empty());
    bool path_known = false, found = false;
    cs::operations::for_each([&]<class Op>() {
        if (!segments || !fits(Op::http, *segments)) return;
        path_known = true;
        if (Op::http.method() != method) return;
        found = true;
        require(code == cs::errc::bad_unicode || (parsed && parsed->operation == Op::name),
                "a route is found");
        if (!parsed) return;
        for (std::size_t i = 0, label = 0; i < segments->size(); ++i)
            if (Op::http.path()[i].label)
                require(parsed->labels[label++].second == (*segments)[i].decode(), "labels decode alike");
        for (auto const& bound : Op::http.query()) {
            auto const named = [&](auto const& each) { return each.first == bound.member; };
            auto const ours = std::ranges::find_if(parsed->query, named);
            auto const theirs = first_value(*url, bound.key);
            require(std::ranges::count_if(parsed->query, named) == (theirs ? 1 : 0), "a key is found once");
            require(!theirs || ours->second == *theirs, "the same first value is found");
        }
    });
    if (found) return;
    require(code == (path_known ? cs::errc::method_not_allowed : cs::errc::unknown_path), "or none is found");
}

template <class Op>
void check_encoded(typename Op::Request const& asked, cs::policy rules, cs::form form, bool from_rpc) {
    rules.form = form;
    auto const written = cs::encode_request<Op>(asked, rules);
    if (!written) {
        auto const code = written.error().code;
        bool const lost = from_rpc && code == cs::errc::bad_header_value;
        bool const no_path = code == cs::errc::dot_segment || code == cs::errc::target_too_long;
        return require(form == cs::form::rest && (lost || no_path), "what was decoded encodes");
    }
    bool const printable =
        std::ranges::all_of(written->target, [](char c) { return 0x21 <= c && c <= 0x7E; });
    require(printable && written->target.starts_with('/'), "an encoded target is printable ASCII");
    auto const url = urls::parse_origin_form(written->target);
    require(url && std::ranges::none_of(url->encoded_segments(), is_dots), "it has no dot segments");
    auto const again = cs::decode_any(*written, rules);
    require(again && std::get<typename Op::Request>(*again) == asked, "what was encoded decodes to itself");
    if (form == cs::form::rest)
        require(cs::build_target<Op>(asked, rules).value() == written->target,
                "build_target says the same target");
}

}  // namespace

int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
    fuzz::input from(data, size);
    cs::policy const rules = chosen(from.choice(32));
    auto const method = from.until(' '), target = from.until('\n');
    auto const headers = from.headers();
    auto const header_views = fuzz::views(headers);
    auto const body = from.rest();
    check_parsed(method.view(), target.view(), rules);

    cs::request_view const incoming{method.view(), target.view(), header_views, body.view()};
    auto const asked = cs::decode_any(incoming, rules);
    if (!asked) {
        cs::error const refused = asked.error();
        bool const answerable = 400 <= refused.status && refused.status <= 415 && !refused.name.empty();
        require(answerable && !refused.message.empty(), "a refusal can be answered");
        return 0;
    }
    bool const from_rpc = cs::answer_to(incoming, {}, rules).form == cs::form::rpc;
    std::visit(
        [&]<class Request>(Request const& each) {
            check_encoded<cs::operation_for<Request>>(each, rules, cs::form::rpc, from_rpc);
            check_encoded<cs::operation_for<Request>>(each, rules, cs::form::rest, from_rpc);
        },
        *asked);
    return 0;
}

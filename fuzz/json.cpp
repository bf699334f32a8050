// SPDX-License-Identifier: BSL-1.0
//
// A structure read from JSON, written and read again is equal; and it is what Boost.JSON's tree of the same
// text holds.
//
// Input: a letter that chooses the structure, the text.
//
// 1. A refusal has a sentence and an offset within the text.
// 2. What from_json accepts, boost::json::parse accepts as an object of at most 64 levels.
// 3. That tree, written by Boost.JSON, is accepted by from_json just where a walk over the tree finds a value
//    that fits in each member, and reads to what the tree holds. (Written so, since a tree shows neither
//    doubled members nor a number's digits.)
// 4. Where the text has neither doubled members nor floating-point numbers, from_json says the same of the
//    text itself.
// 5. What was read is written; Boost.JSON accepts that; it reads to what was read, and is written to the same
//    bytes, also by the writer that knows no short way.
// 6. With all its members twice it is refused for the first of them.
#include "support/input.hpp"
#include "support/json_reference.hpp"

#include <cognito_sync/json.hpp>
#include <cognito_sync/model/operations.hpp>

#include <boost/json/serialize.hpp>
#include <boost/json/value.hpp>

#include <cstddef>
#include <cstdint>
#include <iterator>
#include <string>
#include <string_view>

namespace {

namespace cs = cognito_sync;
namespace json = boost::json;
using fuzz::require;

template <class T>
cs::result<T> read(std::string_view text, bool is_object) {
    auto const value = cs::from_json<T>(text);
    if (value) {
        require(is_object, "what is accepted is a JSON object");
    } else {
        require(value.error().code.failed() && !value.error().message.empty(), "a refusal has a sentence");
        require(value.error().offset <= text.size(), "a refusal stands within the text");
    }
    return value;
}

template <class T>
void compare(cs::result<T> const& value, json::value const& tree) {
    require(value.has_value() == reference::holds(cs::schema_of<T>, tree.get_object(), nullptr),
            "accepted is what fits");
    if (value)
        require(reference::holds(cs::schema_of<T>, tree.get_object(), &*value),
                "what was read is what the tree holds");
}

template <class T>
void check(std::string_view text) {
    auto const tree = reference::tree_of(text);
    auto const value = read<T>(text, tree.has_value());
    if (!tree) return;
    fuzz::exact const rewritten(json::serialize(*tree));
    // Boost 1.81 writes an infinity as a word that is no JSON.
    if (reference::tree_of(rewritten.view())) compare(read<T>(rewritten.view(), true), *tree);
    if (reference::is_faithful(*tree, text)) compare(value, *tree);
    if (!value) return;
    auto const written = cs::to_json(*value);
    require(written.has_value(), "what was read is written");
    auto const again = read<T>(*written, reference::tree_of(*written).has_value());
    require(again && *again == *value, "what was written reads to what was read");
    require(cs::to_json(*again).value() == *written, "and is written to the same bytes");
    std::string at_length;
    cs::error failed;
    require(cs::detail::write_json(cs::schema_of<T>, &*value, 0, at_length, failed) && at_length == *written,
            "the long way writes the same bytes");
    if (*written == "{}") return;
    std::string const members = written->substr(1, written->size() - 2);
    auto const doubled = read<T>("{" + members + "," + members + "}", true);
    require(!doubled && doubled.error().code == cs::errc::duplicate_member, "no member stands twice");
}

}  // namespace

int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
    constexpr void (*checks[])(std::string_view) = {
        check<cs::Dataset>,
        check<cs::ListDatasets::Response>,
        check<cs::ListRecords::Response>,
        check<cs::UpdateRecords::Request>,
        check<cs::GetCognitoEvents::Response>,
        check<cs::SetIdentityPoolConfiguration::Request>,
    };
    fuzz::input from(data, size);
    auto const chosen = checks[from.choice(std::size(checks))];
    chosen(from.rest().view());
    return 0;
}

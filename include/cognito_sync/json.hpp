// SPDX-License-Identifier: BSL-1.0
//
// A structure of the model from and to JSON text. No HTTP, no constraints.
//
// Boost.JSON enters here: its basic_parser says what is JSON, and one handler for the whole service writes
// what it hears straight into the structures, through their schemas; there is no document tree. The handler
// sees the text of a number, so integers and dates are exact. Writing needs no library: it goes into one
// string in the order of the model.
//
// Requests are read strictly (a member that stands twice, or null in a list, is an error); replies leniently
// (the last one counts, null is dropped). Unknown members are passed over on both ends, null is the same as
// absent.
#pragma once

#include <cognito_sync/json/quick_writer.hpp>
#include <cognito_sync/json/reader.hpp>
#include <cognito_sync/json/writer.hpp>

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>

namespace cognito_sync {

/// Reads a structure, by the strict rules of requests. Constraints are not judged; `validate` does that.
///
/// Errors   `not_json`, `too_deep` (more than 64 levels), `bad_unicode`, `duplicate_member`, `wrong_type`,
///          `number_range`, `time_range`, `null_element`, `missing_member` (a required scalar; an absent list
///          or map reads as empty), each with pointer and offset
/// Example  auto dataset = from_json<Dataset>(R"({"DatasetName":"my_list","NumRecords":1})");
template <described T>
result<T> from_json(std::string_view text) {
    T value{};
    error failed{};
    detail::read_report report{};
    if (!detail::read_json(text, schema_of<T>, &value, {}, report, failed)) return failed;
    auto const& absent = report.missing;
    auto const scalar =
        std::find_if(absent.begin(), absent.end(), [](auto const& each) { return !each.container; });
    if (scalar == absent.end()) return value;
    return detail::text_error(errc::missing_member, scalar->where, text.size());
}

/// Writes a structure in the canonical form: compact, members in the order of the model, unset ones left out,
/// map keys sorted.
///
/// Errors   `bad_unicode` for a string that is not UTF-8, `time_range` for a date outside the years 1 to
///          9999; nothing is written then
/// Example  to_json(Dataset{.dataset_name = "my_list"}).value() == R"({"DatasetName":"my_list"})"
template <described T>
result<std::string> to_json(T const& value) {
    std::string text;
    error failed{};
    if (!detail::write_json(value, text, failed)) return failed;
    return text;
}

}  // namespace cognito_sync

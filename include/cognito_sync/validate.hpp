// SPDX-License-Identifier: BSL-1.0
//
// Every constraint that a structure breaks, in the order of the model, with where and why. No JSON, no HTTP.
//
// Requests are validated, by both ends; replies never are: a client must be able to read what a service says.
// The sentences are those of the Smithy protocol tests, and never show a value.
#pragma once

#include <cognito_sync/core/pointer.hpp>
#include <cognito_sync/core/schema.hpp>
#include <cognito_sync/error.hpp>
#include <cognito_sync/model/shapes.hpp>
#include <cognito_sync/policy.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace cognito_sync {

/// So many broken constraints are listed at most, lest a hostile body cost many times its size.
inline constexpr std::size_t max_violations = 1024;

namespace detail {

/// A violation with what only the caller in the same process is told: its code, and the byte within the
/// value.
struct finding {
    violation said;
    errc code;
    std::size_t offset;
};

inline constexpr text id_of_any_spelling{.min = 1, .max = 55};

/// The shape that a value is held to under a policy.
inline text const& under(policy const& rules, text const& shape) noexcept {
    if (rules.ids == ids::length_only && (&shape == &IdentityId || &shape == &IdentityPoolId))
        return id_of_any_spelling;
    if (rules.any_partition && &shape == &ApplicationArn) return ApplicationArnOfAnyPartition;
    if (rules.any_partition && &shape == &AssumeRoleArn) return AssumeRoleArnOfAnyPartition;
    return shape;
}

/// "between 1 and 55, inclusive", "less than or equal to 128", "greater than or equal to 1".
template <class Bound>
std::string bounds(Bound min, Bound max, Bound lowest, Bound highest) {
    if (max == highest) return "greater than or equal to " + std::to_string(min);
    if (min == lowest) return "less than or equal to " + std::to_string(max);
    return "between " + std::to_string(min) + " and " + std::to_string(max) + ", inclusive";
}

/// Walks a structure and collects what breaks a constraint.
class validator {
public:
    /// `missing` holds, sorted, the pointers of required members that the message did not have at all.
    validator(policy const& rules, std::vector<std::string> const& missing,
              std::vector<finding>& out) noexcept
        : rules_(rules), missing_(missing), out_(out) {}

    /// Judges the rows of a structure whose bit in `skipped` is not set.
    void structure(schema const& shape, void const* object, place const& at, std::uint32_t skipped = 0) {
        for (std::size_t row = 0; row < shape.fields.size(); ++row) {
            field const& each = shape.fields[row];
            if (row < 32 && (skipped >> row & 1U) != 0) continue;
            place const here = at.member(each.name);
            if (is_missing(here))
                report(errc::broken_constraint, here, 0, "", "Member must not be null");
            else if (void const* const held = each.get(object); held != nullptr)
                value(*each.type, each.shape, held, here);
        }
    }

private:
    void value(value_type const& type, constraint const& shape, void const* held, place const& at) {
        switch (type.is) {
            case kind::string: string(shape, as<std::string>(held), at); break;
            case kind::enumeration: enumeration(*type.enumeration, held, at); break;
            case kind::int32: integer(shape, as<std::int32_t>(held), at); break;
            case kind::int64: integer(shape, as<std::int64_t>(held), at); break;
            case kind::structure: structure(*type.schema, held, at); break;
            case kind::list: list(*type.list, shape, held, at); break;
            case kind::map: map(*type.map, shape, held, at); break;
            case kind::boolean:
            case kind::time: break;
        }
    }

    void string(constraint const& shape, std::string_view held, place const& at) {
        if (std::size_t const valid = scan_utf8(held).valid; valid != held.size())
            return report(errc::bad_unicode, at, valid, "", "Member must be valid UTF-8");
        if (shape.as_text == nullptr) return;
        text const& asked = under(rules_, *shape.as_text);
        if (!asked.length_accepts(held)) length(asked.min, asked.max, count_code_points(held), at);
        if (std::size_t const bad = asked.pattern.mismatch(held); bad != std::string_view::npos)
            report(errc::broken_constraint, at, bad, "",
                   "Member must satisfy regular expression pattern: " +
                       std::string(asked.pattern.spelling()));
    }

    void enumeration(enumeration_type const& type, void const* held, place const& at) {
        if (std::size_t const valid = scan_utf8(type.text(held)).valid; valid != type.text(held).size())
            return report(errc::bad_unicode, at, valid, "", "Member must be valid UTF-8");
        if (!type.known(held))
            report(errc::broken_constraint, at, 0, "",
                   "Member must satisfy enum value set: [" + type.choices() + "]");
    }

    void integer(constraint const& shape, std::int64_t held, place const& at) {
        number const* const asked = shape.as_number;
        if (asked == nullptr || asked->accepts(held)) return;
        // A bound that the C++ type itself implies is not worth a word.
        std::int64_t const highest = asked->max == INT32_MAX ? INT32_MAX : INT64_MAX;
        report(errc::broken_constraint, at, 0, "",
               "Member must be " + bounds(asked->min, asked->max, INT64_MIN, highest));
    }

    void list(list_type const& type, constraint const& shape, void const* held, place const& at) {
        count(shape, type.size(held), at);
        for (std::size_t i = 0; i < type.size(held); ++i)
            value(*type.element, shape, type.at(held, i), at.element(i));
    }

    void map(map_type const& type, constraint const& shape, void const* held, place const& at) {
        struct visit {
            validator& self;
            map_type const& type;
            place const& at;
        } context{*this, type, at};
        count(shape, type.size(held), at);
        type.each(held, &context, [](void* opaque, std::string_view key, void const* entry) {
            auto const& [self, of, here] = as<visit>(opaque);
            self.string({}, key, here);
            self.value(*of.element, {}, entry, here.entry(key));
            return true;
        });
    }

    void count(constraint const& shape, std::size_t held, place const& at) {
        if (shape.as_entries != nullptr && !shape.as_entries->accepts(held))
            length(shape.as_entries->min, shape.as_entries->max, held, at);
    }

    void length(std::size_t min, std::size_t max, std::size_t held, place const& at) {
        report(errc::broken_constraint, at, 0, " with length " + std::to_string(held),
               "Member must have length " + bounds<std::size_t>(min, max, 0, no_limit));
    }

    bool is_missing(place const& at) const {
        return !missing_.empty() && std::binary_search(missing_.begin(), missing_.end(), at.pointer());
    }

    void report(errc code, place const& at, std::size_t offset, std::string_view detail,
                std::string_view demand) {
        if (out_.size() == max_violations) return;
        std::string where = at.pointer();
        std::string message = "Value";
        message.append(detail)
            .append(" at '")
            .append(where)
            .append("' failed to satisfy constraint: ")
            .append(demand);
        out_.push_back({{std::move(where), std::move(message)}, code, offset});
    }

    policy const& rules_;
    std::vector<std::string> const& missing_;
    std::vector<finding>& out_;
};

inline std::size_t distinct_places(std::vector<violation> const& found) {
    std::vector<std::string_view> places;
    for (violation const& each : found) places.emplace_back(each.where);
    std::sort(places.begin(), places.end());
    return static_cast<std::size_t>(std::unique(places.begin(), places.end()) - places.begin());
}

}  // namespace detail

/// Every constraint that a structure breaks, in model order (the first 1024); empty when none is.
///
/// See  https://docs.aws.amazon.com/cognitosync/latest/APIReference/API_Operations.html, "Length Constraints"
/// and "Pattern" there
template <described T>
std::vector<violation> validate(T const& value, policy const& rules = {}) {
    std::vector<detail::finding> found;
    detail::validator(rules, {}, found).structure(schema_of<T>, &value, {});
    std::vector<violation> violations;
    for (detail::finding& each : found) violations.push_back(std::move(each.said));
    return violations;
}

/// One sentence for all violations, as the Smithy protocol words it for the first; the next seven follow it.
inline std::string summary(std::vector<violation> const& found) {
    constexpr std::size_t most = 8;
    if (found.empty()) return {};
    if (found.size() == 1) return "1 validation error detected. " + found.front().message;
    std::size_t const places = detail::distinct_places(found);
    std::string said = std::to_string(found.size()) + " validation errors at " + std::to_string(places) +
                       (places == 1 ? " path" : " paths") +
                       " detected. First failure: " + found.front().message;
    for (std::size_t i = 1; i < found.size() && i < most; ++i) said.append("; ").append(found[i].message);
    if (found.size() > most)
        said.append("; and ").append(std::to_string(found.size() - most)).append(" more");
    return said;
}

namespace detail {

/// All findings as one error. What is not a constraint of the model (a dot segment, bad UTF-8) gives the
/// error its code.
inline error constraint_error(std::vector<finding> findings) {
    auto const first = std::find_if(findings.begin(), findings.end(),
                                    [](finding const& each) { return each.code != errc::broken_constraint; });
    finding const& chosen = first == findings.end() ? findings.front() : *first;
    error failed{.code = chosen.code, .where = chosen.said.where, .offset = chosen.offset};
    for (finding& each : findings) failed.violations.push_back(each.said);
    failed.message = summary(failed.violations);
    return failed;
}

}  // namespace detail
}  // namespace cognito_sync

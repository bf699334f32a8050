// SPDX-License-Identifier: BSL-1.0
//
// Where the values of a JSON text go: a small stack of what is being filled, driven by whoever reads the
// text. Knows no parser.
//
// Each step answers errc{} or what is wrong with the value. Members that nobody knows, and all below them,
// are counted through and leave no trace.
#pragma once

#include <cognito_sync/core/decimal.hpp>
#include <cognito_sync/core/pointer.hpp>
#include <cognito_sync/core/schema.hpp>
#include <cognito_sync/core/timestamp.hpp>
#include <cognito_sync/error.hpp>

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace cognito_sync::detail {

/// What the two ends, and the two forms, read differently.
struct read_options {
    bool lenient = false;           ///< for replies: the last duplicate counts, null elements are dropped
    bool quoted_numbers = false;    ///< in the RPC form a `number` marked so may stand in quotes
    bool skip_wrong_types = false;  ///< for error bodies: a member of another type is as good as absent
    std::uint32_t skipped =
        0;  ///< bit i: row i of the root does not travel in the body, so its name is unknown there
};

/// A required member that the text does not have.
struct missing_member {
    std::string where;
    bool container;  ///< a list or a map, which may as well be empty
};

/// So many missing members are told at most.
inline constexpr std::size_t max_missing = 1024;

/// What was learned beside the values.
struct read_report {
    std::vector<missing_member> missing{};  ///< the first `max_missing`
    bool lacks_scalar = false;              ///< one of them is neither list nor map
    bool has_input_member = false;          ///< the root has an unknown `Input`, as the old envelope had
};

/// Takes the pieces of one JSON text in order and writes them into a structure.
class filler {
public:
    filler(schema const& root, void* object, read_options const& options, read_report& report)
        : root_(root), object_(object), options_(options), report_(report) {}

    /// The JSON pointer of what is being read.
    std::string where() const {
        std::string pointer;
        for (frame const& each : stack_) {
            if (each.list != nullptr)
                append_pointer_step(pointer, std::to_string(each.index));
            else if (each.map != nullptr && each.named)
                append_pointer_key(pointer, each.key);
            else if (each.row != nullptr)
                append_pointer_step(pointer, each.row->name);
        }
        return pointer;
    }

    /// Whether nobody wants the value that comes next.
    bool passes_over() const noexcept { return skipping_ != 0 || (!stack_.empty() && wanted() == nullptr); }

    errc open_object() {
        if (skipping_ != 0) return skip_deeper();
        if (stack_.empty()) return enter({.shape = &root_, .object = object_});
        value_type const* const type = wanted();
        if (type == nullptr || (type->is != kind::structure && type->is != kind::map))
            return open_other(type);
        void* const object = fresh();
        return object == nullptr ? errc::duplicate_member
                                 : enter({.shape = type->schema, .map = type->map, .object = object});
    }

    errc open_array() {
        if (skipping_ != 0) return skip_deeper();
        value_type const* const type = wanted();
        if (type == nullptr || type->is != kind::list) return open_other(type);
        void* const list = fresh();
        return list == nullptr ? errc::duplicate_member : enter({.list = type->list, .object = list});
    }

    errc close() {
        if (skipping_ != 0) return --skipping_ == 0 ? done() : errc{};
        if (frame const& top = stack_.back(); top.shape != nullptr && !options_.lenient) note_missing(top);
        stack_.pop_back();
        return stack_.empty() ? errc{} : done();
    }

    errc key(std::string_view name) {
        if (skipping_ != 0) return {};
        frame& top = stack_.back();
        if (top.map == nullptr) return select(top, name);
        top.key = name;
        top.named = true;
        return {};
    }

    errc string(std::string_view text) {
        if (skipping_ != 0) return {};
        value_type const* const type = wanted();
        if (type != nullptr && type->is == kind::string)
            return store([&](void* into) { as<std::string>(into).assign(text); });
        if (type != nullptr && type->is == kind::enumeration)
            return store([&](void* into) { type->enumeration->assign(into, text); });
        return type != nullptr && may_be_quoted() ? quoted(*type, text) : pass_over(type);
    }

    errc number_text(std::string_view text) {
        if (has_endless_exponent(text)) return errc::number_range;
        if (skipping_ != 0) return {};
        value_type const* const type = wanted();
        if (type == nullptr) return pass_over(type);
        if (type->is == kind::int32 || type->is == kind::int64) return integer(*type, text);
        return type->is == kind::time ? date(text) : pass_over(type);
    }

    errc boolean(bool value) {
        if (skipping_ != 0) return {};
        value_type const* const type = wanted();
        if (type == nullptr || type->is != kind::boolean) return pass_over(type);
        return store([&](void* into) { as<bool>(into) = value; });
    }

    errc null() {
        if (skipping_ != 0) return {};
        if (stack_.empty()) return errc::not_json;
        frame& top = stack_.back();
        if (top.shape == nullptr && !options_.lenient) return errc::null_element;
        if (top.map != nullptr) top.map->erase(top.object, top.key);
        if (top.row == nullptr) return done();
        top.row->clear(top.object);
        top.valued &= ~bit(top);
        return done();
    }

private:
    /// What is being filled: exactly one of shape, list and map is set.
    struct frame {
        schema const* shape = nullptr;
        list_type const* list = nullptr;
        map_type const* map = nullptr;
        void* object = nullptr;
        field const* row =
            nullptr;             ///< of a structure: the member being read; nullptr when its name is unknown
        std::uint64_t seen = 0;  ///< of a structure: bit i, row i has stood in the text
        std::uint64_t valued = 0;  ///< and was not null
        std::size_t index = 0;     ///< of a list: where the value that comes next stands in the text
        std::string key{};         ///< of a map
        bool named = false;        ///< of a map: `key` is the entry being read
    };

    static std::uint64_t bit(frame const& top) noexcept {
        return std::uint64_t{1} << top.shape->index_of(*top.row);
    }

    /// Boost 1.81 refuses exponents that a later one takes for infinity; nobody means one of ten digits.
    static bool has_endless_exponent(std::string_view text) noexcept {
        std::size_t const e = text.find_first_of("eE");
        if (e == std::string_view::npos) return false;
        std::size_t const digits = text.find_first_of("123456789", e);
        return digits != std::string_view::npos && text.size() - digits > 9;
    }

    errc skip_deeper() noexcept {
        ++skipping_;
        return {};
    }

    errc enter(frame next) {
        stack_.push_back(std::move(next));
        return {};
    }

    /// A value is complete: what comes next is the next element, or another member.
    errc done() noexcept {
        frame& top = stack_.back();
        if (top.list != nullptr) ++top.index;
        top.row = nullptr;
        top.named = false;
        return {};
    }

    errc select(frame& top, std::string_view name) {
        bool const at_root = stack_.size() == 1;
        top.row = top.shape->find(name);
        if (top.row != nullptr && at_root && (options_.skipped & bit(top)) != 0) top.row = nullptr;
        if (top.row == nullptr) {
            if (at_root && name == "Input") report_.has_input_member = true;
            return {};
        }
        bool const again = (top.seen & bit(top)) != 0;
        top.seen |= bit(top);
        top.valued |= bit(top);
        return again && !options_.lenient ? errc::duplicate_member : errc{};
    }

    /// The type of the value that comes next; nullptr when nobody wants it.
    value_type const* wanted() const noexcept {
        if (stack_.empty()) return nullptr;
        frame const& top = stack_.back();
        if (top.list != nullptr) return top.list->element;
        if (top.map != nullptr) return top.map->element;
        return top.row == nullptr ? nullptr : top.row->type;
    }

    /// Room for the value that comes next; nullptr for a map entry that stood there before, where that is an
    /// error.
    void* fresh() {
        frame& top = stack_.back();
        if (top.list != nullptr)
            return is_hopeless(top) ? top.list->renew_last(top.object) : top.list->append(top.object);
        if (top.map == nullptr) return top.row->renew(top.object);
        auto const [value, is_new] = top.map->insert(top.object, top.key);
        return is_new || options_.lenient ? value : nullptr;
    }

    /// Once so much is missing that the request is refused whatever follows, elements are judged but not
    /// kept, lest a hostile list of `{}` cost many times its size.
    bool is_hopeless(frame const& top) const {
        return report_.lacks_scalar && report_.missing.size() == max_missing &&
               top.list->size(top.object) > max_missing;
    }

    template <class Write>
    errc store(Write write) {
        void* const into = fresh();
        if (into == nullptr) return errc::duplicate_member;
        write(into);
        return done();
    }

    /// A scalar that nobody wants, or of a type that nobody wants.
    errc pass_over(value_type const* type) {
        if (stack_.empty()) return errc::not_json;
        if (type == nullptr) return done();
        if (!options_.skip_wrong_types) return errc::wrong_type;
        if (frame& top = stack_.back(); top.row != nullptr) top.row->clear(top.object);
        return done();
    }

    errc open_other(value_type const* type) {
        if (stack_.empty()) return errc::not_json;
        if (type != nullptr && !options_.skip_wrong_types) return errc::wrong_type;
        if (frame& top = stack_.back(); top.row != nullptr) top.row->clear(top.object);
        return skip_deeper();
    }

    bool may_be_quoted() const noexcept {
        field const* const row = stack_.back().row;
        return options_.quoted_numbers && row != nullptr && row->shape.as_number != nullptr &&
               row->shape.as_number->quoted;
    }

    /// A number in quotes, as the API reference documents it: `[1-9][0-9]*`, at most 19 digits.
    errc quoted(value_type const& type, std::string_view text) {
        bool const digits = text.find_first_not_of("0123456789") == std::string_view::npos;
        return digits && !text.empty() && text.front() != '0' && text.size() <= 19 ? integer(type, text)
                                                                                   : errc::bad_integer;
    }

    errc integer(value_type const& type, std::string_view text) {
        scaled_integer const read = scale_decimal(text);
        bool const narrow = type.is == kind::int32;
        if (read.error == decimal_error::inexact) return pass_over(&type);
        if (!read || (narrow && read.value != static_cast<std::int32_t>(read.value)))
            return errc::number_range;
        return store([&](void* into) {
            if (narrow)
                as<std::int32_t>(into) = static_cast<std::int32_t>(read.value);
            else
                as<std::int64_t>(into) = read.value;
        });
    }

    errc date(std::string_view text) {
        parsed_timestamp const read = parse_timestamp(text);
        return read ? store([&](void* into) { as<timestamp>(into) = read.value; }) : errc::time_range;
    }

    void note_missing(frame const& top) {
        for (std::size_t i = 0; i < top.shape->fields.size() && report_.missing.size() < max_missing; ++i) {
            field const& row = top.shape->fields[i];
            bool const elsewhere = stack_.size() == 1 && (std::uint64_t{options_.skipped} >> i & 1U) != 0;
            if (row.optional || elsewhere || (top.valued >> i & 1U) != 0) continue;
            std::string pointer = where();
            append_pointer_step(pointer, row.name);
            bool const container = row.type->is == kind::list || row.type->is == kind::map;
            report_.missing.push_back({std::move(pointer), container});
            report_.lacks_scalar = report_.lacks_scalar || !container;
        }
    }

    schema const& root_;
    void* object_;
    read_options const& options_;
    read_report& report_;
    std::vector<frame> stack_{};
    std::size_t skipping_ = 0;  ///< how deep within a value that nobody wants
};

}  // namespace cognito_sync::detail

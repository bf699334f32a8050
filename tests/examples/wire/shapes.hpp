// SPDX-License-Identifier: BSL-1.0
//
// `wire validate`: every constrained shape of the model under its name, and whether a value fits it.
#pragma once

#include "show.hpp"

#include <cognito_sync/json.hpp>
#include <cognito_sync/model/operations.hpp>
#include <cognito_sync/validate.hpp>

#include <array>
#include <ostream>
#include <string>
#include <string_view>

namespace example::wire {

/// What is wrong with a value, and at which of its bytes; an empty sentence when it fits.
struct verdict {
    std::string sentence{};
    std::size_t offset = 0;
};

template <cs::text const& Shape>
struct text_shape {
    static verdict judge(std::string_view value) {
        std::size_t const valid = cs::scan_utf8(value).valid;
        if (valid != value.size())
            return {"it is not UTF-8 from offset " + std::to_string(valid) + " on", valid};
        auto const found = Shape.check(value);
        return found ? verdict{Shape.explain(value), found->offset} : verdict{};
    }
    static std::string demands() {
        bool const bounded = Shape.min != 0 || Shape.max != cs::no_limit;
        std::string said = bounded ? std::to_string(Shape.min) + " to " : "";
        said += Shape.max == cs::no_limit ? "any number of" : std::to_string(Shape.max);
        said += Shape.max == 1 ? " character" : " characters";
        return Shape.pattern.spelling().empty() ? said : said + ", " + std::string(Shape.pattern.spelling());
    }
};

template <cs::wire_enum E>
struct enum_shape {
    static std::string demands() {
        std::string said;
        for (auto const& row : cs::spellings<E>) said.append(said.empty() ? "" : ", ").append(row.text);
        return said;
    }
    static verdict judge(std::string_view value) {
        return cs::enumerator<E>(value) ? verdict{}
                                        : verdict{"it is none of " + demands() + "; case matters"};
    }
};

template <cs::number const& Shape>
struct number_shape {
    static std::string demands() { return std::to_string(Shape.min) + " to " + std::to_string(Shape.max); }
    static verdict judge(std::string_view value) {
        auto const read = cs::parse_integer(value);
        if (read.error == cs::decimal_error::syntax) return {"it is not an integer"};
        return read && Shape.accepts(read.value) ? verdict{} : verdict{"it is not within " + demands()};
    }
};

/// A map of events, as the JSON object that a request carries.
struct events_shape {
    static std::string demands() {
        return "a JSON object of at most " + std::to_string(cs::Events.max) + " member";
    }
    static verdict judge(std::string_view value) {
        std::string const before = R"({"IdentityPoolId":"a:0","Events":)";
        auto const read = cs::from_json<cs::SetCognitoEvents::Request>(before + std::string(value) + "}");
        if (!read) {
            cs::error const failed = read.error();
            std::size_t const at =
                std::min(std::max(failed.offset, before.size()) - before.size(), value.size());
            return {std::string(to_string(static_cast<cs::errc>(failed.code.value()))), at};
        }
        auto const broken = cs::validate(*read);
        return broken.empty() ? verdict{} : verdict{broken.front().message};
    }
};

struct shape_row {
    std::string_view name;
    verdict (*judge)(std::string_view value);
    std::string (*demands)();
};

template <class Shape>
constexpr shape_row row_for(std::string_view name) {
    return {name, &Shape::judge, &Shape::demands};
}

// clang-format off
inline constexpr std::array shapes{
    row_for<text_shape<cs::ApplicationArn>>("ApplicationArn"),
    row_for<text_shape<cs::ApplicationArnOfAnyPartition>>("ApplicationArnOfAnyPartition"),
    row_for<text_shape<cs::AssumeRoleArn>>("AssumeRoleArn"),
    row_for<text_shape<cs::AssumeRoleArnOfAnyPartition>>("AssumeRoleArnOfAnyPartition"),
    row_for<enum_shape<cs::BulkPublishStatus>>("BulkPublishStatus"),
    row_for<text_shape<cs::DatasetName>>("DatasetName"),
    row_for<text_shape<cs::DeviceId>>("DeviceId"),
    row_for<events_shape>("Events"),
    row_for<text_shape<cs::IdentityId>>("IdentityId"),
    row_for<text_shape<cs::IdentityPoolId>>("IdentityPoolId"),
    row_for<number_shape<cs::IntegerString>>("IntegerString"),
    row_for<enum_shape<cs::Operation>>("Operation"),
    row_for<enum_shape<cs::Platform>>("Platform"),
    row_for<text_shape<cs::RecordKey>>("RecordKey"),
    row_for<text_shape<cs::RecordValue>>("RecordValue"),
    row_for<text_shape<cs::StreamName>>("StreamName"),
    row_for<enum_shape<cs::StreamingStatus>>("StreamingStatus")};
// clang-format on

inline void list_shapes(std::ostream& out) {
    for (shape_row const& each : shapes)
        out << each.name << std::string(30 - each.name.size(), ' ') << each.demands() << '\n';
}

inline shape_row const* shape_named(std::string_view name) {
    for (shape_row const& each : shapes)
        if (each.name == name) return &each;
    return nullptr;
}

/// Whether the value fits.
inline bool explain_value(shape_row const& shape, std::string_view value, std::ostream& out) {
    verdict const found = shape.judge(value);
    if (found.sentence.empty()) return out << "fits\n", true;
    out << plain(found.sentence) << "\noffset " << found.offset << '\n';
    show_place(out, {value, found.offset}, "value");
    return false;
}

}  // namespace example::wire

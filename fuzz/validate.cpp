// SPDX-License-Identifier: BSL-1.0
//
// The pattern engine, loops written by hand and std::regex say the same of any text.
//
// Input: a letter that chooses a patterned shape of the model, ARNs once for any partition too; the text, up
// to 512 bytes of it, since std::regex recurses for each.
//
// 1. pattern.matches says what the loops and std::regex say.
// 2. pattern.mismatch is npos just then; else what stands before it can still become a match, by the loops
//    and some end of a good example, and with the byte at it that is over.
// 3. accepts is the length in code points and the pattern; check is empty just then, and else names the first
//    of the two that is broken; explain is empty just then, and never shows a byte that cannot be printed.
// 4. validate finds something in a structure with that member just where the shape refuses the text or it is
//    not UTF-8.
#include "support/input.hpp"
#include "support/reference.hpp"
#include "../tests/support/naive_pattern.hpp"

#include <cognito_sync/model/operations.hpp>
#include <cognito_sync/validate.hpp>

#include <algorithm>
#include <iterator>
#include <regex>
#include <string>
#include <string_view>

namespace {

namespace cs = cognito_sync;
using fuzz::require;

/// What a judge of aws ARNs says where any partition will do.
template <bool (*Judge)(std::string_view)>
bool in_any_partition(std::string_view arn) {
    if (!naive::drop(arn, "arn:aws")) return false;
    naive::drop_some(arn, [](char c) { return naive::is_lower(c) || c == '-'; });
    return Judge("arn:aws" + std::string(arn));
}

struct judged {
    cs::text const& shape;
    bool (*naive)(std::string_view);
    std::string_view example;
    std::regex regex{std::string(shape.pattern.spelling())};
};

void check_pattern(judged const& by, std::string_view text) {
    bool const matches = by.shape.pattern.matches(text);
    require(matches == by.naive(text), "the engine says what the loops say");
    require(matches == std::regex_match(text.begin(), text.end(), by.regex),
            "the engine says what std::regex says");

    auto const can_become_a_match = [&](std::string_view start) {
        std::string whole(start);
        for (std::size_t tail = 0; tail <= by.example.size(); ++tail, whole.resize(start.size()))
            if (by.naive(whole.append(by.example.substr(tail)))) return true;
        return false;
    };
    std::size_t const wrong = by.shape.pattern.mismatch(text);
    require((wrong == text.npos) == matches, "there is a mismatch just where there is no match");
    if (matches) return;
    require(wrong <= text.size(), "a mismatch lies within the text");
    require(can_become_a_match(text.substr(0, wrong)), "what stands before a mismatch can become a match");
    require(wrong == text.size() || !can_become_a_match(text.substr(0, wrong + 1)),
            "what has a mismatch cannot");
}

void check_shape(cs::text const& shape, std::string_view text) {
    std::size_t length = 0;
    for (std::string_view rest = text; !rest.empty(); ++length)
        rest.remove_prefix(std::max<std::size_t>(reference::character(rest), 1));
    bool const fits = shape.min <= length && length <= shape.max;
    bool const accepted = fits && shape.pattern.matches(text);
    auto const defect = shape.check(text);
    std::string const sentence = shape.explain(text);
    require(shape.length_accepts(text) == fits, "length is code points");
    require(shape.accepts(text) == accepted, "a shape accepts what its length and its pattern accept");
    require(defect.has_value() != accepted && sentence.empty() == accepted,
            "check and explain say what accepts says");
    require(std::ranges::all_of(sentence, [](char c) { return ' ' <= c && c <= '~'; }),
            "a sentence can be printed");
    if (!defect) return;
    using kind = cs::defect::kind_t;
    require(defect->kind == (length < shape.min   ? kind::too_short
                             : length > shape.max ? kind::too_long
                                                  : kind::pattern),
            "the length is judged before the pattern");
    require(defect->length == length, "a defect tells the length in code points");
    require(defect->offset == (fits ? shape.pattern.mismatch(text) : 0),
            "a defect stands where the pattern fails");
}

}  // namespace

int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
    static judged const all[]{
        {cs::IdentityId, naive::is_id, "a:0"},
        {cs::DatasetName, naive::is_dataset_name, "a"},
        {cs::ApplicationArn, naive::is_application_arn, "arn:aws:sns:a:1:app/A/a"},
        {cs::AssumeRoleArn, naive::is_role_arn, "arn:aws:iam::1:role/"},
        {cs::detail::under({.any_partition = true}, cs::ApplicationArn),
         in_any_partition<naive::is_application_arn>, "arn:aws:sns:a:1:app/A/a"},
        {cs::detail::under({.any_partition = true}, cs::AssumeRoleArn), in_any_partition<naive::is_role_arn>,
         "arn:aws:iam::1:role/"},
    };
    fuzz::input from(data, std::min<std::size_t>(size, 513));
    judged const& by = all[from.choice(std::size(all))];
    fuzz::exact const text = from.rest();
    check_pattern(by, text.view());
    check_shape(by.shape, text.view());

    bool const good = cs::IdentityPoolId.accepts(text.view()) &&
                      reference::valid_utf8(text.view()).size == text.view().size();
    cs::GetCognitoEvents::Request const asked{.identity_pool_id = std::string(text.view())};
    require(cs::validate(asked).empty() == good, "validate finds what the shape refuses");
    return 0;
}

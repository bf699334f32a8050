// SPDX-License-Identifier: BSL-1.0
//
// One byte of a request's target changed, added or removed, for every operation and through the verbs: what
// is still the same operation is written again as a target that means the same. What such an edit does to the
// target alone, and with every byte there is, stands in uri/edits.cpp.
#include <cognito_sync/codec.hpp>
#include <cognito_sync/dispatch.hpp>

#include <cstddef>
#include <string>
#include <string_view>

#include "support/catch.hpp"
#include "support/generate.hpp"

namespace {

using namespace cognito_sync;
using namespace std::string_view_literals;

// What separates, escapes, ends or hides, and one of each kind of what does none of that.
constexpr auto bytes = "/?#&=%:.+ ;@~-_0aAfFgGzZ9\\\"\n\r\t\x7f\x80\xc3\xa9\xff\0"sv;

/// What edits led to.
struct tally {
    std::size_t same = 0, other_value = 0, refused = 0;
    std::string wrong{};
};

template <class Op>
void judge(request const& edited, typename Op::Request const& meant, std::string const& canonical,
           tally& seen) {
    auto const read = decode_request<Op>(edited);
    if (!read) {
        ++seen.refused;
        if (read.error().status < 400 || read.error().name.empty()) seen.wrong = edited.target;
        return;
    }
    bool const same = *read == meant;
    ++(same ? seen.same : seen.other_value);
    auto const written = encode_request<Op>(*read);
    // Only `.` and `..` are read and not written.
    if (!written && written.error().code == errc::dot_segment) return;
    if (!written || (written->target == canonical) != same) return void(seen.wrong = edited.target);
    auto const again = decode_request<Op>(*written);
    if (!again || *again != *read) seen.wrong = edited.target;
}

template <class Op>
tally edit_all() {
    typename Op::Request meant = generate::request<Op>({.turn = 1});
    request sent = encode_request<Op>(meant).value();
    std::string const canonical = sent.target;
    tally seen;
    auto const try_edit = [&](std::size_t at, std::size_t size, std::string_view put) {
        sent.target = canonical;
        sent.target.replace(at, size, put);
        judge<Op>(sent, meant, canonical, seen);
    };
    for (std::size_t at = 0; at < canonical.size(); ++at) {
        try_edit(at, 1, "");
        for (std::size_t i = 0; i < bytes.size(); ++i) {
            try_edit(at, 1, bytes.substr(i, 1));
            try_edit(at, 0, bytes.substr(i, 1));
        }
    }
    return seen;
}

}  // namespace

TEST_CASE("every operation: no edit of one byte makes a target that is read and not written alike",
          "[every][target]") {
    operations::for_each([]<class Op>() {
        INFO(Op::name);
        tally const seen = edit_all<Op>();
        CHECK(seen.wrong == "");
        CHECK(seen.refused > 500);
        CHECK(seen.same >= 1);
        CHECK((seen.other_value > 25 || Op::http.path().size() == 1));
    });
}

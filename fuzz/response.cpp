// SPDX-License-Identifier: BSL-1.0
//
// Any status, headers and body are a reply, and what was read of it is written and reads to the same.
//
// Input: a letter that chooses the operation, the status, header lines, an empty line, the body.
//
// 1. decode_response never throws, is a Response only for 200 to 299, and else an error with the status that
//    came.
// 2. A success that cannot be read has an offset within the body and the body's beginning.
// 3. decode_error is total: a bare name, the fault of that name or unmodelled_error, and then the body's
//    beginning; a request id without a comma; every question has an answer.
// 4. What decode_error read, encode_error writes, and it reads to the same name, status, message, request id
//    and fields; what HTTP or JSON cannot carry is InternalErrorException.
// 5. What decode_response read, encode_response writes in either form, and it reads to the same; written
//    again, it has the same bytes.
#include "support/input.hpp"

#include <cognito_sync/codec.hpp>

#include <algorithm>
#include <array>
#include <charconv>
#include <string>
#include <string_view>

namespace {

namespace cs = cognito_sync;
using fuzz::require;

void check_questions(cs::error const& told) {
    using enum cs::condition;
    bool const caller = told == caller_at_fault, service = told == service_at_fault;
    require(caller != service, "one of the two has to change");
    require(!(told == throttled) || told == retryable, "what is throttled may be tried again");
}

bool is_writable(cs::error const& told) {
    return 400 <= told.status && told.status < 600 && cs::detail::is_error_name(told.name) &&
           cs::is_utf8(told.message) && cs::is_header_value(told.request_id);
}

void check_error(cs::response_view const& from, cs::form form) {
    cs::error const told = cs::decode_error(from);
    auto const named = cs::fault_named(told.name);
    require(told.status == from.status, "an error has the status that came");
    require(told.name.find_first_of(",:") == told.name.npos, "a name is bare");
    require(cs::trimmed(told.name) == told.name, "a name has no blanks at its ends");
    require(told.code == (named ? make_error_code(*named) : make_error_code(cs::errc::unmodelled_error)),
            "the name decides");
    require(told.request_id.find(',') == told.request_id.npos, "of a doubled request id the first counts");
    require(from.body.starts_with(told.body) && told.body.size() <= 8192, "the body's beginning is kept");
    check_questions(told);

    cs::response const written =
        cs::encode_error(cs::reply_to(told), {.form = form, .request_id = told.request_id});
    cs::error const again = cs::decode_error(written);
    if (!is_writable(told))
        return require(again.code == cs::fault::InternalError && again.status == 500, "no word is told");
    bool const fields = told.name == "ValidationException";
    require(again.name == told.name && again.status == told.status && again.code == told.code,
            "the name comes back");
    require(again.message == told.message && again.request_id == told.request_id,
            "message and request id come back");
    require(again.violations == (fields ? told.violations : std::vector<cs::violation>{}),
            "the fields come back");
}

template <class Op>
void check_response(cs::response_view const& from) {
    auto const said = cs::decode_response<Op>(from);
    bool const success = 200 <= from.status && from.status < 300;
    if (!said) {
        cs::error const failed = said.error();
        require(failed.code.failed() && failed.status == from.status,
                "an error has a code and the status that came");
        require(!success || (failed.offset <= from.body.size() && from.body.starts_with(failed.body)),
                "a place in the body");
        return check_questions(failed);
    }
    require(success, "only 200 to 299 is a success");
    for (cs::form const form : {cs::form::rest, cs::form::rpc}) {
        cs::answer const to{.form = form, .request_id = "an-id"};
        auto const written = cs::encode_response<Op>(*said, to);
        require(written.has_value(), "what was read is written");
        auto const again = cs::decode_response<Op>(*written);
        require(again && *again == *said, "what was written reads to what was read");
        require(cs::encode_response<Op>(*again, to).value() == *written, "and is written to the same bytes");
    }
}

template <class... Ops>
struct checks {
    static constexpr std::array<void (*)(cs::response_view const&), sizeof...(Ops)> table{
        check_response<Ops>...};
};

}  // namespace

int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
    fuzz::input from(data, size);
    auto const& table = cs::operations::apply<checks>::table;
    auto const chosen = from.choice(2 * table.size());
    auto const line = from.until('\n');
    auto const headers = from.headers();
    auto const header_views = fuzz::views(headers);
    auto const body = from.rest();
    int status = 0;
    std::from_chars(line.view().data(), line.view().data() + line.view().size(), status);

    cs::response_view const reply{status, header_views, body.view()};
    check_error(reply, chosen < table.size() ? cs::form::rest : cs::form::rpc);
    table[chosen % table.size()](reply);
    return 0;
}

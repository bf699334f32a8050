// SPDX-License-Identifier: BSL-1.0
//
// Every verb of every operation, and what stands beside them, in one translation unit that is compiled and
// never run: statics.cmake reads in its object file that the library keeps no mutable static data. With
// COGNITO_SYNC_WITH_STATE it keeps some, so that the test is seen to find them.
#include <cognito_sync.hpp>

#include <sstream>
#include <string>
#include <utility>

namespace user {

using namespace cognito_sync;

template <class Op>
struct silent {
    outcome<Op> operator()(typename Op::Request const&) const { return internal_error; }
};
template <class... Ops>
using all_silent = handlers<silent<Ops>...>;

template <class T>
void every_walk(T const& value) {
    static_cast<void>(from_json<T>(to_json(value).value()));
    static_cast<void>(validate(value));
    static_cast<void>(boost::json::value_to<T>(boost::json::value_from(value)));
}

template <class Op>
void every_verb(request_view const& asked, response_view const& said) {
    auto const read = decode_request<Op>(asked).value();
    static_cast<void>(encode_request<Op>(read));
    static_cast<void>(build_target<Op>(read));
    auto const answered = decode_response<Op>(said).value();
    static_cast<void>(encode_response<Op>(answered, answer_to(asked, "id")));
    every_walk(read);
    every_walk(answered);
    if constexpr (paged<Op>)
        for (auto const& page : pages(read, [&](request const&) { return response{}; }))
            static_cast<void>(page.has_value());
}

std::string everything(request_view const& asked, response_view const& said) {
    operations::for_each([&]<class Op>() { every_verb<Op>(asked, said); });
    static_cast<void>(dispatch(asked, operations::apply<all_silent>{}, "id"));
    static_cast<void>(dispatch(asked, handlers{not_implemented}));
    static_cast<void>(parse_target(asked.method, asked.target));
    static_cast<void>(resolve(*endpoint("us-east-1"), asked));
    static_cast<void>(checked<DatasetName, "my_list">);
    std::ostringstream out;
    out << decode_error(said) << fault::InternalError << errc::not_json << open<Platform>("x")
        << Platform::GCM;
    error const failed = decode_error(said);
    if (failed == condition::retryable) out << make_error_code(fault::InternalError).message();
    return out.str() + encode_error(reply_to(failed)).body;
}

}  // namespace user

#ifdef COGNITO_SYNC_WITH_STATE
namespace cognito_sync {

inline int counter = 0;

std::string const& made_late() {
    static std::string const text(100, 'x');
    ++counter;
    return text;
}

}  // namespace cognito_sync
#endif

// SPDX-License-Identifier: BSL-1.0
//
// A whole server in one call: which operation a request is (`decode_any`), and `dispatch`, which hands it to
// your handler and writes the answer. A server that must wait uses `decode_any` and `encode_response` itself.
#pragma once

#include <cognito_sync/codec.hpp>
#include <cognito_sync/model/operations.hpp>

#include <array>
#include <concepts>
#include <cstddef>
#include <new>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <variant>

namespace cognito_sync {

namespace detail {

template <class... Ops>
using requests_of = std::variant<typename Ops::Request...>;

template <class... Ops>
inline constexpr std::array<void* (*)(operations::apply<requests_of>&), sizeof...(Ops)> emplacers{
    [](operations::apply<requests_of>& any) -> void* {
        return &any.template emplace<typename Ops::Request>();
    }...};

template <class... Ops>
struct emplacers_of {
    static constexpr auto const& table = emplacers<Ops...>;
};

}  // namespace detail

/// The request of any operation of the service.
using any_request = operations::apply<detail::requests_of>;

/// Finds out which operation a request is, and reads it: REST and RPC form alike.
///
/// Errors   as `decode_request`; `name`, `status` and `allow` say what a server answers
/// Example  std::visit([](auto const& asked) { … }, decode_any(incoming).value());
inline result<any_request> decode_any(request_view const& from, policy const& rules = {}) {
    any_request asked;
    detail::incoming found;
    error failed;
    if (detail::recognise(from, rules, found, failed)) {
        void* const into = operations::apply<detail::emplacers_of>::table[found.to.index](asked);
        if (detail::read_request(found, from, rules, into, failed)) return asked;
    }
    return detail::answered(std::move(failed), rules);
}

/// The handlers of a server: one callable for the Request of each operation, in any order.
template <class... H>
struct handlers : H... {
    using H::operator()...;
};
template <class... H>
handlers(H...) -> handlers<H...>;

/// Takes every operation that no other handler takes, and answers that it is unknown here.
struct not_implemented_type {
    template <class Request>
    refuse operator()(Request const&) const {
        protocol_fault_row const& row = row_of(protocol_fault::UnknownOperation);
        std::string said = "this server does not implement " + std::string(operation_for<Request>::name);
        return refuse({.status = row.status, .name = std::string(row.name), .message = std::move(said)});
    }
};
inline constexpr not_implemented_type not_implemented{};

namespace detail {

template <class Handlers>
struct completeness {
    template <class... Ops>
    struct over {
        template <class Op>
        static constexpr bool handles = requires(Handlers const& all, typename Op::Request const& asked) {
            all(asked);
        };
        template <class Op>
        static constexpr bool fits =
            !handles<Op> || requires(Handlers const& all, typename Op::Request const& asked) {
            { all(asked) } -> std::convertible_to<outcome<Op>>;
        };
        static constexpr bool all = (handles<Ops> && ...);
        static constexpr bool all_fit = (fits<Ops> && ...);
    };
};

template <class Op, class Handlers>
response answer_one(typename Op::Request const& asked, Handlers const& all, answer const& to) {
    auto written = encode_response<Op>(all(asked), to);
    return written ? *std::move(written) : encode_error(internal_error_reply(), to);
}

}  // namespace detail

/// Answers a request: `decode_any`, one visit of your handlers, `encode_response`.
///
/// A handler that throws is answered as InternalErrorException without a word of what it threw;
/// std::bad_alloc passes through.
///
/// Example  auto const list = [&](ListDatasets::Request const& q) -> outcome<ListDatasets> { … };
///          return dispatch(incoming, handlers{list, not_implemented}, id);
template <class... H>
response dispatch(request_view const& from, handlers<H...> const& all, std::string_view request_id = {},
                  policy const& rules = {}) {
    using check = operations::apply<detail::completeness<handlers<H...>>::template over>;
    static_assert(check::all, "dispatch: an operation has no handler; add one, or not_implemented");
    static_assert(check::all_fit, "dispatch: a handler must return outcome<Op> of its operation");
    answer const to = answer_to(from, request_id, rules);
    try {
        auto const asked = decode_any(from, rules);
        if (!asked) return encode_error(reply_to(asked.error()), to);
        return std::visit(
            [&]<class Request>(Request const& each) {
                return detail::answer_one<operation_for<Request>>(each, all, to);
            },
            *asked);
    } catch (std::bad_alloc const&) { throw; } catch (...) {
        return encode_error(detail::internal_error_reply(), to);
    }
}

}  // namespace cognito_sync

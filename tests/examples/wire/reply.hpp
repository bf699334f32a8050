// SPDX-License-Identifier: BSL-1.0
//
// A reply explained: what a success tells, or what an error is called and what to do about it.
//
// A success can only be read by who knows the operation, which stands in the request; an error tells its own
// name.
#pragma once

#include "show.hpp"

#include <cognito_sync/codec.hpp>
#include <cognito_sync/model/operations.hpp>

#include <array>
#include <ostream>
#include <string>
#include <string_view>

namespace example::wire {

inline std::string_view advice(cs::retry again) {
    switch (again) {
        case cs::retry::never: return "never: the same request will fail again";
        case cs::retry::transient: return "transient: ask again soon";
        case cs::retry::throttled: return "throttled: ask again after a growing pause";
        case cs::retry::conflict: return "conflict: read what stands there now, then ask again with that";
    }
    return "";
}

inline void print_conditions(cs::error const& told, std::ostream& out) {
    struct named {
        cs::condition value;
        std::string_view name;
    };
    using enum cs::condition;
    for (auto const& [value, name] :
         {named{retryable, "retryable"}, named{throttled, "throttled"}, named{conflict, "conflict"},
          named{caller_at_fault, "caller_at_fault"}, named{service_at_fault, "service_at_fault"}})
        if (told == value)
            out << "condition  " << name << ": " << cs::make_error_condition(value).message() << '\n';
}

/// An error that a service told.
inline void print_error(cs::error const& told, std::ostream& out) {
    bool const named = told.code != cs::errc::unmodelled_error;
    out << "error      " << (told.name.empty() ? "without a name" : plain(told.name))
        << (named ? "" : ", none of the service's model") << '\n';
    out << "message    " << (told.message.empty() ? "none" : in_quotes(told.message)) << '\n';
    out << "request id " << (told.request_id.empty() ? "none" : plain(told.request_id)) << '\n';
    out << "retry      " << advice(cs::retry_of(told)) << '\n';
    print_conditions(told, out);
    for (cs::violation const& each : told.violations)
        out << "field      " << plain(each.where) << ": " << plain(each.message) << '\n';
    if (!told.body.empty()) out << "body       " << in_quotes(told.body) << '\n';
}

/// A success that cannot be read.
inline void print_unreadable(message const& in, cs::error const& failed, std::ostream& out) {
    out << "a client cannot read it: " << plain(failed.message) << '\n';
    if (in.joined) return show_place(out, {in.body, failed.offset}, "body, its chunks joined");
    show_place(out, {in.text, std::size_t(in.body.data() - in.text.data()) + failed.offset}, "message");
}

template <class Op>
bool explain_reply_to(message const& in, std::ostream& out) {
    auto const said = cs::decode_response<Op>(in.as_response());
    bool const success = 200 <= in.status && in.status < 300;
    if (said) {
        out << "operation  " << Op::name << "\nmembers\n";
        members(out).print(cs::schema_of<typename Op::Response>, &*said, [](auto const&) { return ""; });
    } else if (success) {
        print_unreadable(in, said.error(), out);
    } else {
        print_error(said.error(), out);
    }
    return said.has_value();
}

template <class... Ops>
struct reply_explainers {
    static constexpr std::array<bool (*)(message const&, std::ostream&), sizeof...(Ops)> table{
        explain_reply_to<Ops>...};
};

/// Whether it is a success that a client can read. `operation` is its place in the list.
inline bool explain_reply(message const& in, std::size_t operation, std::ostream& out) {
    out << "reply      " << in.status << '\n';
    return cs::operations::apply<reply_explainers>::table[operation](in, out);
}

/// The same for an error without its operation.
inline bool explain_error(message const& in, std::ostream& out) {
    out << "reply      " << in.status << '\n';
    print_error(cs::decode_error(in.as_response()), out);
    return false;
}

}  // namespace example::wire

// SPDX-License-Identifier: BSL-1.0
//
// Everything between a request and its reply but the sockets and the data: the id of the exchange, web pages of
// other origins, throttling, the signature, one dispatch, one line for the log.
//
// The log is for whoever runs the server, not for the data of its users: never a path, a query, a header, a
// body, only what this server itself put in words.
//
// Decisions: a request is judged in the order of the first sentence, all before it is routed, so that whoever may
// not ask learns nothing. A web page of another origin than --cors is refused with 403 AccessDeniedException,
// since a browser sends some requests (BulkPublish has no body) without asking first. A page whose own name was
// made to lead to this machine (DNS rebinding) is not told apart: where that matters, use --verify-keys.
#pragma once

#include "server/keys.hpp"
#include "server/sqlite.hpp"

#include <cognito_sync/dispatch.hpp>

#include <chrono>
#include <cstdint>
#include <exception>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <typeinfo>
#include <utility>

namespace example {

/// What only the handler of a request knows of it.
struct told {
    std::string_view operation = "-";
    std::string failure{};  ///< why it was answered with an internal error
};

/// Answers a request under an id, and tells what it was.
using dispatcher = std::function<cs::response(cs::request_view const&, std::string_view id, told&)>;

/// Calls the handler of a request, and keeps what it throws for the log: `dispatch` tells nobody.
template <class Store, class Request>
cs::outcome<cs::operation_for<Request>> handle(Store& store, Request const& asked, told& line) {
    line.operation = cs::operation_for<Request>::name;
    try {
        return store.answer(asked);
    } catch (sqlite::error const& failed) {
        line.failure = std::string("the database: ") + failed.what();
        throw;
    } catch (std::exception const& failed) {
        line.failure = typeid(failed).name();  // its words may hold a user's
        throw;
    }
}

/// A dispatcher to an object with a function `answer` for the Request of each operation. Keeps a reference.
template <class Store>
dispatcher dispatch_to(Store& store, cs::policy const& rules = {}) {
    return [&store, rules](cs::request_view const& asked, std::string_view id, told& line) {
        auto const all = [&](auto const& each) { return handle(store, each, line); };
        return cs::dispatch(asked, cs::handlers{all}, id, rules);
    };
}

struct service_settings {
    std::string cors{};                       ///< the origin whose pages may ask; empty: none
    std::optional<std::uint32_t> throttle{};  ///< how many requests are answered in a second
    std::optional<key_ring> keys{};           ///< who may ask; without it, everybody
    cs::policy rules{};

    std::function<cs::timestamp()> now = [] {
        return std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now());
    };
    std::function<void(std::string const& line)> log = [](std::string const&) {};
};

/// For one thread.
class service {
public:
    explicit service(dispatcher to, service_settings settings = {})
        : dispatch_(std::move(to)), settings_(std::move(settings)) {}

    cs::response answer(cs::request_view const& asked);

    /// What is answered in place of an answer, to a request of which only a part may be known: an error of the
    /// service's own form for the statuses that an HTTP server gives by itself.
    cs::response refuse(cs::request_view const& asked, int status);

private:
    class exchange;

    cs::response judge(cs::request_view const& asked, std::string_view id, told& line);
    bool is_too_much();
    bool is_preflight(cs::request_view const& asked) const;
    bool is_of_another_page(cs::request_view const& asked) const;
    void let_pages_read(cs::request_view const& asked, cs::response& said) const;

    dispatcher dispatch_;
    service_settings settings_;
    cs::timestamp second_{};
    std::uint32_t in_second_ = 0;
};

/// A random UUID, as the service gives its exchanges.
std::string new_request_id();

}  // namespace example

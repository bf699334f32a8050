// SPDX-License-Identifier: BSL-1.0
#include "client/repeat.hpp"

#include <cognito_sync/codec.hpp>

#include <boost/system/errc.hpp>

#include <algorithm>
#include <cstdint>
#include <random>
#include <string>
#include <thread>
#include <utility>

namespace example::client {
namespace {

void sleep(std::chrono::milliseconds time) { std::this_thread::sleep_for(time); }

double draw() {
    thread_local std::mt19937_64 source{std::random_device{}()};
    return std::uniform_real_distribution<double>(0, 1)(source);
}

cs::error error_of(connection_error const& failed, bool maybe_done) {
    std::string const doubt = maybe_done ? "; the request may have been carried out" : "";
    return {.code = boost::system::errc::make_error_code(boost::system::errc::host_unreachable),
            .message = failed.what() + doubt};
}

/// Whether the same request may get a better reply.
cs::retry verdict(cs::response const& reply) {
    if (200 <= reply.status && reply.status < 300) return cs::retry::never;
    return cs::retry_of(cs::decode_error(reply));
}

}  // namespace

std::chrono::milliseconds pause_after(int failures, double chance, backoff const& limits) noexcept {
    // 2^30 times any pause is more than any limit, and still no overflow.
    std::int64_t const doubled = limits.first.count() << (std::clamp(failures, 1, 31) - 1);
    auto const longest = static_cast<double>(std::min(doubled, std::int64_t{limits.most.count()}));
    return std::chrono::milliseconds(static_cast<std::int64_t>(std::clamp(chance, 0.0, 1.0) * longest));
}

sender::sender(transport send, signer sign, repetition rules)
    : send_(std::move(send)), sign_(std::move(sign)), rules_(std::move(rules)) {
    if (!rules_.wait) rules_.wait = sleep;
    if (!rules_.chance) rules_.chance = draw;
}

void sender::pause(int failures, cs::retry why) {
    backoff const& limits = why == cs::retry::throttled ? rules_.throttled : rules_.transient;
    rules_.wait(pause_after(failures, rules_.chance(), limits));
}

cs::result<cs::response> sender::operator()(cs::request asked) {
    in_doubt_ = false;
    for (int failures = 1;; ++failures) {
        if (sign_) sign_(asked);
        try {
            cs::response reply = send_(asked);
            cs::retry const again = verdict(reply);
            bool const repeat = again == cs::retry::transient || again == cs::retry::throttled;
            in_doubt_ = in_doubt_ || again == cs::retry::transient;
            if (!repeat || failures >= rules_.attempts) return reply;
            pause(failures, again);
        } catch (connection_error const& failed) {
            in_doubt_ = in_doubt_ || failed.how() == failure::unanswered || failed.how() == failure::stale;
            if (failed.how() == failure::hopeless || failures >= rules_.attempts)
                return error_of(failed, in_doubt_ && asked.method != "GET");
            // A kept connection that has ended says nothing of the service.
            if (failed.how() != failure::stale) pause(failures, cs::retry::transient);
        }
    }
}

}  // namespace example::client

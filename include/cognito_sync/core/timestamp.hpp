// SPDX-License-Identifier: BSL-1.0
//
// Instants as the wire writes them (seconds since 1970 as a JSON number) to and from `std::chrono`, exact to
// the millisecond.
//
// Dates, time zones and other spellings of an instant are not read here: the protocol knows only this one.
// Why milliseconds and not the clock's own unit: that is what the service keeps and the wire format promises.
#pragma once

#include <cognito_sync/core/decimal.hpp>

#include <chrono>
#include <cstdint>
#include <string_view>

namespace cognito_sync {

/// An instant, in milliseconds since 1970-01-01T00:00:00Z without leap seconds.
using timestamp = std::chrono::sys_time<std::chrono::milliseconds>;

/// 0001-01-01T00:00:00Z and 9999-12-31T23:59:59.999Z: what `parse_timestamp` accepts lies between them.
inline constexpr timestamp earliest_timestamp{std::chrono::milliseconds{-62'135'596'800'000}};
inline constexpr timestamp latest_timestamp{std::chrono::milliseconds{253'402'300'799'999}};

/// An instant, or why there is none; the value is 1970 then.
struct parsed_timestamp {
    timestamp value{};
    decimal_error error = decimal_error::none;

    constexpr explicit operator bool() const noexcept { return error == decimal_error::none; }
    friend constexpr bool operator==(parsed_timestamp const&, parsed_timestamp const&) = default;
};

/// Reads seconds since 1970, rounded to the nearest millisecond, ties away from zero.
///
/// Fractions, exponents and instants before 1970 are accepted. The error is `syntax` or `range`; the range is
/// judged on the rounded value.
/// Wire: `1412974057.151`, `1.412974057151E9` and `1412974057`.
constexpr parsed_timestamp parse_timestamp(std::string_view json_number) noexcept {
    scaled_integer const scaled = scale_decimal(json_number, 3, rounding::nearest);
    if (!scaled) return {{}, scaled.error};
    timestamp const value{std::chrono::milliseconds{scaled.value}};
    if (value < earliest_timestamp || value > latest_timestamp) return {{}, decimal_error::range};
    return {value};
}

/// Writes seconds since 1970 in plain decimal, with as many digits behind the point as needed, none to three.
///
/// Any value is written, also one that `parse_timestamp` would not accept. Before 1970 the sign is that of
/// the whole value: 500 ms earlier is `-0.5`.
constexpr decimal_text format_timestamp(timestamp value) noexcept {
    return format_decimal<3>(value.time_since_epoch().count());
}

}  // namespace cognito_sync

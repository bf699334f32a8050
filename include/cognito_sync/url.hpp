// SPDX-License-Identifier: BSL-1.0
//
// Whole URLs, for clients that need one and for whoever holds a parsed one. Boost.URL enters here alone.
//
// Its setters, normalisation and encoding are not used: they re-encode what a signature covers. A URL is put
// together as text and parsed. Not part of uri.hpp, so that codecs and servers do not pay for it.
#pragma once

#include <cognito_sync/codec.hpp>
#include <cognito_sync/core/text.hpp>
#include <cognito_sync/model/service.hpp>
#include <cognito_sync/uri.hpp>

#include <boost/url/parse.hpp>
#include <boost/url/url.hpp>
#include <boost/url/url_view.hpp>

#include <string>
#include <string_view>

namespace cognito_sync {

/// A region's name, like `us-east-1`.
inline constexpr text Region{.min = 1, .max = 63, .pattern = regex<"[a-z0-9-]+">};

namespace detail {

inline std::string_view view(boost::core::string_view text) noexcept { return {text.data(), text.size()}; }

inline result<boost::urls::url> parsed_url(std::string_view text) {
    auto const parsed = boost::urls::parse_uri({text.data(), text.size()});
    if (!parsed) return text_error(errc::bad_target, {}, 0);
    return boost::urls::url(*parsed);
}

}  // namespace detail

/// Where the service answers in a region: `https://cognito-sync.us-east-1.amazonaws.com`; in China below
/// `amazonaws.com.cn`.
///
/// Errors   `broken_constraint` for what is no region's name
/// See      https://docs.aws.amazon.com/general/latest/gr/cognito_identity.html
inline result<boost::urls::url> endpoint(std::string_view region) {
    if (!Region.accepts(region))
        return error{.code = errc::broken_constraint,
                     .where = "/Region",
                     .offset = Region.check(region)->offset,
                     .message = "Region: " + Region.explain(region)};
    std::string url = "https://";
    url.append(service::endpoint_prefix).append(".").append(region).append(".amazonaws.com");
    return detail::parsed_url(url.append(region.starts_with("cn-") ? ".cn" : ""));
}

/// The URL of a request at an endpoint, its target byte for byte. A path of the endpoint stands before that.
///
/// Errors   `bad_target` for an endpoint without scheme or host or with a query or fragment, or for a target
///          that is none
/// Example  resolve(*endpoint("us-east-1"), *request)
inline result<boost::urls::url> resolve(boost::urls::url_view const& endpoint, request_view const& asked) {
    bool const whole = endpoint.has_scheme() && endpoint.has_authority() &&
                       !endpoint.encoded_host().empty() && !endpoint.has_query() && !endpoint.has_fragment();
    std::size_t at = 0;
    if (!whole || detail::judge_target(asked.target, at) != errc{})
        return detail::text_error(errc::bad_target, {}, at);
    std::string url(detail::view(endpoint.scheme()));
    url.append("://").append(detail::view(endpoint.encoded_authority()));
    url.append(detail::bare(detail::view(endpoint.encoded_path()))).append(asked.target);
    return detail::parsed_url(url);
}

/// `parse_target` of a URL that was parsed already; scheme, host and fragment are not looked at.
inline result<matched_target> parse_target(std::string_view method, boost::urls::url_view const& url,
                                           policy const& rules = {}) {
    std::string target(detail::view(url.encoded_path()));
    if (url.has_query()) target.append("?").append(detail::view(url.encoded_query()));
    return parse_target(method, std::string_view(target), rules);
}

}  // namespace cognito_sync

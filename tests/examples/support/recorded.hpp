// SPDX-License-Identifier: BSL-1.0
//
// Requests that others made, from tests/data, as the bytes to send: what botocore wrote, and what the API
// reference shows. The files leave out a little that HTTP needs, and only that is added: the ends of the
// lines, and the length of a sample's body.
#pragma once

#include <boost/json.hpp>

#include <fstream>
#include <iterator>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace example {

namespace json = boost::json;

/// A request that an SDK made: the operation and the parameters that it was called with, and what it sent.
struct recorded {
    std::string operation;
    json::value parameters;
    std::string bytes;
};

inline std::string contents(std::string const& file) {
    std::ifstream from(COGNITO_SYNC_SOURCE_DIR "/tests/data/" + file, std::ios::binary);
    if (!from) throw std::runtime_error("cannot read tests/data/" + file);
    return {std::istreambuf_iterator<char>(from), {}};
}

inline std::string text(json::value const& from) { return json::value_to<std::string>(from); }

/// The parameters as they can arrive: botocore takes a date to the microsecond, and writes its whole seconds.
inline json::value as_sent(json::value parameters) {
    if (auto* const patches = parameters.as_object().if_contains("RecordPatches"))
        for (json::value& patch : patches->as_array())
            if (auto* const date = patch.as_object().if_contains("DeviceLastModifiedDate")) {
                if (*date != "2014-10-10 20:47:37.151999+00:00")
                    throw std::runtime_error("another date than known");
                *date = 1412974057;
            }
    return parameters;
}

inline recorded one_request(json::value const& from) {
    std::string bytes = text(from.at("method")) + " " + text(from.at("raw_target")) + " HTTP/1.1\r\n";
    bytes += "Host: " + text(from.at("host")) + "\r\n";
    for (auto const& header : from.at("headers").as_object())
        bytes += std::string(header.key()) + ": " + text(header.value()) + "\r\n";
    bytes += "\r\n";
    if (!from.at("body").is_null()) bytes += text(from.at("body"));
    return {text(from.at("operation")), as_sent(from.at("params")), std::move(bytes)};
}

/// What botocore, the AWS SDK for Python, sends.
inline std::vector<recorded> botocore_requests() {
    std::vector<recorded> all;
    json::value const file = json::parse(contents("requests.json"));
    for (json::value const& each : file.at("requests").as_array()) all.push_back(one_request(each));
    return all;
}

/// The sample request on the page of an operation in the API reference.
inline std::string sample_request(std::string const& operation) {
    std::string const file = contents("samples/" + operation + ".http");
    auto const head_end = file.find("\n\n") + 1;
    std::string const body = file.substr(head_end + 1);
    std::string bytes;
    for (char const c : file.substr(0, head_end)) bytes += c == '\n' ? "\r\n" : std::string(1, c);
    return bytes + "CONTENT-LENGTH: " + std::to_string(body.size()) + "\r\n\r\n" + body;
}

}  // namespace example

// SPDX-License-Identifier: BSL-1.0
//
// Error payloads by themselves: one is written and read without an operation being named, as a gateway in
// front of the service does.
#include <cognito_sync/codec.hpp>

#include <string>
#include <type_traits>
#include <utility>

#include "support/catch.hpp"

// What this name means within the namespace of the library, where dispatch.hpp was not included.
struct not_implemented_type;

namespace cognito_sync::alone {
static_assert(std::is_same_v<not_implemented_type, ::not_implemented_type>,
              "codec.hpp brings dispatch.hpp in");
}  // namespace cognito_sync::alone

namespace cs = cognito_sync;

static_assert(std::is_same_v<decltype(&cs::decode_error), cs::error (*)(cs::response_view const&)>);
static_assert(
    std::is_same_v<decltype(&cs::encode_error), cs::response (*)(cs::error_reply const&, cs::answer const&)>);

TEST_CASE("error payloads stand alone: every fault goes to a reply and comes back, without an operation",
          "[alone][codec]") {
    for (cs::fault_row const& row : cs::faults) {
        INFO(row.name);
        cs::response const reply =
            cs::encode_error({row.status, std::string(row.name), "caf\u00e9 \"1\""}, {.request_id = "id-1"});
        CHECK(reply.status == row.status);
        CHECK(reply.body == "{\"message\":\"caf\u00e9 \\\"1\\\"\"}");
        cs::error const told = cs::decode_error(reply);
        CHECK(told.code == row.value);
        CHECK(told.name == row.name);
        CHECK(told.status == row.status);
        CHECK(told.message == "caf\u00e9 \"1\"");
        CHECK(told.request_id == "id-1");
        CHECK(told.body == "");
    }
}

TEST_CASE("error payloads stand alone: what the service's front ends answer is read too", "[alone][codec]") {
    cs::header_list const headers{{"X-AMZN-ErrorType", "InvalidSignatureException:http://u/"},
                                  {"x-amzn-RequestId", "a, a"}};
    cs::error const told = cs::decode_error({403, headers, R"({"Message":"expired"})"});
    CHECK(told.code == cs::errc::unmodelled_error);
    CHECK(told.name == "InvalidSignatureException");
    CHECK(told.message == "expired");
    CHECK(told.request_id == "a");
    CHECK(told.body == R"({"Message":"expired"})");

    cs::error const html = cs::decode_error({502, {}, "<html>Bad Gateway</html>"});
    CHECK(html.code == cs::errc::unmodelled_error);
    CHECK(html.status == 502);
    CHECK(html.body == "<html>Bad Gateway</html>");
    CHECK(html == cs::condition::retryable);
}

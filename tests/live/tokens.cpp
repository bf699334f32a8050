// SPDX-License-Identifier: BSL-1.0
//
// Tokens: what was made is read again, and nothing else is.
#include "server/tokens.hpp"

#include "support/catch.hpp"

#include <algorithm>
#include <chrono>
#include <set>

namespace {

using namespace std::chrono_literals;
using cognito_sync::timestamp;
using example::place;
using example::token_maker;
using example::token_scope;

token_maker const maker{std::string(token_maker::key_size, 'k')};
token_scope const scope{"records", "pool", "identity"};
timestamp const now{1'700'000'000'000ms};
timestamp const ends = now + 1h;
place const at{.count = 7, .row = -9};

}  // namespace

TEST_CASE("a token says what it was made with", "[live][tokens]") {
    std::string const token = maker.make(scope, ends, at);
    CHECK(maker.read(scope, token, now) == at);
    CHECK(maker.read(scope, maker.make(scope, ends), now) == place{});
    for (place const each : {place{INT64_MAX, INT64_MIN}, place{0, -1}, place{255, 256}})
        CHECK(maker.read(scope, maker.make(scope, ends, each), now) == each);
}

TEST_CASE("a token stands in a URL as it is, and every one is of one length", "[live][tokens]") {
    for (std::int64_t i = 0; i < 100; ++i) {
        std::string const token = maker.make(scope, ends, {.count = i * 7919, .row = i});
        CHECK(token.size() == 75);
        CHECK(token.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_") ==
              std::string::npos);
    }
}

// Computed with Python's hmac and base64 from the description in tokens.cpp, independently of it.
TEST_CASE("a token is base64url of its numbers and their HMAC-SHA-256", "[live][tokens]") {
    CHECK(maker.make(scope, ends, at) ==
          "AAABi9AcVoAAAAAAAAAAB__________3yDaPHTAjmukjv-pNo4-tc_mPVmzg7JxTkjqfaeIY1p8");
}

TEST_CASE("a token is good until its end and not from then on", "[live][tokens]") {
    std::string const token = maker.make(scope, ends, at);
    CHECK(maker.read(scope, token, ends - 1ms) == at);
    CHECK_FALSE(maker.read(scope, token, ends));
    CHECK_FALSE(maker.read(scope, token, ends + 1ms));
}

TEST_CASE("a token is good for its scope alone", "[live][tokens]") {
    std::string const token = maker.make(scope, ends, at);
    CHECK(maker.read({"records", "pool", "identity"}, token, now));
    CHECK_FALSE(maker.read({"records", "pool", "identitx"}, token, now));
    CHECK_FALSE(maker.read({"records", "pool"}, token, now));
    CHECK_FALSE(maker.read({"records", "pool", "identity", ""}, token, now));
    CHECK_FALSE(maker.read({"records", "poolidentity"}, token, now));
    CHECK_FALSE(maker.read({"records", "poo", "lidentity"}, token, now));
    CHECK_FALSE(maker.read({}, token, now));
}

TEST_CASE("lists of parts that read alike when joined are different scopes", "[live][tokens]") {
    std::string const nul(1, '\0');
    std::set<std::string> const texts{
        token_scope{}.text(),         token_scope{""}.text(),       token_scope{"", ""}.text(),
        token_scope{"ab"}.text(),     token_scope{"a", "b"}.text(), token_scope{"", "ab"}.text(),
        token_scope{"ab", ""}.text(), token_scope{"a", nul}.text(), token_scope{"a" + nul}.text(),
    };
    CHECK(texts.size() == 9);
}

TEST_CASE("no token with one bit changed is read", "[live][tokens]") {
    std::string const token = maker.make(scope, ends, at);
    for (std::size_t i = 0; i < token.size(); ++i)
        for (int bit = 0; bit < 8; ++bit) {
            std::string changed = token;
            changed[i] = static_cast<char>(static_cast<unsigned char>(changed[i]) ^ 1U << bit);
            INFO("character " << i << ", bit " << bit);
            CHECK_FALSE(maker.read(scope, changed, now));
        }
}

TEST_CASE("no other spelling of the last digit of a token is read", "[live][tokens]") {
    std::string const token = maker.make(scope, ends, at);
    int read = 0;
    for (char const digit : std::string("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"))
        read += maker.read(scope, token.substr(0, token.size() - 1) + digit, now).has_value();
    CHECK(read == 1);
}

TEST_CASE("no part of a token and nothing longer is read", "[live][tokens]") {
    std::string const token = maker.make(scope, ends, at);
    for (std::size_t length = 0; length < token.size(); ++length)
        CHECK_FALSE(maker.read(scope, token.substr(0, length), now));
    CHECK_FALSE(maker.read(scope, token + "A", now));
    CHECK_FALSE(maker.read(scope, token + "=", now));
    CHECK_FALSE(maker.read(scope, token + token, now));
    CHECK_FALSE(maker.read(scope, " " + token, now));
    CHECK_FALSE(maker.read(scope, std::string(75, 'A'), now));
    CHECK_FALSE(maker.read(scope, std::string(75, '\0'), now));
    CHECK_FALSE(maker.read(scope, std::string(75, '\xFF'), now));
}

TEST_CASE("a token made with another key is not read", "[live][tokens]") {
    std::string key(token_maker::key_size, 'k');
    key.back() = 'l';
    CHECK_FALSE(maker.read(scope, token_maker{key}.make(scope, ends, at), now));
}

TEST_CASE("new keys and device ids are random and of the promised size", "[live][tokens]") {
    std::set<std::string> keys;
    std::set<std::string> ids;
    for (int i = 0; i < 50; ++i) {
        keys.insert(token_maker::new_key());
        ids.insert(example::random_hex(16));
    }
    CHECK(keys.size() == 50);
    CHECK(ids.size() == 50);
    CHECK(std::all_of(keys.begin(), keys.end(), [](auto const& key) { return key.size() == 32; }));
    CHECK(std::all_of(ids.begin(), ids.end(), [](auto const& id) {
        return id.size() == 32 && id.find_first_not_of("0123456789abcdef") == std::string::npos;
    }));
    CHECK(example::random_hex(0).empty());
}

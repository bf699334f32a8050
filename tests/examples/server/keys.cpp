// SPDX-License-Identifier: BSL-1.0
#include "server/keys.hpp"

#include <boost/json/parse.hpp>
#include <boost/json/value.hpp>

#include <algorithm>
#include <array>
#include <fstream>
#include <stdexcept>
#include <utility>

namespace example {

namespace json = boost::json;

namespace {

constexpr std::chrono::minutes longest_skew{15};

[[noreturn]] void refuse_file(std::string const& where, std::string_view why) {
    throw std::runtime_error(where + " " + std::string(why));
}

std::optional<std::string> text_member(json::object const& from, std::string_view name,
                                       std::string const& where) {
    json::value const* const found = from.if_contains(name);
    if (found == nullptr) return std::nullopt;
    if (!found->is_string() || found->get_string().empty())
        refuse_file(where + "." + std::string(name), "is no text");
    return std::string(found->get_string());
}

std::string needed_member(json::object const& from, std::string_view name, std::string const& where) {
    auto found = text_member(from, name, where);
    if (!found) refuse_file(where, "has no " + std::string(name));
    return *std::move(found);
}

/// `2026-01-01T00:00:00Z`
std::optional<cs::timestamp> read_expiration(std::string text) {
    if (text.size() != 20 || text[4] != '-' || text[7] != '-' || text[13] != ':' || text[16] != ':')
        return std::nullopt;
    std::erase_if(text, [](char c) { return c == '-' || c == ':'; });
    return signing::read_date(text);
}

void check_members(json::object const& from, std::string const& where) {
    static constexpr std::array<std::string_view, 4> known{"AccessKeyId", "SecretAccessKey", "SessionToken",
                                                           "Expiration"};
    for (auto const& each : from)
        if (std::find(known.begin(), known.end(), std::string_view(each.key())) == known.end())
            refuse_file(where, "has a member that is none of AccessKeyId, SecretAccessKey, SessionToken, "
                               "Expiration");
}

known_key read_key(json::value const& from, std::string const& where) {
    if (!from.is_object()) refuse_file(where, "is no object");
    json::object const& members = from.get_object();
    check_members(members, where);
    known_key key{.secret = {.access_key = needed_member(members, "AccessKeyId", where),
                             .secret_key = needed_member(members, "SecretAccessKey", where),
                             .session_token = text_member(members, "SessionToken", where)}};
    if (auto const expires = text_member(members, "Expiration", where)) {
        key.expires = read_expiration(*expires);
        if (!key.expires) refuse_file(where + ".Expiration", "is no time like 2026-01-01T00:00:00Z");
    }
    return key;
}

cs::error_reply forbid(std::string name, std::string message) {
    return {.status = 403, .name = std::move(name), .message = std::move(message)};
}

bool carries_the_token_of(cs::request_view const& asked, known_key const& key) {
    auto const carried = asked.headers.find("x-amz-security-token");
    auto const& own = key.secret.session_token;
    return carried && own ? same_secret(*carried, *own) : !carried && !own;
}

}  // namespace

key_ring::key_ring(std::string_view text) {
    boost::system::error_code failed;
    json::value const file = json::parse(text, failed);
    if (failed) throw std::runtime_error("this is no JSON: " + failed.message());
    json::object const* const members = file.if_object();
    json::value const* const all = members != nullptr ? members->if_contains("Keys") : nullptr;
    if (all == nullptr || !all->is_array() || members->size() != 1)
        throw std::runtime_error("this is no object with the one member Keys, a list");
    for (json::value const& each : all->get_array()) {
        std::string const where = "Keys[" + std::to_string(keys_.size()) + "]";
        known_key key = read_key(each, where);
        std::string const id = key.secret.access_key;
        if (!keys_.emplace(id, std::move(key)).second) refuse_file(where, "has the AccessKeyId of another");
    }
    if (keys_.empty()) throw std::runtime_error("Keys is empty: nobody could ask anything");
}

key_ring key_ring::from_file(std::string const& file) {
    std::ifstream from(file, std::ios::binary);
    std::string text;
    std::getline(from, text, '\0');  // no JSON has one
    if (!from.is_open() || from.bad()) throw std::runtime_error("cannot read the keys in " + file);
    try {
        return key_ring(text);
    } catch (std::runtime_error const& failed) {
        throw std::runtime_error("the keys in " + file + " are of no use: " + failed.what());
    }
}

std::optional<cs::error_reply> key_ring::judge(cs::request_view const& asked, cs::timestamp now) const {
    if (!asked.headers.contains("authorization"))
        return forbid("MissingAuthenticationTokenException", "The request is not signed");
    auto const claim = read_authorization(asked);
    if (!claim)
        return forbid("IncompleteSignatureException", "Authorization or X-Amz-Date is not as it has to be");
    auto const key = keys_.find(claim->access_key);
    if (key == keys_.end() || !carries_the_token_of(asked, key->second))
        return forbid("UnrecognizedClientException", "The access key or the session token is not known here");
    if (key->second.expires && *key->second.expires <= now)
        return forbid("ExpiredTokenException", "The access key has expired");
    if (claim->service != signing_scope{}.service)
        return forbid("InvalidSignatureException", "The request is signed for another service");
    if (std::chrono::abs(now - claim->signed_at) > longest_skew)
        return forbid("InvalidSignatureException", "X-Amz-Date is more than 15 minutes away from now");
    if (!signature_fits(asked, *claim, key->second.secret.secret_key))
        return forbid("InvalidSignatureException", "The signature is not that of this request by this key");
    return std::nullopt;
}

}  // namespace example

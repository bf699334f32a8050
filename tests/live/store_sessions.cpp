// SPDX-License-Identifier: BSL-1.0
//
// SyncSessionToken and NextToken as the operations take them: for what they are good, and for what not.
#include "store.hpp"

using namespace example;

namespace {

std::string const bad_session_said =
    "400 InvalidParameterException: SyncSessionToken not valid for these inputs";
std::string const bad_next_said = "400 InvalidParameterException: NextToken not valid for these inputs";

/// Writes with a token; what is refused, or nothing.
std::string write_with(bench& at, std::string token, std::string const& dataset = "notes",
                       owner const& of = {}) {
    static int number = 0;
    auto const said =
        at.store.answer(cs::UpdateRecords::Request{.identity_pool_id = of.pool,
                                                   .identity_id = of.identity,
                                                   .dataset_name = dataset,
                                                   .record_patches = {{put(std::to_string(++number), "")}},
                                                   .sync_session_token = std::move(token)});
    return said.refusal() ? bad(said) : "";
}

cs::outcome<cs::ListRecords> list_with(bench& at, std::optional<std::string> session,
                                       std::optional<std::string> next = {},
                                       std::optional<std::int64_t> after = {},
                                       std::string const& dataset = "notes", owner const& of = {}) {
    return at.store.answer(cs::ListRecords::Request{.identity_pool_id = of.pool,
                                                    .identity_id = of.identity,
                                                    .dataset_name = dataset,
                                                    .last_sync_count = after,
                                                    .next_token = std::move(next),
                                                    .max_results = 1,
                                                    .sync_session_token = std::move(session)});
}

}  // namespace

TEST_CASE("a session token is good for its pool, identity and dataset alone", "[live][store]") {
    bench at;
    std::string const token = at.token("notes");
    CHECK(write_with(at, token, "notes2") == bad_session_said);
    CHECK(write_with(at, token, "note") == bad_session_said);
    CHECK(write_with(at, token, "notes", {pool_b, identity_a}) == bad_session_said);
    CHECK(write_with(at, token, "notes", {pool_a, identity_b}) == bad_session_said);
    CHECK(write_with(at, token, "notes", {identity_a, pool_a}) == bad_session_said);
    CHECK(write_with(at, token).empty());
}

TEST_CASE("a session token can be used again until it ends", "[live][store]") {
    bench at;
    std::string const token = at.token("notes");
    CHECK(write_with(at, token).empty());
    CHECK(write_with(at, token).empty());
    at.time += 600s - 1ms;
    CHECK(write_with(at, token).empty());
    CHECK(good(list_with(at, token)).sync_session_token == token);
    at.time += 1ms;
    CHECK(write_with(at, token) == bad_session_said);
    CHECK(bad(list_with(at, token)) == bad_session_said);
    CHECK(at.list("notes").count == 3);
    CHECK(write_with(at, at.token("notes")).empty());
}

TEST_CASE("listing with a session token does not make its life longer", "[live][store]") {
    bench at;
    std::string const token = at.token("notes");
    at.time += 300s;
    CHECK(good(list_with(at, token)).sync_session_token == token);
    CHECK(at.token("notes") != token);
    at.time += 300s;
    CHECK(bad(list_with(at, token)) == bad_session_said);
}

TEST_CASE("nothing but a session token is taken for one", "[live][store]") {
    bench at;
    std::string const token = at.token("notes");
    for (std::string const& wrong :
         {std::string(), std::string("token"), token.substr(1), token.substr(0, token.size() - 1),
          token + "A", token + "=", " " + token, std::string(1, '\0') + token, std::string(75, 'A'),
          std::string(1'000'000, 'A')}) {
        CHECK(write_with(at, wrong) == bad_session_said);
        CHECK(bad(list_with(at, wrong)) == bad_session_said);
    }
    CHECK(at.list("notes").dataset_exists == false);
}

TEST_CASE("the deletion of its dataset ends a session token", "[live][store]") {
    bench at;
    std::string const first = at.token("notes");
    CHECK(write_with(at, first).empty());
    at.erase("notes");
    CHECK(write_with(at, first) == bad_session_said);
    CHECK(bad(list_with(at, first)) == bad_session_said);
    std::string const second = at.token("notes");
    CHECK(write_with(at, second).empty());
    CHECK(write_with(at, first) == bad_session_said);
    at.erase("notes");
    CHECK(write_with(at, second) == bad_session_said);
}

TEST_CASE("the token of one page is no session token, and the other way round", "[live][store]") {
    bench at;
    at.update("notes", {put("a", ""), put("b", "")});
    std::string const session = at.token("notes");
    std::string const next = *good(list_with(at, {})).next_token;
    CHECK(bad(list_with(at, next)) == bad_session_said);
    CHECK(write_with(at, next) == bad_session_said);
    CHECK(bad(list_with(at, {}, session)) == bad_next_said);
}

TEST_CASE("the token of a page of records is good for that list alone", "[live][store]") {
    bench at;
    at.update("notes", {put("a", ""), put("b", "")});
    at.update("others", {put("a", ""), put("b", "")});
    std::string const next = *good(list_with(at, {})).next_token;
    CHECK(keys_of(good(list_with(at, {}, next)).records) == std::vector<std::string>{"b"});
    CHECK(keys_of(good(list_with(at, {}, next, 0)).records) == std::vector<std::string>{"b"});
    CHECK(bad(list_with(at, {}, next, 1)) == bad_next_said);
    CHECK(bad(list_with(at, {}, next, {}, "others")) == bad_next_said);
    CHECK(bad(list_with(at, {}, next, {}, "notes", {pool_b, identity_a})) == bad_next_said);
    CHECK(bad(list_with(at, {}, next, {}, "notes", {pool_a, identity_b})) == bad_next_said);
    CHECK(bad(list_with(at, {}, "")) == bad_next_said);
    CHECK(bad(list_with(at, {}, next.substr(1))) == bad_next_said);
    CHECK(bad(at.store.answer(cs::ListDatasets::Request{pool_a, identity_a, next})) == bad_next_said);
    CHECK(bad(at.store.answer(cs::ListIdentityPoolUsage::Request{next})) == bad_next_said);
    at.time += 600s;
    CHECK(bad(list_with(at, {}, next)) == bad_next_said);
}

TEST_CASE("the deletion of its dataset ends the token of a page of records", "[live][store]") {
    bench at;
    at.update("notes", {put("a", ""), put("b", "")});
    std::string const next = *good(list_with(at, {})).next_token;
    at.erase("notes");
    CHECK(bad(list_with(at, {}, next)) == bad_next_said);
    at.update("notes", {put("a", ""), put("b", "")});
    CHECK(bad(list_with(at, {}, next)) == bad_next_said);
}

TEST_CASE("the token of a page of datasets is good for that list alone", "[live][store]") {
    bench at;
    at.update("a", {put("k", "")});
    at.update("b", {put("k", "")});
    std::string const next = *at.datasets(1).next_token;
    auto const said = [&](std::string const& token, owner const& of = {}) {
        return bad(at.store.answer(cs::ListDatasets::Request{of.pool, of.identity, token, 1}));
    };
    CHECK(at.datasets(1, next).datasets.at(0).dataset_name == "b");
    CHECK(said(next, {pool_b, identity_a}) == bad_next_said);
    CHECK(said(next, {pool_a, identity_b}) == bad_next_said);
    CHECK(said("") == bad_next_said);
    CHECK(said(next + next) == bad_next_said);
    CHECK(said(at.token("a")) == bad_next_said);
    at.time += 600s;
    CHECK(said(next) == bad_next_said);
}

TEST_CASE("tokens are good after the database was closed and opened again, and in no other database",
          "[live][store]") {
    scratch const file;
    scratch const other;
    std::string session;
    std::string next;
    {
        bench at(file.path());
        at.update("notes", {put("a", ""), put("b", "")});
        session = at.token("notes");
        next = *good(list_with(at, {})).next_token;
    }
    bench again(file.path());
    CHECK(keys_of(good(list_with(again, session, next)).records) == std::vector<std::string>{"b"});
    CHECK(write_with(again, session).empty());
    bench elsewhere(other.path());
    elsewhere.update("notes", {put("a", ""), put("b", "")});
    CHECK(bad(list_with(elsewhere, session)) == bad_session_said);
    CHECK(bad(list_with(elsewhere, {}, next)) == bad_next_said);
}

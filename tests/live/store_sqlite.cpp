// SPDX-License-Identifier: BSL-1.0
//
// The layer above SQLite: what is bound comes back, what fails throws, what is not committed never was.
#include "server/sqlite.hpp"

#include "store.hpp"

using namespace example;

namespace {

std::int64_t count(sqlite::database& database) {
    auto found = database.query("SELECT count(*) FROM t");
    REQUIRE(found.next());
    return found.integer(0);
}

}  // namespace

TEST_CASE("what is bound comes back as it was", "[live][sqlite]") {
    sqlite::database database(":memory:");
    database.script("CREATE TABLE t (x)");
    std::string const bytes("\0a\xFF\0", 4);
    database.execute("INSERT INTO t VALUES (?), (?), (?), (?), (?), (?), (?)", INT64_MIN, bytes,
                     sqlite::blob{bytes}, std::string(), sqlite::blob{{}}, std::optional<std::string>(),
                     cs::timestamp(-5ms));
    auto found = database.query("SELECT x, typeof(x) FROM t ORDER BY rowid");
    auto const next = [&](char const* type) {
        REQUIRE(found.next());
        CHECK(found.bytes(1) == type);
    };
    next("integer");
    CHECK(found.integer(0) == INT64_MIN);
    next("text");
    CHECK(found.text(0) == bytes);
    next("blob");
    CHECK(found.bytes(0) == bytes);
    next("text");
    CHECK(found.text_if_any(0) == "");
    next("blob");
    CHECK_FALSE(found.null(0));
    CHECK(found.text_if_any(0) == "");
    next("null");
    CHECK(found.null(0));
    CHECK(found.text_if_any(0) == std::nullopt);
    CHECK(found.time_if_any(0) == std::nullopt);
    next("integer");
    CHECK(found.time(0) == cs::timestamp(-5ms));
    CHECK(found.time_if_any(0) == cs::timestamp(-5ms));
    CHECK_FALSE(found.next());
}

TEST_CASE("a query keeps what it was asked with, though the text it came from changes", "[live][sqlite]") {
    sqlite::database database(":memory:");
    std::string text(100, 'x');
    auto found = database.query("SELECT ?1, ?2", text, sqlite::blob{text});
    text.assign(100, 'y');
    REQUIRE(found.next());
    CHECK(found.text(0) == std::string(100, 'x'));
    CHECK(found.text(1) == std::string(100, 'x'));
}

TEST_CASE("a query can be asked again, and binds nothing of before", "[live][sqlite]") {
    sqlite::database database(":memory:");
    constexpr sqlite::sql question = "SELECT ?1";
    for (std::int64_t const value : {1, 2}) {
        auto found = database.query(question, value);
        REQUIRE(found.next());
        CHECK(found.integer(0) == value);
    }
    auto found = database.query(question);
    REQUIRE(found.next());
    CHECK(found.null(0));
}

TEST_CASE("text without an address is empty and not absent", "[live][sqlite]") {
    sqlite::database database(":memory:");
    auto found = database.query("SELECT ?, ?", std::string_view(), sqlite::blob{std::string_view()});
    REQUIRE(found.next());
    CHECK_FALSE(found.null(0));
    CHECK_FALSE(found.null(1));
}

TEST_CASE("a query that begins while its rows are read is a mistake of the program", "[live][sqlite]") {
    sqlite::database database(":memory:");
    auto const ask = [&] { return database.query("SELECT 1 UNION SELECT 2"); };
    {
        auto found = ask();
        REQUIRE(found.next());
        CHECK_THROWS_AS(ask(), std::logic_error);
        REQUIRE(found.next());
        CHECK(found.integer(0) == 2);
    }
    auto again = ask();
    REQUIRE(again.next());
    CHECK(again.integer(0) == 1);
}

TEST_CASE("what SQLite refuses throws, with its words and its code", "[live][sqlite]") {
    sqlite::database database(":memory:");
    database.script("CREATE TABLE t (x UNIQUE)");
    auto const refused = [](auto const& action) -> std::pair<std::string, int> {
        try {
            action();
        } catch (sqlite::error const& failed) { return {failed.what(), failed.code()}; }
        return {};
    };
    CHECK(refused([&] { database.script("CREATE"); }).first == "incomplete input");
    CHECK(refused([&] { database.execute("SELECT missing"); }).first == "no such column: missing");
    auto const twice = [&] { database.execute("INSERT INTO t VALUES (?)", "secret"); };
    twice();
    CHECK(refused(twice) == std::pair<std::string, int>("UNIQUE constraint failed: t.x", 2067));
    CHECK(refused([&] { database.execute("INSERT INTO t VALUES (?)", 1, 2); }).second == 25);
    CHECK(count(database) == 1);
}

TEST_CASE("what is not committed never was", "[live][sqlite]") {
    sqlite::database database(":memory:");
    database.script("CREATE TABLE t (x)");
    {
        sqlite::transaction const whole(database, sqlite::transaction::writes);
        CHECK(database.in_transaction());
        database.execute("INSERT INTO t VALUES (1)");
    }
    CHECK_FALSE(database.in_transaction());
    CHECK(count(database) == 0);
    CHECK_THROWS_AS(
        [&] {
            sqlite::transaction whole(database, sqlite::transaction::writes);
            database.execute("INSERT INTO t VALUES (1)");
            throw std::runtime_error("on the way");
        }(),
        std::runtime_error);
    CHECK(count(database) == 0);
    {
        sqlite::transaction whole(database, sqlite::transaction::writes);
        database.execute("INSERT INTO t VALUES (1)");
        whole.commit();
    }
    CHECK(count(database) == 1);
}

TEST_CASE("a transaction that reads sees one moment", "[live][sqlite]") {
    scratch const file;
    sqlite::database one(file.path());
    one.script("PRAGMA journal_mode = WAL; CREATE TABLE t (x); INSERT INTO t VALUES (1)");
    sqlite::database two(file.path());
    {
        sqlite::transaction const whole(two, sqlite::transaction::reads);
        CHECK(count(two) == 1);
        one.execute("INSERT INTO t VALUES (2)");
        CHECK(count(two) == 1);
    }
    CHECK(count(two) == 2);
}

// SPDX-License-Identifier: BSL-1.0
//
// The store and its file: opening, opening again, what is not its own, and a database that fails in the
// middle of a request.
#include "store.hpp"

#include <sys/resource.h>

#include <csignal>
#include <fstream>

using namespace example;

namespace {

/// What opening a file says; nothing if it opens.
std::string opening(std::string const& file) {
    try {
        sqlite_store const store(file);
        return "";
    } catch (std::runtime_error const& refused) { return refused.what(); }
}

std::string refusal_of(std::string const& file, std::string const& why) {
    return "cannot use " + file + " as the database: " + why;
}

void script(scratch const& file, std::string const& text) { sqlite::database(file.path()).script(text); }

/// Has files of this process end at a size: the disk is full from there on.
class full_disk {
public:
    explicit full_disk(std::uintmax_t bytes) {
        before_ = std::signal(SIGXFSZ, SIG_IGN);
        getrlimit(RLIMIT_FSIZE, &limit_);
        rlimit const small{.rlim_cur = bytes, .rlim_max = limit_.rlim_max};
        REQUIRE(setrlimit(RLIMIT_FSIZE, &small) == 0);
    }
    full_disk(full_disk const&) = delete;
    full_disk& operator=(full_disk const&) = delete;
    ~full_disk() {
        setrlimit(RLIMIT_FSIZE, &limit_);
        (void)std::signal(SIGXFSZ, before_);
    }

private:
    rlimit limit_{};
    void (*before_)(int) = nullptr;
};

}  // namespace

TEST_CASE("everything is there when the file is opened again", "[live][store]") {
    scratch const file;
    std::string const value(1'000'000, '\0');
    cs::ListRecords::Response before;
    cs::Dataset described;
    {
        bench at(file.path());
        at.update("notes", {put("k", value), put("\xF0\x9F\x98\x80", "x"), drop("gone", 0)});
        at.update("deleted", {put("k", "")});
        at.erase("deleted");
        before = at.list("notes");
        described = at.describe("notes");
    }
    CHECK_FALSE(std::filesystem::exists(file.path() + "-wal"));
    bench at(file.path());
    CHECK(at.list("notes") == before);
    CHECK(at.describe("notes") == described);
    CHECK(at.list("deleted", 1).dataset_deleted_after_requested_sync_count == true);
    CHECK(at.update("notes", {put("k", "", 1)}).at(0).sync_count == 2);
    check_sound(file.path());
}

TEST_CASE("what is answered is in the file at once, for other processes to read", "[live][store]") {
    scratch const file;
    bench at(file.path());
    at.update("notes", {put("k", "value")});
    CHECK(number_in(file.path(), "SELECT count(*) FROM record WHERE value = x'76616c7565'") == 1);
    sqlite::database database(file.path());
    auto mode = database.query("PRAGMA journal_mode");
    REQUIRE(mode.next());
    CHECK(mode.bytes(0) == "wal");
}

TEST_CASE("two stores on one file see each other's writes and no conflict is lost", "[live][store]") {
    scratch const file;
    bench one(file.path());
    bench two(file.path());
    one.update("notes", {put("k", "one")});
    CHECK(two.list("notes").records.at(0).value == "one");
    two.update("notes", {put("k", "two", 1)});
    CHECK(bad(one.try_update("notes", {put("k", "lost", 1)})) ==
          "409 ResourceConflictException: Current SyncCount for: k is: 2 not: 1");
    check_sound(file.path());
}

TEST_CASE("a file that is no database is refused with a sentence, and left as it is", "[live][store]") {
    scratch const file;
    std::string const text = "This is a letter and no database.\n" + std::string(5000, 'x');
    std::ofstream(file.path()) << text;
    CHECK(opening(file.path()) == refusal_of(file.path(), "file is not a database"));
    std::ifstream in(file.path());
    CHECK(std::string(std::istreambuf_iterator<char>(in), {}) == text);
}

TEST_CASE("an empty file becomes a database", "[live][store]") {
    scratch const file;
    std::ofstream(file.path()).close();
    CHECK(opening(file.path()).empty());
    CHECK(number_in(file.path(), "PRAGMA user_version") == 1);
}

TEST_CASE("the database of another program is refused and left as it is", "[live][store]") {
    scratch const file;
    std::string const said = refusal_of(file.path(), "it is a database of another program");
    script(file, "CREATE TABLE theirs (x)");
    CHECK(opening(file.path()) == said);
    script(file, "PRAGMA application_id = 7; PRAGMA user_version = 1");
    CHECK(opening(file.path()) == said);
    CHECK(number_in(file.path(), "SELECT count(*) FROM sqlite_schema") == 1);
    sqlite::database database(file.path());
    auto mode = database.query("PRAGMA journal_mode");
    REQUIRE(mode.next());
    CHECK(mode.bytes(0) == "delete");
}

TEST_CASE("a database of another version is refused and left as it is", "[live][store]") {
    scratch const file;
    CHECK(opening(file.path()).empty());
    script(file, "PRAGMA user_version = 2");
    CHECK(opening(file.path()) ==
          refusal_of(file.path(), "it has version 2, and this sync-server knows version 1 alone"));
    CHECK(number_in(file.path(), "PRAGMA user_version") == 2);
    script(file, "PRAGMA user_version = 1");
    CHECK(opening(file.path()).empty());
}

TEST_CASE("a file that cannot be opened is refused with a sentence", "[live][store]") {
    scratch const file;
    std::string const inside = file.path() + "/no/such/folder.db";
    CHECK(opening(inside) == refusal_of(inside, "unable to open database file"));
    std::string const folder = std::filesystem::temp_directory_path().string();
    CHECK(opening(folder) == refusal_of(folder, "unable to open database file"));
}

TEST_CASE("a database that fails in the middle of an update stores nothing of it", "[live][store]") {
    scratch const file;
    bench at(file.path());
    at.update("notes", {put("a", "1"), put("b", "2")});
    auto const before = at.list("notes");
    auto const described = at.describe("notes");
    for (char const* const action : {"ABORT", "FAIL", "ROLLBACK"}) {
        script(file, std::string("CREATE TRIGGER breaks BEFORE INSERT ON record WHEN NEW.key = x'62' BEGIN"
                                 " SELECT RAISE(") +
                         action + ", 'it broke'); END");
        at.time += 1s;
        std::string const token = at.token("notes");
        CHECK_THROWS_AS(at.try_update("notes", {put("a", "3", 1), put("b", "4", 1)}), sqlite::error);
        CHECK_THROWS_AS(at.try_update("others", {put("a", "3"), put("b", "4")}), sqlite::error);
        script(file, "DROP TRIGGER breaks");
        CHECK(at.list("notes").records == before.records);
        CHECK(at.list("notes").dataset_sync_count == before.dataset_sync_count);
        CHECK(at.describe("notes") == described);
        CHECK(at.list("others").dataset_exists == false);
        CHECK(at.pool_usage().sync_sessions_count == 1);
    }
    CHECK(at.update("notes", {put("b", "4", 1)}).at(0).sync_count == 2);
    check_sound(file.path());
}

TEST_CASE("what a database failure says names no value", "[live][store]") {
    scratch const file;
    bench at(file.path());
    script(file, "DROP TABLE record");
    try {
        (void)at.try_update("notes", {put("secret key", "secret value")});
        FAIL("nothing was thrown");
    } catch (sqlite::error const& failed) {
        CHECK(std::string(failed.what()) == "no such table: record");
        CHECK(failed.code() == 1);
    }
}

TEST_CASE("a full disk stores nothing and is over when there is room again", "[live][store]") {
    scratch const file;
    bench at(file.path());
    at.update("notes", {put("a", "1")});
    auto const before = at.list("notes");
    std::string const large(900'000, 'x');
    {
        full_disk const full(std::filesystem::file_size(file.path() + "-wal") + 100'000);
        for (int i = 0; i < 3; ++i)
            CHECK_THROWS_AS(at.try_update("notes", {put("a", "2", 1), put("b", large)}), sqlite::error);
        CHECK(at.list("notes").records == before.records);
        CHECK(at.update("small", {put("k", "v")}).size() == 1);
    }
    CHECK(at.list("notes").records == before.records);
    CHECK(at.update("notes", {put("a", "2", 1), put("b", large)}).size() == 2);
    check_sound(file.path());
}

TEST_CASE("a database that is full stores nothing and answers the next request", "[live][store]") {
    sqlite::database database(":memory:");
    database.script("PRAGMA max_page_count = 10; CREATE TABLE t (x)");
    CHECK_THROWS_AS(
        [&] {
            sqlite::transaction whole(database, sqlite::transaction::writes);
            database.execute("INSERT INTO t VALUES (?)", 1);
            database.execute("INSERT INTO t VALUES (?)", sqlite::blob{std::string(100'000, 'x')});
            whole.commit();
        }(),
        sqlite::error);
    CHECK_FALSE(database.in_transaction());
    database.execute("INSERT INTO t VALUES (?)", 2);
    auto found = database.query("SELECT group_concat(x) FROM t");
    REQUIRE(found.next());
    CHECK(found.text(0) == "2");
}

// SPDX-License-Identifier: BSL-1.0
//
// Whatever may hold a NUL is a BLOB: to SQLite the text of a TEXT may end with its first NUL. And the length
// of a BLOB is known without reading it. Instants are milliseconds since 1970.
//
// A dataset that was deleted keeps its row, since its sync count must go on from where it was. Sums stand
// beside what they sum up, so that no request has to read all rows of a pool.
#include "server/schema.hpp"

#include "server/tokens.hpp"

#include <stdexcept>

namespace example {

namespace {

constexpr std::int64_t this_version = 1;
constexpr std::int64_t this_application = 0x43735379;  // "CsSy"

constexpr char const* tables = R"(
CREATE TABLE secret (
    name  TEXT PRIMARY KEY,
    value BLOB NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE pool (
    id               INTEGER PRIMARY KEY,
    name             TEXT    NOT NULL UNIQUE,
    bytes            INTEGER NOT NULL DEFAULT 0 CHECK (bytes >= 0),  -- of all datasets
    sessions         INTEGER NOT NULL DEFAULT 0,                     -- of all datasets, deleted ones as well
    modified         INTEGER,
    push_sync        TEXT,                                           -- as on the wire
    cognito_streams  TEXT,
    publish_start    INTEGER,
    publish_complete INTEGER
) STRICT;

CREATE TABLE event (
    pool     INTEGER NOT NULL REFERENCES pool (id),
    type     BLOB    NOT NULL,
    function BLOB    NOT NULL,
    PRIMARY KEY (pool, type)
) STRICT, WITHOUT ROWID;

CREATE TABLE dataset (
    id            INTEGER PRIMARY KEY,
    pool          INTEGER NOT NULL REFERENCES pool (id),
    identity      TEXT    NOT NULL,
    name          TEXT    NOT NULL,
    alive         INTEGER NOT NULL CHECK (alive IN (0, 1)),
    sync_count    INTEGER NOT NULL,
    deleted_count INTEGER NOT NULL DEFAULT 0,                        -- sync_count of the last deletion, or 0
    created       INTEGER NOT NULL,
    modified      INTEGER NOT NULL,
    modified_by   BLOB    NOT NULL,
    bytes         INTEGER NOT NULL CHECK (bytes >= 0),               -- keys and values that were not removed
    records       INTEGER NOT NULL CHECK (records >= 0),             -- that were not removed
    UNIQUE (pool, identity, name)
) STRICT;

CREATE TABLE record (
    id              INTEGER PRIMARY KEY,
    dataset         INTEGER NOT NULL REFERENCES dataset (id),
    key             BLOB    NOT NULL,
    value           BLOB,                                            -- NULL: was removed
    sync_count      INTEGER NOT NULL,
    modified        INTEGER NOT NULL,
    modified_by     BLOB    NOT NULL,
    device_modified INTEGER,
    UNIQUE (dataset, key)
) STRICT;
CREATE INDEX record_in_order ON record (dataset, sync_count, key);

CREATE TABLE device (
    id       TEXT    PRIMARY KEY,
    pool     INTEGER NOT NULL REFERENCES pool (id),
    identity TEXT    NOT NULL,
    platform TEXT    NOT NULL,
    token    BLOB    NOT NULL,
    UNIQUE (pool, identity, platform, token)
) STRICT, WITHOUT ROWID;

CREATE TABLE subscription (
    device  TEXT NOT NULL REFERENCES device (id),
    dataset TEXT NOT NULL,                                           -- its name: it may not exist yet
    PRIMARY KEY (device, dataset)
) STRICT, WITHOUT ROWID;
)";

std::int64_t number(sqlite::database& database, sqlite::sql text) {
    auto found = database.query(text);
    return found.next() ? found.integer(0) : 0;
}

/// A database in memory has its own way of writing, which is as safe.
void write_ahead(sqlite::database& database) {
    auto found = database.query("PRAGMA journal_mode = WAL");
    if (!found.next() || (found.bytes(0) != "wal" && found.bytes(0) != "memory"))
        throw std::runtime_error("its file system cannot hold a write-ahead log");
}

/// Makes the tables where there are none; another process may do the same at the same moment.
void prepare(sqlite::database& database) {
    sqlite::transaction whole(database, sqlite::transaction::writes);
    std::int64_t const application = number(database, "PRAGMA application_id");
    std::int64_t const version = number(database, "PRAGMA user_version");
    bool const empty = number(database, "SELECT count(*) FROM sqlite_schema") == 0;
    if (empty && application == 0 && version == 0) {
        database.script(tables);
        database.execute("INSERT INTO secret VALUES ('token key', ?)", sqlite::blob{token_maker::new_key()});
        database.script("PRAGMA application_id = " + std::to_string(this_application) +
                        "; PRAGMA user_version = " + std::to_string(this_version));
        return whole.commit();
    }
    if (application != this_application) throw std::runtime_error("it is a database of another program");
    if (version != this_version)
        throw std::runtime_error("it has version " + std::to_string(version) +
                                 ", and this sync-server knows version " + std::to_string(this_version) +
                                 " alone");
}

}  // namespace

sqlite::database open_store(std::string const& file) {
    try {
        sqlite::database database(file);
        if (database.read_only()) throw std::runtime_error("it can only be read");
        database.script("PRAGMA synchronous = NORMAL; PRAGMA foreign_keys = ON");
        prepare(database);
        write_ahead(database);
        return database;
    } catch (std::runtime_error const& refused) {
        throw std::runtime_error("cannot use " + file + " as the database: " + refused.what());
    }
}

std::string token_key_of(sqlite::database& database) {
    auto found = database.query("SELECT value FROM secret WHERE name = 'token key'");
    if (!found.next()) throw std::runtime_error("the database has no key for tokens");
    return found.text(0);
}

}  // namespace example

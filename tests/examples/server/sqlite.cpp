// SPDX-License-Identifier: BSL-1.0
#include "server/sqlite.hpp"

#include <sqlite3.h>

namespace example::sqlite {

namespace {

/// How long to wait for another process that holds the file, in milliseconds.
constexpr int patience = 5000;

[[noreturn]] void fail(sqlite3* open) { throw error(sqlite3_extended_errcode(open), sqlite3_errmsg(open)); }

void check(sqlite3_stmt* statement, int code) {
    if (code != SQLITE_OK) fail(sqlite3_db_handle(statement));
}

}  // namespace

rows::~rows() {
    sqlite3_reset(statement_);
    sqlite3_clear_bindings(statement_);
}

bool rows::next() {
    int const code = sqlite3_step(statement_);
    if (code == SQLITE_ROW) return true;
    if (code == SQLITE_DONE) return false;
    fail(sqlite3_db_handle(statement_));
}

bool rows::null(int column) const noexcept { return sqlite3_column_type(statement_, column) == SQLITE_NULL; }

std::int64_t rows::integer(int column) const noexcept { return sqlite3_column_int64(statement_, column); }

std::string_view rows::bytes(int column) const noexcept {
    auto const* const data = static_cast<char const*>(sqlite3_column_blob(statement_, column));
    if (!data) return {};
    return {data, static_cast<std::size_t>(sqlite3_column_bytes(statement_, column))};
}

void database::closes::operator()(sqlite3* open) const noexcept { sqlite3_close_v2(open); }
void database::finalizes::operator()(sqlite3_stmt* statement) const noexcept { sqlite3_finalize(statement); }

database::database(std::string const& file) {
    sqlite3* opened = nullptr;
    constexpr int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX;
    int const code = sqlite3_open_v2(file.c_str(), &opened, flags, nullptr);
    open_.reset(opened);
    if (!opened) throw std::bad_alloc();
    if (code != SQLITE_OK) fail(opened);
    sqlite3_busy_timeout(opened, patience);
}

void database::script(std::string const& text) {
    if (sqlite3_exec(open_.get(), text.c_str(), nullptr, nullptr, nullptr) != SQLITE_OK) fail(open_.get());
}

bool database::in_transaction() const noexcept { return sqlite3_get_autocommit(open_.get()) == 0; }

bool database::read_only() const noexcept { return sqlite3_db_readonly(open_.get(), "main") == 1; }

sqlite3_stmt* database::prepared(sql text) {
    auto& kept = statements_[text.text()];
    if (kept && sqlite3_stmt_busy(kept.get())) throw std::logic_error("a query begins twice");
    if (kept) return kept.get();
    sqlite3_stmt* made = nullptr;
    int const code =
        sqlite3_prepare_v3(open_.get(), text.text(), -1, SQLITE_PREPARE_PERSISTENT, &made, nullptr);
    if (code != SQLITE_OK) fail(open_.get());
    kept.reset(made);
    return made;
}

// SQLite takes no data at all for NULL, even of length 0: hence the other pointer.

void database::bind(sqlite3_stmt* statement, int place, std::string_view value, lifetime life) {
    auto const keep = life == lifetime::copied ? SQLITE_TRANSIENT : SQLITE_STATIC;
    char const* const data = value.empty() ? "" : value.data();
    check(statement, sqlite3_bind_text64(statement, place, data, value.size(), keep, SQLITE_UTF8));
}

void database::bind(sqlite3_stmt* statement, int place, blob value, lifetime life) {
    auto const keep = life == lifetime::copied ? SQLITE_TRANSIENT : SQLITE_STATIC;
    char const* const data = value.bytes.empty() ? "" : value.bytes.data();
    check(statement, sqlite3_bind_blob64(statement, place, data, value.bytes.size(), keep));
}

void database::bind_integer(sqlite3_stmt* statement, int place, std::int64_t value) {
    check(statement, sqlite3_bind_int64(statement, place, value));
}

void database::bind_nothing(sqlite3_stmt* statement, int place) {
    check(statement, sqlite3_bind_null(statement, place));
}

transaction::transaction(database& all, kind what) : all_(all) {
    if (what == writes)
        all_.execute("BEGIN IMMEDIATE");
    else
        all_.execute("BEGIN");
}

// A failure that SQLite answers with a rollback of its own (a full disk) leaves nothing to roll back.
transaction::~transaction() {
    if (!all_.in_transaction()) return;
    try {
        all_.execute("ROLLBACK");
    } catch (std::exception const&) {}
}

void transaction::commit() { all_.execute("COMMIT"); }

}  // namespace example::sqlite

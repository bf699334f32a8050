// SPDX-License-Identifier: BSL-1.0
//
// As much of SQLite as the store needs, in objects that clean up after themselves: a database, the rows of a
// query, a transaction. What fails throws `sqlite::error`.
//
// Why a statement is found by the address of its text: the text must be a literal then, so that no value can
// ever become part of it, and finding the prepared statement costs next to nothing.
#pragma once

#include <cognito_sync/core/timestamp.hpp>

#include <concepts>
#include <cstdint>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <unordered_map>

struct sqlite3;
struct sqlite3_stmt;

namespace example::sqlite {

/// What SQLite refused, in its own words. Never holds a bound value.
class error : public std::runtime_error {
public:
    error(int code, std::string const& sentence) : std::runtime_error(sentence), code_(code) {}

    /// The extended result code.
    int code() const noexcept { return code_; }

private:
    int code_;
};

/// The text of a statement: a literal.
class sql {
public:
    consteval sql(char const* text) noexcept : text_(text) {}
    constexpr char const* text() const noexcept { return text_; }

private:
    char const* text_;
};

/// Bytes that need not be text as SQLite understands it: a NUL among them is a byte like any other.
struct blob {
    std::string_view bytes;
};

/// The rows that a query finds, one after the other; column numbers begin with 0.
///
/// A view of a column ends with the next `next()`.
class rows {
public:
    explicit rows(sqlite3_stmt* statement) noexcept : statement_(statement) {}
    rows(rows const&) = delete;
    rows& operator=(rows const&) = delete;
    ~rows();

    /// Goes on to the next row. False: there is none.
    bool next();

    bool null(int column) const noexcept;
    std::int64_t integer(int column) const noexcept;
    std::string_view bytes(int column) const noexcept;

    std::string text(int column) const { return std::string(bytes(column)); }
    cognito_sync::timestamp time(int column) const noexcept {
        return cognito_sync::timestamp(std::chrono::milliseconds(integer(column)));
    }
    std::optional<std::string> text_if_any(int column) const {
        return null(column) ? std::nullopt : std::optional(text(column));
    }
    std::optional<cognito_sync::timestamp> time_if_any(int column) const {
        return null(column) ? std::nullopt : std::optional(time(column));
    }

private:
    sqlite3_stmt* statement_;
};

/// An open database file; `:memory:` is one that is never written.
class database {
public:
    explicit database(std::string const& file);

    /// Runs statements that bind nothing and answer nothing, as of a schema. They are not kept.
    void script(std::string const& text);

    /// Begins a query. The same query cannot begin again before its rows are gone.
    template <class... Values>
    rows query(sql text, Values const&... values) {
        sqlite3_stmt* const statement = prepared(text);
        bind_all(statement, lifetime::copied, values...);
        return rows(statement);
    }

    /// Runs a statement to its end.
    template <class... Values>
    void execute(sql text, Values const&... values) {
        sqlite3_stmt* const statement = prepared(text);
        rows all(statement);
        bind_all(statement, lifetime::outlives, values...);
        while (all.next()) {}
    }

    bool in_transaction() const noexcept;

    /// Whether the file can only be read.
    bool read_only() const noexcept;

private:
    enum class lifetime : bool { outlives, copied };  // of what is bound: past the run, or not

    struct closes {
        void operator()(sqlite3* open) const noexcept;
    };
    struct finalizes {
        void operator()(sqlite3_stmt* statement) const noexcept;
    };

    sqlite3_stmt* prepared(sql text);

    template <class... Values>
    void bind_all([[maybe_unused]] sqlite3_stmt* statement, [[maybe_unused]] lifetime life,
                  Values const&... values) {
        [[maybe_unused]] int place = 0;
        (bind(statement, ++place, values, life), ...);
    }

    template <std::integral Integer>
    void bind(sqlite3_stmt* statement, int place, Integer value, lifetime) {
        bind_integer(statement, place, static_cast<std::int64_t>(value));
    }
    void bind(sqlite3_stmt* statement, int place, cognito_sync::timestamp value, lifetime) {
        bind_integer(statement, place, value.time_since_epoch().count());
    }
    void bind(sqlite3_stmt* statement, int place, std::string_view value, lifetime life);
    void bind(sqlite3_stmt* statement, int place, blob value, lifetime life);
    template <class Value>
    void bind(sqlite3_stmt* statement, int place, std::optional<Value> const& value, lifetime life) {
        if (value) return bind(statement, place, *value, life);
        bind_nothing(statement, place);
    }
    void bind_integer(sqlite3_stmt* statement, int place, std::int64_t value);
    void bind_nothing(sqlite3_stmt* statement, int place);

    std::unique_ptr<sqlite3, closes> open_;
    std::unordered_map<char const*, std::unique_ptr<sqlite3_stmt, finalizes>> statements_;
};

/// All or nothing: what is not committed at the end of the scope never was.
class transaction {
public:
    enum kind : bool { reads, writes };

    transaction(database& all, kind what);
    transaction(transaction const&) = delete;
    transaction& operator=(transaction const&) = delete;
    ~transaction();

    void commit();

private:
    database& all_;
};

}  // namespace example::sqlite

// SQLite with RAII: a connection and its prepared statements.
#pragma once

#include <atomic>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>

#include <sqlite3.h>

#include "scenarios/sql/rows_digest.hpp"
#include "system/clock.hpp"

namespace concbench {

class sqlite_statement;

/// SQLite's own message, with what it knows about the place.
class sqlite_error : public std::runtime_error {
 public:
  sqlite_error(const std::string& message, int code, int offset)
      : std::runtime_error(message), code_(code), offset_(offset) {}

  /// SQLite's primary result code. SQLITE_ERROR: the statement is wrong; others are about the file, locks or values.
  int code() const noexcept { return code_; }
  /// The byte of the statement at which it is wrong; −1 where that is not known.
  int offset() const noexcept { return offset_; }

 private:
  int code_;
  int offset_;
};

/// For one thread at a time. All functions throw sqlite_error.
class sqlite_connection {
 public:
  enum class access {
    existing,  ///< to read and to write
    made,      ///< the same; the file is made where it does not exist
    read_only,  ///< another program may write. In WAL mode SQLite makes the files -wal and -shm where they are missing
    unchanging  ///< to read only, without locks, and without any file beside it: nobody may write
  };

  /// Opens a database file. It must exist, unless `how` says that it is to be made.
  explicit sqlite_connection(const std::filesystem::path& file, access how = access::existing);
  sqlite_connection(const sqlite_connection&) = delete;

  /// Waits up to `limit` for a lock that another connection holds. Counts these waits in `waits`.
  void wait_when_busy(duration limit, std::atomic<std::int64_t>& waits);

  /// Runs statements without parameters. Their results are dropped.
  void execute(const std::string& statements);

  /// Makes the file `copy`, with all that is committed in this database. It must not exist.
  void copy_to(const std::filesystem::path& copy) const;

  /// How many rows the last write changed.
  std::uint64_t changed() const noexcept {
    return static_cast<std::uint64_t>(sqlite3_changes(handle_.get()));
  }

 private:
  friend sqlite_statement;
  struct close {
    void operator()(sqlite3* handle) const noexcept { sqlite3_close(handle); }
  };

  static int on_busy(void* self, int attempt);
  /// Throws when `result` is an error.
  void check(int result) const;
  [[noreturn]] void fail(int result) const;

  std::unique_ptr<sqlite3, close> handle_;
  duration busy_limit_{0};
  std::atomic<std::int64_t>* busy_waits_ = nullptr;
  clock::time_point busy_since_;
};

/// A prepared statement. It must not outlive its connection.
class sqlite_statement {
 public:
  sqlite_statement(const sqlite_connection& connection, const std::string& text);

  void bind(int parameter, std::int64_t value);  ///< the first parameter is 1
  void bind(int parameter, double value);
  void bind(int parameter, std::string_view value);
  void bind_null(int parameter);

  int parameters() const noexcept { return sqlite3_bind_parameter_count(handle_.get()); }
  /// Whether it leaves the database as it is.
  bool only_reads() const noexcept { return sqlite3_stmt_readonly(handle_.get()) != 0; }

  /// Moves to the next row. Returns false when there is none.
  bool step();

  /// A column of the row, valid until the next step or reset.
  std::string_view text(int column) const;
  std::int64_t number(int column) const { return sqlite3_column_int64(handle_.get(), column); }

  /// Adds the row, whatever its columns are.
  void add_row_to(rows_digest& rows) const;

  /// Prepares the statement for other values. A statement that is not reset keeps its locks.
  void reset() noexcept { sqlite3_reset(handle_.get()); }

 private:
  struct finalize {
    void operator()(sqlite3_stmt* handle) const noexcept { sqlite3_finalize(handle); }
  };

  const sqlite_connection& connection_;
  std::unique_ptr<sqlite3_stmt, finalize> handle_;
};

}  // namespace concbench

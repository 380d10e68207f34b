// SQLite with RAII: a connection and its prepared statements.
#pragma once

#include <atomic>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

#include <sqlite3.h>

#include "system/clock.hpp"

namespace concbench {

class sqlite_statement;

/// For one thread at a time. All functions throw std::runtime_error with SQLite's own message.
class sqlite_connection {
 public:
  enum class access { existing, made };

  /// Opens a database file. It must exist, unless `how` says that it is to be made.
  explicit sqlite_connection(const std::filesystem::path& file, access how = access::existing);
  sqlite_connection(const sqlite_connection&) = delete;

  /// Waits up to `limit` for a lock that another connection holds. Counts these waits in `waits`.
  void wait_when_busy(duration limit, std::atomic<std::int64_t>& waits);

  /// Runs statements without parameters. Their results are dropped.
  void execute(const std::string& statements);

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
  void bind(int parameter, std::string_view value);

  /// Moves to the next row. Returns false when there is none.
  bool step();

  /// A column of the row, valid until the next step or reset.
  std::string_view text(int column) const;
  std::int64_t number(int column) const { return sqlite3_column_int64(handle_.get(), column); }

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

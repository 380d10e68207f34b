// SQLite behind RAII: a connection and its prepared statements.
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

/// For one thread at a time. Everything throws std::runtime_error with SQLite's own words.
class sqlite_connection {
 public:
  enum class access { existing, made };

  /// Opens a database file, which must be there unless it is to be `made`.
  explicit sqlite_connection(const std::filesystem::path& file, access how = access::existing);
  sqlite_connection(const sqlite_connection&) = delete;

  /// Waits up to `limit` for a lock that another connection holds, and counts the waits.
  void wait_when_busy(duration limit, std::atomic<std::int64_t>& waits);

  /// Runs statements without parameters; what they answer is dropped.
  void execute(const std::string& statements);

  /// Rows that the last write changed.
  std::uint64_t changed() const noexcept {
    return static_cast<std::uint64_t>(sqlite3_changes(handle_.get()));
  }

 private:
  friend sqlite_statement;
  struct close {
    void operator()(sqlite3* handle) const noexcept { sqlite3_close(handle); }
  };

  static int on_busy(void* self, int attempt);
  /// Throws unless `result` is fine.
  void check(int result) const;
  [[noreturn]] void fail(int result) const;

  std::unique_ptr<sqlite3, close> handle_;
  duration busy_limit_{0};
  std::atomic<std::int64_t>* busy_waits_ = nullptr;
  clock::time_point busy_since_;
};

/// Must not outlive its connection.
class sqlite_statement {
 public:
  sqlite_statement(const sqlite_connection& connection, const std::string& text);

  void bind(int parameter, std::int64_t value);  ///< 1 is the first
  void bind(int parameter, std::string_view value);

  /// The next row; false when there is none.
  bool step();

  /// What there is in the row, until the next step or reset.
  std::string_view text(int column) const;
  std::int64_t number(int column) const { return sqlite3_column_int64(handle_.get(), column); }

  /// For other values. A statement that is not reset holds its locks.
  void reset() noexcept { sqlite3_reset(handle_.get()); }

 private:
  struct finalize {
    void operator()(sqlite3_stmt* handle) const noexcept { sqlite3_finalize(handle); }
  };

  const sqlite_connection& connection_;
  std::unique_ptr<sqlite3_stmt, finalize> handle_;
};

}  // namespace concbench

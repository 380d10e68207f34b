// The user's own SQLite file, and how concbench opens it without any change to it or beside it.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>

#include "scenarios/sql/own_queries.hpp"
#include "scenarios/sql/sqlite_connection.hpp"

namespace concbench {

class own_sqlite_file {
 public:
  /// Looks at the file. Throws usage_error when it cannot be read without a change to the folder that it is in.
  ///
  /// A database in WAL mode has two more files while a program has it open, -wal and -shm. Where both are there, it can
  /// be opened to read. Where they are missing, nobody has it open, and SQLite would make them: the file is then read
  /// as one that nobody changes, and `unchanged` tells whether that was so.
  explicit own_sqlite_file(std::filesystem::path path);

  sqlite_connection::access access() const noexcept { return access_; }
  const std::filesystem::path& path() const noexcept { return path_; }

  /// Whether the file is as it was when this object was made. Always true where SQLite's locks take care of it.
  bool unchanged() const;

  /// How the file is opened: "opened read-only", or more where SQLite takes no locks.
  std::string words() const;

 private:
  /// What a write changes.
  struct stamp {
    std::uint64_t inode = 0;
    std::int64_t size = 0;
    std::int64_t modified_ns = 0;
    bool operator==(const stamp&) const = default;
  };
  stamp stamp_now() const;

  std::filesystem::path path_;
  sqlite_connection::access access_ = sqlite_connection::access::read_only;
  stamp stamp_;
};

/// The statements of own queries, prepared on one connection.
class own_sqlite_statements {
 public:
  /// Throws usage_error, with the place of the statement, when SQLite does not accept one.
  own_sqlite_statements(const sqlite_connection& connection, const own_queries& queries);

  /// An answer to a query, and the number of rows that it changed.
  struct answer {
    rows_digest rows;
    std::uint64_t changed = 0;
  };
  /// Throws sqlite_error.
  answer ask(own_query query);

 private:
  void bind(own_query query);

  const sqlite_connection& connection_;
  const own_queries& queries_;
  std::vector<sqlite_statement> statements_;
};

}  // namespace concbench

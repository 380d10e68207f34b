// The table of one sample on a PostgreSQL server, in a schema of its own.
#pragma once

#include <string>
#include <vector>

#include "scenarios/sql/postgres_connection.hpp"
#include "scenarios/sql/query_mix.hpp"

namespace concbench {

/// Made by the sample's own process before the clock, and dropped by it afterwards, so that no sample finds
/// what another wrote. It cannot be the run's: the process that prepares a run has ended before the first
/// sample begins, and none that knows of the database is there at the run's end.
///
/// A transaction that stays open holds an advisory lock, which the server drops with it, whatever ends it. So a schema whose
/// lock is free is what a killed sample left, and the next one to come drops it. It is a transaction, and a connection of
/// its own, because a lock of a session would stay with whoever a pooler hands that session to next.
class postgres_table {
 public:
  /// Throws postgres_error.
  postgres_table(const std::string& dsn, const query_mix& mix);
  postgres_table(const postgres_table&) = delete;
  ~postgres_table();

  /// "concbench_0123456789abcdef.", to stand before the name of the table.
  const std::string& schema() const noexcept { return schema_; }

  std::string server_version() const { return session_.server_version(); }

  /// All rows that have hits. Throws postgres_error.
  std::vector<query_mix::row_hits> read_back();

  /// Drops the schemas that killed samples of this user have left. Throws postgres_error.
  static void drop_leftovers(postgres_connection& session);

 private:
  void fill(const query_mix& mix);
  void drop();

  std::string name_;
  std::string schema_;
  postgres_connection lock_;
  postgres_connection session_;
};

}  // namespace concbench

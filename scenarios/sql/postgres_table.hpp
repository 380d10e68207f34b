// The table of one sample on a PostgreSQL server, in a schema of its own.
#pragma once

#include <string>
#include <vector>

#include "scenarios/sql/postgres_connection.hpp"
#include "scenarios/sql/query_mix.hpp"

namespace concbench {

/// The sample's own process makes the table before the measurement, and drops it afterwards, so that no sample finds
/// what another wrote. The table cannot belong to the run: the process that prepares a run ends before the first sample
/// begins, and at the end of the run no process knows about the database.
///
/// A transaction that stays open holds an advisory lock. The server releases the lock when the transaction ends, for
/// whatever reason. So a schema whose lock is free was left by a sample that was killed, and the next sample drops it.
/// The lock belongs to a transaction on a connection of its own. A lock of the session would stay with the session,
/// which a pooler may pass to another connection.
class postgres_table {
 public:
  /// Throws postgres_error.
  postgres_table(const std::string& dsn, const query_mix& mix);
  postgres_table(const postgres_table&) = delete;
  ~postgres_table();

  /// "concbench_0123456789abcdef.": it is put before the name of the table.
  const std::string& schema() const noexcept { return schema_; }

  std::string server_version() const { return session_.server_version(); }

  /// All rows with hits. Throws postgres_error.
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

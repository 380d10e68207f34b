// Schema, rows and index on the server, and how they are dropped. Empty when libpq is missing.
#ifdef CONCBENCH_HAS_LIBPQ
#include "scenarios/sql/postgres_table.hpp"

#include <random>

#include <fmt/format.h>

namespace concbench {
namespace {

/// Sent to the server at once.
constexpr std::size_t copy_size = 64 * 1024;

std::string random_name() {
  std::random_device random;
  return fmt::format("concbench_{:08x}{:08x}", random(), random());
}

/// Statements without a useful answer, which may fail.
void try_to(postgres_connection& on, const std::string& statements) {
  const postgres_result ignored(PQexec(on.get(), statements.c_str()));
}

}  // namespace

postgres_table::postgres_table(const std::string& dsn, const query_mix& mix)
    : name_(random_name()), schema_(name_ + "."), lock_(dsn), session_(dsn) {
  drop_leftovers(session_);
  // The transaction is idle while the sample runs, which the settings of a server may forbid.
  lock_.execute(
      fmt::format("BEGIN; SELECT set_config(name, '0', true) FROM pg_settings WHERE name IN "
                  "('idle_in_transaction_session_timeout', 'transaction_timeout');"
                  "SELECT pg_advisory_xact_lock(hashtextextended('{}', 0))",
                  name_));
  session_.execute("CREATE SCHEMA " + name_);
  try {
    fill(mix);
  } catch (...) {
    drop();
    throw;
  }
}

postgres_table::~postgres_table() {
  drop();
}

void postgres_table::drop() {
  // When the server cannot be reached, the next sample of a later run drops it.
  try_to(session_, fmt::format("DROP SCHEMA {} CASCADE", name_));
  try_to(lock_, "ROLLBACK");
}

void postgres_table::fill(const query_mix& mix) {
  // Room on each page, so that a changed row may stay on its own.
  session_.execute(query_mix::create_table(schema_, " WITH (fillfactor = 90)"));
  session_.execute(fmt::format("COPY {}items FROM STDIN", schema_));
  std::string lines;
  for (std::uint64_t row = 0; row < mix.rows(); ++row) {
    fmt::format_to(std::back_inserter(lines), "{}\t{}\t0\n", query_mix::number_of(row), mix.content_of(row));
    if (lines.size() < copy_size && row + 1 < mix.rows()) continue;
    session_.copy(lines);
    lines.clear();
  }
  session_.end_copy();
  session_.execute(query_mix::create_index(schema_));
  // Done now, so that the server does not do it while queries run.
  session_.execute(fmt::format("VACUUM (ANALYZE) {}items", schema_));
}

std::vector<query_mix::row_hits> postgres_table::read_back() {
  const auto result = session_.execute(query_mix::written(schema_));
  std::vector<query_mix::row_hits> found;
  for (int row = 0; row < result.rows(); ++row)
    found.push_back({result.number(row, 0), result.number(row, 1)});
  return found;
}

void postgres_table::drop_leftovers(postgres_connection& session) {
  // One statement, and so one transaction, which releases the locks.
  session.execute(
      "DO $$ DECLARE name text; BEGIN "
      "FOR name IN SELECT nspname FROM pg_namespace WHERE nspname ~ '^concbench_[0-9a-f]{16}$' AND "
      "pg_get_userbyid(nspowner) = current_user LOOP "
      "IF pg_try_advisory_xact_lock(hashtextextended(name, 0)) THEN "  // else its sample runs
      "EXECUTE format('DROP SCHEMA IF EXISTS %I CASCADE', name); END IF; "
      "END LOOP; END $$");
}

}  // namespace concbench
#endif

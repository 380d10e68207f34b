// Schema, rows and index on the server, and their end. Empty where libpq is missing.
#ifdef CONCBENCH_HAS_LIBPQ
#include "postgres_table.hpp"

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

std::string lock_of(const std::string& name) {
  return fmt::format("hashtextextended('{}', 0)", name);
}

}  // namespace

postgres_table::postgres_table(const std::string& dsn, const query_mix& mix)
    : session_(dsn), name_(random_name()), schema_(name_ + ".") {
  drop_leftovers(session_);
  session_.execute(fmt::format("SELECT pg_advisory_lock({})", lock_of(name_)));
  session_.execute("CREATE SCHEMA " + name_);
  try {
    fill(mix);
  } catch (...) {
    PQexec(session_.get(), fmt::format("DROP SCHEMA {} CASCADE", name_).c_str());
    throw;
  }
}

postgres_table::~postgres_table() {
  // Where the server is gone, the next sample of a run to come drops it.
  const postgres_result ignored(PQexec(session_.get(), fmt::format("DROP SCHEMA {} CASCADE", name_).c_str()));
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
  // Now, and not by the server itself while queries run.
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
  const auto names = session.execute(
      "SELECT nspname FROM pg_namespace WHERE nspname ~ '^concbench_[0-9a-f]{16}$' AND "
      "pg_get_userbyid(nspowner) = current_user");
  for (int row = 0; row < names.rows(); ++row) {
    const std::string name(names.text(row, 0));
    const auto locked = session.execute(fmt::format("SELECT pg_try_advisory_lock({})", lock_of(name)));
    if (locked.text(0, 0) != "t") continue;  // its sample runs
    session.execute(fmt::format("DROP SCHEMA IF EXISTS {} CASCADE", name));
    session.execute(fmt::format("SELECT pg_advisory_unlock({})", lock_of(name)));
  }
}

}  // namespace concbench
#endif

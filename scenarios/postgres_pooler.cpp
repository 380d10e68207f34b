// Told by the ids of the server's processes. Empty where libpq is missing.
#ifdef CONCBENCH_HAS_LIBPQ
#include "postgres_pooler.hpp"

#include <fmt/format.h>

namespace concbench {
namespace {

/// The server's process that this statement ran in.
std::int64_t process_of(postgres_connection& connection) {
  return connection.execute("SELECT pg_backend_pid()").number(0, 0);
}

void begin(postgres_connection& connection) try {
  connection.execute("BEGIN");
} catch (const postgres_error& error) {
  throw std::runtime_error(
      fmt::format("{}; give a dsn of the server itself, or of a pooler with pool_mode=session or transaction",
                  error.what()));
}

/// A pooler that hands its sessions on gives a connection those that are free: `second` gets the one that `first`
/// has just had, which then gets another one as long as `second` keeps it. Where sessions are handed out in turn, `first`
/// has two of them in two statements.
bool met_same_process(postgres_connection& first, postgres_connection& second) {
  const auto before = process_of(first);
  const auto again = process_of(first);
  begin(second);
  const auto of_second = process_of(second);
  const auto after = process_of(first);
  second.execute("ROLLBACK");
  return again != before || after != before || of_second == again || of_second == after;
}

}  // namespace

bool hands_sessions_on(postgres_connection& first, const std::string& dsn) {
  // A pooler says an id of its own when a connection is made: it cannot know yet which process will serve it.
  if (PQbackendPID(first.get()) == process_of(first)) return false;
  postgres_connection second(dsn);
  constexpr int tries = 3;  // others who use the same pooler may take a session in between
  for (int i = 0; i < tries; ++i)
    if (met_same_process(first, second)) return true;
  return false;
}

}  // namespace concbench
#endif

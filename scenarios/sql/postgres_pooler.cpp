// The ids of the server's processes tell it. Empty when libpq is missing.
#ifdef CONCBENCH_HAS_LIBPQ
#include "scenarios/sql/postgres_pooler.hpp"

#include <utility>

#include <fmt/format.h>

#include "system/units.hpp"

namespace concbench {
namespace {

constexpr std::string_view remedy =
    "this scenario needs two at least; raise the pooler's pool size (PgBouncer: default_pool_size), or give a dsn "
    "of the server itself";

const std::string ask_process = "SELECT pg_backend_pid()";

/// How long to wait for a session: as long as for a connection, but never for ever.
duration limit_of(const postgres_connection& connection) {
  const auto limit = connection.connect_limit();
  return limit > duration::zero() ? limit : postgres_connection::default_connect_limit;
}

/// The process of the server, or of the pooler, that answers a connection which is the only one.
std::int64_t first_process_of(postgres_connection& connection) {
  const auto limit = limit_of(connection);
  const auto answer = connection.execute_within(ask_process, limit);
  if (!answer)
    throw std::runtime_error(fmt::format(
        "no answer to '{}' within {}: the server, or what stands before it, took the connection and "
        "then said nothing; try the same dsn with psql",
        ask_process, exact_text(limit)));
  return answer->number(0, 0);
}

/// The answer of a pooler, from whichever session it gives.
postgres_result answer_of(postgres_connection& connection, const std::string& statement) {
  const auto limit = limit_of(connection);
  auto answer = connection.execute_within(statement, limit);
  if (!answer)
    throw std::runtime_error(
        fmt::format("the pooler gave '{}' no session within {}, while another connection has one: {}",
                    statement, exact_text(limit), remedy));
  return std::move(*answer);
}

/// The server's process in which this statement ran.
std::int64_t process_of(postgres_connection& connection) {
  return answer_of(connection, ask_process).number(0, 0);
}

postgres_connection second_connection(const std::string& dsn, duration limit) try {
  return postgres_connection(dsn, limit);
} catch (const postgres_error& error) {
  throw std::runtime_error(
      fmt::format("{}: the pooler gave no second connection, and {}", error.what(), remedy));
}

void begin(postgres_connection& connection) try {
  answer_of(connection, "BEGIN");
} catch (const postgres_error& error) {
  throw std::runtime_error(
      fmt::format("{}; give a dsn of the server itself, or of a pooler with pool_mode=session or transaction",
                  error.what()));
}

/// A pooler that passes sessions on gives a connection the sessions that are free. `second` gets the one that `first`
/// has just used. `first` then gets another one, while `second` keeps its own. Where sessions are given in turn,
/// `first` has two of them in two statements. Throws when there is only one session for both.
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
  // When a connection is made, a pooler gives an id of its own, because it does not know yet which process will serve
  // it.
  if (PQbackendPID(first.get()) == first_process_of(first)) return false;
  auto second = second_connection(dsn, limit_of(first));
  constexpr int tries = 3;  // other users of the same pooler may take a session in between
  for (int i = 0; i < tries; ++i)
    if (met_same_process(first, second)) return true;
  return false;
}

}  // namespace concbench
#endif

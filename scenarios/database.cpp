// database: N tasks of queries on an embedded SQLite or a PostgreSQL server: reads and writes mixed, or the user's own.
#include <algorithm>
#include <iterator>

#include "core/registry.hpp"
#include "core/warm_batches.hpp"
#include "scenarios/sql/database_work.hpp"
#include "scenarios/sql/own_queries.hpp"

namespace concbench {
namespace {

bool on_server(const scenario_setup& setup) {
  return !setup.params.text("dsn").empty();
}

std::unique_ptr<scenario> make(const scenario_setup& setup) {
  if (has_own_queries(setup))
    return on_server(setup) ? make_own_postgres_work(setup) : make_own_sqlite_work(setup);
  return on_server(setup) ? make_postgres_work(setup) : make_sqlite_work(setup);
}

/// The connections of a pool belong to the table of one batch.
std::unique_ptr<scenario> make_for_one_batch(const scenario_setup& setup) {
  if (warm_batches(setup.params) > 0)
    throw not_applicable(
        "database has no warm batches (-p warm): its connections belong to the table of one batch");
  return make(setup);
}

void check(const scenario_setup& setup) {
  if (on_server(setup)) check_postgres_dsn(setup.params.text("dsn"));
  if (has_own_queries(setup))
    return on_server(setup) ? check_own_postgres_work(setup) : check_own_sqlite_work(setup);
  refuse_without_own_queries(setup);
}

std::vector<parameter> with_own_queries(std::vector<parameter> parameters) {
  std::ranges::move(own_query_parameters(), std::back_inserter(parameters));
  return parameters;
}

/// Ten times what a usual machine takes, because a write to a server waits for its disk. The table is also made and
/// read back.
duration expected(const scenario_setup& setup) {
  // Of the user's own queries nothing is known.
  if (has_own_queries(setup))
    return times(std::chrono::milliseconds(10), setup.tasks * setup.params.count("per-task"));
  const double queries =
      static_cast<double>(setup.tasks) * static_cast<double>(setup.params.count("queries"));
  const double write = on_server(setup) ? 20e6 : 200e3;
  const double read = on_server(setup) ? 1e6 : 50e3;
  const double ratio = setup.params.ratio("write-ratio");
  const double all =
      queries * (ratio * write + (1 - ratio) * read) + static_cast<double>(setup.params.count("rows")) * 20e3;
  return duration(static_cast<std::int64_t>(std::min(all, 1e15)));
}

const registration registered{scenario_declaration{
    .name = "database",
    .summary = "queries that read and write rows, on SQLite or PostgreSQL, each answer checked",
    .work = work_kind::database,
    .order = 45,
    .tasks = {64, 96, 64},
    .max_tasks = 1'000'000,
    .uses_folders = true,
    .takes_rate = true,
    .parameters = with_own_queries(
        {{.name = "queries",
          .type = parameter_type::count,
          .defaults = std::string("100"),
          .help = "queries of each task, one after another; each write is a transaction of its own",
          .minimum = "1",
          .maximum = "100000",
          .only_with = {"query=", "sql="}},
         {.name = "write-ratio",
          .type = parameter_type::ratio,
          .defaults = std::string("0.05"),
          .help = "part of the queries that write, the same ones for all",
          .minimum = "0",
          .maximum = "1",
          .only_with = {"query=", "sql="}},
         {.name = "rows",
          .type = parameter_type::count,
          .defaults = std::string("100000"),
          .help = "rows of the table: about 140 bytes each, with its index",
          .minimum = "1",
          .maximum = "10000000",
          .only_with = {"query=", "sql="}},
         {.name = "pool",
          .type = parameter_type::count,
          .defaults = std::string("8"),
          .help = "connections that all tasks share; never more than tasks at once",
          .minimum = "1",
          .maximum = "1000"},
         {.name = "connections",
          .type = parameter_type::choice,
          .defaults = std::string("cold"),
          .help = "opened by the tasks that need them, or the whole pool before the clock",
          .choices = {"cold", "warm"}},
         {.name = "busy-timeout",
          .type = parameter_type::time,
          .defaults = std::string("5s"),
          .help = "SQLite: how long a query waits for another connection's lock",
          .minimum = "0s",
          .maximum = "1h",
          .only_with = {"dsn="}},
         {.name = "dsn",
          .type = parameter_type::text,
          .defaults = std::string(),
          .help = "PostgreSQL instead: postgresql://user@host:5432/database; the password goes "
                  "into PGPASSWORD or ~/.pgpass"},
         {.name = "pipeline",
          .type = parameter_type::count,
          .defaults = std::string("100"),
          .help = "PostgreSQL, tasks on loops: queries sent before their answers have come; 1: none",
          .minimum = "1",
          .maximum = "500",
          .only_with = {"dsn!="}}}),
    .counters = {{.name = "connections_opened", .meaning = counter_meaning::connections},
                 {.name = "queries_sent_ahead", .meaning = counter_meaning::sent_ahead},
                 {.name = "handles_opened"},
                 {.name = "busy_waits"}},
    .make = make_for_one_batch,
    .check = check,
    .expected = expected,
}};

}  // namespace
}  // namespace concbench

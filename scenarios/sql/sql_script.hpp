// The user's own statements: where each begins and ends, which parameters it has, and how often it is to be run.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace concbench {

/// Whose rules say what is a string, a name or a comment.
enum class sql_dialect { sqlite, postgres };

/// One statement of a script.
struct sql_statement {
  std::string text;      ///< without its semicolon; its parameters are written $1, $2, … (SQLite: ?1, ?2, …)
  std::size_t line = 1;  ///< of the script, on which it begins
  std::uint64_t weight = 1;               ///< how often it is run, compared with the others
  bool writes = false;                    ///< its first word says so; it may write without saying so
  std::vector<std::size_t> columns = {};  ///< of the table of parameters: the column of each parameter

  /// The line of the script that has the byte `offset` of `text`.
  std::size_t line_at(std::size_t offset) const;
};

/// Where a script comes from, as errors say it: "'load.sql'", or "database.query".
struct sql_source {
  std::string name;
  std::string line(std::size_t number) const;  ///< "'load.sql', line 3"
};

/// Takes a script apart. Statements end with a semicolon; the last one need not. A comment line "-- weight: 3" before a
/// statement makes it run three times as often as one without. A parameter is written `:name` or `$number`, and is the
/// value of that column of a table with the names `columns`.
///
/// Only statements that read and write rows are allowed. Whether they are correct is up to the database. Throws
/// usage_error, which names the source and the line.
std::vector<sql_statement> read_sql(std::string_view text, const sql_source& source, sql_dialect dialect,
                                    const std::vector<std::string>& columns);

}  // namespace concbench

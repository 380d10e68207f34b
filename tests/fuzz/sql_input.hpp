// Everything that happens to the user's own statements and their values, before a database sees them.
#pragma once

#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "core/parameters.hpp"
#include "scenarios/sql/csv_table.hpp"
#include "scenarios/sql/sql_script.hpp"

namespace concbench::testing {

/// Reads `text` as a script, with parameters called `id` and `name`, and each of its statements again: whether it was one.
/// Throws std::logic_error where a statement is none, or several, the second time.
inline bool take_script(std::string_view text, sql_dialect dialect) {
  const std::vector<std::string> columns{"id", "name"};
  try {
    for (const auto& each : read_sql(text, {"q.sql"}, dialect, columns))
      if (read_sql(each.text, {"again"}, dialect, columns).size() != 1)
        throw std::logic_error("a statement is not one the second time");
  } catch (const usage_error&) {
    return false;
  }
  return true;
}

/// The same by the rules of each database: whether any of them takes it.
inline bool take_sql(std::string_view text) {
  const bool sqlite = take_script(text, sql_dialect::sqlite);
  const bool postgres = take_script(text, sql_dialect::postgres);
  return sqlite || postgres;
}

/// Reads `text` as a table of values.
inline bool take_csv(std::string_view text) {
  try {
    const auto table = read_csv(text, "p.csv");
    for (std::size_t row = 0; row < table.rows(); ++row)
      for (std::size_t column = 0; column < table.names().size(); ++column) table.at(row, column).is_null();
  } catch (const usage_error&) {
    return false;
  }
  return true;
}

}  // namespace concbench::testing

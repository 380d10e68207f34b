// The user's own queries: which of them each task runs, and with which values.
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <stdexcept>
#include <string>
#include <vector>

#include "core/scenario.hpp"
#include "scenarios/sql/csv_table.hpp"
#include "scenarios/sql/rows_digest.hpp"
#include "scenarios/sql/sql_script.hpp"

namespace concbench {

/// The parameters `query`, `sql` and those that go with them.
std::vector<parameter> own_query_parameters();

/// Whether a setup has queries of the user's: `query` or `sql`.
bool has_own_queries(const scenario_setup& setup);

/// For a setup without them: throws usage_error when a parameter is set that goes with them.
void refuse_without_own_queries(const scenario_setup& setup);

/// A statement with the values of a row. Without a table of values all rows are 0.
struct own_query {
  std::size_t statement;
  std::size_t row;
};

class own_queries {
 public:
  /// Reads the script and the table. Throws usage_error for what is wrong in them, for statements that write where
  /// `write` is off, and for parameters that do not go together.
  own_queries(const scenario_setup& setup, sql_dialect dialect);

  const std::vector<sql_statement>& statements() const noexcept { return statements_; }
  bool writes() const noexcept { return writes_; }

  std::uint64_t tasks() const noexcept { return tasks_; }
  std::uint64_t per_task() const noexcept { return per_task_; }
  /// Query `index` of a task. The seed chooses the statement by the weights; rows are taken in turn.
  own_query at(task_id task, std::uint64_t index) const noexcept;
  /// How many rows of values there are, at least 1.
  std::size_t rows() const noexcept { return values_.rows() == 0 ? 1 : values_.rows(); }
  /// The value of a parameter of the query; the first one is 0.
  const csv_field& value(own_query query, std::size_t parameter) const {
    return values_.at(query.row, statements_[query.statement].columns[parameter]);
  }

  /// What is kept of an answer as `check` says: all of its rows, how many there are, or nothing. `changed` rows count
  /// for statements that write.
  digest judged(const rows_digest& rows, std::uint64_t changed) const noexcept;
  bool judges_nothing() const noexcept { return check_ == row_check::none; }
  bool judges_content() const noexcept { return check_ == row_check::same; }

  /// "'load.sql', line 4", or with `offset` the line of that byte of its text.
  std::string place_of(std::size_t statement, std::size_t offset = 0) const;
  /// The same, and the line of the table with the values.
  std::string place_of(own_query query) const;

  /// The script and the table as one text of a fixture, and a check that they are still those of `prepare`, which throws
  /// std::runtime_error.
  std::string input_text() const;
  void require_input_of(const fixture& prepared) const;

  /// Returns ask(), and puts the place of the query before the text of a std::runtime_error.
  template <class Ask>
  auto named(own_query query, Ask ask) const {
    try {
      return ask();
    } catch (const std::runtime_error& e) {
      throw std::runtime_error(place_of(query) + ": " + e.what());
    }
  }

 private:
  enum class row_check { same, rows, none };

  void read_values(const std::string& path);

  sql_source source_;
  std::vector<sql_statement> statements_;
  std::vector<std::uint64_t> weights_up_to_;  ///< the sum of the weights up to each statement
  std::string table_name_;
  csv_table values_;
  std::uint64_t seed_;
  std::uint64_t tasks_;
  std::uint64_t per_task_;
  row_check check_;
  bool writes_;
  digest input_ = 0;
};

/// The right answers to own queries, each of which ran once before the measurement, and whether tasks got them.
class own_answers {
 public:
  /// `by_task`: the answer depends on what the task did before it; otherwise equal queries have equal answers.
  own_answers(const own_queries& queries, bool by_task);

  /// Calls `ask(own_query)`, which returns the answer, for each query of a task whose answer is not known yet. A
  /// std::runtime_error names the query.
  template <class Ask>
  void learn(task_id task, Ask ask) {
    for (std::uint64_t i = 0; i < queries_->per_task(); ++i) {
      const auto place = place_of(task, i);
      if (known_[place]) continue;
      const auto query = queries_->at(task, i);
      right_[place] = queries_->named(query, [&] { return ask(query); });
      known_[place] = true;
    }
  }

  /// Writes the answers to a file, and reads them. Throws std::runtime_error.
  void save(const std::filesystem::path& file) const;
  void load(const std::filesystem::path& file);

  /// Notes whether the answer is right. May be called by several threads.
  void compare(task_id task, std::uint64_t index, digest answer) noexcept;

  /// Throws wrong_result, which names the first query that was noted to have a wrong answer.
  void verify() const;

 private:
  static constexpr std::uint64_t none = ~std::uint64_t{0};

  std::size_t place_of(task_id task, std::uint64_t index) const noexcept;

  const own_queries* queries_;
  bool by_task_;
  std::vector<digest> right_;
  std::vector<bool> known_;
  std::atomic<std::uint64_t> first_wrong_ = none;  ///< the number of a query among those of all tasks
};

}  // namespace concbench

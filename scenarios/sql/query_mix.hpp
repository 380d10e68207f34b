// The queries of `database` tasks and their right answers. All of it follows from the seed, and is the same for all
// engines.
#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/scenario.hpp"

namespace concbench {

/// One statement: it reads the content of a row, or adds to the row's hits.
struct row_query {
  std::uint64_t row;
  std::int64_t adds;  ///< 0: it reads

  bool writes() const noexcept { return adds != 0; }
};

/// The queries of one task, in their order.
class task_queries {
 public:
  task_queries(std::uint64_t key, std::uint64_t count, std::uint64_t rows, std::uint64_t writes_below)
      : key_(key), count_(count), rows_(rows), writes_below_(writes_below) {}

  std::uint64_t size() const noexcept { return count_; }

  row_query operator[](std::uint64_t index) const noexcept {
    const auto bits = mix(key_, index);
    const bool writes = bits % (1 << 16) < writes_below_;
    return {(bits >> 16) % rows_, writes ? static_cast<std::int64_t>(1 + bits % 7) : 0};
  }

 private:
  std::uint64_t key_;
  std::uint64_t count_;
  std::uint64_t rows_;
  std::uint64_t writes_below_;  ///< in 1/2¹⁶
};

/// A table of rows. Each row has a number by which it is looked up, a content of 80 characters, and hits, which are 0
/// at first. Writes add to the hits, so the sums do not depend on their order. Reads do not use the hits.
class query_mix {
 public:
  /// Reads the parameters `rows`, `queries` and `write-ratio`.
  explicit query_mix(const scenario_setup& setup);

  // The statements in SQL. `schema` is empty, or a name and a point. Parameters: number; added, number.
  static std::string create_table(std::string_view schema, std::string_view options = "");
  static std::string create_index(std::string_view schema);
  static std::string read(std::string_view schema);
  static std::string write(std::string_view schema);
  /// Selects the number and the hits of the rows that have hits.
  static std::string written(std::string_view schema);

  std::uint64_t rows() const noexcept { return rows_; }
  task_queries of(task_id task) const noexcept { return {mix(seed_, task), queries_, rows_, writes_below_}; }

  /// The number of a row. The numbers have gaps, like the numbers of orders.
  static std::int64_t number_of(std::uint64_t row) noexcept {
    return static_cast<std::int64_t>(row * 10 + 3);
  }
  std::string content_of(std::uint64_t row) const;

  // The answer of a task combines all answers to its queries, in their order.
  static digest after_read(digest before, std::string_view content);
  static digest after_write(digest before, std::uint64_t changed) noexcept { return mix(before, changed); }

  /// Throws wrong_result unless each task that is ok got the answers that follow from the seed.
  void verify_answers(std::span<const task_record> tasks) const;

  struct row_hits {
    std::int64_t number;
    std::int64_t hits;
  };
  /// Throws wrong_result unless `read_back`, which returns all rows with hits, returns what the tasks that are ok
  /// added. Rows to which a failed task may have added are not judged. When tasks failed and nothing can be read back
  /// any more, no row is judged.
  void verify_writes(std::span<const task_record> tasks,
                     const std::function<std::vector<row_hits>()>& read_back) const;

 private:
  /// The hits that each row must have; −1 where they are not known.
  std::vector<std::int64_t> right_hits(std::span<const task_record> tasks) const;

  std::uint64_t seed_;
  std::uint64_t rows_;
  std::uint64_t queries_;
  std::uint64_t writes_below_;
};

}  // namespace concbench

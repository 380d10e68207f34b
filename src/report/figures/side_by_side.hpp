// Several reports beside each other: which of their scenarios belong together, and where the work differs.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "core/report.hpp"
#include "report/figures/results.hpp"

namespace concbench {

/// So many letters and shapes there are.
inline constexpr std::size_t most_reports_side_by_side = 8;

/// One of several reports.
struct report_side {
  std::string sign;  ///< "A"
  std::string name;  ///< of its file
  const report* of;  ///< never null
  std::vector<scenario_results> results;
};

/// A scenario in each of them.
struct scenario_sides {
  std::string title;                        ///< "sleep", or where it is swept "sleep at tasks=10"
  std::vector<const scenario_results*> in;  ///< one a side; null where that has none

  std::size_t first() const;  ///< the side that has it first; there is one
  /// In the order in which the sides first name them.
  std::vector<std::string> executors() const;
};

/// The scenarios in the order in which the sides, which must outlive them, first name them.
std::vector<scenario_sides> scenarios_of(const std::vector<report_side>& sides);

/// An executor of a scenario in one of the reports that have the scenario.
struct cell_side {
  std::string executor;
  const report_side* side;   ///< never null
  const cell_result* found;  ///< null where this report does not have the executor
};

/// Executor by executor, the sides of each together.
std::vector<cell_side> cells_of(const scenario_sides& of, const std::vector<report_side>& sides);

/// What stands where a report does not have it.
inline constexpr std::string_view not_in_report = "not in this report";

/// What another side's work is that is not the same as that of the first side with this scenario: "delay '1s' instead of '20ms'", "rate
/// 400/s instead of 200/s". Empty where it is the same.
std::string other_work(const scenario_sides& of, const std::vector<report_side>& sides, std::size_t side);

}  // namespace concbench

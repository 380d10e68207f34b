// Several reports beside each other: which of their scenarios belong together, and where the work differs.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "core/report.hpp"
#include "report/figures/results.hpp"

namespace concbench {

/// The number of letters and of shapes by which reports are told apart.
inline constexpr std::size_t most_reports_side_by_side = 8;

/// One of several reports.
struct report_side {
  std::string sign;                 ///< "A"
  std::string name;                 ///< the name of its file
  const concbench::report* report;  ///< never null
  std::vector<scenario_results> results;
};

/// One scenario in all reports.
struct scenario_sides {
  std::string title;  ///< see scenario_results::title
  std::vector<const scenario_results*>
      groups;  ///< one for each side; null when that side does not have the scenario

  /// The index of the first side that has the scenario; there is always one.
  std::size_t first() const;
  /// All executors, in the order in which the sides first name them.
  std::vector<std::string> executors() const;
};

/// The scenarios, in the order in which the sides first name them. The sides must outlive them.
std::vector<scenario_sides> scenarios_of(const std::vector<report_side>& sides);

/// An executor of a scenario in one of the reports that have the scenario.
struct cell_side {
  std::string executor;
  const report_side* side;    ///< never null
  const cell_result* result;  ///< null when this report does not have the executor
};

/// The cells of a scenario, executor by executor; the sides of one executor come together.
std::vector<cell_side> cells_of(const scenario_sides& scenario, const std::vector<report_side>& sides);

/// The text for a scenario or an executor that a report does not have.
inline constexpr std::string_view not_in_report = "not in this report";

/// How the work of a side differs from that of the first side that has the scenario: "delay '1s' instead of '20ms'",
/// "rate 400/s instead of 200/s". Empty when the work is the same. `side` is an index; that side must have the
/// scenario.
std::string other_work(const scenario_sides& scenario, const std::vector<report_side>& sides,
                       std::size_t side);

}  // namespace concbench

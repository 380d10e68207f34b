// The swept part of a report: results along one parameter, and what follows from them.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "analysis/scaling.hpp"
#include "report/figures/matrix.hpp"
#include "report/figures/results.hpp"

namespace concbench {

/// One value of the swept parameter, and the results of the executors at it.
struct sweep_row {
  parameter_value value;
  scenario_results results;
};

/// A scenario along one parameter. When two are swept, it has one value of the second.
struct swept_scenario {
  std::string parameter;                ///< "tasks", "concurrency", "delay"
  std::vector<sweep_row> rows;          ///< never empty; in the order in which the values were given
  std::optional<parameter_value> held;  ///< the value of the second sweep

  const cell& first() const { return rows.front().results.first(); }
  /// Whether the values are numbers, and at least two differ. Otherwise nothing can be drawn or fitted.
  bool numeric() const;
  std::vector<matrix_row> matrix() const;  ///< each row has the value as its label
};

/// The results that belong to no sweep, and those along one.
struct split_results {
  std::vector<scenario_results> alone;
  std::vector<swept_scenario> swept;
};
split_results split_sweeps(const std::vector<scenario_results>& results);

/// The value as a number in base units; empty for a choice or a text.
std::optional<double> number_of(const parameter_value& value);

/// Where two executors change places.
struct place_change {
  std::string first;
  std::string second;
  analysis::crossover crossing;
};

/// Compares all pairs of executors by round, at each value where both are ok. These intervals hold together at 95 %.
struct crossover_search {
  std::vector<place_change> found;
  std::size_t comparisons = 0;
  std::size_t resolved = 0;       ///< how many of these are resolved
  std::size_t too_few = 0;        ///< how many of these have too few rounds for an interval
  std::size_t rounds_needed = 0;  ///< until all of these have an interval
};
crossover_search find_crossovers(const swept_scenario& scenario, const plan& asked);

/// How an executor's median time and the median of the memory that it added grow along the values: figure ~
/// value^exponent.
struct growth {
  std::string executor;
  std::optional<analysis::power_fit> time;
  std::optional<analysis::power_fit> memory;
  /// What a further task that may be alive adds to the memory, in bytes: between the two largest values at which the
  /// numbers of tasks that may be alive at once (-c) differ. Empty when there are no such values.
  std::optional<double> bytes_of_further_task = {};
};
/// For executors with at least three values, because fewer fit any power exactly. Empty unless all values are above 0.
std::vector<growth> growth_of(const swept_scenario& scenario);

}  // namespace concbench

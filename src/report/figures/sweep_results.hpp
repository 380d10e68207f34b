// The part of a report that is swept: which results stand along one parameter, and what that line of them
// shows.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "analysis/scaling.hpp"
#include "report/figures/matrix.hpp"
#include "report/figures/results.hpp"

namespace concbench {

/// One value of the swept parameter, and what the executors made of it.
struct sweep_row {
  parameter_value value;
  scenario_results results;
};

/// A scenario along one parameter; where two are swept, at one value of the second.
struct swept_scenario {
  std::string parameter;                ///< "tasks", "concurrency", "delay"
  std::vector<sweep_row> rows;          ///< never empty; in the order in which the values were given
  std::optional<parameter_value> held;  ///< the second sweep's value

  const cell& first() const { return rows.front().results.first(); }
  /// Whether the values are numbers, of which at least two differ: else there is nothing to draw or to fit.
  bool numeric() const;
  std::vector<matrix_row> matrix() const;  ///< labelled with the values
};

/// Results that no sweep concerns, and those along one.
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

/// All pairs of executors, compared round by round at each value where both are ok; together these intervals
/// hold at 95 %.
struct crossover_search {
  std::vector<place_change> found;
  std::size_t comparisons = 0;
  std::size_t resolved = 0;       ///< of them
  std::size_t too_few = 0;        ///< of them: too few rounds for an interval
  std::size_t rounds_needed = 0;  ///< for all of them
};
crossover_search find_crossovers(const swept_scenario& along, const plan& asked);

/// How an executor's median time and median of what it added to the memory grow along the values: figure ~ value^exponent.
struct growth {
  std::string executor;
  std::optional<analysis::power_fit> time;
  std::optional<analysis::power_fit> memory;
};
/// Executors with at least three values: fewer fit any power exactly. Empty unless all values are above 0.
std::vector<growth> growth_of(const swept_scenario& along);

}  // namespace concbench

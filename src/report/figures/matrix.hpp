// Results by executors.
#pragma once

#include <functional>
#include <span>
#include <string>
#include <vector>

#include "report/figures/results.hpp"

namespace concbench {

/// The result of `executor`; null when there is none.
const cell_result* find_cell(const scenario_results& group, const std::string& executor);

struct matrix_row {
  std::string label;
  const scenario_results* results;
};

/// The executors, in the order in which they first occur.
std::vector<std::string> executors_of(std::span<const scenario_results> results);
std::vector<std::string> executors_of(std::span<const matrix_row> rows);

/// The figure that the cells of a matrix show.
struct matrix_figure {
  double cell_figures::* value;
  std::function<std::string(double)> format;
  bool marks_fastest;
  /// The text of a cell where it is not that of `format` in all cells.
  std::string (*of_cell)(const cell&) = nullptr;
};

}  // namespace concbench

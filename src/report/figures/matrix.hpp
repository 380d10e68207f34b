// Results by executors.
#pragma once

#include <functional>
#include <span>
#include <string>
#include <vector>

#include "report/figures/results.hpp"

namespace concbench {

/// The cell of `executor`, or nothing.
const cell_result* find_cell(const scenario_results& group, const std::string& executor);

struct matrix_row {
  std::string label;
  const scenario_results* results;
};

/// The executors in the order in which the results first name them.
std::vector<std::string> executors_of(std::span<const scenario_results> results);
std::vector<std::string> executors_of(std::span<const matrix_row> rows);

/// What the cells of a matrix hold.
struct matrix_figure {
  double cell_figures::* value;
  std::function<std::string(double)> format;
  bool marks_fastest;
};

}  // namespace concbench

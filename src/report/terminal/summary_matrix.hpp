// One figure of several results by all executors, at a glance.
#pragma once

#include <functional>
#include <span>
#include <string>
#include <vector>

#include "report/figures/results.hpp"
#include "report/terminal/text_style.hpp"

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
matrix_figure time_figure(const text_style& style);
matrix_figure memory_figure();

/// Columns are executors, a cell is its figure or its status. Where not all executors fit, the rest follow in
/// a further block.
std::vector<std::string> render_matrix(const std::string& title, std::span<const matrix_row> rows,
                                       const matrix_figure& figure, const text_style& style);

}  // namespace concbench

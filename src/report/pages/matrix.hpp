// One figure of several results by all executors, at a glance.
#pragma once

#include <span>
#include <string>

#include "report/figures/matrix.hpp"
#include "report/pages/page.hpp"

namespace concbench {

matrix_figure time_figure();
matrix_figure memory_figure();

/// Columns are executors, a cell is its figure or its status; `title`: of the first column.
page_table matrix_table(const std::string& title, std::span<const matrix_row> rows,
                        const matrix_figure& figure);

}  // namespace concbench

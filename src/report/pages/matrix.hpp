// One figure of several results and all executors as a table.
#pragma once

#include <span>
#include <string>

#include "report/figures/matrix.hpp"
#include "report/pages/page.hpp"

namespace concbench {

matrix_figure time_figure();
matrix_figure highest_rate_figure();
matrix_figure memory_figure();

/// Each column is an executor, and each cell is its figure or its status. `title` is that of the first column.
page_table matrix_table(const std::string& title, std::span<const matrix_row> rows,
                        const matrix_figure& figure);

}  // namespace concbench

// The notes that the legends of several pages have in common.
#pragma once

#include <string>
#include <vector>

#include "report/figures/results.hpp"
#include "report/pages/page.hpp"
#include "report/words/columns.hpp"

namespace concbench {

/// What a legend explains. A note that nothing on the page needs is left out.
struct legend_subject {
  const std::vector<scenario_results>& results;      ///< those whose tables have a row for each executor
  const std::vector<const figure_column*>& columns;  ///< the columns of these tables
  const plan& asked;
  std::vector<const cell_result*> cells;  ///< all cells of the page, also those of sweeps
  std::string baseline = {};              ///< what speedups are over; empty where no note has to say it
  std::string remedy = {};                ///< what gives every comparison an interval; may be empty
};

/// All cells of these results.
std::vector<const cell_result*> all_cells(const std::vector<scenario_results>& results);

/// Adds what the figures of the tables mean: from when the latencies of an open loop count, what speedups are over,
/// what a p99 of few tasks is, and what "?" stands for.
void add_notes_on_figures(page_legend& legend, const legend_subject& subject);

/// Adds what "!" stands for, what the columns mean, and which intervals hold together.
void add_notes_on_columns(page_legend& legend, const legend_subject& subject);

}  // namespace concbench

// The parts that charts of cells consist of. A page of one report and a page of several reports share them.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "report/figures/results.hpp"
#include "report/pages/page.hpp"

namespace concbench {

/// The text of a bar: "20.4 ms" for the compared time and for the CPU time, "16.5 MiB · 9.02 KiB/task" for the memory
/// that the run added.
std::string compared_time_text(const cell_figures& figures);
std::string highest_rate_figure_text(const cell_figures& figures);
std::string cpu_time_text(const cell_figures& figures);
std::string added_memory_text(const cell_figures& figures);

/// A figure as a bar that is named after the executor. A cell without figures shows its status instead.
bar_chart::bar bar_of(const cell_result& result, double cell_figures::* value,
                      std::string (*text)(const cell_figures&));

/// Whether some cell has figures, so that charts of them show something.
bool have_figures(const std::vector<const cell_result*>& cells);

/// The title of speedups over `baseline`: "speedup over sequential".
std::string speedups_title(const plan& asked, std::string_view baseline);

/// The title of the winners of scenarios: "the fastest of each scenario, over its baseline".
std::string winners_title(const plan& asked);

/// The speedup of a cell over its reference. A cell without a speedup shows its status instead.
interval_chart::row interval_row(std::string label, const cell_result& result, const plan& asked);

/// The winner of a scenario with its speedup, or "no winner is resolved". Empty when no executors are compared.
std::optional<interval_chart::row> winner_row(const scenario_results& group, const plan& asked);

/// A chart of latencies by percentile, as yet without curves. `subject` is named in its title, unless it is empty.
curve_chart empty_latency_chart(const plan& asked, std::string_view subject = "");

/// Adds the latencies of a cell: in a closed loop one curve, in an open loop one from when tasks were due and a dashed
/// one from when they began. The x axis is 1 / (1 - p); a point is the median over the samples. A curve with fewer than
/// two points is left out. `series`: see curve_chart::curve.
void add_latencies(curve_chart& chart, const cell& cell, const plan& asked, const std::string& label,
                   const std::string& series = "");

}  // namespace concbench

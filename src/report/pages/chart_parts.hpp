// What charts of cells are made of.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "report/figures/results.hpp"
#include "report/pages/page.hpp"

namespace concbench {

/// "20.4 ms": the time that is compared, and the CPU time.
std::string median_time_text(const cell_figures& of);
std::string cpu_time_text(const cell_figures& of);

/// "16.5 MiB · 9.02 KiB/task".
std::string added_memory_text(const cell_figures& of);

/// The 95 % interval of the median of a figure of the samples, where there are enough of them.
std::optional<analysis::interval> interval_of_median(const cell& of, double (*figure)(const sample&));

/// A figure as a bar named after the executor; where the cell has none, why not.
bar_chart::bar bar_of(const cell_result& of, double cell_figures::* value,
                      std::string (*text)(const cell_figures&));

/// A speedup, or in an open loop how many times lower a p99 is, without its interval.
std::string ratio_alone_text(double of, const plan& asked);

/// The speedup of a cell, or its status.
interval_chart::row interval_row(std::string label, const cell_result& of, const plan& asked);

/// Whether it has a speedup over another cell.
bool is_compared(const cell_result& each);

/// The one with the least time of a scenario, or that none is resolved; empty where nobody is compared.
std::optional<interval_chart::row> winner_row(const scenario_results& of, const plan& asked);

/// The medians over the samples of the quantiles of one of their latencies, along 1 / (1 - p).
curve_chart::curve percentiles_of(const cell& of, latency_summary sample::* latency, std::string label);

/// The places of those quantiles, and their names.
std::vector<std::pair<double, std::string>> percentile_marks();

}  // namespace concbench

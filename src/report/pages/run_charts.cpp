// Charts of the rounds, the speedups, the percentiles.
#include "report/pages/run_charts.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "core/speedups.hpp"
#include "report/figures/matrix.hpp"
#include "report/figures/timeline.hpp"
#include "report/pages/chart_parts.hpp"
#include "report/words/columns.hpp"
#include "report/words/format.hpp"
#include "report/words/remarks.hpp"
#include "report/words/timeline_words.hpp"

namespace concbench {
namespace {

bar_chart bars_of(const scenario_results& group, std::string title, double cell_figures::* value,
                  std::string (*text)(const cell_figures&)) {
  bar_chart chart{.title = std::move(title)};
  for (const auto& each : group.cells) chart.bars.push_back(bar_of(each, value, text));
  return chart;
}

curve_chart rounds_of(const scenario_results& group, const plan& asked) {
  curve_chart chart{.y_name = std::string(time_name(asked)),
                    .x_name = "round",
                    .title = fmt::format("{} of each round, in the order they were taken", time_name(asked)),
                    .y_text = [](double ns) { return format_time(ns); },
                    .in_order = true};
  std::size_t most = 0;
  for (const auto& each : group.cells) {
    curve_chart::curve curve{.label = each.cell->executor, .points = {}};
    for (const auto* taken : counted_samples(*each.cell))
      if (const double time = compared_ns(*taken); time > 0)
        curve.points.push_back({static_cast<double>(taken->round + 1), time});
    most = std::max(most, curve.points.size());
    if (!curve.points.empty()) chart.curves.push_back(std::move(curve));
  }
  if (most < 2) chart.curves.clear();
  for (std::size_t i = 0; i < chart.curves.size() && chart.x_marks.empty(); ++i)
    for (const auto& each : chart.curves[i].points)
      chart.x_marks.emplace_back(each.x, fmt::format("{:.0f}", each.x));
  return chart;
}

curve_chart latencies_of(const scenario_results& group, const plan& asked) {
  auto chart = empty_latency_chart(asked);
  for (const auto& each : group.cells)
    if (each.figures) add_latencies(chart, *each.cell, asked, each.cell->executor);
  return chart;
}

timeline_chart timelines_of(const scenario_results& group) {
  timeline_chart chart{.title = std::string(timelines_title),
                       .extent_ns = std::max<std::int64_t>(timeline_extent(group), 1),
                       .time_text = [](double ns) { return format_time(ns); }};
  for (const auto& each : group.cells)
    if (const auto& timeline = each.cell->timeline)
      chart.blocks.push_back(
          {each.cell->executor, timeline_facts(*timeline), &*timeline, ink_of(each), each.failed_in_part()});
  return chart;
}

/// What pages have and a terminal has no room for.
chart_row further_charts(const scenario_results& group, const plan& asked) {
  chart_row row{.charts = {}, .page_only = true};
  if (std::ranges::any_of(group.cells, &cell_result::compared)) {
    interval_chart speedups{.title = speedups_title(asked, group.reference()->cell->executor)};
    for (const auto& each : group.cells)
      speedups.rows.push_back(interval_row(each.cell->executor, each, asked));
    row.charts.emplace_back(std::move(speedups));
  }
  row.charts.emplace_back(bars_of(group, "CPU time", &cell_figures::cpu_ns, cpu_time_text));
  for (auto& curves : {rounds_of(group, asked), latencies_of(group, asked)})
    if (!curves.curves.empty()) row.charts.emplace_back(curves);
  return row;
}

}  // namespace

interval_chart winners_chart(const std::vector<scenario_results>& results, const plan& asked) {
  interval_chart chart{.title = winners_title(asked)};
  for (const auto& group : results)
    if (auto row = winner_row(group, asked)) chart.rows.push_back(std::move(*row));
  const auto has_ratio = [](const interval_chart::row& each) { return each.ratio > 0; };
  if (std::ranges::none_of(chart.rows, has_ratio)) chart.rows.clear();
  return chart;
}

/// "9.97×", or "9.97× ?" where there are too few rounds for an interval.
std::string map_text(const cell_result& result, const plan& asked) {
  if (!result.compared()) return ratio_alone_text(1, asked);
  return ratio_alone_text(result.speedup->ratio, asked) + (result.speedup->range ? "" : " ?");
}

heat_map speedup_map(const std::vector<scenario_results>& results, const plan& asked) {
  heat_map map{
      .title = fmt::format("{}; green: {}, red: {}, no colour: no difference is resolved",
                           speedups_title(asked, "the baseline"), asked.rate > 0 ? "lower" : "faster",
                           asked.rate > 0 ? "higher" : "slower"),
      .columns = executors_of(results)};
  bool lacks_interval = false;
  for (const auto& group : results) {
    if (std::ranges::none_of(group.cells, &cell_result::compared)) continue;
    auto& [label, cells] = map.rows.emplace_back(group.title(), std::vector<heat_map::cell>());
    for (const auto& executor : map.columns) {
      const auto* found = find_cell(group, executor);
      auto& cell = cells.emplace_back();
      if (found == nullptr) continue;
      const auto row = interval_row("", *found, asked);
      cell = {row.ratio > 0 ? map_text(*found, asked) : row.figure, row.ratio,
              row.state == ratio_state::resolved};
      if (found->compared() && !found->speedup->range) lacks_interval = true;
    }
  }
  if (lacks_interval) map.title += "; ?: too few rounds for an interval";
  return map;
}

std::vector<chart_row> scenario_charts(const scenario_results& group, const plan& asked) {
  std::vector<chart_row> rows;
  std::vector<const cell_result*> cells;
  for (const auto& each : group.cells) cells.push_back(&each);
  if (have_figures(cells)) {
    auto& bars = rows.emplace_back().charts;
    bars.emplace_back(
        bars_of(group, std::string(time_name(asked)), &cell_figures::time_ns, compared_time_text));
    bars.emplace_back(bars_of(group, memory_title("memory that the run added", cells),
                              &cell_figures::added_bytes, added_memory_text));
    rows.push_back(further_charts(group, asked));
  }
  if (auto timelines = timelines_of(group); !timelines.blocks.empty())
    rows.push_back({.charts = {std::move(timelines)}});
  return rows;
}

}  // namespace concbench

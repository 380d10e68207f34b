// Bars, rows and curves of single cells.
#include "report/pages/chart_parts.hpp"

#include <algorithm>
#include <utility>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "analysis/quantiles.hpp"
#include "core/speedups.hpp"
#include "report/figures/verdict.hpp"
#include "report/words/columns.hpp"
#include "report/words/format.hpp"
#include "system/three_digits.hpp"
#include "system/units.hpp"

namespace concbench {

namespace {

/// The medians over the samples of the quantiles of one of their latencies, along 1 / (1 - p).
curve_chart::curve percentiles_of(const cell& cell, latency_summary sample::* latency) {
  struct quantile {
    double place;  // 1 / (1 - p), the least number of tasks of which it is not only the slowest one
    std::int64_t latency_summary::* value;
  };
  constexpr quantile all[] = {{2, &latency_summary::p50},
                              {10, &latency_summary::p90},
                              {100, &latency_summary::p99},
                              {1000, &latency_summary::p999}};
  curve_chart::curve curve{.label = {}, .points = {}};
  const auto samples = counted_samples(cell);
  for (const auto& [place, value] : all) {
    std::vector<double> times;
    for (const auto* each : samples)
      if (const auto time = each->*latency.*value; time > 0 && static_cast<double>(each->tasks_ok) >= place)
        times.push_back(static_cast<double>(time));
    if (const auto middle = analysis::median(std::move(times))) curve.points.push_back({place, *middle});
  }
  return curve;
}

ratio_state state_of(const analysis::paired_speedup& speedup) {
  if (speedup.alike()) return ratio_state::same;
  return speedup.resolved() ? ratio_state::resolved : ratio_state::not_resolved;
}

}  // namespace

std::string compared_time_text(const cell_figures& figures) {
  return format_time(figures.time_ns);
}

std::string highest_rate_figure_text(const cell_figures& figures) {
  return rate_text(three_digits(figures.highest_rate));
}

std::string cpu_time_text(const cell_figures& figures) {
  return format_time(figures.cpu_ns);
}

std::string added_memory_text(const cell_figures& figures) {
  auto added = format_known_bytes(figures.added_bytes);
  if (figures.added_bytes_per_task <= 0) return added;
  return fmt::format("{} · {}/task", added, format_bytes(figures.added_bytes_per_task));
}

bar_chart::bar bar_of(const cell_result& result, double cell_figures::* value,
                      std::string (*text)(const cell_figures&)) {
  bar_chart::bar bar{
      .label = result.cell->executor, .figure = status_word(*result.cell), .tone = ink_of(result)};
  if (!result.figures) return bar;
  bar.value = *result.figures.*value;
  bar.suspect = result.failed_in_part();
  bar.figure = text(*result.figures);
  return bar;
}

bool have_figures(const std::vector<const cell_result*>& cells) {
  return std::ranges::any_of(cells, [](const cell_result* each) { return each->figures.has_value(); });
}

std::string speedups_title(const plan& asked, std::string_view baseline) {
  if (asked.searches_rate()) return fmt::format("highest rate, times that of {}", baseline);
  return fmt::format("{} {}", asked.rate > 0 ? "p99, times lower than that of" : "speedup over", baseline);
}

std::string winners_title(const plan& asked) {
  if (asked.searches_rate()) return "the highest rate of each scenario, times that of its baseline";
  return asked.rate > 0 ? "the lowest p99 of each scenario, times lower than that of its baseline"
                        : "the fastest of each scenario, over its baseline";
}

interval_chart::row interval_row(std::string label, const cell_result& result, const plan& asked) {
  interval_chart::row row{.label = std::move(label), .figure = status_word(*result.cell)};
  if (!result.speedup) return row;
  row.ratio = result.reference ? 1 : result.speedup->ratio;
  if (result.reference) {
    row.figure = format_factor(1);
    return row;
  }
  row.figure = ratio_with_interval_text(*result.speedup, asked);
  row.range = result.speedup->range;
  row.state = state_of(*result.speedup);
  return row;
}

std::optional<interval_chart::row> winner_row(const scenario_results& group, const plan& asked) {
  const auto verdict = verdict_of(group, asked);
  if (!verdict || std::ranges::none_of(group.cells, &cell_result::compared)) return {};
  if (!verdict->has_one_winner()) return interval_chart::row{group.title(), "no winner is resolved"};
  const auto& winner = *verdict->winner;
  return interval_row(fmt::format("{}: {}", group.title(), winner.cell->executor), winner, asked);
}

curve_chart empty_latency_chart(const plan& asked, std::string_view subject) {
  std::vector<std::string> details;
  if (!subject.empty()) details.emplace_back(subject);
  if (asked.searches_rate()) details.emplace_back("at the highest rate");
  if (asked.rate > 0) details.emplace_back("from when tasks were due, dashed once started");
  return {.y_name = "latency",
          .x_name = "percentile of the tasks",
          .title =
              fmt::format("latency by percentile{}{}", details.empty() ? "" : ": ", fmt::join(details, ", ")),
          .caution = asked.rate > 0 || !subject.empty()
                         ? ""
                         : "Do not compare executors by it: how long a task waited before it was "
                           "taken up is not in it; --rate measures the wait too",
          .x_marks = {{2, "50 %"}, {10, "90 %"}, {100, "99 %"}, {1000, "99.9 %"}},
          .y_text = [](double ns) { return format_time(ns); }};
}

void add_latencies(curve_chart& chart, const cell& cell, const plan& asked, const std::string& label,
                   const std::string& series) {
  const auto add = [&](latency_summary sample::* latency, bool dashed) {
    auto curve = percentiles_of(cell, latency);
    if (curve.points.size() < 2) return;
    curve.label = label;
    curve.dashed = dashed;
    curve.series = series;
    chart.curves.push_back(std::move(curve));
  };
  if (asked.rate > 0) add(&sample::response_ns, false);
  add(&sample::latency_ns, asked.rate > 0);
}

}  // namespace concbench

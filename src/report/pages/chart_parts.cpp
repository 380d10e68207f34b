// Bars, rows and curves of single cells.
#include "report/pages/chart_parts.hpp"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "analysis/quantiles.hpp"
#include "core/speedups.hpp"
#include "report/figures/verdict.hpp"
#include "report/words/columns.hpp"
#include "report/words/format.hpp"

namespace concbench {

std::string median_time_text(const cell_figures& of) {
  return format_time(of.time_ns);
}

std::string cpu_time_text(const cell_figures& of) {
  return format_time(of.cpu_ns);
}

std::string added_memory_text(const cell_figures& of) {
  auto added = format_known_bytes(of.added_bytes);
  if (of.added_bytes_per_task <= 0) return added;
  return fmt::format("{} · {}/task", added, format_bytes(of.added_bytes_per_task));
}

std::optional<analysis::interval> interval_of_median(const cell& of, double (*figure)(const sample&)) {
  std::vector<double> values;
  for (const auto* each : counted_samples(of)) values.push_back(figure(*each));
  return analysis::sign_interval(std::move(values), analysis::family_risk);
}

bar_chart::bar bar_of(const cell_result& of, double cell_figures::* value,
                      std::string (*text)(const cell_figures&)) {
  bar_chart::bar bar{.label = of.cell->executor, .figure = status_word(*of.cell), .tone = ink_of(of)};
  if (!of.figures) return bar;
  bar.value = *of.figures.*value;
  bar.suspect = of.cell->status != status::ok;
  bar.figure = text(*of.figures);
  return bar;
}

std::string ratio_alone_text(double of, const plan& asked) {
  return asked.rate > 0 ? format_lower(of) : format_speedup(of);
}

interval_chart::row interval_row(std::string label, const cell_result& of, const plan& asked) {
  interval_chart::row row{.label = std::move(label), .figure = status_word(*of.cell)};
  if (!of.speedup) return row;
  row.figure = of.reference     ? format_factor(1)
               : asked.rate > 0 ? format_lower(*of.speedup)
                                : format_speedup(*of.speedup);
  row.ratio = of.reference ? 1 : of.speedup->ratio;
  if (of.reference) return row;
  row.range = of.speedup->range;
  row.resolved = of.speedup->resolved();
  return row;
}

bool is_compared(const cell_result& each) {
  return each.speedup && !each.reference;
}

std::optional<interval_chart::row> winner_row(const scenario_results& of, const plan& asked) {
  const auto winner = std::ranges::find_if(of.cells, &cell_result::fastest);
  if (winner == of.cells.end() || std::ranges::none_of(of.cells, is_compared)) return {};
  const auto scenario = of.first().scenario + of.point();
  if (const auto verdict = verdict_of(of, asked); verdict && verdict->has_one_winner())
    return interval_row(fmt::format("{}: {}", scenario, winner->cell->executor), *winner, asked);
  return interval_chart::row{scenario, "no winner is resolved"};
}

curve_chart::curve percentiles_of(const cell& of, latency_summary sample::* latency, std::string label) {
  struct quantile {
    double place;  // 1 / (1 - p): the tasks of which it is not only the slowest one
    std::int64_t latency_summary::* value;
  };
  constexpr quantile all[] = {{2, &latency_summary::p50},
                              {10, &latency_summary::p90},
                              {100, &latency_summary::p99},
                              {1000, &latency_summary::p999}};
  curve_chart::curve curve{.label = std::move(label), .points = {}};
  const auto samples = counted_samples(of);
  for (const auto& [place, value] : all) {
    std::vector<double> times;
    for (const auto* each : samples)
      if (const auto time = each->*latency.*value; time > 0 && static_cast<double>(each->tasks_ok) >= place)
        times.push_back(static_cast<double>(time));
    if (const auto middle = analysis::median(std::move(times))) curve.points.push_back({place, *middle});
  }
  return curve;
}

std::vector<std::pair<double, std::string>> percentile_marks() {
  return {{2, "50 %"}, {10, "90 %"}, {100, "99 %"}, {1000, "99.9 %"}};
}

}  // namespace concbench

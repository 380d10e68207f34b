// A bar, a row or a curve for each report.
#include "report/pages/side_by_side_charts.hpp"

#include <algorithm>
#include <optional>
#include <string_view>
#include <utility>

#include <fmt/format.h>

#include "core/speedups.hpp"
#include "report/figures/matrix.hpp"
#include "report/pages/chart_parts.hpp"
#include "report/words/format.hpp"
#include "system/foreign_text.hpp"

namespace concbench {
namespace {

/// The end of a long name, which tells files apart.
std::string short_name(const std::string& name) {
  constexpr std::size_t most = 36;
  std::vector<char32_t> characters;
  auto line = single_line(name);
  for (std::string_view rest = line; !rest.empty();) characters.push_back(take_character(rest));
  if (characters.size() <= most) return line;
  std::string text = "…";
  for (auto i = characters.size() - most; i < characters.size(); ++i) append_character(text, characters[i]);
  return text;
}

chart_series series_of(const report_side& side) {
  return {side.sign, short_name(side.name)};
}

bar_chart bars_of(const scenario_sides& of, const std::vector<report_side>& sides, std::string title,
                  double cell_figures::* value, std::string (*text)(const cell_figures&),
                  double (*of_sample)(const sample&)) {
  bar_chart chart{.title = std::move(title)};
  for (const auto& [executor, side, found] : cells_of(of, sides)) {
    auto& bar = chart.bars.emplace_back();
    if (found == nullptr) {
      bar = {.label = executor, .figure = std::string(not_in_report), .tone = ink::dim};
    } else {
      bar = bar_of(*found, value, text);
      if (bar.value > 0) bar.range = interval_of_median(*found->cell, of_sample);
    }
    bar.label = fmt::format("{} {}", side->sign, bar.label);
    bar.series = side->sign;
  }
  return chart;
}

interval_chart speedups_of(const scenario_sides& of, const std::vector<report_side>& sides) {
  interval_chart chart{.title = sides.front().of->plan.rate > 0
                                    ? "p99, times lower than the baseline's in the same report"
                                    : "speedup over the baseline of the same report"};
  for (const auto& [executor, side, found] : cells_of(of, sides)) {
    const auto label = fmt::format("{} {}", side->sign, executor);
    auto& row =
        chart.rows.emplace_back(found == nullptr ? interval_chart::row{label, std::string(not_in_report)}
                                                 : interval_row(label, *found, side->of->plan));
    row.series = side->sign;
  }
  return chart;
}

/// Latencies of one executor in all reports; without curves where fewer than two reports have them.
curve_chart latencies_of(const scenario_sides& of, const std::vector<report_side>& sides,
                         const std::string& executor) {
  curve_chart chart{.y_name = "latency",
                    .x_name = "percentile of the tasks",
                    .title = fmt::format("latency by percentile: {}", executor),
                    .x_marks = percentile_marks(),
                    .y_text = [](double ns) { return format_time(ns); }};
  std::size_t with_curves = 0;
  for (std::size_t i = 0; i < sides.size(); ++i) {
    const auto* found = of.in[i] == nullptr ? nullptr : find_cell(*of.in[i], executor);
    if (found == nullptr || !found->figures) continue;
    const auto series = series_of(sides[i]);
    const bool open = sides[i].of->plan.rate > 0;
    const auto before = chart.curves.size();
    const auto add = [&](latency_summary sample::* latency, bool dashed) {
      auto curve = percentiles_of(*found->cell, latency, fmt::format("{} {}", series.sign, series.name));
      if (curve.points.size() < 2) return;
      curve.dashed = dashed;
      curve.series = series.sign;
      chart.curves.push_back(std::move(curve));
    };
    if (open) add(&sample::response_ns, false);
    add(&sample::latency_ns, open);
    if (open)
      chart.title =
          fmt::format("latency by percentile: {}, from when tasks were due, dashed once started", executor);
    if (chart.curves.size() > before) ++with_curves;
  }
  if (with_curves < 2) chart.curves.clear();
  return chart;
}

double cpu_of(const sample& of) {
  return static_cast<double>(of.cpu_user_ns + of.cpu_system_ns);
}

double added_memory_of(const sample& of) {
  return static_cast<double>(of.rss_increase_bytes);
}

}  // namespace

interval_chart winners_of(const std::vector<report_side>& sides,
                          const std::vector<scenario_sides>& scenarios) {
  interval_chart chart{.title = sides.front().of->plan.rate > 0
                                    ? "the lowest p99, times lower than the baseline's"
                                    : "the fastest, over the baseline"};
  for (const auto& each : sides) chart.series.push_back(series_of(each));
  for (const auto& scenario : scenarios)
    for (std::size_t i = 0; i < sides.size(); ++i) {
      auto row = scenario.in[i] == nullptr ? std::nullopt : winner_row(*scenario.in[i], sides[i].of->plan);
      if (!row || row->ratio <= 0) continue;
      row->label = fmt::format("{} {}", sides[i].sign, row->label);
      row->series = sides[i].sign;
      chart.rows.push_back(std::move(*row));
    }
  return chart;
}

std::vector<chart_row> side_by_side_charts(const scenario_sides& of, const std::vector<report_side>& sides) {
  const auto has_figures = [](const scenario_results* each) {
    return each != nullptr &&
           std::ranges::any_of(each->cells, [](const cell_result& c) { return c.figures.has_value(); });
  };
  const auto has_speedups = [](const scenario_results* each) {
    return each != nullptr && std::ranges::any_of(each->cells, is_compared);
  };
  if (std::ranges::none_of(of.in, has_figures)) return {};
  std::vector<chart_series> series;
  for (std::size_t i = 0; i < sides.size(); ++i)
    if (of.in[i] != nullptr) series.push_back(series_of(sides[i]));
  const auto named = [&](auto chart) {
    chart.series = series;
    return page_chart(std::move(chart));
  };
  const auto& asked = sides.front().of->plan;
  chart_row bars{.charts = {named(bars_of(of, sides, std::string(time_name(asked)), &cell_figures::time_ns,
                                          median_time_text, compared_ns)),
                            named(bars_of(of, sides, "memory that the run added", &cell_figures::added_bytes,
                                          added_memory_text, added_memory_of))}};
  chart_row further{.charts = {}, .page_only = true};
  if (std::ranges::any_of(of.in, has_speedups)) further.charts.push_back(named(speedups_of(of, sides)));
  further.charts.push_back(
      named(bars_of(of, sides, "CPU time", &cell_figures::cpu_ns, cpu_time_text, cpu_of)));
  for (const auto& executor : of.executors())
    if (auto curves = latencies_of(of, sides, executor); !curves.curves.empty())
      further.charts.emplace_back(std::move(curves));
  return {std::move(bars), std::move(further)};
}

}  // namespace concbench

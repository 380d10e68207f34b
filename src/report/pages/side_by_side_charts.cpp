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
#include "report/words/remarks.hpp"
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

bar_chart bars_of(const std::vector<cell_side>& cells, std::string title, double cell_figures::* value,
                  std::string (*text)(const cell_figures&), compared_figure figure) {
  bar_chart chart{.title = std::move(title)};
  for (const auto& [executor, side, result] : cells) {
    auto& bar = chart.bars.emplace_back();
    if (result == nullptr) {
      bar = {.label = executor, .figure = std::string(not_in_report), .tone = ink::dim};
    } else {
      bar = bar_of(*result, value, text);
      if (bar.value > 0) bar.range = interval_of_median(*result->cell, figure);
    }
    bar.label = fmt::format("{} {}", side->sign, bar.label);
    bar.series = side->sign;
  }
  return chart;
}

interval_chart speedups_of(const std::vector<cell_side>& cells, const plan& asked) {
  interval_chart chart{.title = speedups_title(asked, "the baseline of the same report")};
  for (const auto& [executor, side, result] : cells) {
    const auto label = fmt::format("{} {}", side->sign, executor);
    auto& row =
        chart.rows.emplace_back(result == nullptr ? interval_chart::row{label, std::string(not_in_report)}
                                                  : interval_row(label, *result, side->report->plan));
    row.series = side->sign;
  }
  return chart;
}

/// The latencies of one executor in all reports. The chart has no curves when fewer than two reports have any.
curve_chart latencies_of(const scenario_sides& scenario, const std::vector<report_side>& sides,
                         const std::string& executor) {
  auto chart = empty_latency_chart(sides.front().report->plan, executor);
  std::size_t with_curves = 0;
  for (std::size_t i = 0; i < sides.size(); ++i) {
    const auto* group = scenario.groups[i];
    const auto* found = group == nullptr ? nullptr : find_cell(*group, executor);
    if (found == nullptr || !found->figures) continue;
    const auto series = series_of(sides[i]);
    const auto before = chart.curves.size();
    add_latencies(chart, *found->cell, sides[i].report->plan, fmt::format("{} {}", series.sign, series.name),
                  series.sign);
    if (chart.curves.size() > before) ++with_curves;
  }
  if (with_curves < 2) chart.curves.clear();
  return chart;
}

}  // namespace

interval_chart winners_of(const std::vector<report_side>& sides,
                          const std::vector<scenario_sides>& scenarios) {
  interval_chart chart{.title = winners_title(sides.front().report->plan)};
  for (const auto& each : sides) chart.series.push_back(series_of(each));
  for (const auto& scenario : scenarios)
    for (std::size_t i = 0; i < sides.size(); ++i) {
      auto row = scenario.groups[i] == nullptr ? std::nullopt
                                               : winner_row(*scenario.groups[i], sides[i].report->plan);
      if (!row || row->ratio <= 0) continue;
      row->label = fmt::format("{} {}", sides[i].sign, row->label);
      row->series = sides[i].sign;
      chart.rows.push_back(std::move(*row));
    }
  return chart;
}

std::vector<chart_row> side_by_side_charts(const scenario_sides& scenario,
                                           const std::vector<report_side>& sides) {
  const auto cells = cells_of(scenario, sides);
  std::vector<const cell_result*> results;
  for (const auto& each : cells)
    if (each.result != nullptr) results.push_back(each.result);
  if (!have_figures(results)) return {};
  std::vector<chart_series> series;
  for (std::size_t i = 0; i < sides.size(); ++i)
    if (scenario.groups[i] != nullptr) series.push_back(series_of(sides[i]));
  const auto named = [&](auto chart) {
    chart.series = series;
    return page_chart(std::move(chart));
  };
  const auto& asked = sides.front().report->plan;
  chart_row bars{
      .charts = {named(bars_of(cells, std::string(time_name(asked)), &cell_figures::time_ns,
                               compared_time_text, compared_figure::run)),
                 named(bars_of(cells, memory_title("memory that the run added", results),
                               &cell_figures::added_bytes, added_memory_text, compared_figure::memory))}};
  chart_row further{.charts = {}, .page_only = true};
  if (std::ranges::any_of(results, [](const auto* each) { return each->compared(); }))
    further.charts.push_back(named(speedups_of(cells, asked)));
  further.charts.push_back(
      named(bars_of(cells, "CPU time", &cell_figures::cpu_ns, cpu_time_text, compared_figure::cpu)));
  for (const auto& executor : scenario.executors())
    if (auto curves = latencies_of(scenario, sides, executor); !curves.curves.empty())
      further.charts.emplace_back(std::move(curves));
  return {std::move(bars), std::move(further)};
}

}  // namespace concbench

// Tables first, because they have the figures; then what follows from them; then the charts.
#include "report/pages/sweep_page.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "core/speedups.hpp"
#include "report/pages/chart_parts.hpp"
#include "report/pages/matrix.hpp"
#include "report/words/format.hpp"
#include "report/words/remarks.hpp"
#include "report/words/sweep_words.hpp"

namespace concbench {
namespace {

page_table matrix_of(const swept_scenario& scenario, std::string title, const matrix_figure& figure) {
  auto table = matrix_table(scenario.parameter, scenario.matrix(), figure);
  table.title = std::move(title);
  return table;
}

/// How time and memory grow with the swept value, and what the columns of that table mean.
void add_growth(std::vector<page_block>& blocks, const swept_scenario& scenario, const plan& asked) {
  const auto all = growth_of(scenario);
  if (all.empty()) return;
  page_table table{
      .title =
          fmt::format("growth: figure ~ {}^exponent (1: in proportion, 0: not at all)", scenario.parameter),
      .columns = {{"executor"}, {std::string(time_name(asked)), 4}, {"r²", 2}, {"memory +", 3}, {"r²", 1}}};
  const bool further =
      std::ranges::any_of(all, [](const growth& each) { return each.bytes_of_further_task.has_value(); });
  if (further) table.columns.push_back({"memory + a further task", 5});
  for (const auto& each : all) {
    auto& row = table.rows.emplace_back();
    row.push_back({each.executor});
    for (const auto& fit : {each.time, each.memory}) {
      row.push_back({fit ? exponent_text(*fit) : std::string(no_figure)});
      row.push_back({fit ? fit_text(*fit) : ""});
    }
    if (further)
      row.push_back(
          {each.bytes_of_further_task ? format_bytes(*each.bytes_of_further_task) : std::string(no_figure)});
  }
  blocks.emplace_back(std::move(table));
  blocks.emplace_back(statement{std::string(meaning_of_growth), ink::dim});
  if (further) blocks.emplace_back(statement{std::string(meaning_of_further_task), ink::dim});
}

curve_chart curves_of(const swept_scenario& scenario, std::string title, const matrix_figure& figure,
                      compared_figure compared) {
  curve_chart chart{.y_name = std::move(title), .x_name = scenario.parameter, .y_text = figure.format};
  if (!scenario.numeric()) return chart;
  for (const auto& executor : executors_of(scenario.matrix())) chart.curves.push_back({executor, {}});
  for (const auto& [value, results] : scenario.rows) {
    const double x = *number_of(value);
    chart.x_marks.emplace_back(x, value.text);
    for (auto& curve : chart.curves) {
      const auto* found = find_cell(results, curve.label);
      if (found != nullptr && found->figures && found->cell->status == status::ok &&
          *found->figures.*figure.value > 0)
        curve.points.push_back(
            {x, *found->figures.*figure.value, interval_of_median(*found->cell, compared)});
    }
  }
  std::erase_if(chart.curves, [](const curve_chart::curve& each) { return each.points.empty(); });
  return chart;
}

}  // namespace

page_section sweep_section(const swept_scenario& scenario, const plan& asked) {
  auto facts = sweep_facts(scenario);
  page_section section{.title = facts.front(),
                       .facts = {facts.begin() + 1, facts.end()},
                       .subject = scenario.first().scenario};
  std::vector<const cell*> cells;
  std::vector<const cell_result*> all_results;
  for (const auto& row : scenario.rows)
    for (const auto& each : row.results.cells) {
      cells.push_back(each.cell);
      all_results.push_back(&each);
    }
  if (auto rounds = rounds_taken_text(cells, asked); !rounds.empty())
    section.facts.push_back(std::move(rounds));
  auto& blocks = section.blocks;
  blocks.emplace_back(matrix_of(scenario, std::string(time_name(asked)), time_figure()));
  blocks.emplace_back(matrix_of(scenario, memory_title("memory +", all_results), memory_figure()));
  add_growth(blocks, scenario, asked);
  if (auto limit = fewer_alive_text(scenario); !limit.empty())
    blocks.emplace_back(statement{std::move(limit), ink::strong});
  for (auto& each : crossover_texts(scenario, asked)) blocks.emplace_back(statement{each, ink::strong});
  for (const auto& [who, text, tone] : sweep_remarks(scenario))
    blocks.emplace_back(statement{text, tone, who});
  chart_row charts;
  auto times = curves_of(scenario, std::string(time_name(asked)), time_figure(), compared_figure::run);
  for (const auto& each : find_crossovers(scenario, asked).found)
    times.crossings.emplace_back(each.crossing.x,
                                 fmt::format("{} and {} change places", each.first, each.second));
  auto memory = curves_of(scenario, "memory +", memory_figure(), compared_figure::memory);
  memory.y_round = round_values::binary;
  memory.title = memory_title(fmt::format("memory + over {}", scenario.parameter), all_results);
  for (auto* each : {&times, &memory})
    if (!each->curves.empty()) charts.charts.emplace_back(std::move(*each));
  if (!charts.charts.empty()) blocks.emplace_back(std::move(charts));
  return section;
}

}  // namespace concbench

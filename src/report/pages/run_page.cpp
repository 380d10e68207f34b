// Sections, from who wins to how to read it.
#include "report/pages/run_page.hpp"

#include <algorithm>
#include <string_view>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "analysis/quantiles.hpp"
#include "core/speedups.hpp"
#include "report/figures/cpu_verdict.hpp"
#include "report/figures/lifecycle_verdict.hpp"
#include "report/figures/results.hpp"
#include "report/figures/sweep_results.hpp"
#include "report/figures/verdict.hpp"
#include "report/pages/cell_table.hpp"
#include "report/pages/chart_parts.hpp"
#include "report/pages/head.hpp"
#include "report/pages/legend.hpp"
#include "report/pages/matrix.hpp"
#include "report/pages/run_charts.hpp"
#include "report/pages/sweep_page.hpp"
#include "report/words/columns.hpp"
#include "report/words/format.hpp"
#include "report/words/remarks.hpp"
#include "report/words/sweep_words.hpp"
#include "report/words/text_header.hpp"
#include "report/words/timeline_words.hpp"
#include "report/words/verdict_words.hpp"
#include "report/words/warnings.hpp"
#include "system/counted.hpp"

namespace concbench {
namespace {

using strings = std::vector<std::string>;

/// The winner of each scenario over its baseline, and all speedups at a glance.
page_section glance_of(const split_results& results, const plan& asked) {
  page_section section{.title = "at a glance", .place = section_place::page_only};
  chart_row charts;
  if (auto winners = winners_chart(results.alone, asked); !winners.rows.empty())
    charts.charts.emplace_back(std::move(winners));
  if (auto map = speedup_map(results.alone, asked); !map.rows.empty())
    charts.charts.emplace_back(std::move(map));
  if (!charts.charts.empty()) section.blocks.emplace_back(std::move(charts));
  for (const auto& group : results.alone)
    if (const auto verdict = verdict_of(group, asked))
      section.blocks.emplace_back(statement{verdict_text(*verdict, asked), ink::plain, group.title()});
  if (!section.blocks.empty())
    section.blocks.emplace_back(statement{fmt::format("bold in the tables: not told apart from the {}",
                                                      asked.rate > 0 ? "lowest p99" : "fastest"),
                                          ink::dim});
  for (const auto& scenario : results.swept)
    for (const auto& text : crossover_texts(scenario, asked))
      section.blocks.emplace_back(statement{text, ink::plain, sweep_facts(scenario).front()});
  return section;
}

std::vector<const cell*> cells_of(const scenario_results& group) {
  std::vector<const cell*> cells;
  for (const auto& each : group.cells) cells.push_back(each.cell);
  return cells;
}

page_section section_of(const scenario_results& group, const plan& asked,
                        const std::vector<const figure_column*>& columns) {
  auto section = section_of_work(group.first(), group.concurrency());
  section.title = group.title();
  section.subject = group.first().scenario;
  if (auto rounds = rounds_taken_text(cells_of(group), asked); !rounds.empty())
    section.facts.push_back(std::move(rounds));
  auto& blocks = section.blocks;
  std::vector<shown_cell> rows;
  for (const auto& each : group.cells) rows.push_back({each.cell->executor, &each});
  blocks.emplace_back(cell_table(rows, columns));
  if (const auto verdict = verdict_of(group, asked))
    blocks.emplace_back(statement{verdict_text(*verdict, asked), ink::strong});
  if (const auto whole = lifecycle_verdict_of(group, asked))
    blocks.emplace_back(statement{lifecycle_verdict_text(*whole)});
  if (const auto cpu = cpu_verdict_of(group, asked))
    blocks.emplace_back(statement{cpu_verdict_text(*cpu), ink::strong});
  const std::string speedups = asked.rate > 0 ? "p99 lower" : "speedup";
  for (auto& [text, column] : {std::pair(substitute_text(group, asked), speedups),
                               std::pair(above_concurrency_text(group, asked), speedups),
                               std::pair(median_of_ratios_text(group, asked), speedups),
                               std::pair(end_of_rounds_text(group, asked), std::string())})
    if (!text.empty()) blocks.emplace_back(statement{text, ink::dim, "", column});
  add_remarks(blocks, failures_of(group), ink::bad);
  add_remarks(blocks, doubts_of_rate(group, asked), ink::strong);
  add_remarks(blocks, longest_tasks_of(group, asked), ink::plain);
  add_remarks(blocks, refusals_of(group), ink::dim);
  add_remarks(blocks, counts_of(group), ink::plain);
  add_remarks(blocks, notes_of(group), ink::dim);
  for (const auto& each : group.cells)
    if (auto remark = each.cell->timeline ? timeline_remark(*each.cell->timeline) : ""; !remark.empty())
      blocks.emplace_back(statement{std::move(remark), ink::dim, each.cell->executor});
  for (auto& each : scenario_charts(group, asked)) blocks.emplace_back(std::move(each));
  return section;
}

page_section summary_of(const std::vector<scenario_results>& results) {
  std::vector<matrix_row> rows;
  for (const auto& group : results) rows.push_back({group.first().scenario, &group});
  return {.title = "summary", .blocks = {matrix_table("scenario", rows, time_figure())}};
}

/// The baseline that was asked for, where some scenario has speedups over it. (A scenario whose speedups are over
/// another executor says so.) Empty where none has.
std::string baseline_of(const std::vector<scenario_results>& results, const plan& asked) {
  const bool used = std::ranges::any_of(results, [&](const scenario_results& group) {
    return std::ranges::any_of(group.cells, &cell_result::compared) &&
           group.reference()->cell->executor == asked.baseline;
  });
  return used ? asked.baseline : "";
}

/// "with 7 rounds (-r 7) every comparison has one": an interval.
std::string remedy_for_intervals(const std::vector<scenario_results>& results, const plan& asked) {
  std::size_t needed = 0;
  for (const auto& group : results) needed = std::max(needed, rounds_needed(group, asked));
  return fmt::format("with {} ({}) every comparison has one", counted(needed, "round"),
                     more_rounds_text(asked, needed));
}

/// Why no executor has a mark, when the baseline is the fastest of a scenario whose tasks do nothing; empty when all
/// scenarios have one.
std::string unmarked_text(const std::vector<scenario_results>& results) {
  strings names;
  std::string baseline;
  for (const auto& group : results)
    for (const auto& each : group.cells)
      if (each.fastest && !each.marked) {
        names.push_back(group.title());
        baseline = each.cell->executor;
      }
  if (names.empty()) return "";
  return fmt::format(
      "no executor is marked as the fastest in {}: their tasks do next to nothing, and {} has no cost of its own",
      fmt::join(names, ", "), baseline);
}

/// What the signs and columns of this report mean; empty where no executor has figures.
page_section legend_of(const split_results& results, const std::vector<const figure_column*>& columns,
                       const plan& asked) {
  legend_subject subject{.results = results.alone,
                         .columns = columns,
                         .asked = asked,
                         .cells = all_cells(results.alone),
                         .baseline = baseline_of(results.alone, asked),
                         .remedy = remedy_for_intervals(results.alone, asked)};
  for (const auto& scenario : results.swept)
    for (const auto& row : scenario.rows)
      for (const auto& each : row.results.cells) subject.cells.push_back(&each);
  if (!have_figures(subject.cells)) return {};
  page_legend legend;
  const auto say = [&](std::string text) {
    if (!text.empty()) legend.notes.push_back({std::move(text)});
  };
  if (asked.rounds > 1) say("figures are medians");
  add_notes_on_figures(legend, subject);
  if (results.alone.size() > 1 || !results.swept.empty())
    say(fmt::format("* not told apart from the {}", asked.rate > 0 ? "lowest p99" : "fastest"));
  say(unmarked_text(results.alone));
  add_notes_on_columns(legend, subject);
  page_section section{.title = "how to read it", .foldable = true};
  section.blocks.emplace_back(std::move(legend));
  return section;
}

/// What makes the figures less certain. The legend explains missing intervals.
page_section warnings_of_run(const report& result, const std::vector<scenario_results>& results) {
  auto warnings = warnings_of(result, results);
  std::erase_if(warnings, [](const warning& each) { return each.kind == weakness::too_few_rounds; });
  page_section section{.title = "what weakens these figures", .foldable = true};
  if (auto states = states_text(result); !states.empty())
    section.blocks.emplace_back(statement{std::move(states)});
  strings kinds;
  for (const auto& each : warnings) {
    section.blocks.emplace_back(statement{to_line(each), ink::plain, "warning"});
    kinds.push_back(brief_text(each));
  }
  if (!warnings.empty()) {
    if (auto states = states_text(result); !states.empty()) section.brief.push_back({std::move(states)});
    section.brief.push_back({fmt::format("{}; --verbose says where, and what to try", fmt::join(kinds, ", ")),
                             ink::plain, "weak figures"});
  }
  return section;
}

}  // namespace

page run_page(const report& result) {
  auto made = head_of(result);
  const auto all = results_of(result);
  auto results = all;
  strings unmeasured;
  if (result.plan.interrupted)
    std::erase_if(results, [&](const scenario_results& group) {
      if (group.unmeasured()) unmeasured.push_back(group.title());
      return group.unmeasured();
    });
  add_unmeasured(made, unmeasured);
  if (results.empty()) return made;
  const auto split = split_sweeps(results);
  const auto add = [&](page_section section) {
    if (!section.blocks.empty()) made.sections.push_back(std::move(section));
  };
  add(glance_of(split, result.plan));
  const auto columns = filled_columns(split.alone, result.plan);
  for (const auto& group : split.alone) add(section_of(group, result.plan, columns));
  for (const auto& scenario : split.swept) add(sweep_section(scenario, result.plan));
  if (split.alone.size() > 1) add(summary_of(split.alone));
  add(legend_of(split, columns, result.plan));
  add(warnings_of_run(result, all));
  return made;
}

}  // namespace concbench

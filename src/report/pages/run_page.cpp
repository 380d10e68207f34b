// Sections, from who wins to how to read it.
#include "report/pages/run_page.hpp"

#include <algorithm>
#include <string_view>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "analysis/quantiles.hpp"
#include "core/speedups.hpp"
#include "report/figures/cpu_verdict.hpp"
#include "report/figures/results.hpp"
#include "report/figures/sweep_results.hpp"
#include "report/figures/verdict.hpp"
#include "report/pages/head.hpp"
#include "report/pages/run_charts.hpp"
#include "report/pages/sweep_page.hpp"
#include "report/pages/sweep_text.hpp"
#include "report/words/format.hpp"
#include "report/words/remarks.hpp"
#include "report/words/scenario_table.hpp"
#include "report/words/text_header.hpp"
#include "report/words/timeline_words.hpp"
#include "report/words/warnings.hpp"
#include "system/counted.hpp"

namespace concbench {
namespace {

const text_style unicode{.width = 1000};

using texts = std::vector<std::string>;

std::string title_of(const scenario_results& group) {
  return group.first().scenario + group.point();
}

/// What an interrupted run has no counted sample of.
bool is_unmeasured(const scenario_results& group) {
  return std::ranges::all_of(group.cells, [](const cell_result& each) { return each.of->samples.empty(); });
}

/// The winner of each scenario over its baseline, and all speedups at a glance.
page_section glance_of(const split_results& results, const plan& asked) {
  page_section section{.title = "At a glance"};
  chart_row charts;
  if (auto winners = winners_chart(results.alone, asked); !winners.rows.empty())
    charts.charts.emplace_back(std::move(winners));
  if (auto map = speedup_map(results.alone, asked); !map.rows.empty())
    charts.charts.emplace_back(std::move(map));
  if (!charts.charts.empty()) section.blocks.emplace_back(std::move(charts));
  for (const auto& group : results.alone)
    if (const auto verdict = verdict_of(group, asked))
      section.blocks.emplace_back(statement{verdict_text(*verdict, unicode), ink::plain, title_of(group)});
  for (const auto& along : results.swept)
    for (const auto& text : crossover_texts(along, asked, unicode))
      section.blocks.emplace_back(statement{text, ink::plain, sweep_facts(along, unicode).front()});
  return section;
}

page_table table_of(const scenario_results& group, const std::vector<const figure_column*>& columns) {
  page_table table{.columns = {{"executor"}}};
  for (const auto* each : columns) table.columns.push_back({std::string(each->title), each->importance});
  for (const auto& each : group.cells) {
    auto& row = table.rows.emplace_back();
    row.push_back({marked_name(each), ink_of(each)});
    if (!each.figures) {
      row.push_back({status_text(*each.of), ink_of(each)});
      continue;
    }
    for (const auto* column : columns) row.push_back({column->text(each, unicode)});
    if (ink_of(each) == ink::good && row.size() > 1) row[1].tone = ink::good;
  }
  return table;
}

void add_remarks(std::vector<page_block>& to, const std::vector<remark>& remarks, ink tone) {
  for (const auto& [executors, text] : remarks)
    to.emplace_back(statement{text, tone, fmt::format("{}", fmt::join(executors, ", "))});
}

page_section section_of(const scenario_results& group, const plan& asked,
                        const std::vector<const figure_column*>& columns) {
  const auto& first = group.first();
  page_section section{
      .title = title_of(group),
      .facts = {counted(first.tasks, "task"), fmt::format("{} at once", group.concurrency())}};
  for (auto& each : active_params(first, unicode)) section.facts.push_back(std::move(each));
  auto& blocks = section.blocks;
  blocks.emplace_back(table_of(group, columns));
  if (const auto verdict = verdict_of(group, asked))
    blocks.emplace_back(statement{verdict_text(*verdict, unicode), ink::strong});
  if (const auto cpu = cpu_verdict_of(group, asked))
    blocks.emplace_back(statement{cpu_verdict_text(*cpu, unicode), ink::strong});
  for (auto& text : {substitute_text(group, asked), above_concurrency_text(group, asked, unicode),
                     median_of_ratios_text(group, asked, unicode), end_of_rounds_text(group, asked, unicode)})
    if (!text.empty()) blocks.emplace_back(statement{text, ink::dim});
  add_remarks(blocks, failures_of(group, unicode), ink::bad);
  add_remarks(blocks, refusals_of(group, unicode), ink::dim);
  add_remarks(blocks, stops_of(group, unicode), ink::plain);
  add_remarks(blocks, notes_of(group, unicode), ink::dim);
  for (const auto& each : group.cells)
    if (auto remark = each.of->timeline ? timeline_remark(*each.of->timeline) : ""; !remark.empty())
      blocks.emplace_back(statement{std::move(remark), ink::dim, each.of->executor});
  if (auto charts = scenario_charts(group, asked); !charts.charts.empty())
    blocks.emplace_back(std::move(charts));
  return section;
}

page_section warnings_section(const report& result, const std::vector<scenario_results>& results) {
  page_section section{.title = "What weakens these figures"};
  for (const auto& each : warnings_of(result, results, unicode))
    section.blocks.emplace_back(statement{to_line(each)});
  return section;
}

/// What the columns and charts mean.
page_section legend_of(const report& result, const std::vector<scenario_results>& results) {
  page_section section{.title = "How to read it"};
  const auto say = [&](std::string text) { section.blocks.emplace_back(statement{std::move(text)}); };
  const bool compared = result.plan.executors.size() > 1;
  say(fmt::format("Figures are medians over {}.",
                  counted(static_cast<std::uint64_t>(result.plan.rounds), "round")));
  if (result.plan.rate > 0) {
    say("In an open loop tasks are due at a fixed rate. p50, p99 and p99.9 count from when a task was due; the "
        "columns 'once started' count from when it began, and hide the time that it waited.");
    if (compared)
      say(fmt::format("'p99 lower' says how many times lower the p99 is than that of {}, round by round.",
                      result.plan.baseline));
  } else if (compared) {
    say(fmt::format(
        "Speedups are over {}: the median of the ratios of each round, which need not be the ratio of the "
        "two medians beside it.",
        result.plan.baseline));
  }
  if (compared) {
    say(families_text(result.plan) + ".");
    say("Where an interval holds 1, nobody is shown to be faster: that is called not resolved.");
  }
  if (auto few = few_tasks_text(results, result.plan); !few.empty()) say(few + ".");
  for (const auto& each : column_meanings(results, result.plan, {}, unicode)) say(each + ".");
  return section;
}

}  // namespace

page run_page(const report& result) {
  auto made = head_of(result);
  const auto all = results_of(result);
  auto results = all;
  texts unmeasured;
  if (result.plan.interrupted)
    std::erase_if(results, [&](const scenario_results& group) {
      if (is_unmeasured(group)) unmeasured.push_back(title_of(group));
      return is_unmeasured(group);
    });
  if (!unmeasured.empty())
    made.notices.push_back(
        {fmt::format("no counted sample yet: {}", fmt::join(unmeasured, ", ")), ink::plain});
  if (results.empty()) return made;
  const auto split = split_sweeps(results);
  const auto add = [&](page_section section) {
    if (!section.blocks.empty()) made.sections.push_back(std::move(section));
  };
  add(glance_of(split, result.plan));
  const auto columns = filled_columns(split.alone, result.plan, unicode);
  for (const auto& group : split.alone) add(section_of(group, result.plan, columns));
  for (const auto& along : split.swept) add(sweep_section(along, result.plan));
  add(warnings_section(result, all));
  add(legend_of(result, split.alone));
  return made;
}

}  // namespace concbench

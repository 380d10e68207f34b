// What the reports are, what differs between them, who wins in each, and then scenario by scenario.
#include "report/pages/side_by_side_page.hpp"

#include <algorithm>
#include <string_view>
#include <utility>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "analysis/interval.hpp"
#include "core/speedups.hpp"
#include "report/figures/side_by_side.hpp"
#include "report/figures/verdict.hpp"
#include "report/pages/cell_table.hpp"
#include "report/pages/chart_parts.hpp"
#include "report/pages/head.hpp"
#include "report/pages/legend.hpp"
#include "report/pages/side_by_side_charts.hpp"
#include "report/words/columns.hpp"
#include "report/words/comparability.hpp"
#include "report/words/format.hpp"
#include "report/words/remarks.hpp"
#include "report/words/text_header.hpp"
#include "report/words/verdict_words.hpp"
#include "system/counted.hpp"

namespace concbench {
namespace {

std::vector<report_side> sides_of(const std::vector<named_report>& reports) {
  std::vector<report_side> sides;
  for (const auto& [name, report] : reports)
    sides.push_back(
        {std::string(1, static_cast<char>('A' + sides.size())), name, &report, results_of(report)});
  return sides;
}

page_section reports_section(const std::vector<report_side>& sides) {
  page_section section{.title = "the reports"};
  for (const auto& each : sides) {
    std::vector<std::string> facts{each.name, tool_text(*each.report)};
    for (const auto& more : {machine_facts(each.report->environment), plan_facts(*each.report)})
      facts.insert(facts.end(), more.begin(), more.end());
    section.blocks.emplace_back(page_definition{each.sign, fmt::format("{}", fmt::join(facts, ", ")), true});
    if (!each.report->plan.command.empty())
      section.blocks.emplace_back(page_command{each.report->plan.command});
  }
  return section;
}

bool of_one_machine(const std::vector<report_side>& sides) {
  return std::ranges::all_of(sides, [&](const report_side& each) {
    return machine_differences(*sides.front().report, *each.report).empty();
  });
}

bool of_one_plan(const std::vector<report_side>& sides) {
  return std::ranges::all_of(sides, [&](const report_side& each) {
    return plan_differences(*sides.front().report, *each.report).empty();
  });
}

/// "Linux 6.1.0 in A, C; Linux 6.12.1 in B".
std::string values_text(const differing_fact& fact, const std::vector<report_side>& sides) {
  std::vector<std::pair<std::string, std::vector<std::string>>> values;
  for (std::size_t i = 0; i < sides.size(); ++i) {
    auto known =
        std::ranges::find(values, fact.values[i], &std::pair<std::string, std::vector<std::string>>::first);
    if (known == values.end()) known = values.insert(known, {fact.values[i], {}});
    known->second.push_back(sides[i].sign);
  }
  std::vector<std::string> texts;
  for (const auto& [value, signs] : values)
    texts.push_back(fmt::format("{} in {}", value, fmt::join(signs, ", ")));
  return fmt::format("{}", fmt::join(texts, "; "));
}

page_section differences_section(const std::vector<report_side>& sides,
                                 const std::vector<scenario_sides>& scenarios) {
  page_section section{.title = "what differs between them"};
  std::vector<const report*> reports;
  for (const auto& each : sides) reports.push_back(each.report);
  for (const auto& each : differing_facts(reports)) {
    section.blocks.emplace_back(statement{values_text(each, sides), ink::plain, each.name});
  }
  for (const auto& scenario : scenarios)
    for (std::size_t i = 0; i < sides.size(); ++i) {
      const auto other = scenario.groups[i] == nullptr ? std::string() : other_work(scenario, sides, i);
      if (!other.empty())
        section.blocks.emplace_back(
            statement{fmt::format("in {} {}", sides[i].sign, other), ink::plain, scenario.title});
    }
  if (section.blocks.empty())
    section.blocks.emplace_back(statement{
        "Program and machine are the same in all of them, and so is what was asked of all scenarios."});
  constexpr std::string_view speedups =
      "A speedup is over the baseline of its own report: where the work is the same, speedups can be compared, also "
      "between machines.";
  const bool one_machine = of_one_machine(sides);
  const bool one_plan = of_one_plan(sides);
  section.blocks.emplace_back(statement{
      fmt::format("{} {}",
                  !one_machine ? "The machines differ: do not compare times, CPU times or memory "
                                 "between them."
                  : one_plan   ? "The machine is the same, as far as the reports say: times can be "
                                 "compared wherever the work is the same."
                               : "The machine is the same, as far as the reports say, but what the runs "
                                 "were asked to do is not: compare times only where none of the "
                                 "differences above can change them.",
                  speedups),
      one_machine && one_plan ? ink::plain : ink::strong});
  section.blocks.emplace_back(statement{
      "This page does not judge which report is faster. For two of them, concbench compare OLD NEW does, with "
      "intervals."});
  return section;
}

/// "coroutines, 31.5× [30.2, 33.0]"; of the baseline its name alone.
std::string winner_text(const scenario_results& group, const plan& asked) {
  const auto verdict = verdict_of(group, asked);
  if (!verdict) return std::string(no_figure);
  if (!verdict->has_one_winner()) return "not resolved";
  const auto row = interval_row("", *verdict->winner, asked);
  return verdict->winner->reference ? verdict->winner->cell->executor
                                    : fmt::format("{}, {}", verdict->winner->cell->executor, row.figure);
}

/// The winner of each scenario in each report.
page_section glance_section(const std::vector<report_side>& sides,
                            const std::vector<scenario_sides>& scenarios) {
  const bool open = sides.front().report->plan.rate > 0;
  page_section section{.title = "at a glance"};
  page_table table{
      .title = open ? "the lowest p99 in each report, and how many times lower than its baseline's"
                    : "the fastest in each report, and its speedup over that report's baseline",
      .columns = {{"scenario"}},
      .matrix = true};
  for (const auto& each : sides) table.columns.push_back({each.sign});
  for (const auto& scenario : scenarios) {
    auto& row = table.rows.emplace_back();
    row.push_back({scenario.title});
    for (std::size_t i = 0; i < sides.size(); ++i) {
      const auto* group = scenario.groups[i];
      row.push_back(group == nullptr ? page_cell{std::string(not_in_report), ink::dim}
                                     : page_cell{winner_text(*group, sides[i].report->plan)});
    }
  }
  section.blocks.emplace_back(std::move(table));
  if (auto chart = winners_of(sides, scenarios); !chart.rows.empty())
    section.blocks.emplace_back(chart_row{.charts = {std::move(chart)}, .page_only = true});
  return section;
}

/// Which reports do not have the scenario, or have other work under its name: to be known before its figures are read.
void add_warnings(std::vector<page_block>& to, const scenario_sides& scenario,
                  const std::vector<report_side>& sides) {
  for (std::size_t i = 0; i < sides.size(); ++i)
    if (scenario.groups[i] == nullptr) {
      to.emplace_back(statement{std::string(not_in_report), ink::plain, sides[i].sign});
    } else if (const auto other = other_work(scenario, sides, i); !other.empty()) {
      to.emplace_back(statement{
          fmt::format("this was run in another way than in {0}: {1}. Its times and speedups cannot be "
                      "compared with those of {0}",
                      sides[scenario.first()].sign, other),
          ink::strong, sides[i].sign});
    }
}

bool differs_in_work(const scenario_sides& scenario, const std::vector<report_side>& sides) {
  for (std::size_t i = 0; i < sides.size(); ++i)
    if (scenario.groups[i] != nullptr && !other_work(scenario, sides, i).empty()) return true;
  return false;
}

/// What each report's figures come to, each for itself.
void add_verdicts(std::vector<page_block>& to, const scenario_sides& scenario,
                  const std::vector<report_side>& sides) {
  for (std::size_t i = 0; i < sides.size(); ++i) {
    if (scenario.groups[i] == nullptr) continue;
    const auto& group = *scenario.groups[i];
    const auto& asked = sides[i].report->plan;
    const auto say = [&](std::string text, ink tone) {
      if (!text.empty()) to.emplace_back(statement{std::move(text), tone, sides[i].sign});
    };
    if (const auto verdict = verdict_of(group, asked)) say(verdict_text(*verdict, asked), ink::plain);
    say(substitute_text(group, asked), ink::dim);
    for (const auto& each : failures_of(group)) say(fmt::format("{}: {}", each.who(), each.text), ink::bad);
  }
}

page_section section_of(const scenario_sides& scenario, const std::vector<report_side>& sides,
                        const std::vector<const figure_column*>& columns) {
  const auto& first = *scenario.groups[scenario.first()];
  auto section = section_of_work(first.first(), first.concurrency());
  section.title = scenario.title;
  section.subject = first.first().scenario;
  add_warnings(section.blocks, scenario, sides);
  if (differs_in_work(scenario, sides))
    section.facts.insert(section.facts.begin(), fmt::format("in {}", sides[scenario.first()].sign));
  std::vector<shown_cell> cells;
  for (const auto& [executor, side, result] : cells_of(scenario, sides))
    cells.push_back({executor, result, side->sign});
  section.blocks.emplace_back(cell_table(cells, columns));
  add_verdicts(section.blocks, scenario, sides);
  for (auto& each : side_by_side_charts(scenario, sides)) section.blocks.emplace_back(std::move(each));
  return section;
}

page_section legend_section(const std::vector<scenario_results>& results,
                            const std::vector<const figure_column*>& columns, const plan& asked) {
  legend_subject subject{.results = results, .columns = columns, .asked = asked, .cells = all_cells(results)};
  if (std::ranges::any_of(subject.cells, [](const cell_result* each) { return each->compared(); }))
    subject.baseline = "the baseline of the same report";
  page_legend legend;
  legend.notes.push_back(
      {fmt::format("a {} in bold, or in a terminal green: not told apart from the {} in its report",
                   time_name(asked), asked.rate > 0 ? "lowest p99" : "fastest")});
  legend.notes.push_back(
      {fmt::format(
           "interval: where the median of the {} lies, with a chance of 95 % for each row by itself; it takes {} or more",
           time_name(asked),
           counted(analysis::least_values_for_sign_interval(analysis::family_risk), "round")),
       "interval"});
  add_notes_on_figures(legend, subject);
  add_notes_on_columns(legend, subject);
  page_section section{.title = "how to read it", .foldable = true};
  section.blocks.emplace_back(std::move(legend));
  section.blocks.emplace_back(
      statement{"concbench report with one of these files says what weakens its figures", ink::dim});
  return section;
}

}  // namespace

page side_by_side_page(const std::vector<named_report>& reports) {
  const auto sides = sides_of(reports);
  page made{.title = fmt::format("{} side by side", counted(sides.size(), "report"))};
  std::vector<scenario_results> all;
  for (const auto& each : sides) {
    add_notices(made, each.sign, *each.report);
    all.insert(all.end(), each.results.begin(), each.results.end());
  }
  made.sections.push_back(reports_section(sides));
  const auto scenarios = scenarios_of(sides);
  made.sections.push_back(differences_section(sides, scenarios));
  if (scenarios.empty()) return made;
  const auto& asked = sides.front().report->plan;
  auto columns = filled_columns(all, asked);
  std::erase_if(columns,
                [](const figure_column* each) { return each->extremes; });  // the interval has their place
  made.sections.push_back(glance_section(sides, scenarios));
  for (const auto& each : scenarios) made.sections.push_back(section_of(each, sides, columns));
  made.sections.push_back(legend_section(all, columns, asked));
  return made;
}

}  // namespace concbench

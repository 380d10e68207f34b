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
#include "report/pages/chart_parts.hpp"
#include "report/pages/head.hpp"
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
  for (const auto& [name, of] : reports)
    sides.push_back({std::string(1, static_cast<char>('A' + sides.size())), name, &of, results_of(of)});
  return sides;
}

page_section reports_section(const std::vector<report_side>& sides) {
  page_section section{.title = "the reports"};
  for (const auto& each : sides) {
    std::vector<std::string> facts{each.name, tool_text(*each.of)};
    for (const auto& more : {machine_facts(each.of->environment), plan_facts(*each.of)})
      facts.insert(facts.end(), more.begin(), more.end());
    section.blocks.emplace_back(page_definition{each.sign, fmt::format("{}", fmt::join(facts, ", ")), true});
    if (!each.of->plan.command.empty()) section.blocks.emplace_back(page_command{each.of->plan.command});
  }
  return section;
}

bool of_one_machine(const std::vector<report_side>& sides) {
  return std::ranges::all_of(sides, [&](const report_side& each) {
    return machine_differences(*sides.front().of, *each.of).empty();
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

page_section differences_section(const std::vector<report_side>& sides) {
  page_section section{.title = "what differs between them"};
  std::vector<const report*> reports;
  for (const auto& each : sides) reports.push_back(each.of);
  for (const auto& each : differing_facts(reports)) {
    section.blocks.emplace_back(statement{values_text(each, sides), ink::plain, each.name});
  }
  if (section.blocks.empty())
    section.blocks.emplace_back(statement{"Program, machine and plan are the same in all of them."});
  constexpr std::string_view speedups =
      "A speedup is over the baseline of its own report: where the work is the same, speedups can be compared, also "
      "between machines.";
  const bool one_machine = of_one_machine(sides);
  section.blocks.emplace_back(
      statement{fmt::format("{} {}",
                            one_machine ? "The machine is the same, as far as the reports say: times can be "
                                          "compared wherever the work is the same."
                                        : "The machines differ: do not compare times, CPU times or memory "
                                          "between them.",
                            speedups),
                one_machine ? ink::plain : ink::strong});
  section.blocks.emplace_back(statement{
      "This page does not judge which report is faster. For two of them, concbench compare OLD NEW does, with "
      "intervals."});
  return section;
}

/// "coroutines, 31.5× [30.2, 33.0]"; of the baseline its name alone.
std::string winner_text(const scenario_results& of, const plan& asked) {
  const auto verdict = verdict_of(of, asked);
  if (!verdict) return std::string(no_figure);
  if (!verdict->has_one_winner()) return "not resolved";
  const auto row = interval_row("", *verdict->winner, asked);
  return verdict->winner->reference ? verdict->winner->cell->executor
                                    : fmt::format("{}, {}", verdict->winner->cell->executor, row.figure);
}

/// The winner of each scenario in each report.
page_section glance_section(const std::vector<report_side>& sides,
                            const std::vector<scenario_sides>& scenarios) {
  const bool open = sides.front().of->plan.rate > 0;
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
      const auto* group = scenario.in[i];
      row.push_back(group == nullptr ? page_cell{std::string(not_in_report), ink::dim}
                                     : page_cell{winner_text(*group, sides[i].of->plan)});
    }
  }
  section.blocks.emplace_back(std::move(table));
  if (auto chart = winners_of(sides, scenarios); !chart.rows.empty())
    section.blocks.emplace_back(chart_row{.charts = {std::move(chart)}, .page_only = true});
  return section;
}

std::string interval_text(const cell& of) {
  const auto range = interval_of_median(of, compared_ns);
  if (!range) return std::string(no_figure);
  return range->low == range->high ? format_time(range->low) : format_time_range(range->low, range->high);
}

page_table table_of(const scenario_sides& of, const std::vector<report_side>& sides,
                    const std::vector<const figure_column*>& columns) {
  page_table table{.columns = {{"executor"}, {"report", 110}}, .alike = "scenario"};
  for (const auto* each : columns) {
    table.columns.push_back({std::string(each->title), each->importance});
    if (each == columns.front()) table.columns.push_back({"interval", 85});
  }
  if (columns.empty()) table.columns.push_back({});  // there is no figure at all, only why not
  for (const auto& [executor, side, found] : cells_of(of, sides)) {
    auto& row = table.rows.emplace_back();
    if (found == nullptr || !found->figures) {
      const auto tone = found == nullptr ? ink::dim : ink_of(*found);
      row = {{executor, tone},
             {side->sign},
             {found == nullptr ? std::string(not_in_report) : status_text(*found->cell), tone}};
      continue;
    }
    row = {{marked_name(*found), ink_of(*found)}, {side->sign}};
    for (const auto* column : columns) {
      row.push_back({column->text(*found)});
      if (column != columns.front()) continue;
      if (ink_of(*found) == ink::best) row.back().tone = ink::best;
      row.push_back({interval_text(*found->cell)});
    }
  }
  return table;
}

/// Which reports do not have the scenario, or have other work under its name: to be known before its figures are read.
void add_warnings(std::vector<page_block>& to, const scenario_sides& of,
                  const std::vector<report_side>& sides) {
  for (std::size_t i = 0; i < sides.size(); ++i)
    if (of.in[i] == nullptr) {
      to.emplace_back(statement{std::string(not_in_report), ink::plain, sides[i].sign});
    } else if (const auto other = other_work(of, sides, i); !other.empty()) {
      to.emplace_back(
          statement{fmt::format("this is other work than in {0}: {1}. Its times and speedups cannot be "
                                "compared with those of {0}",
                                sides[of.first()].sign, other),
                    ink::strong, sides[i].sign});
    }
}

/// What each report's figures come to, each for itself.
void add_verdicts(std::vector<page_block>& to, const scenario_sides& of,
                  const std::vector<report_side>& sides) {
  for (std::size_t i = 0; i < sides.size(); ++i) {
    if (of.in[i] == nullptr) continue;
    const auto& group = *of.in[i];
    const auto& asked = sides[i].of->plan;
    const auto say = [&](std::string text, ink tone) {
      if (!text.empty()) to.emplace_back(statement{std::move(text), tone, sides[i].sign});
    };
    if (const auto verdict = verdict_of(group, asked)) say(verdict_text(*verdict, asked), ink::plain);
    say(substitute_text(group, asked), ink::dim);
    for (const auto& [executors, text] : failures_of(group))
      say(fmt::format("{}: {}", fmt::join(executors, ", "), text), ink::bad);
  }
}

page_section section_of(const scenario_sides& of, const std::vector<report_side>& sides,
                        const std::vector<const figure_column*>& columns) {
  const auto& first = *of.in[of.first()];
  auto section = section_of_work(first.first(), first.concurrency());
  section.title = of.title;
  section.subject = first.first().scenario;
  add_warnings(section.blocks, of, sides);
  section.blocks.emplace_back(table_of(of, sides, columns));
  add_verdicts(section.blocks, of, sides);
  for (auto& each : side_by_side_charts(of, sides)) section.blocks.emplace_back(std::move(each));
  return section;
}

page_section legend_section(const std::vector<scenario_results>& results,
                            const std::vector<const figure_column*>& columns, const plan& asked) {
  page_legend legend;
  const auto say = [&](std::string text, std::string column = "") {
    legend.notes.push_back({std::move(text), std::move(column)});
  };
  say(fmt::format("in bold, or in a terminal green: not told apart from the {} in its report",
                  asked.rate > 0 ? "lowest p99" : "fastest"));
  say(fmt::format(
          "interval: where the median of the {} lies, with a chance of 95 % for each row by itself; it takes {} or more",
          time_name(asked),
          counted(analysis::least_values_for_sign_interval(analysis::family_risk), "round")),
      "interval");
  for (const auto* each : columns)
    if (!each->meaning.empty()) say(std::string(each->meaning), std::string(each->title));
  std::vector<const cell_result*> cells;
  bool failures = false;
  for (const auto& group : results)
    for (const auto& each : group.cells) {
      cells.push_back(&each);
      failures |= each.figures && each.cell->status != status::ok;
    }
  if (failures) say("! failed in part, or saturated");
  if (auto memory = memory_text(cells); !memory.empty()) say(std::move(memory));
  page_section section{.title = "how to read it"};
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
    add_notices(made, each.sign, *each.of);
    all.insert(all.end(), each.results.begin(), each.results.end());
  }
  made.sections.push_back(reports_section(sides));
  made.sections.push_back(differences_section(sides));
  const auto scenarios = scenarios_of(sides);
  if (scenarios.empty()) return made;
  const auto& asked = sides.front().of->plan;
  auto columns = filled_columns(all, asked);
  std::erase_if(columns,
                [](const figure_column* each) { return each->extremes; });  // the interval has their place
  made.sections.push_back(glance_section(sides, scenarios));
  for (const auto& each : scenarios) made.sections.push_back(section_of(each, sides, columns));
  made.sections.push_back(legend_section(all, columns, asked));
  return made;
}

}  // namespace concbench

// Markdown tables; all columns always, for a page scrolls.
#include "report/exports/markdown.hpp"

#include <algorithm>
#include <iterator>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "report/exports/markdown_syntax.hpp"
#include "report/figures/cpu_verdict.hpp"
#include "report/figures/results.hpp"
#include "report/figures/sweep_results.hpp"
#include "report/figures/verdict.hpp"
#include "report/pages/sweep_text.hpp"
#include "report/terminal/summary_matrix.hpp"
#include "report/words/format.hpp"
#include "report/words/remarks.hpp"
#include "report/words/scenario_table.hpp"
#include "report/words/text_header.hpp"
#include "report/words/warnings.hpp"
#include "system/counted.hpp"

namespace concbench {
namespace {

const text_style style{.width = 1000, .colour = false, .unicode = true};

using cell_texts = std::vector<std::string>;

std::string highlighted(const std::string& text, const cell_result& of) {
  return of.marked ? "**" + text + "**" : text;
}

using columns = std::vector<const figure_column*>;

/// The first column is always there: in a cell without figures the reason stands in it.
columns columns_of(const std::vector<scenario_results>& results, const plan& asked) {
  auto shown = filled_columns(results, asked, style);
  const auto* const first = &figure_columns(asked).front();
  if (shown.empty() || shown.front() != first) shown.insert(shown.begin(), first);
  return shown;
}

cell_texts row_of(const cell_result& result, const columns& shown) {
  const auto failure = markdown_text(failure_text(*result.of, style));
  cell_texts row{highlighted(markdown_text(result.of->executor), result)};
  for (const auto* column : shown)
    row.push_back(result.figures ? markdown_text(column->text(result, style)) : "");
  auto& first = row[1];
  if (!result.figures) {
    first = failure;
  } else {
    first = highlighted(first, result);
    if (!failure.empty()) first += fmt::format(" ({})", failure);
  }
  return row;
}

std::string section_of(const scenario_results& group, const plan& asked, const columns& shown) {
  const auto& first = group.first();
  auto text = fmt::format("\n## {}\n\n{}, {} at once", markdown_text(first.scenario),
                          counted(first.tasks, "task"), group.concurrency());
  for (const auto& each : active_params(first, style)) text += ", " + markdown_code(each);
  cell_texts titles{"executor"};
  for (const auto* column : shown) titles.emplace_back(column->title);
  text += "\n\n" + markdown_header(titles);
  for (const auto& each : group.cells) text += markdown_row(row_of(each, shown));
  if (const auto verdict = verdict_of(group, asked))
    text += fmt::format("\n**{}**\n", markdown_text(verdict_text(*verdict, style)));
  if (const auto cpu = cpu_verdict_of(group, asked))
    text += fmt::format("\n**{}**\n", markdown_text(cpu_verdict_text(*cpu, style)));
  for (const auto& remark :
       {substitute_text(group, asked), above_concurrency_text(group, asked, style),
        median_of_ratios_text(group, asked, style), end_of_rounds_text(group, asked, style)})
    if (!remark.empty()) text += fmt::format("\n{}\n", markdown_text(remark));
  auto notes = stops_of(group, style);
  std::ranges::move(notes_of(group, style), std::back_inserter(notes));
  if (!notes.empty()) text += '\n';
  for (const auto& [executors, note] : notes)
    text += fmt::format("- {}: {}\n", fmt::join(executors, ", "), markdown_text(note));
  return text;
}

std::string matrix_cell(const cell_result* result, const matrix_figure& figure) {
  if (result == nullptr) return "–";
  if (!result->figures) return status_word(*result->of);
  const auto plain = figure.format(*result->figures.*figure.value);
  auto text = figure.marks_fastest ? highlighted(plain, *result) : plain;
  if (result->of->status == status::ok) return text;
  return text + (result->of->status == status::saturated ? " (saturated)" : " (failed in part)");
}

std::string matrix_of(const std::string& title, std::span<const matrix_row> rows,
                      const matrix_figure& figure) {
  const auto executors = executors_of(rows);
  cell_texts titles{markdown_text(title)};
  for (const auto& each : executors) titles.push_back(markdown_text(each));
  auto text = markdown_header(titles);
  for (const auto& [label, results] : rows) {
    cell_texts row{markdown_text(label)};
    for (const auto& each : executors) row.push_back(matrix_cell(find_cell(*results, each), figure));
    text += markdown_row(row);
  }
  return text;
}

std::string summary_of(const std::vector<scenario_results>& results) {
  std::vector<matrix_row> rows;
  for (const auto& group : results) rows.push_back({group.first().scenario, &group});
  return "\n## Summary\n\n" + matrix_of("scenario", rows, time_figure(style));
}

std::string growth_table(const swept_scenario& along, const plan& asked) {
  const auto all = growth_of(along);
  if (all.empty()) return "";
  const auto fits = [](const std::optional<analysis::power_fit>& fit) {
    return fit ? cell_texts{exponent_text(*fit, style), fit_text(*fit)} : cell_texts{"–", ""};
  };
  auto text = fmt::format("\nGrowth: figure ~ {}^exponent (1: in proportion, 0: not at all)\n\n",
                          markdown_text(along.parameter)) +
              markdown_header({"executor", std::string(time_name(asked)), "r²", "peak memory", "r²"});
  for (const auto& each : all) {
    cell_texts row{markdown_text(each.executor)};
    for (const auto& fit : {each.time, each.memory})
      for (auto& cell : fits(fit)) row.push_back(std::move(cell));
    text += markdown_row(row);
  }
  return text;
}

std::string section_of(const swept_scenario& along, const plan& asked) {
  const auto facts = sweep_facts(along, style);
  auto text = fmt::format("\n## {}\n\n", markdown_text(facts.front()));
  if (facts.size() > 1)
    text += markdown_text(fmt::format("{}", fmt::join(facts.begin() + 1, facts.end(), ", "))) + "\n\n";
  text += fmt::format("{}\n\n", asked.rate > 0 ? time_name(asked) : "Time");
  text += matrix_of(along.parameter, along.matrix(), time_figure(style));
  text += "\nPeak memory\n\n" + matrix_of(along.parameter, along.matrix(), memory_figure());
  text += growth_table(along, asked);
  for (const auto& each : crossover_texts(along, asked, style))
    text += fmt::format("\n**{}**\n", markdown_text(each));
  const auto remarks = sweep_remarks(along, style);
  if (!remarks.empty()) text += '\n';
  for (const auto& [who, what, colour] : remarks)
    text += fmt::format("- {}: {}\n", markdown_text(who), markdown_text(what));
  return text;
}

std::string head_of(const report& result) {
  auto text = fmt::format("# {}\n\n", markdown_text(tool_text(result)));
  if (const auto why = unfit_build(result.environment); !why.empty())
    text += fmt::format("> **WARNING: {}. These times say nothing about a release build.**\n\n",
                        markdown_text(why));
  const auto list = [&](const std::vector<std::string>& facts) {
    text += fmt::format("- {}\n", markdown_text(fmt::format("{}", fmt::join(facts, ", "))));
  };
  if (!result.plan.command.empty()) text += fmt::format("- {}\n", markdown_code(result.plan.command));
  list(machine_facts(result.environment));
  auto facts = plan_facts(result);
  if (auto used = used_time(result); !used.empty()) facts.push_back(std::move(used));
  list(facts);
  if (result.plan.interrupted) text += "- **Interrupted: only what had finished is shown.**\n";
  return text;
}

/// What the columns mean.
std::string legend_of(const report& result, const std::vector<scenario_results>& results) {
  const bool open_loop = result.plan.rate > 0;
  cell_texts facts{"Figures are medians over the rounds"};
  if (open_loop) {
    facts.push_back(
        "Open loop: p50, p99 and p99.9 count from when a task was due, once started from when it began; p99 lower: how "
        "many times lower it is than the baseline's, round by round");
  } else if (result.plan.executors.size() > 1) {
    facts.push_back(fmt::format("Speedups are over {}, round by round", result.plan.baseline));
  }
  if (result.plan.executors.size() > 1) facts.emplace_back(families_text(result.plan));
  for (auto& each : column_meanings(results, result.plan, {}, style)) facts.push_back(std::move(each));
  if (auto few = few_tasks_text(results, result.plan); !few.empty()) facts.push_back(std::move(few));
  std::string text;
  for (const auto& each : facts) text += fmt::format("- {}.\n", markdown_text(each));
  return text;
}

}  // namespace

std::string render_markdown(const report& result) {
  const auto results = results_of(result);
  const auto split = split_sweeps(results);
  auto text = head_of(result) + legend_of(result, split.alone);
  const auto shown = columns_of(split.alone, result.plan);
  for (const auto& group : split.alone) text += section_of(group, result.plan, shown);
  for (const auto& along : split.swept) text += section_of(along, result.plan);
  if (split.alone.size() > 1) text += summary_of(split.alone);
  const auto warnings = warnings_of(result, results, style);
  if (!warnings.empty()) text += "\n## Warnings\n\n";
  for (const auto& each : warnings) text += fmt::format("- {}\n", markdown_text(to_line(each)));
  return text;
}

}  // namespace concbench

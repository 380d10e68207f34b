// Sections.
#include "report/pages/scenario_text.hpp"

#include <algorithm>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "report/figures/cpu_verdict.hpp"
#include "report/figures/verdict.hpp"
#include "report/pages/timeline_text.hpp"
#include "report/terminal/bar_chart.hpp"
#include "report/terminal/display_text.hpp"
#include "report/words/format.hpp"
#include "report/words/remarks.hpp"
#include "system/counted.hpp"

namespace concbench {
namespace {

using lines = std::vector<std::string>;

/// What the table comes to: the verdict, and what has to be known to read the speedups.
lines conclusions_of(const scenario_results& group, const plan& asked, const text_style& style) {
  lines all;
  if (const auto verdict = verdict_of(group, asked))
    for (const auto& line : wrap(verdict_text(*verdict, style), 2, style))
      all.push_back(paint(line, ink::strong, style));
  if (const auto cpu = cpu_verdict_of(group, asked))
    for (const auto& line : wrap(cpu_verdict_text(*cpu, style), 2, style))
      all.push_back(paint(line, ink::strong, style));
  for (const auto& text :
       {substitute_text(group, asked), above_concurrency_text(group, asked, style),
        median_of_ratios_text(group, asked, style), end_of_rounds_text(group, asked, style)})
    if (!text.empty())
      for (const auto& line : wrap(text, 2, style)) all.push_back(paint(line, ink::dim, style));
  return all;
}

lines remarks_of(const scenario_results& group, const text_style& style) {
  lines all;
  const auto add = [&](const std::vector<remark>& remarks, std::string_view mark, ink colour) {
    for (const auto& [executors, text] : remarks)
      for (const auto& line : wrap(fmt::format("{}{}: {}", mark, fmt::join(executors, ", "), text), 2, style))
        all.push_back(paint(line, colour, style));
  };
  add(failures_of(group, style), "! ", ink::bad);
  add(refusals_of(group, style), "", ink::dim);
  add(stops_of(group, style), "", ink::plain);
  add(notes_of(group, style), "", ink::dim);
  return all;
}

lines chart_of(const scenario_results& group, std::string_view title, double cell_figures::* value,
               auto&& format, int width, const text_style& style) {
  std::vector<bar> bars;
  for (const auto& each : group.cells) {
    bar next{marked_name(each), status_word(*each.of), 0, ink_of(each)};
    if (each.figures) {
      next.value = *each.figures.*value;
      next.figure = format(next.value);
    }
    bars.push_back(std::move(next));
  }
  return render_bar_chart(title, bars, width, style);
}

lines charts_of(const scenario_results& group, const plan& asked, const text_style& style) {
  if (std::ranges::none_of(group.cells, [](const cell_result& c) { return c.figures.has_value(); }))
    return {};
  const int width = chart_width(style);
  const auto times = chart_of(
      group, time_name(asked), &cell_figures::time_ns, [&](double ns) { return format_time(ns, style); },
      width, style);
  const auto memory =
      chart_of(group, "peak memory", &cell_figures::peak_rss_bytes, format_bytes, width, style);
  return chart_pair(times, memory, style);
}

}  // namespace

std::vector<std::string> render_title(const cell& of, std::uint64_t concurrency, const text_style& style) {
  const auto rule = signs(style).rule;
  std::vector<std::string> facts{
      paint(fmt::format("{}{}", rule, shown(of.scenario, style)), ink::strong, style),
      counted(of.tasks, "task"), fmt::format("{} at once", concurrency)};
  if (const auto params = active_params(of, style); !params.empty())
    facts.push_back(fmt::format("{}", fmt::join(params, " ")));
  return join_facts(facts, display_width(rule), style);
}

std::vector<std::string> render_scenario(const scenario_results& group, const plan& asked,
                                         const scenario_tables& tables, const text_style& style) {
  lines all{""};
  append(all, render_title(group.first(), group.concurrency(), style));
  append(all, tables.render(group));
  append(all, conclusions_of(group, asked, style));
  append(all, remarks_of(group, style));
  append(all, charts_of(group, asked, style));
  append(all, render_timelines(group, style));
  return all;
}

}  // namespace concbench

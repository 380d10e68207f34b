// Each note is written once, and added where a figure on the page needs it.
#include "report/pages/legend.hpp"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "report/words/remarks.hpp"

namespace concbench {
namespace {

void add(page_legend& legend, std::string text, std::string_view column = "") {
  if (!text.empty()) legend.notes.push_back({std::move(text), std::string(column)});
}

/// Whether some compared executor has an interval, or some has none.
bool has_speedups(const legend_subject& subject, bool with_interval) {
  return std::ranges::any_of(subject.results, [&](const scenario_results& group) {
    return std::ranges::any_of(group.cells, [&](const cell_result& each) {
      return each.compared() && each.speedup->range.has_value() == with_interval;
    });
  });
}

}  // namespace

std::vector<const cell_result*> all_cells(const std::vector<scenario_results>& results) {
  std::vector<const cell_result*> cells;
  for (const auto& group : results)
    for (const auto& each : group.cells) cells.push_back(&each);
  return cells;
}

void add_notes_on_figures(page_legend& legend, const legend_subject& subject) {
  const auto& asked = subject.asked;
  const auto compared = terms_of(asked).ratios;
  if (asked.rate > 0 && !asked.searches_rate()) {
    add(legend, "p50, p99, p99.9: from when a task was due");
    add(legend, "once started: from when it began", "p99 once started");
  }
  if (!subject.baseline.empty())
    add(legend,
        asked.searches_rate()
            ? fmt::format("rate higher: how many times higher than of {}, round by round", subject.baseline)
        : asked.rate > 0
            ? fmt::format("p99 lower: how many times lower than of {}, round by round", subject.baseline)
            : fmt::format("speedups are over {}, round by round", subject.baseline),
        compared);
  for (auto& [text, column] : few_tasks_notes(subject.results, asked)) add(legend, std::move(text), column);
  if (has_speedups(subject, false))
    add(legend,
        fmt::format("? too few rounds for an interval{}{}", subject.remedy.empty() ? "" : "; ",
                    subject.remedy),
        compared);
}

void add_notes_on_columns(page_legend& legend, const legend_subject& subject) {
  if (std::ranges::any_of(subject.cells, &cell_result::failed_in_part))
    add(legend, "! failed in part, or saturated");
  for (const auto* each : subject.columns) add(legend, std::string(each->meaning), each->title);
  add(legend, memory_text(subject.cells));
  if (has_speedups(subject, true)) add(legend, families_text(subject.asked));
}

}  // namespace concbench

// Tables of ratios.
#include "report/pages/comparison_page.hpp"

#include <algorithm>
#include <span>

#include <fmt/format.h>

#include "report/figures/cell_identity.hpp"
#include "report/figures/compared_figures.hpp"
#include "report/pages/head.hpp"
#include "report/words/comparison_words.hpp"
#include "report/words/format.hpp"
#include "report/words/gate_words.hpp"
#include "report/words/text_header.hpp"
#include "system/counted.hpp"

namespace concbench {
namespace {

ink ink_of(change verdict) {
  switch (verdict) {
    case change::faster:
      return ink::good;
    case change::slower:
      return ink::bad;
    case change::same:
    case change::not_resolved:
      break;
  }
  return ink::plain;
}

ink ink_of(gate_verdict verdict) {
  return verdict == gate_verdict::failed ? ink::bad : ink::plain;
}

bool share_a_table(const cell_comparison& one, const cell_comparison& other) {
  const auto work_of = [](const cell& of) {
    auto identity = identity_of(of);
    identity.executor.clear();
    return identity;
  };
  return work_of(*one.after) == work_of(*other.after);
}

std::vector<page_column> columns_of(const report_comparison& of, bool with_gate) {
  std::vector<page_column> columns{{"executor"}};
  if (has_several_figures(of)) columns.push_back({"figure", 110});
  columns.insert(columns.end(), {{"new/old", 100},
                                 {"interval", 90},
                                 {figure_title("old", of), 60},
                                 {figure_title("new", of), 70},
                                 {"verdict", with_gate ? 55 : 80}});  // a gate is a verdict too
  if (with_gate) columns.push_back({"gate", 75});
  return columns;
}

std::vector<page_cell> row_of(const cell_comparison& of, bool with_figure, const plan& asked) {
  std::vector<page_cell> row{{comparison_name(of)}};
  if (with_figure) row.push_back({figure_text(of)});
  row.push_back({ratio_text(of)});
  row.push_back({range_text(of)});
  row.push_back({format_value(of.before_value, of.figure, asked)});
  row.push_back({format_value(of.after_value, of.figure, asked)});
  row.push_back({change_text(of), ink_of(of.verdict())});
  return row;
}

ratio_state state_of(change found) {
  switch (found) {
    case change::faster:
    case change::slower:
      return ratio_state::resolved;
    case change::same:
      return ratio_state::same;
    case change::not_resolved:
      break;
  }
  return ratio_state::not_resolved;
}

/// Says of cells with failed tasks how many there were before and after, because the compared times leave them out.
void add_failures(std::vector<page_block>& to, std::span<const cell_comparison> cells) {
  const auto told = [](const cell& of) {
    const auto [failed, all] = count_tasks(of);
    return failed == 0 ? fmt::format("none of {}", counted(all, "task")) : counted_part(failed, all, "task");
  };
  const cell* last = nullptr;  // the figures of a cell come one after another
  for (const auto& each : cells) {
    if (each.after == last) continue;
    last = each.after;
    if (count_tasks(*each.before).failed + count_tasks(*each.after).failed == 0) continue;
    to.emplace_back(
        statement{fmt::format("failed before: {}; now: {}. The times are those of the other tasks",
                              told(*each.before), told(*each.after)),
                  ink::strong, comparison_name(each)});
  }
}

/// The cells from `first` to before `last`, which are the same work.
page_section section_of(const report_comparison& of, std::size_t first, std::size_t last,
                        const std::vector<gate_result>& gates) {
  const auto cells = std::span(of.cells).subspan(first, last - first);
  const auto most =
      std::ranges::max_element(cells, {}, [](const auto& each) { return each.after->concurrency; });
  auto section = section_of_work(*most->after, most->after->concurrency);
  page_table table{.columns = columns_of(of, !gates.empty()), .alike = "comparison"};
  interval_chart chart{.title = "new/old, with its interval; above 1 is slower or more",
                       .above_is_better = false};
  for (std::size_t i = first; i < last; ++i) {
    const auto& each = of.cells[i];
    auto& row = table.rows.emplace_back(row_of(each, has_several_figures(of), of.after->plan));
    if (!gates.empty()) {
      const auto verdict = verdict_on(i, gates);
      row.push_back(verdict ? page_cell{std::string(to_string(*verdict)), ink_of(*verdict)} : page_cell{""});
    }
    auto label = comparison_name(each);
    if (has_several_figures(of)) label += fmt::format(", {}", figure_text(each));
    const auto state = state_of(each.verdict());
    chart.rows.push_back({std::move(label),
                          fmt::format("{} {}{}", ratio_text(each), range_text(each),
                                      state == ratio_state::same ? ", the same" : ""),
                          each.ratio, each.range, state});
  }
  section.blocks = {std::move(table)};
  add_failures(section.blocks, cells);
  section.blocks.emplace_back(chart_row{{std::move(chart)}});
  return section;
}

void add_source(page& to, std::string_view label, const std::string& name, const report& of) {
  auto& facts =
      to.facts.emplace_back(std::vector<std::string>{fmt::format("{}: {}", label, name), tool_text(of)});
  if (!of.started.empty()) facts.push_back(of.started);
  add_notices(to, std::string(label), of);
}

}  // namespace

page comparison_page(const report_comparison& comparison, const report_names& names,
                     const std::vector<gate_result>& gates) {
  page made{.title = direction_text(names)};
  add_source(made, comparison.paired ? "report" : "old", names.before, *comparison.before);
  if (!comparison.paired) add_source(made, "new", names.after, *comparison.after);
  for (std::size_t first = 0, last = 0; first < comparison.cells.size(); first = last) {
    while (last < comparison.cells.size() && share_a_table(comparison.cells[first], comparison.cells[last]))
      ++last;
    made.sections.push_back(section_of(comparison, first, last, gates));
  }
  page_section summary{.blocks = {statement{counts_text(comparison), ink::strong}},
                       .place = section_place::first_on_a_page};
  if (gates.size() > 1) {
    const auto worst = worst_of(gates);
    summary.blocks.emplace_back(
        statement{fmt::format("{}, the worst of {} conditions", to_string(worst), gates.size()),
                  ink_of(worst), "gate"});
  }
  for (const auto& each : gates)
    summary.blocks.emplace_back(statement{gate_text(each), ink_of(each.verdict()),
                                          fmt::format("--fail-if '{}'", gate_condition(each, comparison))});
  made.sections.push_back(std::move(summary));
  page_section notes;
  auto& blocks = notes.blocks;
  if (!gates.empty())
    for (const auto& texts : {broken_texts(comparison), changed_texts(comparison)})
      for (const auto& each : texts) blocks.emplace_back(statement{each});
  for (const auto& each : left_out_texts(comparison))
    blocks.emplace_back(statement{each, ink::plain, "not compared"});
  for (const auto& each : comparison_remarks(comparison)) blocks.emplace_back(statement{each, ink::dim});
  made.sections.push_back(std::move(notes));
  return made;
}

}  // namespace concbench

// The columns that all rows have, and what a row without figures shows.
#include "report/pages/cell_table.hpp"

#include <algorithm>

#include "core/speedups.hpp"
#include "report/figures/side_by_side.hpp"
#include "report/words/format.hpp"

namespace concbench {
namespace {

std::string interval_text(const cell& cell) {
  const auto range = interval_of_median(cell, compared_figure::run);
  if (!range) return std::string(no_figure);
  return range->low == range->high ? format_time(range->low) : format_time_range(range->low, range->high);
}

}  // namespace

page_table cell_table(const std::vector<shown_cell>& cells,
                      const std::vector<const figure_column*>& columns) {
  const bool several_reports =
      std::ranges::any_of(cells, [](const shown_cell& each) { return !each.report.empty(); });
  page_table table{.columns = {{"executor"}}, .alike = "scenario"};
  if (several_reports) table.columns.push_back({"report", 110});
  for (const auto* each : columns) {
    table.columns.push_back({std::string(each->title), each->importance});
    if (several_reports && each == columns.front()) table.columns.push_back({"interval", 85});
  }
  if (columns.empty()) table.columns.push_back({});  // there is no figure at all, only why not
  for (const auto& [executor, result, report] : cells) {
    const auto tone = result == nullptr ? ink::dim : ink_of(*result);
    auto& row = table.rows.emplace_back();
    row.push_back({result == nullptr ? executor : marked_name(*result), tone});
    if (several_reports) row.push_back({report});
    if (result == nullptr || !result->figures) {
      row.push_back({result == nullptr ? std::string(not_in_report) : status_text(*result->cell), tone});
      continue;
    }
    for (const auto* column : columns) {
      row.push_back({column->text(*result)});
      if (column != columns.front()) continue;
      if (tone == ink::best) row.back().tone = ink::best;
      if (several_reports) row.push_back({interval_text(*result->cell)});
    }
  }
  return table;
}

}  // namespace concbench

// The matrix.
#include "report/summary_matrix.hpp"

#include <algorithm>

#include "report/display_text.hpp"
#include "report/format.hpp"
#include "report/table.hpp"

namespace concbench {
namespace {

/// Two columns are kept after each time for its mark, so that times stay aligned.
table_cell matrix_cell(const cell_result* result, const text_style& style) {
  if (result == nullptr) return {""};
  if (!result->figures) {
    const bool bad = result->of->status != status::not_applicable && result->of->status != status::ok;
    return {status_word(*result->of) + "  ", bad ? ink::bad : ink::dim};
  }
  const auto time = format_time(result->figures->wall_ns, style);
  if (result->of->status != status::ok) return {time + " !", ink::bad};
  return result->fastest ? table_cell{time + " *", ink::good} : table_cell{time + "  "};
}

std::vector<table_row> rows_for(const std::vector<scenario_results>& results,
                                const std::vector<std::string>& executors, const text_style& style) {
  std::vector<table_row> rows;
  for (const auto& group : results) {
    table_row row{{shown(group.first().scenario, style)}};
    for (const auto& executor : executors) row.push_back(matrix_cell(find_cell(group, executor), style));
    rows.push_back(std::move(row));
  }
  return rows;
}

}  // namespace

std::vector<std::string> executors_of(const std::vector<scenario_results>& results) {
  std::vector<std::string> names;
  for (const auto& group : results)
    for (const auto& each : group.cells)
      if (std::ranges::find(names, each.of->executor) == names.end()) names.push_back(each.of->executor);
  return names;
}

const cell_result* find_cell(const scenario_results& group, const std::string& executor) {
  const auto found =
      std::ranges::find(group.cells, executor, [](const cell_result& c) { return c.of->executor; });
  return found == group.cells.end() ? nullptr : &*found;
}

std::vector<std::string> render_matrix(const std::vector<scenario_results>& results,
                                       const text_style& style) {
  std::vector<std::string> lines;
  for (auto executors = executors_of(results); !executors.empty();) {
    const auto rows = rows_for(results, executors, style);
    std::vector<table_column> columns{{"scenario"}};
    for (const auto& name : executors) columns.push_back({name + "  "});
    const table_layout layout(columns, rows, style);
    if (!lines.empty()) lines.emplace_back();
    for (auto& line : layout.render(rows)) lines.push_back(std::move(line));

    const auto missing = layout.left_out();
    if (missing.size() == executors.size()) break;  // not even one fits: narrower than any terminal
    std::erase_if(executors,
                  [&](const auto& name) { return std::ranges::find(missing, name + "  ") == missing.end(); });
  }
  return lines;
}

}  // namespace concbench

// The matrix.
#include "report/terminal/summary_matrix.hpp"

#include <algorithm>

#include "report/terminal/display_text.hpp"
#include "report/terminal/table.hpp"
#include "report/words/format.hpp"

namespace concbench {
namespace {

/// Two columns are kept after each figure for its mark, so that figures stay aligned.
table_cell matrix_cell(const cell_result* result, const matrix_figure& figure, const text_style& style) {
  if (result == nullptr) return {std::string(signs(style).none) + "  ", ink::dim};
  if (!result->figures) {
    const bool bad = result->of->status != status::not_applicable && result->of->status != status::ok;
    return {status_word(*result->of) + "  ", bad ? ink::bad : ink::dim};
  }
  const auto text = figure.format(*result->figures.*figure.value);
  if (result->of->status != status::ok) return {text + " !", ink::bad};
  return result->marked && figure.marks_fastest ? table_cell{text + " *", ink::good}
                                                : table_cell{text + "  "};
}

std::vector<table_column> columns_for(const std::string& title, std::span<const std::string> executors) {
  std::vector<table_column> columns{{title}};
  for (const auto& name : executors) columns.push_back({name + "  "});
  return columns;
}

std::vector<table_row> rows_for(std::span<const matrix_row> rows, std::span<const std::string> executors,
                                const matrix_figure& figure, const text_style& style) {
  std::vector<table_row> cells;
  for (const auto& [label, results] : rows) {
    table_row row{{shown(label, style)}};
    for (const auto& executor : executors)
      row.push_back(matrix_cell(find_cell(*results, executor), figure, style));
    cells.push_back(std::move(row));
  }
  return cells;
}

/// How many of the executors, from the first on, find a place beside each other. A narrow one that would fit
/// does not come before a wide one that does not: their order stays.
std::size_t side_by_side(const std::string& title, std::span<const matrix_row> rows,
                         std::span<const std::string> executors, const matrix_figure& figure,
                         const text_style& style) {
  const table_layout layout(columns_for(title, executors), rows_for(rows, executors, figure, style), style);
  const auto missing = layout.left_out();
  const auto first = std::ranges::find_if(
      executors, [&](const auto& name) { return std::ranges::find(missing, name + "  ") != missing.end(); });
  return static_cast<std::size_t>(first - executors.begin());
}

/// Those that are not yet among `names`.
void add_executors(const scenario_results& results, std::vector<std::string>& names) {
  for (const auto& each : results.cells)
    if (std::ranges::find(names, each.of->executor) == names.end()) names.push_back(each.of->executor);
}

}  // namespace

std::vector<std::string> executors_of(std::span<const scenario_results> results) {
  std::vector<std::string> names;
  for (const auto& each : results) add_executors(each, names);
  return names;
}

std::vector<std::string> executors_of(std::span<const matrix_row> rows) {
  std::vector<std::string> names;
  for (const auto& each : rows) add_executors(*each.results, names);
  return names;
}

const cell_result* find_cell(const scenario_results& group, const std::string& executor) {
  const auto found =
      std::ranges::find(group.cells, executor, [](const cell_result& c) { return c.of->executor; });
  return found == group.cells.end() ? nullptr : &*found;
}

matrix_figure time_figure(const text_style& style) {
  return {&cell_figures::time_ns, [style](double ns) { return format_time(ns, style); }, true};
}

matrix_figure memory_figure() {
  return {&cell_figures::peak_rss_bytes, format_bytes, false};
}

std::vector<std::string> render_matrix(const std::string& title, std::span<const matrix_row> rows,
                                       const matrix_figure& figure, const text_style& style) {
  std::vector<std::string> lines;
  const auto all = executors_of(rows);
  for (std::span<const std::string> left(all); !left.empty();) {
    const auto count = side_by_side(title, rows, left, figure, style);
    if (count == 0) break;  // not even one fits: narrower than any terminal
    const auto cells = rows_for(rows, left.first(count), figure, style);
    if (!lines.empty()) lines.emplace_back();
    append(lines, table_layout(columns_for(title, left.first(count)), cells, style).render(cells));
    left = left.subspan(count);
  }
  return lines;
}

}  // namespace concbench

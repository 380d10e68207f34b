// Makes the cells of the table, with their marks.
#include "report/pages/matrix.hpp"

#include "report/words/format.hpp"
#include "report/words/search_words.hpp"
#include "system/three_digits.hpp"
#include "system/units.hpp"

namespace concbench {
namespace {

page_cell matrix_cell(const cell_result* result, const matrix_figure& figure) {
  if (result == nullptr) return {std::string(no_figure), ink::dim};
  if (!result->figures) {
    const bool failed = result->cell->status != status::not_applicable && result->cell->status != status::ok;
    return {status_word(*result->cell), failed ? ink::failed : ink::dim};
  }
  auto text = figure.of_cell != nullptr ? figure.of_cell(*result->cell)
                                        : figure.format(*result->figures.*figure.value);
  if (result->cell->status != status::ok) return {std::move(text), ink::failed, "!"};
  if (result->marked && figure.marks_fastest) return {std::move(text), ink::best, "*"};
  return {std::move(text)};
}

}  // namespace

matrix_figure time_figure() {
  return {&cell_figures::time_ns, [](double ns) { return format_time(ns); }, true};
}

matrix_figure highest_rate_figure() {
  return {&cell_figures::highest_rate, [](double rate) { return rate_text(three_digits(rate)); }, true,
          highest_rate_text};
}

matrix_figure memory_figure() {
  return {&cell_figures::added_bytes, [](double bytes) { return format_known_bytes(bytes); }, false};
}

page_table matrix_table(const std::string& title, std::span<const matrix_row> rows,
                        const matrix_figure& figure) {
  page_table table{.columns = {{title}}, .matrix = true};
  const auto executors = executors_of(rows);
  for (const auto& each : executors) table.columns.push_back({each});
  for (const auto& [label, results] : rows) {
    auto& row = table.rows.emplace_back();
    row.push_back({label});
    for (const auto& each : executors) row.push_back(matrix_cell(find_cell(*results, each), figure));
  }
  return table;
}

}  // namespace concbench

// Chooses the columns that fit, and aligns them.
#include "report/terminal/table.hpp"

#include <algorithm>
#include <functional>
#include <numeric>

#include "report/terminal/display_text.hpp"

namespace concbench {
namespace {

constexpr int column_gap = 2;
constexpr int widest_first_column = 24;  // a longer name is cut before a column of figures is left out

}  // namespace

table_layout::table_layout(std::vector<table_column> columns, std::span<const table_row> rows,
                           const text_style& style)
    : columns_(std::move(columns)), widths_(columns_.size()), style_(style) {
  std::vector<int> needed;
  for (const auto& each : columns_) needed.push_back(display_width(each.title));
  for (const auto& row : rows) {
    const bool runs_on = row.size() != columns_.size();
    for (std::size_t i = 0; i + (runs_on ? 1 : 0) < row.size(); ++i)
      needed[i] = std::max(needed[i], display_width(row[i].text));
  }
  const auto figures =
      std::accumulate(needed.begin() + 1, needed.end(), 0) + column_gap * static_cast<int>(needed.size() - 1);
  const auto room = std::max(widest_first_column, style_.width - figures);
  needed.front() = std::min(needed.front(), room);
  choose(needed);
}

/// Places the columns by importance; one that does not fit leaves its place to a narrower one after it.
void table_layout::choose(std::span<const int> widths) {
  std::vector<std::size_t> by_importance(columns_.size() - 1);
  std::iota(by_importance.begin(), by_importance.end(), std::size_t{1});
  std::ranges::stable_sort(by_importance, std::greater{},
                           [&](std::size_t i) { return columns_[i].importance; });
  widths_.front() = widths.front();
  int left = style_.width - widths.front();
  for (const auto i : by_importance) {
    if (column_gap + widths[i] > left) continue;
    widths_[i] = widths[i];
    left -= column_gap + widths[i];
  }
}

std::vector<std::string> table_layout::render(std::span<const table_row> rows) const {
  std::vector<std::string> lines{render_header()};
  for (const auto& row : rows) lines.push_back(render_row(row));
  return lines;
}

std::string table_layout::render_header() const {
  auto line = pad_right(columns_.front().title, widths_.front());
  for (std::size_t i = 1; i < columns_.size(); ++i)
    if (widths_[i] > 0) line += pad_left(columns_[i].title, column_gap + widths_[i]);
  return paint(line, ink::dim, style_);
}

std::string table_layout::render_row(const table_row& row) const {
  const auto& first = row.front();
  auto line =
      pad_right(paint(cut(first.text, widths_.front(), style_), first.colour, style_), widths_.front());
  const bool runs_on = row.size() != columns_.size();
  for (std::size_t i = 1; i < row.size(); ++i) {
    const auto& [text, colour] = row[i];
    if (runs_on && i + 1 == row.size()) {
      const auto left = style_.width - display_width(line) - column_gap;
      line += std::string(column_gap, ' ') + paint(cut(text, left, style_), colour, style_);
    } else if (widths_[i] > 0) {
      line += pad_left(paint(text, colour, style_), column_gap + widths_[i]);
    }
  }
  return line;
}

std::vector<std::string> table_layout::left_out() const {
  std::vector<std::string> titles;
  for (std::size_t i = 0; i < columns_.size(); ++i)
    if (widths_[i] == 0) titles.push_back(columns_[i].title);
  return titles;
}

}  // namespace concbench

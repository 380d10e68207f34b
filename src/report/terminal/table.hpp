// Tables that fit their terminal: aligned columns, the least important ones left out where it is narrow.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "report/terminal/text_style.hpp"

namespace concbench {

struct table_column {
  std::string title;
  int importance = 0;  ///< columns of more importance get their place first
};

struct table_cell {
  std::string text;
  ink colour = ink::plain;
};

/// One cell per column. In a row with fewer, or with one more, the last one runs on to the right edge, and
/// does not widen its column.
using table_row = std::vector<table_cell>;

/// Columns and widths for any number of tables that shall look alike. The first column is aligned left and
/// always there, the others are aligned right.
class table_layout {
 public:
  table_layout(std::vector<table_column> columns, std::span<const table_row> rows, const text_style& style);

  /// The header and the rows, one line each.
  std::vector<std::string> render(std::span<const table_row> rows) const;

  /// Titles of the columns that found no place.
  std::vector<std::string> left_out() const;

 private:
  std::string render_header() const;
  std::string render_row(const table_row& row) const;
  void choose(std::span<const int> widths);

  std::vector<table_column> columns_;
  std::vector<int> widths_;  ///< 0: left out
  text_style style_;
};

}  // namespace concbench

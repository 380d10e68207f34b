// Tables that fit their terminal: columns are aligned, and the least important ones are left out when it is narrow.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "report/terminal/text_style.hpp"

namespace concbench {

struct table_column {
  std::string title;
  int importance = 0;  ///< columns with more importance get a place first
};

struct table_cell {
  std::string text;
  ink colour = ink::plain;
};

/// One cell for each column. In a row with fewer cells, or with one more, the last cell reaches to the right edge, and
/// does not make its column wider.
using table_row = std::vector<table_cell>;

/// Columns and widths for any number of tables that should look alike. The first column is aligned left and is always
/// there; the others are aligned right.
class table_layout {
 public:
  table_layout(std::vector<table_column> columns, std::span<const table_row> rows, const text_style& style);

  /// The header and the rows, one line for each.
  std::vector<std::string> render(std::span<const table_row> rows) const;

  /// Titles of the columns that were left out.
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

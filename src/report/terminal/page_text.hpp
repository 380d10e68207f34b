// A page as text for a terminal.
#pragma once

#include <string>
#include <vector>

#include "report/pages/page.hpp"
#include "report/terminal/table.hpp"
#include "report/terminal/text_style.hpp"

namespace concbench {

/// The page as text. No line is wider than `style.width` (at least 40), except for a single word of a command, and none
/// ends in a space. Escape sequences and control characters are removed from foreign texts. Of the charts it draws
/// bars, curves and timelines. Sections with a brief form use that, unless `verbose`.
std::string render_page_text(const page& page, const text_style& style, bool verbose = false);

/// The same part by part, for a page that grows. What has been printed does not change.
class page_printer {
 public:
  page_printer(const text_style& style, bool verbose);

  std::string head(const page& page);
  std::string notices(const page& page);
  /// `section` is one of `page`; its tables look like the other tables of `page`.
  std::string section(const page& page, const page_section& section);
  /// The columns that were left out everywhere, unless a legend has named them.
  std::string end();

  void set_style(const text_style& style) { style_ = style; }

 private:
  std::string taken();
  void add_title(const page_section& section);
  void add(const statement& said);
  void add(const page_command& command);
  void add(const page_finding& found);
  void add(const page_definition& said);
  void add(const page_legend& legend);
  void add(const page_table& table);
  void add(const chart_row& row);
  void add_left_out(const std::vector<std::string>& titles);
  static void note_left_out(const table_layout& layout, std::vector<std::string>& titles);
  void add_matrix(std::vector<table_column> columns, std::vector<table_row> rows);

  std::vector<table_row> rows_of(const page_table& table) const;
  std::vector<table_column> columns_of(const page_table& table) const;
  std::vector<table_row> rows_alike(const std::string& word) const;
  std::vector<std::string> drawn(const bar_chart& chart, int width) const;
  std::vector<std::string> drawn(const curve_chart& chart, int width) const;
  std::vector<std::string> drawn(const timeline_chart& chart, int) const;
  std::vector<std::string> drawn(const interval_chart&, int) const { return {}; }
  std::vector<std::string> drawn(const heat_map&, int) const { return {}; }

  text_style style_;
  bool verbose_;
  const page* page_ = nullptr;  ///< the page of the section that is printed
  std::vector<std::string> out_;
  bool tells_how_ = true;  ///< whether the next note says how to see such columns; once a page is enough
  std::vector<std::string> left_out_;  ///< titles of columns that were left out, and have not been named
};

}  // namespace concbench

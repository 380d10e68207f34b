// As much of Markdown as the documents use that the program shows.
#include "cli/markdown_text.hpp"

#include <algorithm>
#include <sstream>
#include <utility>
#include <vector>

#include "report/terminal/display_text.hpp"
#include "report/terminal/table.hpp"

namespace concbench::cli {
namespace {

using lines = std::vector<std::string>;

/// The text between `[` and `]`, of "[text](where)".
std::string without_links(std::string_view text) {
  std::string out;
  while (!text.empty()) {
    const auto end = text.find("](");
    const auto close = end == text.npos ? text.npos : text.find(')', end);
    if (text.front() == '[' && close != text.npos && text.substr(1, end - 1).find('[') == text.npos) {
      out += text.substr(1, end - 1);
      text.remove_prefix(close + 1);
    } else {
      out += text.front();
      text.remove_prefix(1);
    }
  }
  return out;
}

/// "**strong**" painted, "*default*" without its stars, outside of `code`.
std::string with_emphasis(std::string_view text, const text_style& style) {
  std::string out;
  bool code = false;
  while (!text.empty()) {
    const std::string_view mark = text.starts_with("**") ? "**" : "*";
    const auto end = text.find(mark, mark.size());
    if (!code && text.starts_with(mark) && end != text.npos) {
      const auto words = text.substr(mark.size(), end - mark.size());
      out += mark == "**" ? paint(words, ink::strong, style) : std::string(words);
      text.remove_prefix(end + mark.size());
      continue;
    }
    if (text.front() == '`') code = !code;
    out += text.front();
    text.remove_prefix(1);
  }
  return out;
}

/// The cells of a row, "| a | b |".
std::vector<std::string> cells_of(std::string_view row) {
  std::vector<std::string> cells;
  for (row.remove_prefix(1); !row.empty();) {
    const auto end = std::min(row.find('|'), row.size());
    const auto cell = row.substr(0, end);
    const auto first = std::min(cell.find_first_not_of(' '), cell.size());
    cells.emplace_back(cell.substr(first, cell.find_last_not_of(' ') + 1 - first));
    row.remove_prefix(std::min(end + 1, row.size()));
  }
  return cells;
}

/// "gather: at once" of "## `gather`: at once"; empty for a line that is no heading.
std::string heading_of(std::string_view line) {
  const auto marks = line.find_first_not_of('#');
  if (marks == 0 || marks == line.npos || line[marks] != ' ') return "";
  std::string title(line.substr(marks + 1));
  std::erase(title, '`');
  return title;
}

class markdown_printer {
 public:
  explicit markdown_printer(const text_style& style) : style_(style) {}

  void add(const std::string& line) {
    if (line == "<!-- declared -->") declared_ = true;
    if (!declared_) add_shown(line);
    if (line == "<!-- end -->") declared_ = false;
  }

  std::string text() {
    end_table();
    end_paragraph();
    while (!lines_.empty() && lines_.back().empty()) lines_.pop_back();
    return joined(lines_);
  }

 private:
  void add_shown(const std::string& line) {
    const auto indent = std::min(line.find_first_not_of(' '), line.size());
    const auto row = std::string_view(line).substr(indent);  // of a table, which may be part of a list
    if (!row.starts_with('|')) end_table();
    if (line.starts_with("```")) {
      end_paragraph();
      code_ = !code_;
      if (!code_) lines_.emplace_back();
    } else if (code_) {
      add_code(line);
    } else if (const auto title = heading_of(line); !title.empty()) {
      end_paragraph();
      lines_.push_back(paint(shown(title, style_), ink::strong, style_));
    } else if (line.empty()) {
      end_paragraph();
      if (!lines_.empty() && !lines_.back().empty()) lines_.emplace_back();
    } else if (row.starts_with('|')) {
      end_paragraph();
      const bool rule = row.find_first_not_of("|:-") == row.npos;  // between the titles and the rows
      if (!rule) table_.push_back(cells_of(shown(without_links(row), style_)));
    } else {
      if (line.starts_with("- ")) end_paragraph();
      paragraph_ += paragraph_.empty() ? line : " " + line;
    }
  }

  void add_code(const std::string& line) {
    const auto indent = std::min(line.find_first_not_of(' '), line.size());
    lines_.push_back(std::string(4 + indent, ' ') + shown(line.substr(indent), style_));
  }

  /// A table that is too wide becomes a list: "option: `exp`", and below it "effect: …".
  void end_table() {
    if (table_.empty()) return;
    std::size_t width = 0;
    for (const auto& row : table_) {
      std::size_t wide = 2 * row.size();
      for (const auto& cell : row) wide += static_cast<std::size_t>(display_width(cell));
      width = std::max(width, wide);
    }
    if (width > static_cast<std::size_t>(style_.width)) {
      add_as_list();
    } else {
      add_as_table();
    }
    table_.clear();
  }

  void add_as_list() {
    for (auto row = table_.begin() + 1; row != table_.end(); ++row) {
      const auto& cells = *row;
      for (std::size_t i = 0; i < std::min(cells.size(), table_.front().size()); ++i)
        append(lines_,
               wrap(i == 0 ? "- " + cells[i] : "  " + table_.front()[i] + ": " + cells[i], 4, style_));
    }
  }

  void add_as_table() {
    std::vector<table_column> columns;
    for (auto& title : table_.front()) columns.push_back({std::move(title)});
    std::vector<table_row> rows;
    for (auto each = table_.begin() + 1; each != table_.end(); ++each) {
      each->resize(columns.size());
      auto& row = rows.emplace_back();
      for (auto& cell : *each) row.push_back({std::move(cell)});
    }
    append(lines_, table_layout(std::move(columns), rows, style_).render(rows));
  }

  void end_paragraph() {
    if (paragraph_.empty()) return;
    const int indent = paragraph_.starts_with("- ") ? 2 : 0;
    append(lines_, wrap(with_emphasis(shown(without_links(paragraph_), style_), style_), indent, style_));
    paragraph_.clear();
  }

  text_style style_;
  lines lines_;
  std::string paragraph_;
  std::vector<std::vector<std::string>> table_;  ///< the titles, and the rows
  bool code_ = false;
  bool declared_ = false;
};

}  // namespace

std::string readable(std::string_view markdown, const text_style& style) {
  markdown_printer printer(style);
  std::istringstream text{std::string(markdown)};
  for (std::string line; std::getline(text, line);) printer.add(line);
  return printer.text();
}

}  // namespace concbench::cli

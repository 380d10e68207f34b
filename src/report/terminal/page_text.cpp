// Blocks as lines.
#include "report/terminal/page_text.hpp"

#include <algorithm>
#include <iterator>
#include <map>
#include <sstream>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "report/terminal/bar_chart.hpp"
#include "report/terminal/display_text.hpp"
#include "report/terminal/line_chart.hpp"
#include "report/terminal/table.hpp"

namespace concbench {
namespace {

using lines = std::vector<std::string>;

/// A frame that cannot be overlooked, in ASCII so that it shows everywhere.
lines banner(const lines& texts, const text_style& style) {
  const int inner = style.width - 8;
  const auto edge = paint(std::string(static_cast<std::size_t>(style.width), '*'), ink::bad, style);
  lines framed{edge};
  for (const auto& each : texts)
    for (const auto& line : wrap(each, 0, {.width = inner, .unicode = style.unicode}))
      framed.push_back(paint("**  " + pad_right(line, inner) + "  **", ink::bad, style));
  framed.push_back(edge);
  framed.emplace_back();
  return framed;
}

/// The command, broken between words as a shell allows it. A longer word stays whole: cut, it would do something else.
lines command_lines(const std::string& command, const text_style& style) {
  lines all;
  std::string line = "  $";
  std::istringstream words(command);
  for (std::string word; words >> word;) {
    if (line.size() > 4 && display_width(line + " " + word + " \\") > style.width) {
      all.push_back(line + " \\");
      line = "   ";
    }
    line += " " + word;
  }
  all.push_back(line);
  for (auto& each : all) each = paint(each, ink::good, style);
  return all;
}

class printer {
 public:
  printer(const page& of, const text_style& style) : of_(of), style_(style) {}

  lines render() {
    begin();
    for (const auto& each : of_.notices) add(each);
    for (std::size_t i = 0; i < of_.sections.size(); ++i) {
      add(of_.sections[i]);
      end_families(i);
    }
    return std::move(out_);
  }

 private:
  void begin() {
    if (!of_.alarm.empty())
      out_ = banner(
          {"WARNING: " + shown(of_.alarm, style_), "These times say nothing about a release build."}, style_);
    for (const auto& line : wrap(shown(of_.title, style_), 2, style_))
      out_.push_back(paint(line, ink::strong, style_));
    for (auto facts : of_.facts) {
      for (auto& each : facts) each = shown(each, style_);
      for (const auto& line : join_facts(facts, 0, style_)) out_.push_back(paint(line, ink::dim, style_));
    }
  }

  void add(const page_section& section) {
    out_.emplace_back();
    if (!section.title.empty()) add_title(section);
    const page_block* before = nullptr;
    for (const auto& block : section.blocks) {
      if (before != nullptr && std::holds_alternative<page_finding>(*before)) out_.emplace_back();
      std::visit([&](const auto& each) { add(each); }, block);
      before = &block;
    }
  }

  void add_title(const page_section& section) {
    const auto rule = signs(style_).rule;
    lines facts{paint(fmt::format("{}{}", rule, shown(section.title, style_)), ink::strong, style_)};
    for (const auto& each : section.facts) facts.push_back(shown(each, style_));
    append(out_, join_facts(facts, display_width(rule), style_));
  }

  void add(const statement& said) {
    const auto who =
        said.who.empty() ? "" : fmt::format("{}{}: ", said.tone == ink::bad ? "! " : "", said.who);
    for (const auto& line : wrap(shown(who + said.text, style_), 2, style_))
      out_.push_back(paint(line, said.tone, style_));
  }

  void add(const page_command& command) { append(out_, command_lines(shown(command.text, style_), style_)); }

  /// Text of which every line begins at `column`.
  lines indented(const std::string& text, int column) const {
    auto narrow = style_;
    narrow.width -= column;
    auto all = wrap(shown(text, style_), 0, narrow);
    for (auto& each : all) each.insert(0, static_cast<std::size_t>(column), ' ');
    return all;
  }

  void add(const page_finding& found) {
    constexpr int indent = 2;
    append(out_,
           wrap(paint(found.label, found.tone, style_) + " " + shown(found.what, style_), indent, style_));
    append(out_, indented(found.meaning, indent));
    if (!found.command.empty()) add(page_command{found.command});
  }

  void add(const page_definition& said) {
    constexpr int term_width = 14;
    auto body = indented(said.text, term_width);
    body.front().replace(0, term_width, pad_right(shown(said.term, style_), term_width));
    append(out_, body);
  }

  void add(const page_table& table) {
    if (!table.title.empty()) {
      out_.emplace_back();
      for (const auto& line : wrap(shown(table.title, style_), 2, style_))
        out_.push_back(paint(line, ink::dim, style_));
    }
    const auto rows = rows_of(table);
    if (table.alike.empty()) {
      const table_layout layout(columns_of(table), rows, style_);
      append(out_, layout.render(rows));
      add_left_out(layout);
      return;
    }
    auto known = alike_.find(table.alike);
    if (known == alike_.end())
      known =
          alike_.emplace(table.alike, table_layout(columns_of(table), rows_alike(table.alike), style_)).first;
    append(out_, known->second.render(rows));
  }

  std::vector<table_column> columns_of(const page_table& table) const {
    std::vector<table_column> columns;
    for (const auto& each : table.columns) columns.push_back({shown(each.title, style_), each.importance});
    return columns;
  }

  std::vector<table_row> rows_of(const page_table& table) const {
    std::vector<table_row> rows;
    for (const auto& row : table.rows) {
      auto& made = rows.emplace_back();
      for (const auto& [text, tone] : row) made.push_back({shown(text, style_), tone});
    }
    return rows;
  }

  /// The rows of all tables of the page with this word.
  std::vector<table_row> rows_alike(const std::string& word) const {
    std::vector<table_row> all;
    for (const auto& section : of_.sections)
      for (const auto& block : section.blocks)
        if (const auto* table = std::get_if<page_table>(&block); table != nullptr && table->alike == word)
          std::ranges::move(rows_of(*table), std::back_inserter(all));
    return all;
  }

  /// After the last section that has a table of a family: the columns that found no place in it.
  void end_families(std::size_t section) {
    const auto has = [&](const page_section& each, const std::string& word) {
      return std::ranges::any_of(each.blocks, [&](const page_block& block) {
        const auto* table = std::get_if<page_table>(&block);
        return table != nullptr && table->alike == word;
      });
    };
    for (const auto& [word, layout] : alike_) {
      const bool more = std::any_of(of_.sections.begin() + static_cast<std::ptrdiff_t>(section) + 1,
                                    of_.sections.end(), [&](const auto& each) { return has(each, word); });
      if (more || !has(of_.sections[section], word) || layout.left_out().empty()) continue;
      out_.emplace_back();
      add_left_out(layout);
    }
  }

  void add_left_out(const table_layout& layout) {
    auto missing = layout.left_out();
    // Two ranges of one name. Not std::ranges::unique, whose subrange clang 14 cannot compile.
    missing.erase(std::unique(missing.begin(), missing.end()), missing.end());
    if (!missing.empty())
      add(statement{fmt::format("left out at this width: {}", fmt::join(missing, ", ")), ink::dim});
  }

  lines drawn(const bar_chart& chart, int width) const {
    std::vector<bar> bars;
    for (const auto& [label, figure, value, tone, suspect] : chart.bars)
      bars.push_back({shown(label, style_) + (suspect ? " !" : ""), shown(figure, style_), value, tone});
    return render_bar_chart(shown(chart.title, style_), bars, width, style_);
  }

  lines drawn(const curve_chart& chart, int width) const {
    if (chart.in_order) return {};
    line_chart made{.y_name = shown(chart.title, style_),
                    .x_name = shown(chart.x_name, style_),
                    .x = {},
                    .x_labels = {},
                    .curves = {}};
    for (const auto& [value, name] : chart.x_marks) {
      made.x.push_back(value);
      made.x_labels.push_back(shown(name, style_));
    }
    for (const auto& curve : chart.curves) {
      auto& values = made.curves.emplace_back(chart_curve{shown(curve.label, style_), {}}).values;
      for (const double x : made.x) {
        const auto found = std::ranges::find(curve.points, x, &curve_chart::point::x);
        values.push_back(found == curve.points.end() ? std::nullopt : std::optional(found->y));
      }
    }
    made.round = chart.y_round;
    made.format = [&chart, this](double value) { return shown(chart.y_text(value), style_); };
    return render_line_chart(made, width, style_);
  }

  lines drawn(const interval_chart&, int) const { return {}; }
  lines drawn(const heat_map&, int) const { return {}; }

  void add(const chart_row& row) {
    std::vector<lines> all;
    for (const auto& chart : row.charts)
      if (auto made = std::visit([&](const auto& each) { return drawn(each, chart_width(style_)); }, chart);
          !made.empty())
        all.push_back(std::move(made));
    for (std::size_t i = 0; i < all.size(); i += 2)
      append(out_, chart_pair(all[i], i + 1 < all.size() ? all[i + 1] : lines(), style_));
  }

  const page& of_;
  text_style style_;
  lines out_;
  std::map<std::string, table_layout> alike_;  ///< by the word of their tables
};

}  // namespace

std::string render_page_text(const page& of, const text_style& style) {
  return joined(printer(of, style).render());
}

}  // namespace concbench

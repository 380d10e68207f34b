// Writes each block of a page as lines of text.
#include "report/terminal/page_text.hpp"

#include <algorithm>
#include <iterator>
#include <sstream>
#include <utility>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "report/terminal/bar_chart.hpp"
#include "report/terminal/display_text.hpp"
#include "report/terminal/line_chart.hpp"
#include "report/terminal/timeline_chart.hpp"

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

/// Text of which every line begins at `column`.
lines indented(const std::string& text, int column, const text_style& style) {
  auto narrow = style;
  narrow.width -= column;
  auto all = wrap(text, 0, narrow);
  for (auto& each : all) each.insert(0, static_cast<std::size_t>(column), ' ');
  return all;
}

}  // namespace

page_printer::page_printer(const text_style& style, bool verbose) : style_(style), verbose_(verbose) {}

std::string page_printer::head(const page& page) {
  if (!page.alarm.empty())
    out_ = banner({"WARNING: " + shown(page.alarm, style_), "These times say nothing about a release build."},
                  style_);
  for (const auto& line : wrap(shown(page.title, style_), 2, style_))
    out_.push_back(paint(line, ink::strong, style_));
  for (auto facts : page.facts) {
    for (auto& each : facts) each = shown(each, style_);
    for (const auto& line : join_facts(facts, 0, style_)) out_.push_back(paint(line, ink::dim, style_));
  }
  return taken();
}

std::string page_printer::notices(const page& page) {
  for (const auto& each : page.notices) add(each);
  return taken();
}

std::string page_printer::section(const page& page, const page_section& section) {
  if (section.place == section_place::page_only) return "";
  page_ = &page;
  out_.emplace_back();
  if (!section.brief.empty() && !verbose_) {
    for (const auto& each : section.brief) add(each);
    return taken();
  }
  if (!section.title.empty()) add_title(section);
  const page_block* before = nullptr;
  for (const auto& block : section.blocks) {
    if (before != nullptr && std::holds_alternative<page_finding>(*before)) out_.emplace_back();
    std::visit([&](const auto& each) { add(each); }, block);
    before = &block;
  }
  return taken();
}

std::string page_printer::end() {
  if (left_out_.empty()) return "";
  out_.emplace_back();
  add_left_out(left_out_);
  return taken();
}

std::string page_printer::taken() {
  return joined(std::exchange(out_, {}));
}

void page_printer::add_title(const page_section& section) {
  const auto rule = signs(style_).rule;
  lines facts{paint(fmt::format("{}{}", rule, shown(section.title, style_)), ink::strong, style_)};
  for (const auto& each : section.facts) facts.push_back(shown(each, style_));
  append(out_, join_facts(facts, display_width(rule), style_));
}

void page_printer::add(const statement& said) {
  if (std::ranges::find(left_out_, said.column) != left_out_.end()) return;
  const auto who = said.who.empty() ? "" : fmt::format("{}{}: ", said.tone == ink::bad ? "! " : "", said.who);
  for (const auto& line : wrap(shown(who + said.text, style_), 2, style_))
    out_.push_back(paint(line, said.tone, style_));
}

void page_printer::add(const page_command& command) {
  append(out_, command_lines(shown(command.text, style_), style_));
}

void page_printer::add(const page_finding& found) {
  constexpr int indent = 2;
  append(out_,
         wrap(paint(found.label, found.tone, style_) + " " + shown(found.what, style_), indent, style_));
  append(out_, indented(shown(found.meaning, style_), indent, style_));
  if (!found.command.empty()) add(page_command{found.command});
}

void page_printer::add(const page_definition& said) {
  constexpr int term_width = 14;
  auto body = indented(shown(said.text, style_), term_width, style_);
  body.front().replace(0, term_width, pad_right(shown(said.term, style_), term_width));
  append(out_, body);
}

/// Facts on as few lines as fit; those that are longer than a line come after them.
void page_printer::add(const page_legend& legend) {
  lines facts;
  lines long_facts;
  for (const auto& [note, column] : legend.notes) {
    if (std::ranges::find(left_out_, column) != left_out_.end()) continue;
    auto text = shown(note, style_);
    (display_width(text) <= style_.width ? facts : long_facts).push_back(std::move(text));
  }
  auto texts = join_facts(facts, 0, style_);
  for (const auto& each : long_facts) append(texts, wrap(each, 2, style_));
  for (const auto& line : texts) out_.push_back(paint(line, ink::dim, style_));
  add_left_out(left_out_);
  left_out_.clear();
}

void page_printer::add_left_out(const lines& titles) {
  if (titles.empty()) return;
  const auto* const how = std::exchange(tells_how_, false)
                              ? "; a wider terminal, COLUMNS=200 concbench …, or --format markdown shows them"
                              : "";
  add(statement{fmt::format("left out at this width: {}{}", fmt::join(titles, ", "), how), ink::dim});
}

/// A column that several tables leave out is named once.
void page_printer::note_left_out(const table_layout& layout, lines& titles) {
  for (const auto& each : layout.left_out())
    if (std::ranges::find(titles, each) == titles.end()) titles.push_back(each);
}

std::vector<table_row> page_printer::rows_of(const page_table& table) const {
  std::vector<table_row> rows;
  for (const auto& row : table.rows) {
    auto& made = rows.emplace_back();
    for (const auto& [text, tone, mark] : row) {
      // In a matrix two columns are kept after each figure for its mark, so that figures stay aligned.
      const auto after = !table.matrix || made.empty() ? std::string() : mark.empty() ? "  " : " " + mark;
      made.push_back({shown(text, style_) + after, tone});
    }
  }
  return rows;
}

std::vector<table_column> page_printer::columns_of(const page_table& table) const {
  std::vector<table_column> columns;
  for (const auto& each : table.columns)
    columns.push_back(
        {shown(each.title, style_) + (table.matrix && !columns.empty() ? "  " : ""), each.importance});
  return columns;
}

/// The rows of all tables of the page with this word.
std::vector<table_row> page_printer::rows_alike(const std::string& word) const {
  std::vector<table_row> all;
  for (const auto& section : page_->sections)
    for (const auto& block : section.blocks)
      if (const auto* table = std::get_if<page_table>(&block); table != nullptr && table->alike == word)
        std::ranges::move(rows_of(*table), std::back_inserter(all));
  return all;
}

void page_printer::add(const page_table& table) {
  if (!table.title.empty()) {
    out_.emplace_back();
    for (const auto& line : wrap(shown(table.title, style_), 2, style_))
      out_.push_back(paint(line, ink::dim, style_));
  }
  if (table.matrix) {
    add_matrix(columns_of(table), rows_of(table));
    return;
  }
  const auto rows = rows_of(table);
  const table_layout layout(columns_of(table), table.alike.empty() ? rows : rows_alike(table.alike), style_);
  append(out_, layout.render(rows));
  if (table.alike.empty()) {
    std::vector<std::string> own;
    note_left_out(layout, own);
    add_left_out(own);
  } else {
    note_left_out(layout, left_out_);
  }
}

/// The columns of a matrix in blocks, one under the other. Each block has as many columns as fit. The columns stay in
/// their order, also when a narrow one would fit into the block before.
void page_printer::add_matrix(std::vector<table_column> columns, std::vector<table_row> rows) {
  for (bool first = true; columns.size() > 1; first = false) {
    const auto missing = table_layout(columns, rows, style_).left_out();
    const auto end = std::find_if(columns.begin() + 1, columns.end(), [&](const table_column& each) {
      return std::ranges::find(missing, each.title) != missing.end();
    });
    const auto count = end - columns.begin();
    if (count == 1) return;  // not even one fits: narrower than any terminal
    const std::vector<table_column> shown_columns(columns.begin(), end);
    std::vector<table_row> shown_rows;
    for (auto& each : rows) {
      shown_rows.emplace_back(each.begin(), each.begin() + count);
      each.erase(each.begin() + 1, each.begin() + count);
    }
    columns.erase(columns.begin() + 1, end);
    if (!first) out_.emplace_back();
    append(out_, table_layout(shown_columns, shown_rows, style_).render(shown_rows));
  }
}

lines page_printer::drawn(const bar_chart& chart, int width) const {
  std::vector<bar> bars;
  for (const auto& each : chart.bars)
    bars.push_back({shown(each.label, style_) + (each.suspect ? " !" : ""), shown(each.figure, style_),
                    each.value, each.tone});
  return render_bar_chart(shown(chart.title, style_), bars, width, style_);
}

lines page_printer::drawn(const curve_chart& chart, int width) const {
  line_chart made{.title = shown(chart.shown_title(), style_),
                  .y_name = shown(chart.y_name, style_),
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
  auto drawn = render_line_chart(made, width, style_);
  if (!drawn.empty() && !chart.caution.empty())
    for (auto& line : wrap(shown(chart.caution, style_), 0, {.width = width, .unicode = style_.unicode}))
      drawn.push_back(std::move(line));
  return drawn;
}

/// Always as wide as the terminal.
lines page_printer::drawn(const timeline_chart& chart, int) const {
  std::vector<timeline_block> blocks;
  for (const auto& each : chart.blocks) {
    lines facts;
    for (const auto& fact : each.facts) facts.push_back(shown(fact, style_));
    blocks.push_back(
        {shown(each.label, style_) + (each.suspect ? " !" : ""), std::move(facts), each.tasks, each.tone});
  }
  return render_timeline_chart(
      shown(chart.title, style_), blocks, chart.extent_ns,
      [&](double ns) { return shown(chart.time_text(ns), style_); }, style_.width, style_);
}

void page_printer::add(const chart_row& row) {
  if (row.page_only) return;
  std::vector<lines> all;
  for (const auto& chart : row.charts)
    if (auto made = std::visit([&](const auto& each) { return drawn(each, chart_width(style_)); }, chart);
        !made.empty())
      all.push_back(std::move(made));
  if (all.size() == 1) {
    out_.emplace_back();
    append(out_, all.front());
  }
  for (std::size_t i = 0; i + 1 < all.size(); i += 2) append(out_, chart_pair(all[i], all[i + 1], style_));
}

std::string render_page_text(const page& page, const text_style& style, bool verbose) {
  page_printer printer(style, verbose);
  auto text = printer.head(page) + printer.notices(page);
  for (const auto& each : page.sections) text += printer.section(page, each);
  return text + printer.end();
}

}  // namespace concbench

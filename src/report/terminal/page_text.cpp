// Blocks as lines.
#include "report/terminal/page_text.hpp"

#include <algorithm>
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
    for (const auto& each : of_.sections) add(each);
    return std::move(out_);
  }

 private:
  void begin() {
    if (!of_.alarm.empty())
      out_ = banner(
          {"WARNING: " + shown(of_.alarm, style_), "These times say nothing about a release build."}, style_);
    out_.push_back(paint(cut(shown(of_.title, style_), style_.width, style_), ink::strong, style_));
    for (auto facts : of_.facts) {
      for (auto& each : facts) each = shown(each, style_);
      for (const auto& line : join_facts(facts, 0, style_)) out_.push_back(paint(line, ink::dim, style_));
    }
  }

  void add(const page_section& section) {
    const auto rule = signs(style_).rule;
    lines facts{paint(fmt::format("{}{}", rule, shown(section.title, style_)), ink::strong, style_)};
    for (const auto& each : section.facts) facts.push_back(shown(each, style_));
    out_.emplace_back();
    append(out_, join_facts(facts, display_width(rule), style_));
    for (const auto& block : section.blocks) std::visit([&](const auto& each) { add(each); }, block);
  }

  void add(const statement& said) {
    const auto who =
        said.who.empty() ? "" : fmt::format("{}{}: ", said.tone == ink::bad ? "! " : "", said.who);
    for (const auto& line : wrap(shown(who + said.text, style_), 2, style_))
      out_.push_back(paint(line, said.tone, style_));
  }

  void add(const page_command& command) { append(out_, command_lines(shown(command.text, style_), style_)); }

  void add(const page_table& table) {
    if (!table.title.empty()) {
      out_.emplace_back();
      for (const auto& line : wrap(shown(table.title, style_), 2, style_))
        out_.push_back(paint(line, ink::dim, style_));
    }
    std::vector<table_column> columns;
    for (const auto& each : table.columns) columns.push_back({shown(each.title, style_), each.importance});
    std::vector<table_row> rows;
    for (const auto& row : table.rows) {
      auto& made = rows.emplace_back();
      for (const auto& [text, tone] : row) made.push_back({shown(text, style_), tone});
    }
    const table_layout layout(std::move(columns), rows, style_);
    append(out_, layout.render(rows));
    if (const auto missing = layout.left_out(); !missing.empty())
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
  lines drawn(const timeline_chart&, int) const { return {}; }

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
};

}  // namespace

std::string render_page_text(const page& of, const text_style& style) {
  return joined(printer(of, style).render());
}

}  // namespace concbench

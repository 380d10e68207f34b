// A grid of dots for the lines, and letters over it.
#include "report/terminal/line_chart.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>

#include <fmt/format.h>

#include "report/terminal/axis_labels.hpp"
#include "report/terminal/display_text.hpp"
#include "system/foreign_text.hpp"

namespace concbench {
namespace {

constexpr int plot_rows = 12;
constexpr int widest_plot = 72;
constexpr char shared_mark = '#';

using lines = std::vector<std::string>;

/// Dots in character cells: two by four in each of braille's, one in ASCII.
class canvas {
 public:
  canvas(int columns, int rows, bool unicode)
      : columns_(columns),
        rows_(rows),
        across_(unicode ? 2 : 1),
        down_(unicode ? 4 : 1),
        dots_(static_cast<std::size_t>(columns * rows), 0),
        marks_(static_cast<std::size_t>(columns * rows), 0) {}

  struct dot {
    int x;
    int y;
  };
  /// The dot at these parts of the width and, from the bottom, of the height.
  dot at(double across, double up) const {
    return {static_cast<int>(std::lround(across * (columns_ * across_ - 1))),
            static_cast<int>(std::lround((1 - up) * (rows_ * down_ - 1)))};
  }

  void draw_line(dot from, dot to) {
    const int steps = std::max({std::abs(to.x - from.x), std::abs(to.y - from.y), 1});
    for (int i = 0; i <= steps; ++i) {
      const double part = static_cast<double>(i) / steps;
      set({static_cast<int>(std::lround(std::lerp(from.x, to.x, part))),
           static_cast<int>(std::lround(std::lerp(from.y, to.y, part)))});
    }
  }

  void mark(dot where, char letter) {
    auto& mark = marks_[cell_of(where)];
    mark = mark == 0 || mark == letter ? letter : shared_mark;
  }

  bool shares() const { return std::ranges::find(marks_, shared_mark) != marks_.end(); }

  std::string row(int index) const {
    std::string text;
    for (int column = 0; column < columns_; ++column) {
      const int place = index * columns_ + column;
      const auto cell = static_cast<std::size_t>(place);
      if (marks_[cell] != 0) {
        text += marks_[cell];
      } else if (dots_[cell] == 0) {
        text += ' ';
      } else if (across_ == 1) {
        text += '.';
      } else {
        append_character(text, 0x2800 + dots_[cell]);
      }
    }
    return text;
  }

 private:
  std::size_t cell_of(dot where) const {
    const int place = where.y / down_ * columns_ + where.x / across_;
    return static_cast<std::size_t>(place);
  }

  void set(dot where) {
    // Braille numbers its dots down the left and the right column, with the lowest row added later.
    static constexpr std::array<std::array<char32_t, 2>, 4> bits{
        {{0x01, 0x08}, {0x02, 0x10}, {0x04, 0x20}, {0x40, 0x80}}};
    dots_[cell_of(where)] |=
        bits[static_cast<std::size_t>(where.y % down_)][static_cast<std::size_t>(where.x % across_)];
  }

  int columns_;
  int rows_;
  int across_;
  int down_;
  std::vector<char32_t> dots_;
  std::vector<char> marks_;
};

/// The first letter of each label that none before it has; a digit where all are taken.
std::vector<char> letters_of(const std::vector<chart_curve>& curves) {
  std::vector<char> letters;
  const auto free = [&](char c) { return std::ranges::find(letters, c) == letters.end(); };
  for (const auto& [label, values] : curves) {
    std::string candidates;
    for (const char c : label)
      if (c >= 'a' && c <= 'z') candidates += static_cast<char>(c - 'a' + 'A');
    candidates += "123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";
    const auto first = std::ranges::find_if(candidates, free);
    letters.push_back(first == candidates.end() ? shared_mark : *first);
  }
  return letters;
}

std::vector<double> all_values(const line_chart& chart) {
  std::vector<double> values;
  for (const auto& curve : chart.curves)
    for (const auto& each : curve.values)
      if (each) values.push_back(*each);
  return values;
}

class chart_renderer {
 public:
  chart_renderer(const line_chart& chart, int width, const text_style& style)
      : chart_(chart),
        width_(width),
        style_(style),
        x_(chart_axis::between(chart.x)),
        y_(chart_axis::around(all_values(chart), chart.round)),
        labels_(y_labels()),
        columns_(std::clamp(width - label_width_ - 2, 1, widest_plot)),
        canvas_(columns_, plot_rows, style.unicode),
        letters_(letters_of(chart.curves)) {
    draw();
  }

  lines render() const {
    const auto title = title_with_scales(chart_.title, chart_.x_name, x_, chart_.y_name, y_);
    lines all;
    for (const auto& line : wrap(title, 0, {.width = width_, .unicode = style_.unicode}))
      all.push_back(paint(line, ink::dim, style_));
    for (int row = 0; row < plot_rows; ++row) {
      const auto& label = labels_[static_cast<std::size_t>(row)];
      const auto* edge = style_.unicode ? (label.empty() ? "│" : "┤") : (label.empty() ? "|" : "+");
      all.push_back(pad_left(label, label_width_) + " " + edge + canvas_.row(row));
    }
    render_x_axis(all);
    for (auto& line : legend()) all.push_back(std::move(line));
    return all;
  }

 private:
  lines y_labels() {
    lines labels(plot_rows);
    for (const double tick : y_.ticks(chart_.round, plot_rows / 2)) {
      auto text = without_zeros(chart_.format(tick));
      label_width_ = std::max(label_width_, display_width(text));
      labels[static_cast<std::size_t>(column_at(1 - y_.place(tick), plot_rows))] = std::move(text);
    }
    return labels;
  }

  void draw() {
    for (std::size_t curve = 0; curve < chart_.curves.size(); ++curve) {
      std::optional<canvas::dot> before;
      for (std::size_t i = 0; i < chart_.x.size(); ++i) {
        const auto& value = chart_.curves[curve].values[i];
        const auto here =
            value ? std::optional(canvas_.at(x_.place(chart_.x[i]), y_.place(*value))) : std::nullopt;
        if (before && here) canvas_.draw_line(*before, *here);
        if (here) canvas_.mark(*here, letters_[curve]);
        before = here;
      }
    }
  }

  void render_x_axis(lines& all) const {
    const auto indent = std::string(static_cast<std::size_t>(label_width_ + 1), ' ');
    std::vector<std::string_view> rule(static_cast<std::size_t>(columns_), style_.unicode ? "─" : "-");
    std::vector<std::pair<int, std::string>> labels;
    for (std::size_t i = 0; i < chart_.x.size(); ++i) {
      const int column = column_at(x_.place(chart_.x[i]), columns_);
      rule[static_cast<std::size_t>(column)] = style_.unicode ? "┬" : "+";
      labels.emplace_back(column, chart_.x_labels[i]);
    }
    std::ranges::stable_sort(labels, {}, &std::pair<int, std::string>::first);
    all.push_back(fmt::format("{}{}{}", indent, style_.unicode ? "└" : "+", fmt::join(rule, "")));
    all.push_back(indent + " " + label_line(labels, columns_));
  }

  lines legend() const {
    std::vector<std::string> facts;
    for (std::size_t i = 0; i < letters_.size(); ++i)
      facts.push_back(fmt::format("{} {}", letters_[i], chart_.curves[i].label));
    if (canvas_.shares()) facts.push_back(fmt::format("{} several", shared_mark));
    auto within = style_;
    within.width = width_;
    return join_facts(facts, 0, within);
  }

  const line_chart& chart_;
  int width_;
  text_style style_;
  chart_axis x_;
  chart_axis y_;
  int label_width_ = 0;
  lines labels_;  ///< of the rows
  int columns_;
  canvas canvas_;
  std::vector<char> letters_;
};

}  // namespace

std::vector<std::string> render_line_chart(const line_chart& chart, int width, const text_style& style) {
  if (chart.x.empty() || all_values(chart).empty()) return {};
  const auto [least, most] = std::ranges::minmax(chart.x);
  if (least == most) return {};
  return chart_renderer(chart, width, style).render();
}

}  // namespace concbench

// Bars of block characters.
#include "report/terminal/bar_chart.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "report/terminal/display_text.hpp"

namespace concbench {
namespace {

constexpr int gap = 2;
constexpr int longest_bar = 60;
constexpr int widest_label = 24;

std::string unicode_bar(double columns) {
  static constexpr std::array<std::string_view, 8> eighths{"", "▏", "▎", "▍", "▌", "▋", "▊", "▉"};
  const auto count = static_cast<std::size_t>(std::max(1L, std::lround(columns * 8)));
  std::string text;
  for (std::size_t i = 0; i < count / 8; ++i) text += "█";
  return text.append(eighths[count % 8]);
}

std::string ascii_bar(double columns) {
  return std::string(static_cast<std::size_t>(std::max(1L, std::lround(columns))), '#');
}

/// Columns for labels and for figures. What stands for a missing value needs no column: nothing follows it.
struct column_widths {
  int label = 0;
  int figure = 0;

  explicit column_widths(std::span<const bar> bars) {
    for (const auto& each : bars) {
      label = std::max(label, std::min(display_width(each.label), widest_label));
      if (each.value > 0) figure = std::max(figure, display_width(each.figure));
    }
  }
};

}  // namespace

std::vector<std::string> render_bar_chart(std::string_view title, std::span<const bar> bars, int width,
                                          const text_style& style) {
  const column_widths columns(bars);
  const int room = std::clamp(width - columns.label - columns.figure - 2 * gap, 1, longest_bar);
  const double largest = bars.empty() ? 0 : std::ranges::max(bars, {}, &bar::value).value;

  auto narrow = style;
  narrow.width = width;
  auto lines = wrap(title, 0, narrow);
  for (auto& each : lines) each = paint(each, ink::dim, style);
  for (const auto& [label, figure, value, colour] : bars) {
    auto line = pad_right(cut(label, columns.label, style), columns.label + gap);
    if (value > 0) {
      const double length = room * value / largest;
      line += pad_left(figure, columns.figure) + std::string(gap, ' ');
      line += style.unicode ? unicode_bar(length) : ascii_bar(length);
    } else {
      line += cut(figure, width - columns.label - gap, style);
    }
    lines.push_back(paint(line, colour, style));
  }
  return lines;
}

}  // namespace concbench

// Bars of block characters.
#include "report/bar_chart.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "report/display_text.hpp"

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

int widest(std::span<const bar> bars, std::string bar::*text) {
  int width = 0;
  for (const auto& each : bars) width = std::max(width, display_width(each.*text));
  return width;
}

}  // namespace

std::vector<std::string> render_bar_chart(std::string_view title, std::span<const bar> bars, int width,
                                          const text_style& style) {
  const int label_width = std::min(widest(bars, &bar::label), widest_label);
  const int figure_width = widest(bars, &bar::figure);
  const int room = std::clamp(width - label_width - figure_width - 2 * gap, 1, longest_bar);
  const double largest = bars.empty() ? 0 : std::ranges::max(bars, {}, &bar::value).value;

  std::vector<std::string> lines{paint(cut(title, width, style), ink::dim, style)};
  for (const auto& [label, figure, value, colour] : bars) {
    auto line = pad_right(cut(label, label_width, style), label_width + gap) + pad_left(figure, figure_width);
    if (value > 0) {
      const double columns = room * value / largest;
      line += std::string(gap, ' ') + (style.unicode ? unicode_bar(columns) : ascii_bar(columns));
    }
    lines.push_back(paint(line, colour, style));
  }
  return lines;
}

}  // namespace concbench

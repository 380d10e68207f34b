// Curves over a swept value, in characters: braille lines in Unicode, dots in ASCII, a letter at each point.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "report/figures/chart_axis.hpp"
#include "report/terminal/text_style.hpp"

namespace concbench {

/// A name and its values, one for each x; where one is missing the curve has a gap.
struct chart_curve {
  std::string label;
  std::vector<std::optional<double>> values;  ///< none below 0
};

struct line_chart {
  std::string y_name;  ///< "time over tasks, both logarithmic" is a title
  std::string x_name;
  std::vector<double> x;
  std::vector<std::string> x_labels;  ///< one for each x
  std::vector<chart_curve> curves;
  round_values round = round_values::decimal;      ///< which values name the y axis
  std::function<std::string(double)> format = {};  ///< of those; called where there is a value to draw
};

/// Title, plot, axis and legend, within `width` (at least 40) columns. Each curve has a letter of its own,
/// the first free one of its label; where several curves share a place it shows `*`. Empty when there are
/// fewer than two different x, or no values.
std::vector<std::string> render_line_chart(const line_chart& chart, int width, const text_style& style);

}  // namespace concbench

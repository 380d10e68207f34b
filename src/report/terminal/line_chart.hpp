// Curves over a swept value, drawn with characters: braille lines in Unicode, dots in ASCII, a letter at each point.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "report/figures/chart_axis.hpp"
#include "report/terminal/text_style.hpp"

namespace concbench {

/// A name and its values, one for each x. Where a value is missing, the curve has a gap.
struct chart_curve {
  std::string label;
  std::vector<std::optional<double>> values;  ///< none is below 0
};

struct line_chart {
  std::string title;  ///< "time over tasks"; which axes are logarithmic is added to it
  std::string y_name;
  std::string x_name;
  std::vector<double> x;
  std::vector<std::string> x_labels;  ///< one for each x
  std::vector<chart_curve> curves;
  round_values round = round_values::decimal;  ///< which round values label the y axis
  /// Of values of y; called only when there is a value to draw.
  std::function<std::string(double)> format = {};
};

/// Title, plot, axis and legend, within `width` (at least 40) columns. Each curve has its own letter, the first letter
/// of its label that is still free. Where several curves are at the same place, it shows `#`. Empty when there are
/// fewer than two different x, or no values.
std::vector<std::string> render_line_chart(const line_chart& chart, int width, const text_style& style);

}  // namespace concbench

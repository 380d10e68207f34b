// Horizontal bars: `sequential  15.02 s  ████████████████████`.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "report/terminal/text_style.hpp"

namespace concbench {

struct bar {
  std::string label;
  std::string figure;  ///< the value as text, or why there is none
  /// Its length, relative to the longest; 0: there is no bar, and the figure may use its place.
  double value = 0;
  ink colour = ink::plain;
};

/// The title, on as many lines as it needs, and one line for each bar, all within `width` columns. The longest bar
/// fills what labels and figures leave, but at most 60 columns. Bars end at an eighth of a column in Unicode, and at a
/// whole one in ASCII. A value above 0 is always visible.
std::vector<std::string> render_bar_chart(std::string_view title, std::span<const bar> bars, int width,
                                          const text_style& style);

}  // namespace concbench

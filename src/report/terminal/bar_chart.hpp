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
  double value = 0;    ///< its length, relative to the longest; 0: no bar, and the figure may run on
  ink colour = ink::plain;
};

/// The title, on as many lines as it takes, and one line per bar, all within `width` columns, the longest bar filling what labels and
/// figures leave (at most 60 columns). Bars end at an eighth of a column in Unicode, at a whole one in ASCII;
/// what is above 0 always shows.
std::vector<std::string> render_bar_chart(std::string_view title, std::span<const bar> bars, int width,
                                          const text_style& style);

}  // namespace concbench

// Charts as SVG for a page. They have no styles of their own, only classes of the page's style sheet.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "report/pages/page.hpp"

namespace concbench {

/// Gives the same name the same colour in all charts of a page: c0 to c7, and after that the same ones, dashed.
class chart_colours {
 public:
  /// "c3", "c3 again".
  std::string class_of(const std::string& name);

  /// How many others had a colour before this one.
  std::size_t place_of(const std::string& name);

 private:
  std::vector<std::string> names_;
};

/// The colour and the shape of a series, as a small picture that stands within a line of text.
std::string svg_of_series(const std::string& sign, chart_colours& colours);

/// The title above a chart.
template <class Chart>
std::string title_of(const Chart& chart) {
  return chart.title;
}
/// Also tells that bars have intervals.
std::string title_of(const bar_chart& chart);
/// Also tells which axes are logarithmic, that points have intervals, and the caution of the chart.
std::string title_of(const curve_chart& chart);
/// Also tells how many tasks a row stands for, when they are several.
std::string title_of(const timeline_chart& chart);

/// Each function makes an element <svg> that is 480 units wide and fills its place. Its title is read to those who do
/// not see it. The meaning of a mark is in its <title>.
std::string svg_of(const bar_chart& chart, chart_colours& colours);
std::string svg_of(const interval_chart& chart, chart_colours& colours);
std::string svg_of(const curve_chart& chart, chart_colours& colours);
std::string svg_of(const timeline_chart& chart, chart_colours& colours);

}  // namespace concbench

// Charts as SVG for a page: without styles of its own, only with classes that the page's style sheet knows.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "report/pages/page.hpp"

namespace concbench {

/// The same name has the same colour in all charts of a page: c0 to c7, and those again, dashed.
class chart_colours {
 public:
  /// "c3", "c3 again".
  std::string class_of(const std::string& name);

 private:
  std::vector<std::string> names_;
};

/// What stands above a chart.
template <class Chart>
std::string title_of(const Chart& chart) {
  return chart.title;
}
/// With its scales, and its caution.
std::string title_of(const curve_chart& chart);
/// With how many tasks a row stands for, where that is more than one.
std::string title_of(const timeline_chart& chart);

/// Each is an element <svg> of 480 units of width that fills its place, and says its title to those who do not see it. What a mark
/// stands for is its <title>.
std::string svg_of(const bar_chart& chart, chart_colours& colours);
std::string svg_of(const interval_chart& chart, chart_colours& colours);
std::string svg_of(const curve_chart& chart, chart_colours& colours);
std::string svg_of(const timeline_chart& chart, chart_colours& colours);

}  // namespace concbench

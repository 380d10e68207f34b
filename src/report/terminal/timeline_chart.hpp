// When tasks ran, in characters: a block of rows for each executor, one under another on one time axis.
#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <vector>

#include "core/timeline.hpp"
#include "report/terminal/text_style.hpp"

namespace concbench {

/// One executor's part of the chart.
struct timeline_block {
  std::string label;
  std::vector<std::string> facts;  ///< below the label, a line each
  const task_timeline* timeline;   ///< never null; one with a problem shows that in place of rows
  ink colour = ink::plain;         ///< of the label
};

/// The title, a line that says how to read the rows where that is not plain, the blocks and the axis from 0 to `extent_ns` (above 0, and no task ends later), within `width` (at
/// least 40) columns. A block's rows are its tasks in the order in which they began, at most 12 levels of half a row
/// in Unicode and 6 rows in ASCII; a task takes at least one column. `format` writes a time in nanoseconds.
std::vector<std::string> render_timeline_chart(std::string_view title, std::span<const timeline_block> blocks,
                                               std::int64_t extent_ns,
                                               const std::function<std::string(double)>& format, int width,
                                               const text_style& style);

}  // namespace concbench

// When tasks ran, drawn with characters: a block of rows for each executor, all on the same time axis.
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
  std::vector<std::string> facts;  ///< below the label, one on each line
  const task_timeline* timeline;   ///< never null; if it has a problem, that is shown instead of rows
  ink colour = ink::plain;         ///< colour of the label
};

/// The title, the blocks, and the axis from 0 to `extent_ns`, which is above 0 and not before the end of any task; all
/// within `width` (at least 40) columns. The rows of a block are its tasks in the order in which they began: at most 12
/// half rows in Unicode, and 6 rows in ASCII. When a row stands for several tasks, a line below the title says so. A
/// task takes at least one column. `format` writes a time in nanoseconds.
std::vector<std::string> render_timeline_chart(std::string_view title, std::span<const timeline_block> blocks,
                                               std::int64_t extent_ns,
                                               const std::function<std::string(double)>& format, int width,
                                               const text_style& style);

}  // namespace concbench

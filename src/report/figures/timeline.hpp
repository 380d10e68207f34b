// What a drawing of timelines is made of: rows with bars, how many tasks ran at each moment, and the time axis that
// several share.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "core/timeline.hpp"
#include "report/figures/results.hpp"

namespace concbench {

/// A stretch of time in which at least one task of a row ran, in nanoseconds since the start of the run.
struct timeline_bar {
  std::int64_t start_ns;
  std::int64_t end_ns;

  bool operator==(const timeline_bar&) const = default;
};

/// Ascending; they do not touch.
using timeline_row = std::vector<timeline_bar>;

/// What a row of a drawing stands for: neighbours in the order in which tasks began, so that one after another
/// makes a staircase and all at once a wall; or neighbouring lanes.
enum class timeline_rows { tasks, lanes };

/// As many rows as there are tasks, or lanes, and at most `most` (at least 1); none for a timeline without tasks.
/// Bars with less than `gap_ns` between them are one, so that a row has at most one bar for each `gap_ns` of the run,
/// however many tasks there are.
std::vector<timeline_row> rows_of(const task_timeline& timeline, timeline_rows grouping, std::size_t most,
                                  std::int64_t gap_ns);

/// How many of a timeline's tasks were running from a moment on.
struct running_tasks {
  std::int64_t from_ns;
  std::uint64_t count;

  bool operator==(const running_tasks&) const = default;
};

/// Each change, ascending; where there would be more than `most` (at least 2), the run is cut into equal parts, each
/// has its largest count, and the last change stands by itself: `most` + 1 at most.
std::vector<running_tasks> running_over_time(const task_timeline& timeline, std::size_t most);

/// How many threads its tasks began on; 0: not known.
std::size_t thread_count(const task_timeline& timeline);

/// From 0 to this every task of a group's timelines ended; 0 where there is none.
std::int64_t timeline_extent(const scenario_results& group);

}  // namespace concbench

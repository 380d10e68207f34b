// The parts of a drawing of timelines: rows with bars, the number of tasks that ran at each moment, and the time axis
// that several timelines share.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "core/timeline.hpp"
#include "report/figures/results.hpp"

namespace concbench {

/// A time in which at least one task of a row ran, in nanoseconds since the start of the run.
struct timeline_bar {
  std::int64_t start_ns;
  std::int64_t end_ns;

  bool operator==(const timeline_bar&) const = default;
};

/// In ascending order; bars do not touch.
using timeline_row = std::vector<timeline_bar>;

/// The meaning of a row. It is several tasks that began one after another, so that sequential tasks make a staircase
/// and simultaneous ones a wall; or it is several lanes with successive numbers.
enum class timeline_rows { tasks, lanes };

/// One row for each task or lane, but at most `most` (at least 1); none for a timeline without tasks. Bars with less
/// than `gap_ns` between them are joined. So a row has at most one bar for each `gap_ns` of the run, however many tasks
/// there are.
std::vector<timeline_row> rows_of(const task_timeline& timeline, timeline_rows grouping, std::size_t most,
                                  std::int64_t gap_ns);

/// How many tasks of a timeline run, from a moment on.
struct running_tasks {
  std::int64_t from_ns;
  std::uint64_t count;

  bool operator==(const running_tasks&) const = default;
};

/// Each change of this number, in ascending order. When there would be more than `most` (at least 2), the run is cut
/// into equal parts, and each part has its largest number. The last change is kept, so there are at most `most` + 1.
std::vector<running_tasks> running_over_time(const task_timeline& timeline, std::size_t most);

/// On how many threads the tasks began; 0: not known.
std::size_t thread_count(const task_timeline& timeline);

/// The time at which the last task of a group's timelines ended; 0 when there are no timelines.
std::int64_t timeline_extent(const scenario_results& group);

}  // namespace concbench

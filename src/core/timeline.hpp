// A timeline: when and where each task of a round ran. `run --timeline` takes one round more for each cell, which is
// not counted.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace concbench {

/// The most tasks that a timeline keeps.
inline constexpr std::size_t most_timeline_tasks = 100'000;

/// One task. Times are nanoseconds since the start of the run.
struct timeline_task {
  std::uint32_t id = 0;       ///< its number in the batch
  std::uint32_t lane = 1;     ///< where it ran, the first is 1: tasks of a lane run one after another
  std::uint32_t thread = 0;   ///< the thread on which it began, the first is 1; 0 when that is not known
  bool ok = true;             ///< false when it failed
  std::int64_t due_ns = 0;    ///< open loop: when it was due; else 0
  std::int64_t start_ns = 0;  ///< when a lane took it
  std::int64_t end_ns = 0;    ///< at least start_ns

  bool operator==(const timeline_task&) const = default;
};

/// How much memory was resident at one moment. Times are since the start of the run.
struct memory_reading {
  std::int64_t at_ns = 0;
  std::uint64_t resident_bytes = 0;

  bool operator==(const memory_reading&) const = default;
};

/// The tasks of one round of a cell. No figure of the report includes this round.
struct task_timeline {
  std::string problem = {};      ///< why there is no timeline, as a sentence; empty: there is one
  std::int64_t wall_ns = 0;      ///< duration of the run of that round
  std::uint64_t began = 0;       ///< how many tasks began; `tasks` has all of them or a part
  std::uint64_t peak_tasks = 0;  ///< the most tasks that ran at one moment
  /// In the order in which they began; at most `most_timeline_tasks`. When there were more, this has the first and the
  /// last that began, the last that ended, the longest ones, and an even selection of the others.
  std::vector<timeline_task> tasks = {};
  std::vector<memory_reading> memory = {};  ///< ascending in time; empty when it is not known

  bool operator==(const task_timeline&) const = default;
};

}  // namespace concbench

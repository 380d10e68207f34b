// A timeline: when and where each task of one round ran that is not counted. `run --timeline` takes one of each
// cell.
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
  std::uint32_t lane = 1;     ///< where it ran, 1 first: tasks of a lane follow one another
  std::uint32_t thread = 0;   ///< on which it began, 1 first; 0 where that is not known
  bool ok = true;             ///< false when it failed
  std::int64_t due_ns = 0;    ///< open loop: when it was to begin; else 0
  std::int64_t start_ns = 0;  ///< when a lane took it
  std::int64_t end_ns = 0;    ///< at least start_ns

  bool operator==(const timeline_task&) const = default;
};

/// How much memory was resident at one moment since the start of the run.
struct memory_reading {
  std::int64_t at_ns = 0;
  std::uint64_t resident_bytes = 0;

  bool operator==(const memory_reading&) const = default;
};

/// What one round, which no figure has a part in, kept of a cell's tasks.
struct task_timeline {
  std::string problem = {};      ///< why there is none, for people; empty: there is one
  std::int64_t wall_ns = 0;      ///< of that round's run
  std::uint64_t began = 0;       ///< tasks that began, of which `tasks` has all or a part
  std::uint64_t peak_tasks = 0;  ///< the most of them at one moment
  /// In the order in which they began; at most `most_timeline_tasks`. Where that is a part, it has the first and the
  /// last to begin, the last to end, the longest ones, and of the others every so many.
  std::vector<timeline_task> tasks = {};
  std::vector<memory_reading> memory = {};  ///< ascending in time; empty where it is not known

  bool operator==(const task_timeline&) const = default;
};

}  // namespace concbench

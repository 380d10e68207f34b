// Runs the program of a lesson in a process of its own, and shows what it says while it says it.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "core/timeline.hpp"
#include "system/child_process.hpp"

namespace concbench::cli {

struct lesson_outcome {
  child_outcome process = {};   ///< without its output
  std::int64_t wall_ns = 0;     ///< from the start of its process to the end
  std::int64_t took_ns = 0;     ///< of its main() alone, where it says that; otherwise wall_ns
  task_timeline timeline = {};  ///< of the tasks that it told of, in the order in which they began
};

/// A lesson takes a few seconds at most.
inline constexpr auto lesson_time_limit = std::chrono::seconds(60);

/// Runs `command` to its end, and gives `show` each line that it writes, with its newline. Events of a story
/// (system/story.hpp) become the timeline. Throws std::runtime_error when the program cannot be started.
lesson_outcome run_lesson(const std::vector<std::string>& command, int interrupt,
                          const std::function<void(std::string_view line)>& show);

}  // namespace concbench::cli

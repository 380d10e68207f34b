// The texts beside the drawing of a timeline.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "core/timeline.hpp"

namespace concbench {

/// The title of all drawings of timelines.
inline constexpr std::string_view timelines_title =
    "when each task ran (the first to begin at the top), in a round not counted";

/// "1.501 s", "10 at once", "10 threads in all", which counts all threads that ever ran a task. Empty when the timeline
/// has a problem.
std::vector<std::string> timeline_facts(const task_timeline& timeline);

/// "a row stands for up to 9 tasks that began one after another", for a drawing of `tasks` tasks in at most `rows`
/// rows. Empty when each task has a row.
std::string tasks_of_a_row_text(std::size_t tasks, std::size_t rows);

/// "no timeline: …", or "100000 of 1000000 tasks are drawn: …"; empty when all tasks are drawn.
std::string timeline_remark(const task_timeline& timeline);

}  // namespace concbench

// What is said of a timeline beside its drawing.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "core/timeline.hpp"

namespace concbench {

/// What every drawing of timelines is called.
inline constexpr std::string_view timelines_title =
    "when each task ran (the first to begin at the top), in a round not counted";

/// "1.501 s", "10 at once", "10 threads in all", which are all that ever ran a task; none for one with a problem.
std::vector<std::string> timeline_facts(const task_timeline& of);

/// "a row stands for up to 9 tasks that began one after another", for a drawing of `tasks` tasks in `rows` rows at the most; empty where
/// each task has a row.
std::string tasks_of_a_row_text(std::size_t tasks, std::size_t rows);

/// "no timeline: …", or "100000 of 1000000 tasks are drawn: …"; empty where all tasks are.
std::string timeline_remark(const task_timeline& of);

}  // namespace concbench

// What is said of a timeline beside its drawing.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/timeline.hpp"

namespace concbench {

/// What every drawing of timelines is called.
inline constexpr std::string_view timelines_title =
    "when each task ran (the first to begin at the top), in a round not counted";

/// "1.501 s", "10 at once", "1 thread"; none for one with a problem.
std::vector<std::string> timeline_facts(const task_timeline& timeline);

/// "no timeline: …", or "100000 of 1000000 tasks are drawn: …"; empty where all tasks are.
std::string timeline_remark(const task_timeline& timeline);

}  // namespace concbench

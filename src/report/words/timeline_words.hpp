// The texts beside the drawing of a timeline.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/timeline.hpp"

namespace concbench {

/// The title of all drawings of timelines.
inline constexpr std::string_view timelines_title =
    "when each task ran (the first to begin at the top), in a round not counted";

/// "1.501 s", "10 at once", "1 thread". Empty when the timeline has a problem.
std::vector<std::string> timeline_facts(const task_timeline& timeline);

/// "no timeline: …", or "100000 of 1000000 tasks are drawn: …"; empty when all tasks are drawn.
std::string timeline_remark(const task_timeline& timeline);

}  // namespace concbench

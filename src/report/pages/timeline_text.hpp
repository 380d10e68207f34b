// The timelines of one scenario, for people at a terminal.
#pragma once

#include <string>
#include <vector>

#include "report/figures/results.hpp"
#include "report/terminal/text_style.hpp"

namespace concbench {

/// An empty line and the timelines of the group's executors on one time axis; nothing where no timeline was asked
/// for. Where a timeline has only a part of its tasks, that is said.
std::vector<std::string> render_timelines(const scenario_results& group, const text_style& style);

}  // namespace concbench

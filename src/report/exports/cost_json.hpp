// The cost cards as JSON, with all that they were computed from.
#pragma once

#include <string>

#include "report/figures/cost_card.hpp"

namespace concbench {

/// {"cards": […], "limits": […], "stopped": […], "timed": REPORT, "counted": REPORT}, where REPORT is the output of
/// render_json. The text ends in a newline.
std::string render_cost_json(const cost_measurement& measurement);

}  // namespace concbench

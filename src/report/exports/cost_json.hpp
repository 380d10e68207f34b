// The cost cards as JSON, with everything that they were made from.
#pragma once

#include <string>

#include "report/figures/cost_card.hpp"

namespace concbench {

/// {"cards": […], "limits": […], "stopped": […], "timed": REPORT, "counted": REPORT}, where REPORT is what
/// render_json gives. Ends in a newline.
std::string render_cost_json(const cost_measurement& measurement);

}  // namespace concbench

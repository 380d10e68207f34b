// Results along a swept parameter as a section.
#pragma once

#include "report/figures/sweep_results.hpp"
#include "report/pages/page.hpp"

namespace concbench {

/// Times and memory at each value, how they grow, where executors change places, and the curves.
page_section sweep_section(const swept_scenario& scenario, const plan& asked);

}  // namespace concbench

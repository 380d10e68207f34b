// Which parameters a report has of a cell.
#pragma once

#include <vector>

#include "core/report.hpp"
#include "core/scenario.hpp"

namespace concbench {

/// Those of `values` that have an effect, and those that a sweep varies: they tell its points apart.
parameter_values reported_parameters(const scenario_declaration& declared, const parameter_values& values,
                                     const plan& asked);

}  // namespace concbench

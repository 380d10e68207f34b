// Which parameters of a cell are part of the report.
#pragma once

#include "core/report.hpp"
#include "core/scenario.hpp"

namespace concbench {

/// Those of `values` that have an effect, and those that a sweep varies, because they tell the points of the sweep
/// apart.
parameter_values reported_parameters(const scenario_declaration& declared, const parameter_values& values,
                                     const plan& asked);

}  // namespace concbench

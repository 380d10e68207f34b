// The scenarios that further workers declare: one declaration for each name, whichever programs have the scenario.
#pragma once

#include <memory>
#include <vector>

#include "runner/further_worker.hpp"

namespace concbench::runner {

/// Makes known the scenarios that `workers` declare and this program does not have. Where several workers declare one, it
/// has the parameters of all of them. Throws usage_error, which names the worker, the scenario and the difference, when
/// two declarations clash: two workers say something different about the same scenario or parameter, or a worker has
/// another type for a parameter of a scenario that this program has itself.
void adopt_declarations(const std::vector<std::shared_ptr<const further_worker>>& workers);

}  // namespace concbench::runner

// The scenarios that further workers declare: one declaration for each name, whichever programs have the scenario.
#pragma once

#include <memory>
#include <vector>

#include "runner/further_worker.hpp"

namespace concbench::runner {

/// Makes known the scenarios that `worker` declares and this program does not have. Where `earlier` ones declare them too,
/// they have the parameters of all of them. Throws usage_error, which names the scenario and the difference, when two
/// declarations clash: an earlier worker says something different about the same scenario or parameter, or this program
/// has the scenario itself, with a parameter of another type.
void adopt_declarations(const further_worker& worker,
                        const std::vector<std::shared_ptr<const further_worker>>& earlier);

}  // namespace concbench::runner

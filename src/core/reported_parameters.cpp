// One rule for what is run and for what is read.
#include "core/reported_parameters.hpp"

namespace concbench {

parameter_values reported_parameters(const scenario_declaration& declared, const parameter_values& values,
                                     const plan& asked) {
  const bool foreign = declared.takes_targets && !asked.targets.empty();
  auto kept = values.effective(declared.parameters, foreign ? target_kind::foreign : target_kind::own);
  for (const auto& each : values)
    for (const auto& [swept, points] : asked.sweeps)
      if (swept == each.name || swept == declared.name + "." + each.name) kept.set(each);
  return kept;
}

}  // namespace concbench

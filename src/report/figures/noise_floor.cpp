// Turns the noise pairs into the two columns that the analysis takes.
#include "report/figures/noise_floor.hpp"

#include <vector>

#include "analysis/noise.hpp"

namespace concbench {

std::optional<double> noise_floor_of(const noise_record& noise) {
  std::vector<double> first;
  std::vector<double> second;
  for (const auto& [one, other] : noise.pairs) {
    if (one <= 0 || other <= 0) continue;  // no times: nothing that was measured
    first.push_back(static_cast<double>(one));
    second.push_back(static_cast<double>(other));
  }
  return analysis::noise_floor(first, second);
}

}  // namespace concbench

// From pairs to the two columns that analysis wants.
#include "report/noise_floor.hpp"

#include <cmath>
#include <vector>

#include <fmt/format.h>

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

std::string noise_floor_text(double floor) {
  const double percent = 100 * floor;
  return fmt::format("{:.{}f} %", percent, percent < 9.95 ? 1 : 0);
}

}  // namespace concbench

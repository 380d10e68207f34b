// The paired speedup.
#include "analysis/speedup.hpp"

#include <cmath>
#include <stdexcept>
#include <string>
#include <vector>

#include "analysis/quantiles.hpp"

namespace concbench::analysis {

paired_speedup paired_speedup::inverse() const {
  auto turned = *this;
  turned.ratio = 1 / ratio;
  if (range) turned.range = {1 / range->high, 1 / range->low};
  return turned;
}

std::optional<paired_speedup> compare_paired(std::span<const double> baseline,
                                             std::span<const double> candidate, double alpha) {
  if (baseline.size() != candidate.size())
    throw std::invalid_argument("cannot pair " + std::to_string(baseline.size()) +
                                " rounds of the baseline with " + std::to_string(candidate.size()) +
                                " of the candidate");
  std::vector<double> log_ratios;
  log_ratios.reserve(baseline.size());
  for (std::size_t i = 0; i < baseline.size(); ++i)
    log_ratios.push_back(std::log(baseline[i] / candidate[i]));
  const auto middle = median(log_ratios);
  if (!middle) return {};
  paired_speedup found{.ratio = std::exp(*middle),
                       .range = {},
                       .p = sign_test_p(log_ratios),
                       .rounds = baseline.size(),
                       .rounds_needed = least_values_for_sign_interval(alpha)};
  if (const auto range = sign_interval(std::move(log_ratios), alpha))
    found.range = mapped(*range, [](double log) { return std::exp(log); });
  return found;
}

}  // namespace concbench::analysis

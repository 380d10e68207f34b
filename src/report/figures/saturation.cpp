// Divides CPU time by wall time.
#include "report/figures/saturation.hpp"

#include <cmath>

#include "report/figures/results.hpp"
#include "system/cpu_list.hpp"
#include "system/units.hpp"

namespace concbench {
namespace {

double share(std::int64_t cpu_ns, const sample& of) {
  return of.wall_ns > 0 ? static_cast<double>(cpu_ns) / static_cast<double>(of.wall_ns) : 0;
}

}  // namespace

double rounded_share(double share) {
  return std::round(share * 1e4) / 1e4;
}

double client_cpu_share(const sample& sample) {
  return share(sample.cpu_user_ns + sample.cpu_system_ns, sample);
}

double server_cpu_share(const sample& sample) {
  return share(sample.server_cpu_ns, sample);
}

double cpus_of_workers(const report& result) {
  if (const auto bound = cpu_list::parse(result.plan.cpus)) return static_cast<double>(bound->size());
  return usable_cpus(result);
}

double usable_cpus(const report& result) {
  return static_cast<double>(parse_count(fact_value(result.environment, "cpus_usable")).value_or(0));
}

}  // namespace concbench

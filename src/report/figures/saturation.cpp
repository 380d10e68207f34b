// CPU over wall time.
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

double client_cpu_share(const sample& of) {
  return share(of.cpu_user_ns + of.cpu_system_ns, of);
}

double server_cpu_share(const sample& of) {
  return share(of.server_cpu_ns, of);
}

double cpus_of_workers(const report& from) {
  if (const auto bound = cpu_list::parse(from.plan.cpus)) return static_cast<double>(bound->size());
  return usable_cpus(from);
}

double usable_cpus(const report& from) {
  return static_cast<double>(parse_count(fact_value(from.environment, "cpus_usable")).value_or(0));
}

}  // namespace concbench

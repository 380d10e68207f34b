// CPU over wall time.
#include "report/figures/saturation.hpp"

#include <cmath>

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

}  // namespace concbench

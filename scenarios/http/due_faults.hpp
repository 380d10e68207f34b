// Requests that the run's own server makes fail on purpose: `error-rate`, `503-rate`, `reset-rate`, `stall-rate`.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/scenario.hpp"
#include "net/content/fault.hpp"

namespace concbench {

/// Which requests of a run fail, and how. The seed, the task and the attempt decide, so that all executors get the same
/// faults, and their answers can be judged.
class due_faults {
 public:
  /// `further_503` is a part of the requests, 0 to 1, that is added to `503-rate`.
  explicit due_faults(const scenario_setup& setup, double further_503 = 0);

  /// Appends what a query for /api/… needs: "&attempt=2&reset-rate=0.01". Appends nothing when no request fails.
  void append_query(std::string& target, std::uint32_t attempt) const;

  bool hit(task_id id, std::uint32_t attempt) const {
    return net::fault_for(seed_, id, attempt, rates_) != net::fault::none;
  }

  const net::fault_rates& rates() const noexcept { return rates_; }

 private:
  std::uint64_t seed_;
  net::fault_rates rates_;
  std::string query_;  ///< "&reset-rate=0.01"; empty when no request fails
};

/// The parameters of a scenario, and these four.
std::vector<parameter> with_fault_parameters(std::vector<parameter> own);

/// Throws usage_error when the rates together are above 1. `further_503`: as for due_faults.
void check_faults(const scenario_setup& setup, double further_503 = 0);

}  // namespace concbench

// The example report with other times.
#pragma once

#include <cstdint>
#include <vector>

#include "example_report.hpp"

namespace concbench::testing {

/// The first scenario of the full report, with these times in ms under sequential, threads and thread-pool.
inline report with_times(const std::vector<std::vector<double>>& rounds) {
  auto from = full_report();
  from.cells.resize(3);
  for (std::size_t i = 0; i < 3; ++i) {
    from.cells[i].samples.resize(rounds.size());
    for (std::size_t k = 0; k < rounds.size(); ++k)
      from.cells[i].samples[k].wall_ns = static_cast<std::int64_t>(1e6 * rounds[k][i]);
  }
  return from;
}

}  // namespace concbench::testing

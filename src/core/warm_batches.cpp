// The parameter is declared once, and read where batches run and where their time is expected.
#include "core/warm_batches.hpp"

#include <algorithm>
#include <string>

namespace concbench {

parameter warm_parameter() {
  return {.name = "warm",
          .type = parameter_type::count,
          .defaults = std::string("0"),
          .help = "batches of the same tasks that run in the same process before the measured one",
          .minimum = "0",
          .maximum = "100",
          .only_with = {"warm!=0"}};
}

std::uint64_t warm_batches(const parameter_values& values) {
  const bool known = std::ranges::any_of(values, [](const auto& each) { return each.name == "warm"; });
  return known ? values.count("warm") : 0;
}

}  // namespace concbench

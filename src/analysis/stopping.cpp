// When rounds may end.
#include "analysis/stopping.hpp"

namespace concbench::analysis {

double sequential_alpha(double alpha) {
  return alpha / 4;
}

std::vector<std::size_t> looks(std::size_t first) {
  std::vector<std::size_t> rounds{first};
  while (rounds.size() < 6) rounds.push_back((3 * rounds.back() + 1) / 2);
  return rounds;
}

double relative_width(interval range) {
  return range.high / range.low - 1;
}

}  // namespace concbench::analysis

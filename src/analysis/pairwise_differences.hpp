// All differences between the values of two sets, without a list of them.
#pragma once

#include <cstddef>
#include <vector>

namespace concbench::analysis {

/// The m × n differences `after` - `before`. 100,000 values on each side would have 10^10 of them, so they are
/// counted instead, along both sorted sets, and a ranked one is found by bisection over its value. All values
/// are finite and neither set is empty.
class pairwise_differences {
 public:
  pairwise_differences(std::vector<double> before, std::vector<double> after);

  std::size_t count() const { return before_.size() * after_.size(); }
  std::size_t count_up_to(double bound) const;  ///< of differences ≤ `bound`
  std::size_t count_below(double bound) const;  ///< of differences < `bound`
  double ranked(std::size_t rank) const;        ///< the `rank`-th smallest; 1 ≤ `rank` ≤ count()
  double median() const;

 private:
  std::vector<double> before_;
  std::vector<double> after_;
};

}  // namespace concbench::analysis

// All differences between the values of two sets, without a list of them.
#pragma once

#include <cstddef>
#include <vector>

namespace concbench::analysis {

/// The m × n differences `after` - `before`. For 100,000 values on each side there are 10^10, so they are not stored.
/// They are counted by a walk along both sorted sets, and the difference of a given rank is found by bisection. All
/// values are finite, and neither set is empty.
class pairwise_differences {
 public:
  pairwise_differences(std::vector<double> before, std::vector<double> after);

  std::size_t count() const { return before_.size() * after_.size(); }
  std::size_t count_up_to(double bound) const;  ///< how many differences are ≤ `bound`
  std::size_t count_below(double bound) const;  ///< how many differences are < `bound`
  double ranked(std::size_t rank) const;        ///< the `rank`-th smallest; 1 ≤ `rank` ≤ count()
  double median() const;

 private:
  std::vector<double> before_;
  std::vector<double> after_;
};

}  // namespace concbench::analysis

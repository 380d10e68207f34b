// All differences between the values of two sets, without a list of them.
#pragma once

#include <cstddef>
#include <vector>

namespace concbench::analysis {

/// The m × n differences `to` - `from`. 100,000 values on each side would have 10^10 of them, so they are
/// counted instead, along both sorted sets, and a ranked one is found by bisection over its value. All values
/// are finite and neither set is empty.
class pairwise_differences {
 public:
  pairwise_differences(std::vector<double> from, std::vector<double> to);

  std::size_t count() const { return from_.size() * to_.size(); }
  std::size_t count_up_to(double bound) const;  ///< of differences ≤ `bound`
  std::size_t count_below(double bound) const;  ///< of differences < `bound`
  double ranked(std::size_t rank) const;        ///< the `rank`-th smallest; 1 ≤ `rank` ≤ count()
  double median() const;

 private:
  std::vector<double> from_;
  std::vector<double> to_;
};

}  // namespace concbench::analysis

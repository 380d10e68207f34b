// Counts differences, and finds ranked ones by bisection.
#include "analysis/pairwise_differences.hpp"

#include <algorithm>
#include <numeric>
#include <utility>

namespace concbench::analysis {
namespace {

/// How many differences are `within` a bound. Both sets ascend. A difference that is within the bound for one value of
/// `after` is also within it for every smaller value, so one walk along both sets is enough.
template <class Predicate>
std::size_t count_of(const std::vector<double>& before, const std::vector<double>& after, Predicate within) {
  std::size_t counted = 0;
  std::size_t first = 0;  // of `before`, whose difference to the present value of `after` is within
  for (const double value : after) {
    while (first < before.size() && !within(value - before[first])) ++first;
    counted += before.size() - first;
  }
  return counted;
}

}  // namespace

pairwise_differences::pairwise_differences(std::vector<double> before, std::vector<double> after)
    : before_(std::move(before)), after_(std::move(after)) {
  std::ranges::sort(before_);
  std::ranges::sort(after_);
}

std::size_t pairwise_differences::count_up_to(double bound) const {
  return count_of(before_, after_, [bound](double difference) { return difference <= bound; });
}

std::size_t pairwise_differences::count_below(double bound) const {
  return count_of(before_, after_, [bound](double difference) { return difference < bound; });
}

double pairwise_differences::ranked(std::size_t rank) const {
  double below = after_.front() - before_.back();
  double reached = after_.back() - before_.front();
  if (count_up_to(below) >= rank) return below;
  // Fewer than `rank` differences are ≤ `below`, at least `rank` are ≤ `reached`. When no double is left
  // between them, `reached` is the one.
  double middle = std::midpoint(below, reached);
  while (below < middle && middle < reached) {
    (count_up_to(middle) >= rank ? reached : below) = middle;
    middle = std::midpoint(below, reached);
  }
  return reached;
}

double pairwise_differences::median() const {
  const auto middle = ranked((count() + 1) / 2);
  return count() % 2 == 1 ? middle : std::midpoint(middle, ranked(count() / 2 + 1));
}

}  // namespace concbench::analysis

// Williams designs, shuffled by a small generator of our own, because std::shuffle may differ between standard
// libraries.
#include "analysis/order.hpp"

#include <algorithm>
#include <numeric>
#include <utility>

namespace concbench::analysis {
namespace {

/// SplitMix64 (Steele, Lea & Flood 2014): a few bits of seed are enough for a good stream.
class generator {
 public:
  explicit generator(std::uint64_t seed) : state_(seed) {}

  std::uint64_t operator()() {
    std::uint64_t z = (state_ += 0x9e3779b97f4a7c15);
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
    z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
    return z ^ (z >> 31);
  }

 private:
  std::uint64_t state_;
};

/// 0 … count-1, shuffled (Fisher–Yates). The modulo's bias is count / 2^64: nothing that could be seen.
std::vector<std::size_t> permutation(std::size_t count, generator& random) {
  std::vector<std::size_t> order(count);
  std::iota(order.begin(), order.end(), std::size_t{0});
  for (std::size_t left = count; left > 1; --left) std::swap(order[left - 1], order[random() % left]);
  return order;
}

/// Row `row` of the design: 0, 1, n-1, 2, n-2, … shifted by the row. When n is odd each predecessor would
/// stand on one side only, so the rows come a second time, mirrored.
std::vector<std::size_t> williams_row(std::size_t count, std::size_t row) {
  std::vector<std::size_t> order(count);
  for (std::size_t i = 0; i < count; ++i) {
    const auto zigzag = i % 2 == 1 ? (i + 1) / 2 : (count - i / 2) % count;
    order[i] = (zigzag + row) % count;
  }
  if (row >= count) std::ranges::reverse(order);
  return order;
}

}  // namespace

std::size_t balanced_rounds(std::size_t count) {
  return count % 2 == 0 ? count : 2 * count;
}

std::vector<std::size_t> balanced_order(std::size_t count, std::size_t round, std::uint64_t seed) {
  if (count == 0) return {};
  const auto rows = balanced_rounds(count);
  generator random(generator(seed)() +
                   round / rows);  // a stream per block, and none shared with the next seed
  const auto label = permutation(count, random);
  const auto deal = permutation(rows, random);
  auto order = williams_row(count, deal[round % rows]);
  for (auto& each : order) each = label[each];
  return order;
}

}  // namespace concbench::analysis

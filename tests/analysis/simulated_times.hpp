// Times as benchmarks have them, skewed and with outliers, whose true median is known: for tests that count
// how often a statistic keeps its promise. The same seed gives the same times on every platform.
#pragma once

#include <array>
#include <cmath>
#include <cstdint>
#include <numbers>
#include <string>

namespace concbench::analysis::testing {

/// SplitMix64 (Steele, Lea & Flood 2014).
class random_stream {
 public:
  explicit random_stream(std::uint64_t seed) : state_(seed) {}

  /// Above 0, below 1.
  double uniform() {
    std::uint64_t z = (state_ += 0x9e3779b97f4a7c15);
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
    z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
    return (static_cast<double>((z ^ (z >> 31)) >> 12) + 0.5) * 0x1p-52;
  }

  double exponential() { return -std::log(uniform()); }

  /// Standard normal (Box & Muller 1958).
  double normal() {
    const double radius = std::sqrt(2 * exponential());
    return radius * std::cos(2 * std::numbers::pi * uniform());
  }

 private:
  std::uint64_t state_;
};

/// A distribution of times.
struct noise_model {
  std::string name;
  double (*draw)(random_stream&);
  double median;
};

inline const std::array<noise_model, 3> noise_models{{
    {"lognormal", [](random_stream& random) { return std::exp(0.1 * random.normal()); }, 1},
    {"shifted exponential", [](random_stream& random) { return 1 + 0.1 * random.exponential(); },
     1 + 0.1 * std::numbers::ln2},
    // One in ten takes 1.5 to 3.5 times as long; the median is where the others have 5/9 below: R: qnorm(5/9)
    {"outliers",
     [](random_stream& random) {
       const bool outlier = random.uniform() < 0.1;
       return outlier ? 1.5 + 2 * random.uniform() : std::exp(0.03 * random.normal());
     },
     std::exp(0.03 * 0.139710298881862)},
}};

/// The most of `trials` that may go wrong when each does so with a probability of `alpha`: three standard
/// deviations more than expected.
inline double most_misses(double alpha, int trials) {
  return trials * alpha + 3 * std::sqrt(trials * alpha * (1 - alpha));
}

}  // namespace concbench::analysis::testing

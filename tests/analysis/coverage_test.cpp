// How often the statistics are right, counted on simulated times: coverage, false alarms, power.
#include <algorithm>
#include <array>
#include <cmath>
#include <optional>
#include <span>
#include <stdexcept>
#include <vector>

#include <gtest/gtest.h>

#include "analysis/comparison.hpp"
#include "analysis/rank_sum.hpp"
#include "analysis/speedup.hpp"
#include "analysis/stopping.hpp"
#include "simulated_times.hpp"

namespace concbench::analysis {
namespace {

using testing::most_misses;
using testing::noise_model;
using testing::noise_models;
using testing::random_stream;

/// Rounds of an executor without noise and of one with it, on a machine that drifts by 1 % a round.
struct paired_times {
  std::vector<double> steady;
  std::vector<double> noisy;
};

paired_times drawn(const noise_model& noise, std::size_t rounds, random_stream& random) {
  paired_times times;
  for (std::size_t i = 0; i < rounds; ++i) {
    const double drift = 1 + 0.01 * static_cast<double>(i);
    times.steady.push_back(drift);
    times.noisy.push_back(drift * noise.draw(random));
  }
  return times;
}

std::vector<double> times_of(const noise_model& noise, std::size_t count, random_stream& random) {
  std::vector<double> times;
  for (std::size_t i = 0; i < count; ++i) times.push_back(noise.draw(random));
  return times;
}

/// The range of how many times as long the noisy executor took, over the first `rounds`.
std::optional<interval> range_after(std::size_t rounds, const paired_times& times, double alpha) {
  return compare_paired(std::span(times.noisy).first(rounds), std::span(times.steady).first(rounds), alpha)
      ->range;
}

TEST(coverage, of_7_to_30_rounds_is_what_the_level_promises) {
  constexpr int trials = 4000;
  for (const auto& noise : noise_models) {
    random_stream random(1);
    std::vector<int> misses(31);
    for (int trial = 0; trial < trials; ++trial) {
      const auto times = drawn(noise, 30, random);
      for (std::size_t rounds = 7; rounds <= 30; ++rounds)
        misses[rounds] += !range_after(rounds, times, 0.05).value().holds(noise.median);
    }
    for (std::size_t rounds = 7; rounds <= 30; ++rounds)
      EXPECT_LE(misses[rounds], most_misses(0.05, trials)) << noise.name << ", " << rounds << " rounds";
  }
}

/// The range at the first look that finds it no wider than `width`, or at the last look.
interval range_at_stop(const paired_times& times, double alpha, double width,
                       const std::vector<std::size_t>& rounds) {
  for (const auto look : rounds) {
    const auto range = range_after(look, times, alpha).value();
    if (relative_width(range) <= width || look == rounds.back()) return range;
  }
  throw std::logic_error("no looks");
}

TEST(coverage, is_kept_when_rounds_stop_at_a_width) {
  constexpr int trials = 2500;
  for (const double alpha : {0.05, 0.05 / 3, 0.05 / 12}) {
    const double each = sequential_alpha(alpha);
    const auto rounds = looks(least_values_for_sign_interval(each));
    for (const auto& noise : noise_models) {
      random_stream random(2);
      std::array<int, 4> misses{};
      constexpr std::array widths{0.03, 0.06, 0.12, 0.25};
      for (int trial = 0; trial < trials; ++trial) {
        const auto times = drawn(noise, rounds.back(), random);
        for (std::size_t i = 0; i < widths.size(); ++i)
          misses[i] += !range_at_stop(times, each, widths[i], rounds).holds(noise.median);
      }
      for (std::size_t i = 0; i < widths.size(); ++i)
        EXPECT_LE(misses[i], most_misses(alpha, trials))
            << noise.name << ", alpha " << alpha << ", width " << widths[i];
    }
  }
}

TEST(coverage, is_kept_by_the_worst_rule_there_is_which_stops_where_the_range_misses) {
  constexpr int trials = 4000;
  const double each = sequential_alpha(0.05);
  const auto rounds = looks(least_values_for_sign_interval(each));
  for (const auto& noise : noise_models) {
    random_stream random(6);
    int misses = 0;
    for (int trial = 0; trial < trials; ++trial) {
      const auto times = drawn(noise, rounds.back(), random);
      misses += std::ranges::any_of(
          rounds, [&](std::size_t look) { return !range_after(look, times, each)->holds(noise.median); });
    }
    EXPECT_LE(misses, most_misses(0.05, trials)) << noise.name;
  }
}

TEST(false_alarms, of_an_executor_against_itself_are_as_rare_as_promised) {
  constexpr int trials = 2000;
  for (const auto& noise : noise_models) {
    for (const std::size_t rounds : {9U, 15U, 20U}) {
      random_stream random(3);
      int paired = 0;
      int unpaired = 0;
      for (int trial = 0; trial < trials; ++trial) {
        const auto first = times_of(noise, rounds, random);
        const auto second = times_of(noise, rounds, random);
        paired += compare_paired(first, second, 0.05)->resolved();
        unpaired += compare_unpaired(first, second, 0.05).resolved();
      }
      EXPECT_LE(paired, most_misses(0.05, trials)) << noise.name << ", " << rounds << " rounds";
      EXPECT_LE(unpaired, most_misses(0.05, trials)) << noise.name << ", " << rounds << " rounds";
    }
  }
}

TEST(false_alarms, among_all_cells_of_two_reports_are_as_rare_as_promised) {
  constexpr int trials = 1000;
  random_stream random(4);
  int with_a_false_alarm = 0;
  for (int trial = 0; trial < trials; ++trial) {
    std::vector<double> p;
    for (int cell = 0; cell < 8; ++cell) {
      const auto& noise = noise_models[static_cast<std::size_t>(cell) % noise_models.size()];
      const auto before = times_of(noise, 10, random);
      auto after = times_of(noise, 10, random);
      if (cell == 0)  // has really become slower; what is said about it is no false alarm
        for (auto& each : after) each *= 2;
      p.push_back(compare_unpaired(before, after, 0.05).p);
    }
    const auto levels = holm_levels(p, 0.05);
    bool alarm = false;
    for (std::size_t cell = 1; cell < p.size(); ++cell) alarm |= p[cell] <= levels[cell];
    with_a_false_alarm += alarm;
  }
  EXPECT_LE(with_a_false_alarm, most_misses(0.05, trials));
}

/// Whether the rank-sum test tells the times of two reports apart after some of `rounds` of the one and some
/// of the other. `critical[i][j]`: it does where fewer pairs than this stand in one of the two orders.
bool resolved_at_some_looks(const std::vector<std::size_t>& rounds, const std::vector<double>& before,
                            const std::vector<double>& after,
                            const std::vector<std::vector<std::size_t>>& critical) {
  for (std::size_t i = 0; i < rounds.size(); ++i)
    for (std::size_t j = 0; j < rounds.size(); ++j) {
      std::size_t in_order = 0;
      for (const double one : std::span(before).first(rounds[i]))
        for (const double other : std::span(after).first(rounds[j])) in_order += one < other;
      if (std::min(in_order, rounds[i] * rounds[j] - in_order) < critical[i][j]) return true;
    }
  return false;
}

TEST(false_alarms, would_be_twice_as_many_as_promised_if_one_rule_saw_both_reports) {
  // It would end them where they differ most. Ranks have one distribution whatever that of the times, so
  // uniform ones stand for any.
  constexpr int trials = 2000;
  const double each = sequential_alpha(0.05);
  const auto rounds = looks(least_values_for_sign_interval(each));
  std::vector critical(rounds.size(), std::vector<std::size_t>(rounds.size()));
  for (std::size_t i = 0; i < rounds.size(); ++i)
    for (std::size_t j = 0; j < rounds.size(); ++j)
      critical[i][j] = rank_sum_distribution(rounds[i], rounds[j]).critical(each / 2);
  const noise_model uniform{"uniform", [](random_stream& random) { return random.uniform(); }, 0.5};
  random_stream random(8);
  int alarms = 0;
  for (int trial = 0; trial < trials; ++trial) {
    const auto before = times_of(uniform, rounds.back(), random);
    const auto after = times_of(uniform, rounds.back(), random);
    alarms += resolved_at_some_looks(rounds, before, after, critical);
  }
  EXPECT_NEAR(alarms, 0.103 * trials, 0.02 * trials);  // 40,000 trials gave 0.1033
}

/// The part of comparisons of 15 rounds that resolve a slowdown of 5 % when the paired spread is 3 %.
double power(double alpha) {
  constexpr int trials = 4000;
  random_stream random(5);
  int resolved = 0;
  for (int trial = 0; trial < trials; ++trial) {
    std::vector<double> before(15, 1);
    std::vector<double> after;
    for (std::size_t i = 0; i < before.size(); ++i) after.push_back(1.05 * std::exp(0.03 * random.normal()));
    resolved += compare_paired(before, after, alpha)->resolved();
  }
  return static_cast<double>(resolved) / trials;
}

TEST(power, of_15_rounds_shows_a_slowdown_of_5_percent_through_a_spread_of_3) {
  // By the binomial distribution 99.4 %, 96.0 % and 81.9 %: a round points the wrong way with a probability
  // of Φ(-ln 1.05 / 0.03) = 0.052, and 3, 2, 1 of 15 may.
  EXPECT_NEAR(power(0.05), 0.994, 0.005);
  EXPECT_NEAR(power(0.05 / 3), 0.960, 0.01);
  EXPECT_NEAR(power(sequential_alpha(0.05)), 0.960, 0.01);
  EXPECT_NEAR(power(sequential_alpha(0.05 / 3)), 0.819, 0.02);
}

}  // namespace
}  // namespace concbench::analysis

// How often two reports of the same, each of which ended its rounds by its own widths, are told apart all the
// same: simulated times, with the real rule of stopping and the real comparison.
#include <array>
#include <cstdint>
#include <set>
#include <span>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "../analysis/simulated_times.hpp"
#include "core/speedups.hpp"
#include "report/figures/report_comparison.hpp"
#include "runner/round_schedule.hpp"

namespace concbench {
namespace {

using analysis::testing::noise_model;
using analysis::testing::noise_models;
using analysis::testing::random_stream;

/// One scenario, cell by cell without samples.
report empty_report(std::size_t executors, double precision) {
  report made;
  made.plan.rounds = 1000;
  made.plan.precision = precision;
  for (std::size_t i = 0; i < executors; ++i) {
    auto& added = made.cells.emplace_back();
    added.scenario = "any";
    added.executor = std::to_string(i);
  }
  return made;
}

/// A report whose rounds end when its widest interval is as narrow as `precision`, or after its last look.
report stopped_report(const noise_model& noise, std::size_t executors, double precision,
                      random_stream& random) {
  auto made = empty_report(executors, precision);
  std::vector<const cell*> group;
  for (const auto& each : made.cells) group.push_back(&each);
  runner::round_schedule schedule(made.plan, std::array{executors});
  while (const auto turn = schedule.next(duration::zero())) {
    if (turn->round >= 0)
      for (auto& each : made.cells) {
        auto& taken = each.samples.emplace_back();
        taken.round = turn->round;
        taken.wall_ns = static_cast<std::int64_t>(1e9 * noise.draw(random));
      }
    schedule.ended(*turn, std::chrono::seconds(1), [&] { return widest_interval(group, made.plan); });
  }
  return made;
}

struct outcome {
  int alarms = 0;               ///< pairs of reports of which some cell was called faster or slower
  std::set<std::size_t> stops;  ///< numbers of rounds at which reports ended
};

outcome compared(const noise_model& noise, std::size_t executors, double precision, int trials) {
  random_stream random(7);
  outcome counted;
  for (int trial = 0; trial < trials; ++trial) {
    const auto before = stopped_report(noise, executors, precision, random);
    const auto after = stopped_report(noise, executors, precision, random);
    const auto made = compare_reports(before, after);
    counted.alarms +=
        made.count(change::faster, compared_figure::run) + made.count(change::slower, compared_figure::run) >
        0;
    for (const auto* each : {&before, &after}) counted.stops.insert(each->cells.front().samples.size());
  }
  return counted;
}

/// Widths at which reports end after anything from 8 rounds to 62: where all end at the same look there is
/// nothing to spoil. One for each of noise_models.
void expect_few_alarms(std::size_t executors, std::span<const double> precisions) {
  constexpr int trials = 1000;
  for (std::size_t i = 0; i < noise_models.size(); ++i) {
    const auto counted = compared(noise_models[i], executors, precisions[i], trials);
    // When 3 % of 1,000 trials are alarms, less than 5 % of all are: that is three standard deviations away.
    EXPECT_LE(counted.alarms, 0.03 * trials) << noise_models[i].name;
    EXPECT_GE(counted.stops.size(), 5u) << noise_models[i].name;
  }
}

TEST(stopped_reports, of_one_executor_are_told_from_themselves_less_often_than_promised) {
  expect_few_alarms(1, std::array{0.20, 0.15, 0.06});
}

TEST(stopped_reports, of_two_executors_are_told_from_themselves_less_often_than_promised) {
  expect_few_alarms(2, std::array{0.30, 0.20, 0.12});
}

}  // namespace
}  // namespace concbench

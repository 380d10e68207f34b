// Which cells of an open loop are called saturated.
#include "runner/open_loop.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "idle_batch.hpp"

namespace concbench::runner {
namespace {

using ::testing::HasSubstr;

/// Why a sample is saturated that used so much CPU time in a run of one second, of which all tasks were given up.
std::string reason_with(std::int64_t cpu_ns, std::uint64_t concurrency) {
  testing::late_batch batch;
  scenario_setup setup;
  setup.tasks = 3;
  setup.concurrency = concurrency;
  setup.rate = 1;
  setup.executor = "coroutines";
  sample taken;
  taken.wall_ns = 1'000'000'000;
  taken.cpu_user_ns = cpu_ns;
  taken.peak_threads = 1;
  return judge_starts(*batch, setup, taken).value().reason;
}

TEST(judge_starts, advises_more_at_once_where_cpu_time_is_left) {
  EXPECT_THAT(reason_with(100'000'000, 2),
              AllOf(HasSubstr("; all 2 lanes (-c) were busy for "),
                    HasSubstr(" ms a task on average: raise -c if a task takes as long at a low --rate")));
}

TEST(judge_starts, advises_no_more_at_once_where_all_tasks_are) {
  EXPECT_THAT(reason_with(100'000'000, 3), Not(HasSubstr("-c")));
}

TEST(judge_starts, advises_no_more_at_once_where_the_cpu_time_is_used_up) {
  EXPECT_THAT(reason_with(950'000'000, 2),
              HasSubstr("; its thread used up the CPU time that it could have, so lower --rate"));
}

/// A cell whose rounds ended at so many tasks a second; of those below 100 the model could not keep up.
cell cell_of(const std::vector<std::uint64_t>& rates) {
  cell made;
  for (const auto rate : rates) {
    auto& taken = made.samples.emplace_back();
    taken.wall_ns = 1'000'000'000;
    taken.tasks_ok = rate;
    taken.status = rate < 100 ? status::saturated : status::ok;
    taken.reason = rate < 100 ? "tasks ended at " + std::to_string(rate) : "";
  }
  return made;
}

TEST(settle_saturation, leaves_a_cell_ok_that_kept_up_in_most_of_its_rounds) {
  auto cell = cell_of({100, 90, 100});
  settle_saturation(cell);
  EXPECT_EQ(cell.status, status::ok);
  EXPECT_EQ(cell.reason, "");
}

TEST(settle_saturation, calls_half_of_the_rounds_saturated_with_the_reason_of_the_middle_late_one) {
  auto cell = cell_of({100, 100, 100, 70, 90, 80});
  settle_saturation(cell);
  EXPECT_EQ(cell.status, status::saturated);
  EXPECT_EQ(cell.reason, "tasks ended at 80");
}

TEST(settle_saturation, takes_the_word_back_when_later_rounds_keep_up) {
  auto cell = cell_of({90});
  settle_saturation(cell);
  EXPECT_EQ(cell.status, status::saturated);
  for (const auto& each : cell_of({100, 100}).samples) cell.samples.push_back(each);
  settle_saturation(cell);
  EXPECT_EQ(cell.status, status::ok);
}

TEST(settle_saturation, leaves_what_is_worse) {
  auto cell = cell_of({90, 90});
  cell.status = status::failed;
  cell.reason = "reset";
  settle_saturation(cell);
  EXPECT_EQ(cell.status, status::failed);
  EXPECT_EQ(cell.reason, "reset");
}

}  // namespace
}  // namespace concbench::runner

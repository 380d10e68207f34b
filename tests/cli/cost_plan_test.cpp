// Which sizes and delays `concbench cost` chooses.
#include "cli/cost_plan.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/registry.hpp"

namespace concbench::cli {
namespace {

using namespace std::chrono_literals;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

constexpr std::uint64_t plenty = 1'000'000'000'000;

cell measured(std::uint64_t tasks, std::uint64_t threads, std::uint64_t bytes) {
  cell of{.scenario = "sleep", .executor = "threads", .params = {}, .tasks = tasks, .concurrency = tasks};
  of.params = parameter_values(find_scenario("sleep").parameters, profile::standard);  // a delay of 20 ms
  sample taken;
  taken.peak_threads = threads;
  taken.rss_increase_bytes = bytes;
  taken.wall_ns = 20'000'000 + static_cast<std::int64_t>(tasks) * 5'000;
  of.samples = {taken};
  return of;
}

TEST(first_size, is_a_thousand_where_there_is_room) {
  EXPECT_EQ(first_size({.executors = {}}, {.pid_max = 100'000, .available_bytes = plenty}), 1'000);
}

TEST(first_size, is_a_tenth_of_what_was_asked_for_or_of_what_fits) {
  EXPECT_EQ(first_size({.executors = {}, .max_tasks = 500}, {}), 50);
  EXPECT_EQ(first_size({.executors = {}}, {.user_max = 400, .threads_of_user = 10}), 35);
  EXPECT_EQ(first_size({.executors = {}}, {.user_max = 5, .threads_of_user = 10}), 2);
}

TEST(reach_of, holds_threads_to_the_tightest_limit_and_names_it) {
  const auto reach = reach_of(measured(1'000, 1'001, 9'000'000), 1'000'000,
                              {.pid_max = 32'768, .threads_of_all = 130, .available_bytes = plenty}, {});
  EXPECT_EQ(reach.tasks, 29'000);
  ASSERT_TRUE(reach.limit);
  EXPECT_EQ(reach.limit->name, "kernel.pid_max");
}

TEST(reach_of, holds_processes_to_the_open_files_of_the_one_that_holds_their_channels) {
  auto processes = measured(1'000, 1'001, 120'000'000);
  processes.executor = "processes";
  const auto reach = reach_of(processes, 1'000'000, {.files_max = 4'096, .available_bytes = plenty}, {});
  EXPECT_EQ(reach.tasks, 3'900);
  ASSERT_TRUE(reach.limit);
  EXPECT_EQ(reach.limit->name, "ulimit -Hn");
}

TEST(reach_of, does_not_hold_a_model_without_threads_to_their_limits) {
  const auto reach =
      reach_of(measured(1'000, 1, 900'000), 1'000'000, {.pid_max = 32'768, .available_bytes = plenty}, {});
  EXPECT_EQ(reach.tasks, 1'000'000);
  EXPECT_FALSE(reach.limit);
}

TEST(reach_of, stays_within_half_of_the_available_memory) {
  const auto reach = reach_of(measured(1'000, 1, 1'000'000), 1'000'000, {.available_bytes = 100'000'000}, {});
  EXPECT_EQ(reach.tasks, 50'000);
  ASSERT_TRUE(reach.limit);
  EXPECT_EQ(reach.limit->value, 100'000'000);
}

TEST(sizes_between, are_powers_of_ten_and_the_reach_itself) {
  EXPECT_THAT(sizes_between(1'000, 1'000'000), ElementsAre(10'000, 100'000, 1'000'000));
  EXPECT_THAT(sizes_between(1'000, 29'000), ElementsAre(10'000, 29'000));
}

TEST(sizes_between, give_a_line_its_third_point) {
  EXPECT_THAT(sizes_between(1'000, 10'000), ElementsAre(3'100, 10'000));
}

TEST(sizes_between, are_none_where_there_is_no_way_to_go) {
  EXPECT_THAT(sizes_between(1'000, 1'000), IsEmpty());
  EXPECT_THAT(sizes_between(2, 0), IsEmpty());
}

TEST(opening_ns, is_what_a_run_lasts_beyond_its_delay) {
  EXPECT_EQ(opening_ns(measured(1'000, 1'001, 0)), 5'000);
}

TEST(delay_for, is_twice_what_opening_takes_and_at_least_100_ms) {
  EXPECT_EQ(delay_for(10'000, 30'000), 600ms);
  EXPECT_EQ(delay_for(1'000, 1'000), 100ms);
  EXPECT_EQ(delay_for(10'000, 30'001), 610ms);
}

TEST(make_first_plan, has_noop_and_one_group_for_each_size_and_delay) {
  const auto plan = make_first_plan(
      {.executors = {"sequential", "threads", "coroutines"}},
      {{"sequential", 1'000, 100us}, {"threads", 1'000, 200ms}, {"coroutines", 1'000, 200ms}}, {});
  std::vector<std::string> seen;
  for (const auto& each : plan.cells)
    seen.push_back(std::to_string(each.group) + " " + each.scenario->name + " " + each.setup.executor);
  EXPECT_THAT(seen, ElementsAre("0 noop sequential", "0 noop threads", "0 noop coroutines",
                                "1 sleep sequential", "2 sleep threads", "2 sleep coroutines"));
}

TEST(make_first_plan, lets_all_tasks_of_a_concurrent_model_be_alive) {
  const auto plan = make_first_plan({.executors = {"threads"}},
                                    {{"sequential", 1'000, 100us}, {"threads", 1'000, 200ms}}, {});
  EXPECT_EQ(plan.cells.at(1).setup.concurrency, 1);
  EXPECT_EQ(plan.cells.at(2).setup.concurrency, 1'000);
  EXPECT_EQ(plan.cells.at(2).setup.params.shown("delay"), "200ms");
}

TEST(make_first_plan, keeps_noop_within_the_limits_on_threads) {
  const auto plan =
      make_first_plan({.executors = {"thread-pool"}}, {}, {.user_max = 100, .threads_of_user = 40});
  EXPECT_EQ(plan.cells.at(0).setup.concurrency, 50);
}

TEST(make_first_plan, lets_workers_read_memory_while_all_sleep) {
  EXPECT_THAT(make_first_plan({.executors = {"threads"}}, {}, {}).worker_options,
              ElementsAre("--probe-memory"));
}

TEST(make_further_plan, takes_no_more_than_three_rounds) {
  EXPECT_EQ(make_further_plan({.executors = {"threads"}}, {{"threads", 10'000, 1s}}).asked.rounds, 3);
  EXPECT_EQ(
      make_further_plan({.executors = {"threads"}, .rounds = 2}, {{"threads", 10'000, 1s}}).asked.rounds, 2);
}

TEST(make_counting_plan, counts_once) {
  const auto plan = make_counting_plan({.executors = {"threads"}}, {{"threads", 1'000, 1s}});
  EXPECT_EQ(plan.asked.rounds, 1);
  EXPECT_THAT(plan.worker_options, ElementsAre("--count-allocations"));
}

}  // namespace
}  // namespace concbench::cli

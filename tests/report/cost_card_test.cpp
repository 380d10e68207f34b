// The arithmetic of the cost cards.
#include "report/figures/cost_card.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "cost_example.hpp"

namespace concbench {
namespace {

using ::testing::Contains;
using ::testing::HasSubstr;

cost_card card_of(const cost_measurement& from, std::string_view executor) {
  for (auto& each : make_cost_cards(from))
    if (each.executor == executor) return each;
  throw std::logic_error("no such card");
}

cell& sleep_of(cost_measurement& in, std::string_view executor, std::uint64_t tasks) {
  for (auto& each : in.timed.cells)
    if (each.scenario == "sleep" && each.executor == executor && each.tasks == tasks) return each;
  throw std::logic_error("no such cell");
}

TEST(make_cost_cards, takes_bytes_per_task_from_slopes_so_that_fixed_memory_is_not_in_them) {
  const auto card = card_of(testing::example_costs(), "threads");
  ASSERT_TRUE(card.memory);
  EXPECT_NEAR(card.memory->user.slope, 8'600, 1e-6);
  EXPECT_NEAR(card.memory->user.intercept, 500'000, 1e-3);
  EXPECT_NEAR(card.memory->tables.slope, 4'136, 1e-6);
  ASSERT_TRUE(card.memory->stacks);
  EXPECT_NEAR(card.memory->stacks->slope, 16'384, 1e-6);
  EXPECT_EQ(card.memory->least_tasks, 1'000);
  EXPECT_EQ(card.memory->most_tasks, 29'000);
}

TEST(make_cost_cards, adds_up_to_the_total) {
  const auto card = card_of(testing::example_costs(), "threads");
  EXPECT_NEAR(card.memory->total.slope, 8'600 + 4'136 + 16'384, 1e-6);
  EXPECT_EQ(card.memory->total.points, 9);
}

TEST(make_cost_cards, leaves_kernel_stacks_out_where_their_size_is_not_known) {
  auto from = testing::example_costs();
  from.timed.environment = {{"kernel_stack_bytes", unknown_fact}};
  const auto card = card_of(from, "threads");
  EXPECT_FALSE(card.memory->stacks);
  EXPECT_NEAR(card.memory->total.slope, 8'600 + 4'136, 1e-6);
}

TEST(make_cost_cards, has_kernel_stacks_of_the_size_that_the_machine_has) {
  auto from = testing::example_costs();
  from.timed.environment = {{"kernel_stack_bytes", "65536", true}};
  EXPECT_NEAR(card_of(from, "threads").memory->stacks->slope, 65'536, 1e-6);
}

TEST(make_cost_cards, does_not_use_a_sample_in_which_not_all_were_alive_and_says_so) {
  auto from = testing::example_costs();
  auto& late = sleep_of(from, "threads", 29'000).samples[1];
  late.peak_tasks = 27'812;
  late.rss_increase_bytes /= 2;
  const auto card = card_of(from, "threads");
  EXPECT_EQ(card.memory->total.points, 8);
  EXPECT_NEAR(card.memory->user.slope, 8'600, 1e-6);
  EXPECT_THAT(card.remarks, Contains(HasSubstr("29000 tasks: only 27812 alive at once")));
}

TEST(make_cost_cards, has_no_bytes_for_a_model_with_one_task_alive_and_says_why) {
  const auto card = card_of(testing::example_costs(), "sequential");
  EXPECT_FALSE(card.memory);
  EXPECT_THAT(card.remarks, Contains(HasSubstr("one task is alive at a time")));
  ASSERT_TRUE(card.dispatch_ns);
  EXPECT_EQ(card.dispatch_ns->median, 50.5);
}

TEST(make_cost_cards, takes_medians_per_task_with_their_range) {
  const auto card = card_of(testing::example_costs(), "coroutines");
  ASSERT_TRUE(card.cpu_ns && card.switches && card.dispatch_ns);
  EXPECT_EQ(card.cpu_ns->median, 1'414);
  EXPECT_EQ(card.cpu_ns->least, 1'400);
  EXPECT_EQ(card.cpu_ns->most, 1'428);
  EXPECT_EQ(card.switches->median, 0);
}

TEST(make_cost_cards, reads_cpu_time_at_no_more_than_ten_thousand_tasks) {
  auto from = testing::example_costs();
  for (auto& each : sleep_of(from, "coroutines", 1'000'000).samples) each.cpu_user_ns *= 10;
  EXPECT_EQ(card_of(from, "coroutines").cpu_ns->median, 1'414);
}

TEST(make_cost_cards, takes_allocations_from_a_slope) {
  const auto card = card_of(testing::example_costs(), "coroutines");
  ASSERT_TRUE(card.allocations);
  EXPECT_NEAR(card.allocations->slope, 6, 1e-9);
  EXPECT_NEAR(card.allocations->intercept, 17, 1e-6);
}

TEST(make_cost_cards, says_why_allocations_could_not_be_counted) {
  auto from = testing::example_costs();
  for (auto& each : from.counted.cells) {
    each.samples.clear();
    each.status = status::not_applicable;
    each.reason = "this build has sanitizers";
  }
  const auto card = card_of(from, "threads");
  EXPECT_FALSE(card.allocations);
  EXPECT_THAT(card.remarks,
              Contains(HasSubstr("counting allocations at 100 tasks: n/a: this build has sanitizers")));
}

TEST(make_cost_cards, goes_on_without_a_size_that_failed_and_says_why) {
  auto from = testing::example_costs();
  auto& failed = sleep_of(from, "threads", 29'000);
  failed.status = status::failed;
  failed.reason = "no thread for this task";
  for (auto& each : failed.samples) each.status = status::failed;
  const auto card = card_of(from, "threads");
  EXPECT_EQ(card.memory->most_tasks, 10'000);
  EXPECT_THAT(card.remarks, Contains(HasSubstr("no thread for this task")));
}

TEST(make_cost_cards, is_empty_for_an_executor_without_samples) {
  cost_measurement from;
  from.timed.plan.executors = {"threads"};
  const auto card = card_of(from, "threads");
  EXPECT_FALSE(card.memory || card.dispatch_ns || card.cpu_ns || card.switches || card.allocations);
}

}  // namespace
}  // namespace concbench

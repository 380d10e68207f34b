// The scenario fan-out, under every executor that runs it.
#include <algorithm>
#include <memory>
#include <string>

#include <gtest/gtest.h>

#include "../every_executor.hpp"
#include "core/registry.hpp"
#include "core/task_batch.hpp"

namespace concbench {
namespace {

scenario_setup leaves(std::uint64_t count) {
  scenario_setup setup;
  setup.tasks = count;
  return setup;
}

class fan_out : public ::testing::TestWithParam<std::string> {
 protected:
  /// The answer of a tree of `count` leaves; nothing is wrong with it.
  static digest answer_of(std::uint64_t count, std::size_t concurrency) {
    const auto work = find_scenario("fan-out").make(leaves(count));
    task_batch batch(*work, count);
    const auto model = find_executor(GetParam()).make();
    model->start(concurrency);
    model->run(batch);
    model->stop();
    work->verify(batch.records());
    EXPECT_EQ(batch.answered(), count);
    EXPECT_TRUE(batch.errors().empty());
    return batch.combined();
  }
};

TEST_P(fan_out, sums_up_trees_of_every_small_size) {
  for (std::uint64_t count = 1; count <= 120; ++count)
    EXPECT_EQ(answer_of(count, 3), count * (count - 1) / 2) << count << " leaves";
}

TEST_P(fan_out, sums_up_a_large_tree) {
  EXPECT_EQ(answer_of(2'000, 2), 1'999'000u);
}

INSTANTIATE_TEST_SUITE_P(
    all, fan_out, ::testing::ValuesIn(names_of_those_that_run(*find_scenario("fan-out").make(leaves(1)))),
    test_name);

TEST(fan_out_tree, is_not_answered_when_it_was_not_run) {
  const auto work = find_scenario("fan-out").make(leaves(7));
  const task_batch batch(*work, 7);
  EXPECT_EQ(batch.size(), 7u);
  EXPECT_EQ(batch.first_tasks(), 1u);
  EXPECT_EQ(batch.answered(), 0u);
}

}  // namespace
}  // namespace concbench

// Tasks that spawn others, under all executors that take them in.
#include <stdexcept>

#include "counting.hpp"

namespace concbench {
namespace {

/// Tasks 0 … `first` - 1 are there at the start; each spawns the next two that there are, as in a heap.
class spawning : public counting, public spawns_tasks {
 public:
  spawning(std::size_t tasks, task_id first, std::size_t meet = 1)
      : counting(tasks, meet), tasks_(tasks), first_(first) {}

  task_id first_tasks() const override { return first_; }

 private:
  std::vector<task_id> finds(task_id id) const override {
    std::vector<task_id> children;
    for (auto child = 2 * id + first_; child < std::min<std::size_t>(2 * id + first_ + 2, tasks_); ++child)
      children.push_back(static_cast<task_id>(child));
    return children;
  }

  std::size_t tasks_;
  task_id first_;
};

class every_executor_that_spawns : public with_executor {};

TEST_P(every_executor_that_spawns, runs_what_tasks_spawn_exactly_once) {
  for (const std::size_t tasks : {1, 2, 3, 50, 300}) {
    for (const std::size_t concurrency : {1, 2, 7}) {
      spawning work(tasks, 1);
      task_batch batch(work, tasks);
      run(batch, std::min(concurrency, tasks));
      EXPECT_EQ(work.calls(), std::vector<int>(tasks, 1)) << tasks << " tasks, concurrency " << concurrency;
      EXPECT_EQ(batch.answered(), tasks);
    }
  }
}

TEST_P(every_executor_that_spawns, has_no_spawned_task_left_when_it_returns_and_can_run_another_batch) {
  model_->start(4);
  for (int turn = 0; turn < 3; ++turn) {
    spawning work(60, 2);
    task_batch batch(work, 60);
    model_->run(batch);
    EXPECT_EQ(work.left_over(), 0u);
    EXPECT_EQ(batch.answered(), 60u);
  }
  model_->stop();
}

TEST_P(every_executor_that_spawns, bounds_the_concurrency_of_spawned_tasks_as_well) {
  spawning work(60, 1);
  task_batch batch(work, 60);
  run(batch, 3);
  EXPECT_LE(work.most(), is_sequential() ? 1 : 3);
}

TEST_P(every_executor_that_spawns, has_as_many_spawned_tasks_at_once_as_the_concurrency) {
  const std::size_t expected = is_sequential() ? 1 : 4;
  spawning work(40, 1, expected);
  task_batch batch(work, 40);
  run(batch, 4);
  EXPECT_EQ(work.most(), expected);
}

/// Spawned tasks that fail at once.
class spawning_failures final : public spawning {
 public:
  using spawning::spawning;

 private:
  digest result(task_id id) override {
    if (id > 0) throw std::runtime_error("spawned to fail");
    return mix(id);
  }
};

TEST_P(every_executor_that_spawns, makes_an_exception_the_failure_of_a_spawned_task_alone) {
  spawning_failures work(30, 1);
  task_batch batch(work, 30);
  run(batch, 3);
  EXPECT_EQ(batch.answered(), 1u);
  ASSERT_EQ(batch.errors().size(), 1u);
  EXPECT_EQ(batch.errors()[0].count, 29u);
}

INSTANTIATE_TEST_SUITE_P(all, every_executor_that_spawns,
                         ::testing::ValuesIn(names_of_those_that_run(spawning(1, 1))), test_name);

/// So that none leaves the suite above unnoticed.
TEST(executors, all_run_tasks_that_spawn_except_those_in_other_processes) {
  for (const auto& each : executors()) {
    if (!each.lacks.empty()) continue;
    EXPECT_EQ(each.make()->refuses(spawning(1, 1)).has_value(), each.in_processes) << each.name;
  }
}

}  // namespace
}  // namespace concbench

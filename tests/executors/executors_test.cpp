// What every executor promises, checked on all that are registered.
#include <algorithm>
#include <atomic>
#include <set>
#include <stdexcept>
#include <thread>
#include <vector>

#include <gtest/gtest.h>
#include <boost/asio/post.hpp>

#include "core/fiber_context.hpp"
#include "core/registry.hpp"
#include "core/task_batch.hpp"
#include "shared_memory.hpp"

namespace concbench {
namespace {

/// Counts how often each task runs and how many run at once; a task ends when `meet` have been there at once.
/// The counts are in shared memory: tasks may run in processes of their own.
class counting : public scenario,
                 public blocking_face,
                 public fiber_face,
                 public suspending_faces<counting>,
                 public callback_face {
 public:
  explicit counting(std::size_t tasks, std::size_t meet = 1) : tasks_(tasks), meet_(meet) {}

  digest run(blocking_context& context, task_id id) override {
    for (const auto found : finds(id)) context.spawn(found);
    enter(id);
    const auto deadline = clock::now() + patience;
    while (most() < meet_ && clock::now() < deadline) std::this_thread::yield();
    --seen_->now;
    return result(id);
  }

  template <class Context>
  typename Context::template awaitable<digest> suspend(Context& context, task_id id) {
    for (const auto found : finds(id)) context.spawn(found);
    enter(id);
    const auto deadline = clock::now() + patience;
    do {
      co_await asio::post(context.executor(), Context::use_awaitable);
    } while (most() < meet_ && clock::now() < deadline);
    --seen_->now;
    co_return result(id);
  }

  digest run(fiber_context& context, task_id id) override {
    for (const auto found : finds(id)) context.spawn(found);
    enter(id);
    const auto deadline = clock::now() + patience;
    do {
      asio::post(context.loop().get_executor(), context.yield());
    } while (most() < meet_ && clock::now() < deadline);
    --seen_->now;
    return result(id);
  }

  void begin(callback_context& context, task_id id, task_end end) override {
    for (const auto found : finds(id)) context.spawn(found);
    enter(id);
    meet(context.loop(), id, end, clock::now() + patience);
  }

  void verify(std::span<const task_record>) override {}

  std::vector<int> calls() const { return {seen_->calls, seen_->calls + tasks_}; }
  std::size_t most() const { return seen_->most; }
  std::size_t left_over() const { return seen_->now; }

 protected:
  virtual digest result(task_id id) { return mix(id); }

  /// The tasks that this one spawns.
  virtual std::vector<task_id> finds(task_id) const { return {}; }

 private:
  static constexpr auto patience = std::chrono::seconds(30);

  void meet(event_loop& loop, task_id id, task_end end, clock::time_point deadline) {
    asio::post(loop.get_executor(), [this, &loop, id, end, deadline] {
      if (most() < meet_ && clock::now() < deadline) return meet(loop, id, end, deadline);
      --seen_->now;
      try {
        end(result(id));
      } catch (...) {
        end(std::current_exception());
      }
    });
  }

  struct counts {
    std::atomic<int> calls[300];
    std::atomic<std::size_t> now;
    std::atomic<std::size_t> most;
  };

  void enter(task_id id) {
    ++seen_->calls[id];
    const auto now = ++seen_->now;
    for (auto most = seen_->most.load(); most < now && !seen_->most.compare_exchange_weak(most, now);) {
    }
  }

  std::size_t tasks_;
  std::size_t meet_;
  shared_memory<counts> seen_;
};

/// Every third task throws.
class throwing final : public counting {
 public:
  using counting::counting;

 private:
  digest result(task_id id) override {
    if (id % 3 == 0) throw std::runtime_error("a third of them fail");
    return mix(id);
  }
};

/// Throws before it has made a coroutine.
class throwing_at_once final : public scenario,
                               public straight_faces<throwing_at_once>,
                               public suspending_faces<throwing_at_once>,
                               public callback_face {
 public:
  template <class Context>
  digest work(Context&, task_id) {
    throw std::runtime_error("at once");
  }
  void begin(callback_context&, task_id, task_end) override { throw std::runtime_error("at once"); }
  template <class Context>
  typename Context::template awaitable<digest> suspend(Context&, task_id) {
    throw std::runtime_error("at once");
  }
  void verify(std::span<const task_record>) override {}
};

class without_faces final : public scenario {
  void verify(std::span<const task_record>) override {}
};

class every_executor : public ::testing::TestWithParam<std::string> {
 protected:
  void run(task_batch& batch, std::size_t concurrency) {
    model_->start(concurrency);
    model_->run(batch);
    model_->stop();
  }
  bool is_sequential() const { return !find_executor(GetParam()).concurrent; }

  std::unique_ptr<executor> model_ = find_executor(GetParam()).make();
};

TEST_P(every_executor, runs_each_task_exactly_once) {
  for (const std::size_t tasks : {1, 2, 7, 100}) {
    for (const std::size_t concurrency : {1, 2, 7}) {
      counting work(tasks);
      task_batch batch(work, tasks);
      run(batch, std::min(concurrency, tasks));
      EXPECT_EQ(work.calls(), std::vector<int>(tasks, 1)) << tasks << " tasks, concurrency " << concurrency;
      for (const auto& each : batch.records()) EXPECT_EQ(each.outcome, task_outcome::ok);
    }
  }
}

TEST_P(every_executor, has_no_task_left_when_it_returns) {
  counting work(50);
  task_batch batch(work, 50);
  model_->start(8);
  model_->run(batch);
  EXPECT_EQ(work.left_over(), 0u);
  model_->stop();
}

TEST_P(every_executor, never_has_more_tasks_at_once_than_the_concurrency) {
  for (const std::size_t concurrency : {1, 3, 8}) {
    counting work(60);
    task_batch batch(work, 60);
    run(batch, concurrency);
    EXPECT_LE(work.most(), is_sequential() ? 1 : concurrency);
  }
}

TEST_P(every_executor, has_as_many_tasks_at_once_as_the_concurrency) {
  const std::size_t expected = is_sequential() ? 1 : 4;
  counting work(12, expected);
  task_batch batch(work, 12);
  run(batch, 4);
  EXPECT_EQ(work.most(), expected);
}

TEST_P(every_executor, makes_an_exception_the_failure_of_its_task_alone) {
  throwing work(30);
  task_batch batch(work, 30);
  run(batch, 4);
  for (std::size_t i = 0; i < 30; ++i)
    EXPECT_EQ(batch.records()[i].outcome, i % 3 == 0 ? task_outcome::failed : task_outcome::ok);
  ASSERT_EQ(batch.errors().size(), 1u);
  EXPECT_EQ(batch.errors()[0].count, 10u);
}

TEST_P(every_executor, gives_the_digest_of_all_others) {
  counting work(40);
  task_batch batch(work, 40);
  run(batch, 5);
  digest expected = 0;
  for (std::uint64_t i = 0; i < 40; ++i) expected += mix(mix(i), i + 1);
  EXPECT_EQ(batch.combined(), expected);
}

TEST_P(every_executor, stamps_tasks_within_its_run) {
  counting work(10);
  task_batch batch(work, 10);
  model_->start(3);
  const auto before = now_ns();
  model_->run(batch);
  const auto after = now_ns();
  model_->stop();
  for (const auto& each : batch.records()) {
    EXPECT_GE(each.start_ns, before);
    EXPECT_GE(each.end_ns, each.start_ns);
    EXPECT_LE(each.end_ns, after);
  }
}

TEST_P(every_executor, begins_no_task_of_an_open_loop_before_it_is_due) {
  counting work(20);
  task_batch batch(work, 20);
  model_->start(4);
  batch.pace(clock::now(), 1000, std::chrono::hours(1));
  model_->run(batch);
  model_->stop();
  EXPECT_EQ(work.calls(), std::vector<int>(20, 1));
  for (task_id id = 0; id < 20; ++id) {
    EXPECT_GE(batch.records()[id].start_ns, batch.due(id).time_since_epoch().count());
    EXPECT_EQ(batch.records()[id].outcome, task_outcome::ok);
  }
  EXPECT_FALSE(batch.gave_up());
}

TEST_P(every_executor, bounds_the_concurrency_of_an_open_loop_as_well) {
  counting work(60);
  task_batch batch(work, 60);
  model_->start(3);
  batch.pace(clock::now(), 1e6, std::chrono::hours(1));
  model_->run(batch);
  model_->stop();
  EXPECT_LE(work.most(), is_sequential() ? 1 : 3);
}

TEST_P(every_executor, ends_an_open_loop_once_a_task_is_too_late) {
  counting work(50);
  task_batch batch(work, 50);
  model_->start(4);
  batch.pace(clock::now() - std::chrono::hours(1), 1000, std::chrono::seconds(1));
  model_->run(batch);
  model_->stop();
  EXPECT_TRUE(batch.gave_up());
  EXPECT_EQ(work.calls(), std::vector<int>(50, 0));
  ASSERT_EQ(batch.errors().size(), 1u);
  EXPECT_EQ(batch.errors()[0].reason, task_batch::dropped);
  EXPECT_EQ(batch.errors()[0].count, 50u);
}

TEST_P(every_executor, can_be_started_and_stopped_without_a_run) {
  model_->start(4);
  model_->stop();
}

TEST_P(every_executor, can_run_several_batches_before_it_is_stopped) {
  model_->start(2);
  for (int turn = 0; turn < 3; ++turn) {
    counting work(5);
    task_batch batch(work, 5);
    model_->run(batch);
    EXPECT_EQ(work.calls(), std::vector<int>(5, 1));
  }
  model_->stop();
}

TEST_P(every_executor, can_be_started_again_after_it_was_stopped) {
  for (int turn = 0; turn < 2; ++turn) {
    counting work(5);
    task_batch batch(work, 5);
    run(batch, 2);
    EXPECT_EQ(work.calls(), std::vector<int>(5, 1));
  }
}

TEST_P(every_executor, refuses_a_scenario_without_the_face_it_needs) {
  EXPECT_TRUE(model_->refuses(without_faces()).has_value());
  EXPECT_FALSE(model_->refuses(counting(1)).has_value());
}

TEST_P(every_executor, survives_tasks_that_throw_at_once) {
  throwing_at_once work;
  task_batch batch(work, 10);
  run(batch, 3);
  EXPECT_EQ(batch.errors().at(0).count, 10u);
}

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

class every_executor_that_spawns : public every_executor {};

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
  spawning work(40, 1, 1);
  task_batch batch(work, 40);
  run(batch, 4);
  EXPECT_LE(work.most(), expected);
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

/// Actors that end when all of them have met; the batch counts what they would pass on.
class acting final : public counting, public runs_actors {
 public:
  explicit acting(task_id actors) : counting(actors, actors), actors_(actors) {}

  task_id actors() const override { return actors_; }
  std::uint64_t answered() const override { return 2; }
  digest answer() const override { return 7; }

 private:
  task_id actors_;
};

TEST_P(every_executor, has_all_actors_alive_at_once_or_refuses_them) {
  acting work(5);
  const bool refused =
      model_->refuses(work) || refuse_too_few_lanes(work, find_executor(GetParam()), 5).has_value();
  EXPECT_EQ(refused,
            is_sequential() || find_executor(GetParam()).in_processes || GetParam() == "work-stealing");
  if (refused) return;
  task_batch batch(work, 2);
  run(batch, 5);
  EXPECT_EQ(work.calls(), std::vector<int>(5, 1));
  EXPECT_EQ(work.most(), 5u);
  EXPECT_EQ(batch.answered(), 2u);
  EXPECT_EQ(batch.combined(), 7u);
}

/// All that this build has and that run this scenario.
std::vector<std::string> names(const scenario& work) {
  std::vector<std::string> all;
  for (const auto& each : executors())
    if (each.lacks.empty() && !each.make()->refuses(work)) all.push_back(each.name);
  return all;
}

std::string test_name(const ::testing::TestParamInfo<std::string>& each) {
  auto name = each.param;
  std::ranges::replace(name, '-', '_');
  return name;
}

INSTANTIATE_TEST_SUITE_P(all, every_executor, ::testing::ValuesIn(names(counting(1))), test_name);
INSTANTIATE_TEST_SUITE_P(all, every_executor_that_spawns, ::testing::ValuesIn(names(spawning(1, 1))),
                         test_name);

/// So that none leaves the suite above unnoticed.
TEST(executors, all_run_tasks_that_spawn_except_those_in_other_processes) {
  for (const auto& each : executors()) {
    if (!each.lacks.empty()) continue;
    EXPECT_EQ(each.make()->refuses(spawning(1, 1)).has_value(), each.in_processes) << each.name;
  }
}

/// Waits on a timer of its own.
class sleeping final : public scenario, public suspending_faces<sleeping> {
 public:
  template <class Context>
  typename Context::template awaitable<digest> suspend(Context& context, task_id id) {
    typename Context::timer timer(context.executor(), std::chrono::milliseconds(1));
    co_await timer.async_wait(Context::use_awaitable);
    co_return mix(id);
  }
  void verify(std::span<const task_record>) override {}
};

/// Ends without suspending.
class immediate final : public scenario, public suspending_faces<immediate> {
 public:
  template <class Context>
  typename Context::template awaitable<digest> suspend(Context&, task_id id) {
    co_return mix(id);
  }
  void verify(std::span<const task_record>) override {}
};

/// Works on the pool that the context offers.
class offloading final : public scenario, public suspending_faces<offloading> {
 public:
  template <class Context>
  typename Context::template awaitable<digest> suspend(Context& context, task_id id) {
    auto work = [this, id] {
      const std::scoped_lock lock(mutex_);
      threads_.insert(std::this_thread::get_id());
      return mix(id);
    };
    return context.offload(std::move(work));
  }
  void verify(std::span<const task_record>) override {}

  std::size_t threads() const { return threads_.size(); }

 private:
  std::mutex mutex_;
  std::set<std::thread::id> threads_;
};

/// The models whose lanes are what runs when a task ends.
class coroutines_of : public ::testing::TestWithParam<std::string> {
 protected:
  /// Runs `count` tasks of `work`; how many ended ok with the right answer.
  static std::size_t right_answers(scenario& work, std::size_t count, std::size_t concurrency) {
    task_batch batch(work, count);
    const auto model = find_executor(GetParam()).make();
    model->start(concurrency);
    model->run(batch);
    model->stop();
    std::size_t right = 0;
    for (std::size_t i = 0; i < count; ++i) right += batch.records()[i].answer == mix(i) ? 1 : 0;
    return right;
  }
};

TEST_P(coroutines_of, run_many_tasks_at_once_on_few_threads) {
  sleeping work;
  EXPECT_EQ(right_answers(work, 20'000, 20'000), 20'000u);
}

TEST_P(coroutines_of, do_not_pile_up_the_stack_when_tasks_end_at_once) {
  immediate work;
  EXPECT_EQ(right_answers(work, 100'000, 1), 100'000u);
}

TEST_P(coroutines_of, offload_blocking_work_to_one_pool) {
  offloading work;
  EXPECT_EQ(right_answers(work, 200, 50), 200u);
  EXPECT_LE(work.threads(), 16u);
}

INSTANTIATE_TEST_SUITE_P(models, coroutines_of, ::testing::Values("coroutines", "coroutine-pool"),
                         [](const auto& each) {
                           return each.param == "coroutines" ? std::string("one_loop") : std::string("pool");
                         });

}  // namespace
}  // namespace concbench

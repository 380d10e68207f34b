// What every executor promises, checked on all that are registered.
#include <cstdio>
#include <cstdlib>
#include <map>
#include <stdexcept>
#include <string>

#include <sys/resource.h>
#include <unistd.h>

#include "counting.hpp"

namespace concbench {
namespace {

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

class every_executor : public with_executor {};

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
  EXPECT_EQ(batch.dropped(), 0u);
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
  EXPECT_EQ(batch.dropped(), 50u);
  EXPECT_EQ(work.calls(), std::vector<int>(50, 0));
  EXPECT_TRUE(batch.failures().empty());
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

/// Actors that end when all of them have met; the batch counts what they would pass on.
class acting final : public counting, public runs_actors {
 public:
  explicit acting(task_id actors) : counting(actors, actors), actors_(actors) {}

  task_id actors() const override { return actors_; }
  void abandon() override {}
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

TEST(models_that_start_threads, say_which_limits_refused_them_one) {
  if (::geteuid() != 0) GTEST_SKIP() << "needs root, to become a user whose only process this is";
  const auto start = [](const executor_declaration& model) {
    constexpr rlimit one{1, 1};
    if (::setrlimit(RLIMIT_NPROC, &one) != 0 || ::setuid(64321) != 0) std::_Exit(2);
    try {
      model.make()->start(4);
    } catch (const std::runtime_error& e) {
      std::fputs(e.what(), stderr);
      std::_Exit(0);
    }
    std::_Exit(1);
  };
  const std::map<std::string, std::string> refusals{
      {"thread-pool", "cannot start a pool of 4 threads"},
      {"work-stealing", "cannot start an arena of 4 threads"},
      {"coroutine-pool", "cannot start .+ threads? for a loop"},
      {"loop-per-core", "cannot start .+ threads? for as many loops"},
  };
  for (const auto& [name, refusal] : refusals) {
    const auto& model = find_executor(name);
    if (!model.lacks.empty()) continue;
    EXPECT_EXIT(start(model), ::testing::ExitedWithCode(0), refusal + ": .*ulimit -u 1") << name;
  }
}

INSTANTIATE_TEST_SUITE_P(all, every_executor, ::testing::ValuesIn(names_of_those_that_run(counting(1))),
                         test_name);

}  // namespace
}  // namespace concbench

// What models of coroutines promise beside what every executor does.
#include <algorithm>
#include <mutex>
#include <set>
#include <thread>

#include <gtest/gtest.h>

#include "core/registry.hpp"
#include "core/task_batch.hpp"

namespace concbench {
namespace {

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

TEST(loop_share, has_parts_that_add_up_to_all_of_what_loops_share_out) {
  for (std::size_t loops = 1; loops <= 16; ++loops) {
    for (std::size_t things = 1; things <= 40; ++things) {
      std::size_t sum = 0;
      for (std::size_t i = 0; i < loops; ++i) sum += loop_share{.loop = i, .loops = loops}.part_of(things);
      EXPECT_EQ(sum, std::max(things, loops)) << things << " things, " << loops << " loops";
    }
  }
}

}  // namespace
}  // namespace concbench

// What the lanes of a loop with several threads promise beyond what every executor does.
#include <atomic>
#include <mutex>
#include <set>
#include <thread>
#include <vector>

#include <gmock/gmock.h>
#include <boost/asio/post.hpp>

#include "core/registry.hpp"
#include "core/task_batch.hpp"
#include "system/cpu_count.hpp"

namespace concbench {
namespace {

class lanes_of_a_pool : public ::testing::Test {
 protected:
  static constexpr std::size_t lanes = 8;

  void SetUp() override { model_->start(lanes); }
  void TearDown() override { model_->stop(); }

  /// Runs tasks 0 … `tasks`-1 of `work`, all of which must end well.
  void run(scenario& work, std::size_t tasks) {
    task_batch batch(work, tasks);
    model_->run(batch);
    for (const auto& each : batch.records()) ASSERT_EQ(each.outcome, task_outcome::ok);
  }

  std::unique_ptr<executor> model_ = find_executor("coroutine-pool").make();
};

/// Notes which lane a task was on.
class noting final : public scenario, public strand_face {
 public:
  explicit noting(std::size_t tasks) : lane_of(tasks) {}

  asio::awaitable<digest, loop_strand> co_run(strand_context& context, task_id id) override {
    lane_of[id] = &context;
    co_await asio::post(context.executor(), strand_context::use_awaitable);
    co_return 0;
  }
  void verify(std::span<const task_record>) override {}

  std::vector<const strand_context*> lane_of;
};

TEST_F(lanes_of_a_pool, begin_with_the_task_of_their_own_number_in_every_batch) {
  noting warming(lanes);
  run(warming, lanes);
  EXPECT_EQ(std::set(warming.lane_of.begin(), warming.lane_of.end()).size(), lanes);
  noting work(50);
  run(work, 50);
  for (task_id id = 0; id < lanes; ++id) EXPECT_EQ(work.lane_of[id], warming.lane_of[id]);
}

TEST_F(lanes_of_a_pool, are_only_as_many_as_there_are_tasks) {
  noting work(3);
  run(work, 3);
  EXPECT_EQ(std::set(work.lane_of.begin(), work.lane_of.end()).size(), 3u);
}

/// Task 0 finds all others, and none of those ends before a task has begun on each of `lanes` lanes.
class meeting_on_all_lanes final : public scenario, public spawns_tasks, public strand_face {
 public:
  meeting_on_all_lanes(task_id tasks, std::size_t lanes) : tasks_(tasks), lanes_(lanes) {}

  task_id first_tasks() const override { return 1; }

  asio::awaitable<digest, loop_strand> co_run(strand_context& context, task_id id) override {
    for (task_id found = 1; id == 0 && found < tasks_; ++found) context.spawn(found);
    const auto patience = clock::now() + std::chrono::seconds(30);
    if (id != 0) ++begun_;
    while (id != 0 && begun_ < lanes_ && clock::now() < patience)
      co_await asio::post(context.executor(), strand_context::use_awaitable);
    co_return id == 0 || begun_ >= lanes_ ? 1 : 0;
  }
  void verify(std::span<const task_record>) override {}

 private:
  task_id tasks_;
  std::size_t lanes_;
  std::atomic<std::size_t> begun_ = 0;
};

TEST_F(lanes_of_a_pool, that_are_idle_take_what_tasks_find) {
  meeting_on_all_lanes work(3 * lanes, lanes);
  task_batch batch(work, 3 * lanes);
  model_->run(batch);
  for (const auto& each : batch.records()) EXPECT_EQ(each.answer, 1u);
}

/// Task 0 finds as many others as there are further lanes, and ends when all of them have.
class waiting_for_what_it_finds final : public scenario, public spawns_tasks, public strand_face {
 public:
  explicit waiting_for_what_it_finds(task_id others) : others_(others) {}

  task_id first_tasks() const override { return 1; }

  asio::awaitable<digest, loop_strand> co_run(strand_context& context, task_id id) override {
    const auto patience = clock::now() + std::chrono::seconds(30);
    for (task_id found = 1; id == 0 && found <= others_; ++found) context.spawn(found);
    if (id != 0) ++ended_;
    while (id == 0 && ended_ < others_ && clock::now() < patience)
      co_await asio::post(context.executor(), strand_context::use_awaitable);
    co_return ended_ == others_ ? 1 : 0;
  }
  void verify(std::span<const task_record>) override {}

 private:
  task_id others_;
  std::atomic<task_id> ended_ = 0;
};

TEST_F(lanes_of_a_pool, leave_no_task_behind_one_that_takes_long) {
  waiting_for_what_it_finds work(10 * lanes);
  task_batch batch(work, 10 * lanes + 1);
  model_->run(batch);
  EXPECT_EQ(batch.records()[0].answer, 1u);
}

/// Counts without a lock in a service of the lane.
class counting_on_a_lane final : public scenario, public strand_face {
 public:
  struct tally final : asio::execution_context::service {
    inline static asio::execution_context::id id;
    explicit tally(asio::execution_context& owner) : service(owner) {}
    void shutdown() noexcept override {}
    int count = 0;
  };

  asio::awaitable<digest, loop_strand> co_run(strand_context& context, task_id) override {
    auto& mine = asio::use_service<tally>(context.services());
    for (int turn = 0; turn < 5; ++turn) {
      ++mine.count;
      strand_context::timer timer(context.executor(), std::chrono::microseconds(turn));
      co_await timer.async_wait(strand_context::use_awaitable);
    }
    const std::scoped_lock lock(mutex_);
    tallies.insert(&mine);
    co_return 0;
  }
  void verify(std::span<const task_record>) override {}

  std::set<tally*> tallies;

 private:
  std::mutex mutex_;
};

TEST_F(lanes_of_a_pool, need_no_lock_for_what_is_their_own) {
  counting_on_a_lane work;
  run(work, 2000);
  EXPECT_EQ(work.tallies.size(), lanes);
  int sum = 0;
  for (const auto* each : work.tallies) sum += each->count;
  EXPECT_EQ(sum, 10'000);
}

/// Each task keeps its thread until another has begun.
class meeting final : public scenario, public strand_face {
 public:
  asio::awaitable<digest, loop_strand> co_run(strand_context&, task_id) override {
    const auto patience = clock::now() + std::chrono::seconds(30);
    begun_.fetch_add(1);
    while (begun_.load() < 2 && clock::now() < patience) std::this_thread::yield();
    co_return begun_.load() < 2 ? 0 : 1;
  }
  void verify(std::span<const task_record>) override {}

 private:
  std::atomic<int> begun_ = 0;
};

TEST_F(lanes_of_a_pool, compute_at_the_same_time) {
  if (cpu_count::now().usable() < 2) GTEST_SKIP() << "one usable CPU: the pool has one thread";
  meeting work;
  task_batch batch(work, 2);
  model_->run(batch);
  for (const auto& each : batch.records()) EXPECT_EQ(each.answer, 1u);
}

/// Has the face of one thread's loop only.
class for_one_thread final : public scenario, public coroutine_face {
 public:
  awaitable<digest> co_run(coroutine_context&, task_id) override { co_return 0; }
  void verify(std::span<const task_record>) override {}
};

TEST_F(lanes_of_a_pool, refuse_tasks_that_only_one_thread_may_resume) {
  EXPECT_THAT(model_->refuses(for_one_thread()).value_or(""), ::testing::HasSubstr("several threads"));
}

}  // namespace
}  // namespace concbench

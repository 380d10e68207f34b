// What the tests of all executors share: tasks that count themselves, and a model to run them under.
#pragma once

#include <algorithm>
#include <atomic>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include <gtest/gtest.h>
#include <boost/asio/post.hpp>

#include "../every_executor.hpp"
#include "core/faces.hpp"
#include "core/task_batch.hpp"
#include "shared_memory.hpp"

namespace concbench {

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

/// The executor that the parameter names.
class with_executor : public ::testing::TestWithParam<std::string> {
 protected:
  void run(task_batch& batch, std::size_t concurrency) {
    model_->start(concurrency);
    model_->run(batch);
    model_->stop();
  }
  bool is_sequential() const { return !find_executor(GetParam()).concurrent; }

  std::unique_ptr<executor> model_ = find_executor(GetParam()).make();
};

}  // namespace concbench

// Blocking work for coroutines.
#include "sync/offload.hpp"

#include <memory>
#include <optional>
#include <stdexcept>
#include <thread>

#include <gtest/gtest.h>
#include <boost/asio/co_spawn.hpp>

namespace concbench::sync {
namespace {

class offload_to_a_pool : public ::testing::Test {
 protected:
  /// Runs a coroutine to its end, and rethrows what it threw.
  template <class T>
  T run(awaitable<T> work) {
    std::exception_ptr error;
    std::optional<T> result;
    asio::co_spawn(loop_.get_executor(), std::move(work), [&](const std::exception_ptr& thrown, T value) {
      error = thrown;
      result = std::move(value);
    });
    loop_.run();
    if (error) std::rethrow_exception(error);
    return std::move(result).value();
  }

  event_loop loop_;
  asio::thread_pool pool_{2};
};

awaitable<std::pair<std::thread::id, std::thread::id>> ids(asio::thread_pool& pool) {
  const auto there = co_await offload(pool, [] { return std::this_thread::get_id(); });
  co_return std::pair(there, std::this_thread::get_id());
}

TEST_F(offload_to_a_pool, works_there_and_resumes_on_the_loop) {
  const auto [there, here] = run(ids(pool_));
  EXPECT_NE(there, std::this_thread::get_id());
  EXPECT_EQ(here, std::this_thread::get_id());
}

awaitable<int> throws(asio::thread_pool& pool) {
  co_return co_await offload(pool, []() -> int { throw std::runtime_error("from the pool"); });
}

TEST_F(offload_to_a_pool, rethrows_an_exception_in_the_coroutine) {
  EXPECT_THROW(run(throws(pool_)), std::runtime_error);
}

awaitable<bool> without_result(asio::thread_pool& pool) {
  bool ran = false;
  co_await offload(pool, [&ran] { ran = true; });
  co_return ran;
}

TEST_F(offload_to_a_pool, takes_work_without_a_result) {
  EXPECT_TRUE(run(without_result(pool_)));
}

awaitable<std::unique_ptr<int>> moved(asio::thread_pool& pool) {
  auto work = [held = std::make_unique<int>(8)]() mutable { return std::move(held); };
  co_return co_await offload(pool, std::move(work));
}

TEST_F(offload_to_a_pool, takes_work_and_results_that_can_only_be_moved) {
  EXPECT_EQ(*run(moved(pool_)), 8);
}

awaitable<int> many_turns(asio::thread_pool& pool, int turns) {
  int sum = 0;
  for (int i = 0; i < turns; ++i) sum += co_await offload(pool, [i] { return i; });
  co_return sum;
}

TEST_F(offload_to_a_pool, keeps_the_loop_running_meanwhile) {
  EXPECT_EQ(run(many_turns(pool_, 500)), 124'750);
}

TEST_F(offload_to_a_pool, serves_many_coroutines_of_one_loop) {
  int ended = 0;
  const auto count = [&ended](const std::exception_ptr& error, int sum) {
    EXPECT_FALSE(error);
    EXPECT_EQ(sum, 190);
    ++ended;
  };
  for (int i = 0; i < 50; ++i) asio::co_spawn(loop_.get_executor(), many_turns(pool_, 20), count);
  loop_.run();
  EXPECT_EQ(ended, 50);
}

}  // namespace
}  // namespace concbench::sync

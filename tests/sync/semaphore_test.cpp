// Permits for threads and for the coroutines of several loops.
#include "sync/semaphore.hpp"

#include <array>
#include <atomic>
#include <optional>
#include <stdexcept>
#include <thread>
#include <vector>

#include <gmock/gmock.h>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/post.hpp>

namespace concbench::sync {
namespace {

class shared_permits : public ::testing::Test {
 protected:
  /// Holds a permit for one turn of its loop, on which it must go on after it had to wait.
  awaitable<void> hold(semaphore& from, event_loop& home, int id) {
    const auto held = co_await from.acquire();
    if (!home.get_executor().running_in_this_thread()) ++strayed_;
    const int now = ++holding_;
    for (int most = most_; most < now && !most_.compare_exchange_weak(most, now);) {
    }
    if (&home == &loop_) order_.push_back(id);
    co_await asio::post(home.get_executor(), use_awaitable);
    --holding_;
    ++ended_;
  }

  void start(event_loop& home, awaitable<void> work) {
    asio::co_spawn(home.get_executor(), std::move(work), asio::detached);
  }

  event_loop loop_;
  std::vector<int> order_;  ///< on loop_
  std::atomic<int> holding_ = 0;
  std::atomic<int> most_ = 0;
  std::atomic<int> strayed_ = 0;
  std::atomic<int> ended_ = 0;
};

TEST_F(shared_permits, are_held_by_no_more_coroutines_than_there_are_permits) {
  semaphore two(2);
  for (int i = 0; i < 20; ++i) start(loop_, hold(two, loop_, i));
  loop_.run();
  EXPECT_EQ(ended_, 20);
  EXPECT_EQ(most_, 2);
}

TEST_F(shared_permits, are_given_to_handlers_at_once_or_in_their_turn) {
  semaphore one(1);
  std::optional<semaphore::permit> kept;
  one.acquire(loop_.get_executor(), [&](auto permit) {
    order_.push_back(1);
    kept.emplace(std::move(permit));
  });
  EXPECT_THAT(order_, ::testing::ElementsAre(1));
  for (const int id : {2, 3}) one.acquire(loop_.get_executor(), [&, id](auto) { order_.push_back(id); });
  loop_.poll();
  EXPECT_EQ(order_.size(), 1u);
  kept.reset();
  loop_.restart();
  loop_.run();
  EXPECT_THAT(order_, ::testing::ElementsAre(1, 2, 3));
}

#ifndef CONCBENCH_NO_FIBERS
TEST_F(shared_permits, are_given_to_fibers_in_their_turn) {
  semaphore one(1);
  for (const int id : {1, 2, 3})
    asio::spawn(
        loop_.get_executor(),
        [&, id](const fiber_yield& yield) {
          const auto held = one.acquire(yield);
          order_.push_back(id);
          asio::post(loop_.get_executor(), yield);
          ++ended_;
        },
        asio::detached);
  loop_.run();
  EXPECT_THAT(order_, ::testing::ElementsAre(1, 2, 3));
  EXPECT_EQ(ended_, 3);
}
#endif

TEST_F(shared_permits, go_to_those_that_wait_in_the_order_in_which_they_asked) {
  semaphore one(1);
  for (int i = 0; i < 5; ++i) start(loop_, hold(one, loop_, i));
  loop_.run();
  EXPECT_THAT(order_, ::testing::ElementsAre(0, 1, 2, 3, 4));
}

TEST_F(shared_permits, bound_several_loops_together_and_each_goes_on_at_home) {
  semaphore three(3);
  std::array<event_loop, 4> loops;
  for (int i = 0; i < 300; ++i)
    for (auto& each : loops) start(each, hold(three, each, i));
  {
    std::vector<std::jthread> threads;
    for (auto& each : loops) threads.emplace_back([&each] { each.run(); });
  }
  EXPECT_EQ(ended_, 1'200);
  EXPECT_EQ(strayed_, 0);
  EXPECT_LE(most_, 3);
  EXPECT_EQ(holding_, 0);
}

TEST_F(shared_permits, bound_threads_and_coroutines_together) {
  semaphore three(3);
  const auto hold_often = [&] {
    for (int i = 0; i < 200; ++i) {
      const auto held = three.wait();
      const int now = ++holding_;
      for (int most = most_; most < now && !most_.compare_exchange_weak(most, now);) {
      }
      std::this_thread::yield();
      --holding_;
      ++ended_;
    }
  };
  for (int i = 0; i < 200; ++i) start(loop_, hold(three, loop_, i));
  {
    std::vector<std::jthread> threads;
    for (int i = 0; i < 5; ++i) threads.emplace_back(hold_often);
    loop_.run();
  }
  EXPECT_EQ(ended_, 1'200);
  EXPECT_LE(most_, 3);
}

TEST_F(shared_permits, of_which_none_is_free_block_a_thread_until_one_is) {
  semaphore one(1);
  std::atomic<bool> back = false;
  std::optional<semaphore::permit> held(one.wait());
  std::jthread second([&] {
    const auto permit = one.wait();
    EXPECT_TRUE(back);
  });
  std::this_thread::yield();
  back = true;
  held.reset();
}

awaitable<void> throws_while_it_holds(semaphore& from) {
  const auto held = co_await from.acquire();
  throw std::runtime_error("no reason to keep a permit");
}

TEST_F(shared_permits, come_back_from_a_coroutine_that_throws) {
  semaphore one(1);
  asio::co_spawn(loop_.get_executor(), throws_while_it_holds(one),
                 [](const std::exception_ptr& error) { EXPECT_TRUE(error); });
  start(loop_, hold(one, loop_, 1));
  loop_.run();
  EXPECT_THAT(order_, ::testing::ElementsAre(1));
}

}  // namespace
}  // namespace concbench::sync

// Permits for the coroutines of one loop.
#include "sync/loop_semaphore.hpp"

#include <stdexcept>
#include <vector>

#include <gmock/gmock.h>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/post.hpp>

namespace concbench::sync {
namespace {

class permits_of_a_loop : public ::testing::Test {
 protected:
  /// Holds a permit for one turn of the loop.
  awaitable<void> hold(loop_semaphore& from, int id) {
    const auto held = co_await from.acquire();
    order_.push_back(id);
    most_ = std::max(most_, ++holding_);
    co_await asio::post(loop_.get_executor(), use_awaitable);
    --holding_;
  }

  void start(awaitable<void> work) { asio::co_spawn(loop_.get_executor(), std::move(work), asio::detached); }

  event_loop loop_;
  std::vector<int> order_;
  int holding_ = 0;
  int most_ = 0;
};

TEST_F(permits_of_a_loop, are_held_by_no_more_coroutines_than_there_are_permits) {
  loop_semaphore two(loop_.get_executor(), 2);
  for (int i = 0; i < 20; ++i) start(hold(two, i));
  loop_.run();
  EXPECT_EQ(order_.size(), 20);
  EXPECT_EQ(most_, 2);
}

TEST_F(permits_of_a_loop, go_to_those_that_wait_in_the_order_in_which_they_asked) {
  loop_semaphore one(loop_.get_executor(), 1);
  for (int i = 0; i < 5; ++i) start(hold(one, i));
  loop_.run();
  EXPECT_THAT(order_, ::testing::ElementsAre(0, 1, 2, 3, 4));
}

TEST_F(permits_of_a_loop, are_free_again_when_nobody_waited) {
  loop_semaphore one(loop_.get_executor(), 1);
  for (int i = 0; i < 3; ++i) {
    start(hold(one, i));
    loop_.run();
    loop_.restart();
  }
  EXPECT_EQ(order_.size(), 3);
}

awaitable<void> throws_while_it_holds(loop_semaphore& from) {
  const auto held = co_await from.acquire();
  throw std::runtime_error("no reason to keep a permit");
}

TEST_F(permits_of_a_loop, come_back_from_a_coroutine_that_throws) {
  loop_semaphore one(loop_.get_executor(), 1);
  asio::co_spawn(loop_.get_executor(), throws_while_it_holds(one),
                 [](const std::exception_ptr& error) { EXPECT_TRUE(error); });
  start(hold(one, 1));
  loop_.run();
  EXPECT_THAT(order_, ::testing::ElementsAre(1));
}

}  // namespace
}  // namespace concbench::sync

// The same for a queue between coroutines, of one loop and of several.
#include "sync/async_queue.hpp"

#include <memory>
#include <thread>
#include <vector>

#include <gmock/gmock.h>
#include <boost/asio/co_spawn.hpp>

namespace concbench::async {
namespace {

using ::testing::ElementsAre;

class async_queue : public ::testing::Test {
 protected:
  static awaitable<void> push_all(queue<int>& to, int from, int count, std::vector<bool>& taken) {
    for (int i = from; i < from + count; ++i) {
      const bool accepted = co_await to.push(i);
      taken.push_back(accepted);
    }
  }

  static awaitable<void> pop_all(queue<int>& from, std::vector<int>& got) {
    while (const auto element = co_await from.pop()) got.push_back(*element);
  }

  void start(event_loop& loop, awaitable<void> work) {
    asio::co_spawn(loop.get_executor(), std::move(work),
                   [](const std::exception_ptr& error) { EXPECT_FALSE(error); });
  }
  void start(awaitable<void> work) { start(loop_, std::move(work)); }

  /// Until every coroutine has ended or waits.
  void settle() {
    loop_.poll();
    loop_.restart();
  }

  event_loop loop_;
  std::vector<bool> taken_;
  std::vector<int> got_;
};

TEST_F(async_queue, gives_elements_in_the_order_of_their_arrival) {
  queue<int> three(3);
  start(push_all(three, 0, 3, taken_));
  settle();
  three.close();
  start(pop_all(three, got_));
  settle();
  EXPECT_THAT(got_, ElementsAre(0, 1, 2));
}

TEST_F(async_queue, suspends_a_producer_until_there_is_room) {
  queue<int> two(2);
  start(push_all(two, 0, 5, taken_));
  settle();
  EXPECT_THAT(taken_, ElementsAre(true, true));
  EXPECT_EQ(two.waits(), 1u);
  start(pop_all(two, got_));
  settle();
  EXPECT_EQ(taken_.size(), 5u);
  EXPECT_THAT(got_, ElementsAre(0, 1, 2, 3, 4));
  EXPECT_EQ(two.most(), 2u);
  two.close();
  settle();
}

TEST_F(async_queue, is_drained_after_it_was_closed_and_does_not_take_more) {
  queue<int> two(2);
  start(push_all(two, 0, 4, taken_));
  settle();
  two.close();
  settle();
  EXPECT_THAT(taken_, ElementsAre(true, true, false, false));
  start(pop_all(two, got_));
  settle();
  EXPECT_THAT(got_, ElementsAre(0, 1));
}

TEST_F(async_queue, ends_all_consumers_that_wait_when_it_is_closed) {
  queue<int> one(1);
  int ended = 0;
  for (int i = 0; i < 4; ++i)
    asio::co_spawn(loop_.get_executor(), pop_all(one, got_), [&](const std::exception_ptr&) { ++ended; });
  settle();
  EXPECT_EQ(ended, 0);
  one.close();
  settle();
  EXPECT_EQ(ended, 4);
}

TEST_F(async_queue, takes_elements_that_can_only_be_moved) {
  queue<std::unique_ptr<int>> one(1);
  int got = 0;
  const auto both = [](queue<std::unique_ptr<int>>& through, int& into) -> awaitable<void> {
    auto five = std::make_unique<int>(5);
    co_await through.push(std::move(five));
    const auto back = co_await through.pop();
    into = **back;
  };
  start(both(one, got));
  settle();
  EXPECT_EQ(got, 5);
}

TEST_F(async_queue, loses_and_doubles_nothing_between_loops_on_different_threads) {
  constexpr int loops = 4;
  constexpr int each = 1000;
  queue<int> three(3);
  std::vector<std::vector<int>> got(loops);
  std::vector<std::vector<bool>> taken(loops);
  std::vector<event_loop> all(2 * loops);
  for (std::size_t i = 0; i < loops; ++i) {
    start(all[i], pop_all(three, got[i]));
    start(all[loops + i], push_all(three, static_cast<int>(i) * each, each, taken[i]));
  }
  {
    std::vector<std::jthread> consumers;
    for (std::size_t i = 0; i < loops; ++i) consumers.emplace_back([&loop = all[i]] { loop.run(); });
    {
      std::vector<std::jthread> producers;
      for (std::size_t i = loops; i < 2 * loops; ++i)
        producers.emplace_back([&loop = all[i]] { loop.run(); });
    }
    three.close();
  }
  std::vector<int> seen(loops * each);
  for (const auto& own : got)
    for (const int element : own) ++seen[static_cast<std::size_t>(element)];
  EXPECT_EQ(seen, std::vector<int>(loops * each, 1));
  EXPECT_LE(three.most(), 3u);
}

TEST_F(async_queue, has_handlers_try_again_and_counts_an_element_once) {
  queue<int> one(1);
  int first = 1;
  int second = 2;
  int third = 3;
  int tries = 0;
  EXPECT_EQ(one.push(first, loop_.get_executor(), false, [] {}), passing::done);
  EXPECT_EQ(one.push(second, loop_.get_executor(), false, [&] { ++tries; }), passing::later);
  EXPECT_EQ(one.push(third, loop_.get_executor(), false, [] {}), passing::later);
  std::optional<int> got;
  EXPECT_EQ(one.pop(got, loop_.get_executor(), [] {}), passing::done);
  EXPECT_EQ(got, 1);
  settle();
  EXPECT_EQ(tries, 1);
  EXPECT_EQ(one.push(first, loop_.get_executor(), false, [] {}), passing::done);  // it was faster
  EXPECT_EQ(one.push(second, loop_.get_executor(), true, [&] { ++tries; }), passing::later);
  EXPECT_EQ(one.waits(), 2u);
  one.close();
  settle();
  EXPECT_EQ(tries, 2);
  EXPECT_EQ(one.push(second, loop_.get_executor(), true, [] {}), passing::closed);
  EXPECT_EQ(one.pop(got, loop_.get_executor(), [] {}), passing::done);
  EXPECT_EQ(one.pop(got, loop_.get_executor(), [] {}), passing::closed);
}

#ifndef CONCBENCH_NO_FIBERS
TEST_F(async_queue, suspends_fibers_like_coroutines) {
  queue<int> two(2);
  asio::spawn(
      loop_.get_executor(),
      [&](const fiber_yield& yield) {
        for (int i = 0; i < 5; ++i) taken_.push_back(two.push(i, yield));
        two.close();
        taken_.push_back(two.push(5, yield));
      },
      [](const std::exception_ptr& error) { EXPECT_FALSE(error); });
  settle();
  EXPECT_THAT(taken_, ElementsAre(true, true));
  asio::spawn(
      loop_.get_executor(),
      [&](const fiber_yield& yield) {
        while (const auto element = two.pop(yield)) got_.push_back(*element);
      },
      [](const std::exception_ptr& error) { EXPECT_FALSE(error); });
  settle();
  EXPECT_THAT(got_, ElementsAre(0, 1, 2, 3, 4));
  EXPECT_THAT(taken_, ElementsAre(true, true, true, true, true, false));
  EXPECT_EQ(two.most(), 2u);
}
#endif

}  // namespace
}  // namespace concbench::async

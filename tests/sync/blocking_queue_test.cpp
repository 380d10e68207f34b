// What producers and consumers may rely on.
#include "sync/blocking_queue.hpp"

#include <memory>
#include <thread>
#include <vector>

#include <gtest/gtest.h>

namespace concbench::blocking {
namespace {

TEST(blocking_queue, gives_elements_in_the_order_of_their_arrival) {
  queue<int> queue;
  for (int i = 0; i < 3; ++i) queue.push(i);
  for (int i = 0; i < 3; ++i) EXPECT_EQ(queue.pop(), i);
}

TEST(blocking_queue, lets_a_consumer_wait_for_an_element) {
  queue<int> queue;
  std::optional<int> got;
  {
    const std::jthread consumer([&] { got = queue.pop(); });
    queue.push(7);
  }
  EXPECT_EQ(got, 7);
}

TEST(blocking_queue, lets_a_producer_wait_until_there_is_room) {
  queue<int> queue(1);
  queue.push(1);
  {
    const std::jthread producer([&] { EXPECT_TRUE(queue.push(2)); });
    while (queue.waits() == 0) std::this_thread::yield();
    EXPECT_EQ(queue.pop(), 1);
  }
  EXPECT_EQ(queue.pop(), 2);
  EXPECT_EQ(queue.most(), 1u);
}

TEST(blocking_queue, is_drained_after_it_was_closed_and_then_gives_nothing) {
  queue<int> queue;
  queue.push(1);
  queue.close();
  EXPECT_EQ(queue.pop(), 1);
  EXPECT_EQ(queue.pop(), std::nullopt);
  EXPECT_EQ(queue.pop(), std::nullopt);
}

TEST(blocking_queue, does_not_take_what_is_pushed_after_it_was_closed) {
  queue<int> queue;
  queue.close();
  EXPECT_FALSE(queue.push(1));
  EXPECT_EQ(queue.pop(), std::nullopt);
}

TEST(blocking_queue, wakes_all_that_wait_on_either_side_when_it_is_closed) {
  queue<int> full(1);
  full.push(0);
  queue<int> empty(1);
  std::vector<std::jthread> waiting;
  for (int i = 0; i < 3; ++i) {
    waiting.emplace_back([&] { EXPECT_FALSE(full.push(1)); });
    waiting.emplace_back([&] { EXPECT_EQ(empty.pop(), std::nullopt); });
  }
  while (full.waits() < 3) std::this_thread::yield();
  full.close();
  empty.close();
}

TEST(blocking_queue, takes_elements_that_can_only_be_moved) {
  queue<std::unique_ptr<int>> queue;
  queue.push(std::make_unique<int>(5));
  EXPECT_EQ(**queue.pop(), 5);
}

/// Whether all that many threads add to a queue comes out of it once, at others.
void expect_nothing_lost_or_doubled(queue<int>& queue) {
  constexpr int producers = 4;
  constexpr int each = 1000;
  std::vector<std::vector<int>> taken(3);
  {
    std::vector<std::jthread> consumers;
    for (auto& own : taken)
      consumers.emplace_back([&queue, &own] {
        while (const auto element = queue.pop()) own.push_back(*element);
      });
    {
      std::vector<std::jthread> threads;
      for (int p = 0; p < producers; ++p)
        threads.emplace_back([&queue, p] {
          for (int i = 0; i < each; ++i) EXPECT_TRUE(queue.push(p * each + i));
        });
    }
    queue.close();
  }
  std::vector<int> seen(producers * each);
  for (const auto& own : taken)
    for (const int element : own) ++seen[static_cast<std::size_t>(element)];
  EXPECT_EQ(seen, std::vector<int>(producers * each, 1));
}

TEST(blocking_queue, loses_and_doubles_nothing_between_many_threads) {
  queue<int> queue;
  expect_nothing_lost_or_doubled(queue);
}

TEST(blocking_queue, never_holds_more_than_its_capacity) {
  queue<int> queue(3);
  expect_nothing_lost_or_doubled(queue);
  EXPECT_LE(queue.most(), 3u);
}

}  // namespace
}  // namespace concbench::blocking

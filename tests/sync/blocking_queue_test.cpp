// What producers and consumers may rely on.
#include "sync/blocking_queue.hpp"

#include <memory>
#include <thread>
#include <vector>

#include <gtest/gtest.h>

namespace concbench::sync {
namespace {

TEST(blocking_queue, gives_elements_in_the_order_of_their_arrival) {
  blocking_queue<int> queue;
  for (int i = 0; i < 3; ++i) queue.push(i);
  for (int i = 0; i < 3; ++i) EXPECT_EQ(queue.pop(), i);
}

TEST(blocking_queue, lets_a_consumer_wait_for_an_element) {
  blocking_queue<int> queue;
  std::optional<int> got;
  {
    const std::jthread consumer([&] { got = queue.pop(); });
    queue.push(7);
  }
  EXPECT_EQ(got, 7);
}

TEST(blocking_queue, is_drained_after_it_was_closed_and_then_gives_nothing) {
  blocking_queue<int> queue;
  queue.push(1);
  queue.close();
  EXPECT_EQ(queue.pop(), 1);
  EXPECT_EQ(queue.pop(), std::nullopt);
  EXPECT_EQ(queue.pop(), std::nullopt);
}

TEST(blocking_queue, drops_what_is_pushed_after_it_was_closed) {
  blocking_queue<int> queue;
  queue.close();
  queue.push(1);
  EXPECT_EQ(queue.pop(), std::nullopt);
}

TEST(blocking_queue, wakes_all_waiting_consumers_when_it_is_closed) {
  blocking_queue<int> queue;
  std::vector<std::jthread> consumers;
  for (int i = 0; i < 4; ++i) consumers.emplace_back([&queue] { EXPECT_EQ(queue.pop(), std::nullopt); });
  queue.close();
}

TEST(blocking_queue, takes_elements_that_can_only_be_moved) {
  blocking_queue<std::unique_ptr<int>> queue;
  queue.push(std::make_unique<int>(5));
  EXPECT_EQ(**queue.pop(), 5);
}

TEST(blocking_queue, loses_and_doubles_nothing_between_many_threads) {
  constexpr int producers = 4;
  constexpr int each = 1000;
  blocking_queue<int> queue;
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
          for (int i = 0; i < each; ++i) queue.push(p * each + i);
        });
    }
    queue.close();
  }
  std::vector<int> seen(producers * each);
  for (const auto& own : taken)
    for (const int element : own) ++seen[static_cast<std::size_t>(element)];
  EXPECT_EQ(seen, std::vector<int>(producers * each, 1));
}

}  // namespace
}  // namespace concbench::sync

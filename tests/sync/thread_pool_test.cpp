// submit, map and the end of the scope.
#include "sync/thread_pool.hpp"

#include <array>
#include <barrier>
#include <latch>
#include <numeric>
#include <stdexcept>
#include <string>

#include <gtest/gtest.h>

namespace concbench::blocking {
namespace {

TEST(thread_pool, gives_the_result_of_a_call_in_a_future) {
  thread_pool pool(2);
  EXPECT_EQ(pool.submit([] { return 42; }).get(), 42);
}

TEST(thread_pool, gives_the_exception_of_a_call_in_a_future_and_keeps_its_thread) {
  thread_pool pool(1);
  auto answer = pool.submit([]() -> int { throw std::runtime_error("no"); });
  EXPECT_THROW(answer.get(), std::runtime_error);
  EXPECT_EQ(pool.submit([] { return 1; }).get(), 1);
}

TEST(thread_pool, takes_calls_that_can_only_be_moved) {
  thread_pool pool(1);
  auto answer = pool.submit([text = std::make_unique<std::string>("here")] { return *text; });
  EXPECT_EQ(answer.get(), "here");
}

TEST(thread_pool, runs_calls_of_one_thread_in_the_order_of_their_submission) {
  std::vector<int> order;
  {
    thread_pool pool(1);
    for (int i = 0; i < 100; ++i) pool.submit([&order, i] { order.push_back(i); });
  }
  std::vector<int> expected(100);
  std::iota(expected.begin(), expected.end(), 0);
  EXPECT_EQ(order, expected);
}

TEST(thread_pool, runs_what_was_submitted_before_its_scope_ends) {
  std::atomic<int> ran = 0;
  {
    thread_pool pool(3);
    for (int i = 0; i < 500; ++i) pool.submit([&ran] { ++ran; });
  }
  EXPECT_EQ(ran, 500);
}

TEST(thread_pool, has_all_its_threads_at_work_at_once) {
  thread_pool pool(4);
  std::barrier<> all(4);  // nobody passes alone
  std::vector<std::future<void>> calls;
  for (int i = 0; i < 4; ++i) calls.push_back(pool.submit([&all] { all.arrive_and_wait(); }));
  for (auto& each : calls) each.get();
}

TEST(thread_pool, knows_its_size) {
  EXPECT_EQ(thread_pool(5).size(), 5u);
}

std::vector<int> numbers_below(int count) {
  std::vector<int> numbers(static_cast<std::size_t>(count));
  std::iota(numbers.begin(), numbers.end(), 0);
  return numbers;
}

TEST(thread_pool, maps_in_the_order_of_the_inputs) {
  thread_pool pool(4);
  const auto squares = pool.map(numbers_below(1000), [](int i) { return i * i; });
  ASSERT_EQ(squares.size(), 1000u);
  for (int i = 0; i < 1000; ++i) EXPECT_EQ(squares[static_cast<std::size_t>(i)], i * i);
}

TEST(thread_pool, maps_in_order_also_when_the_first_input_ends_last) {
  thread_pool pool(2);
  std::latch second_ended(1);
  const auto names = pool.map(std::array{0, 1}, [&](int i) {
    if (i == 0) second_ended.wait();
    if (i == 1) second_ended.count_down();
    return std::to_string(i);
  });
  EXPECT_EQ(names, (std::vector<std::string>{"0", "1"}));
}

TEST(thread_pool, maps_to_results_that_have_no_default) {
  struct number {
    explicit number(int n) : value(n) {}
    int value;
  };
  thread_pool pool(2);
  const auto numbers = pool.map(std::array{3, 4}, [](int i) { return number(i); });
  EXPECT_EQ(numbers[1].value, 4);
}

TEST(thread_pool, maps_a_function_that_returns_nothing_over_every_input_once) {
  thread_pool pool(3);
  std::array<std::atomic<int>, 200> calls{};
  pool.for_each_index(calls.size(), [&](std::size_t i) { ++calls[i]; });
  for (const auto& each : calls) EXPECT_EQ(each, 1);
}

TEST(thread_pool, lets_a_map_change_its_inputs) {
  thread_pool pool(2);
  std::vector<int> numbers{1, 2, 3};
  pool.map(numbers, [](int& n) { n *= 10; });
  EXPECT_EQ(numbers, (std::vector<int>{10, 20, 30}));
}

TEST(thread_pool, maps_nothing_to_nothing) {
  thread_pool pool(2);
  EXPECT_TRUE(pool.map(std::vector<int>{}, [](int i) { return i; }).empty());
}

TEST(thread_pool, rethrows_an_exception_of_a_map_when_the_calls_under_way_have_returned) {
  thread_pool pool(2);
  std::atomic<int> returned = 0;
  std::latch both(2);
  const auto call = [&](int i) {
    both.arrive_and_wait();
    ++returned;
    if (i == 0) throw std::runtime_error("zero");
  };
  EXPECT_THROW(pool.map(std::array{0, 1}, call), std::runtime_error);
  EXPECT_EQ(returned, 2);
}

TEST(thread_pool, takes_no_further_inputs_of_a_map_after_an_exception) {
  thread_pool pool(1);
  int calls = 0;
  const auto call = [&](int i) {
    ++calls;
    if (i == 3) throw std::runtime_error("three");
  };
  EXPECT_THROW(pool.map(numbers_below(1000), call), std::runtime_error);
  EXPECT_EQ(calls, 4);
}

TEST(thread_pool, can_be_used_after_a_map_has_thrown) {
  thread_pool pool(2);
  EXPECT_THROW(pool.map(std::array{1}, [](int) { throw std::logic_error("one"); }), std::logic_error);
  EXPECT_EQ(pool.map(std::array{1, 2}, [](int i) { return -i; }), (std::vector<int>{-1, -2}));
}

TEST(thread_pool, serves_maps_of_several_threads_at_once) {
  thread_pool pool(2);
  std::vector<std::jthread> callers;
  for (int c = 0; c < 4; ++c)
    callers.emplace_back([&pool, c] {
      const auto sums = pool.map(numbers_below(100), [c](int i) { return i + c; });
      EXPECT_EQ(sums.back(), 99 + c);
    });
}

}  // namespace
}  // namespace concbench::blocking

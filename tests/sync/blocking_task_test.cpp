// Tasks, gather, as_completed and groups of threads.
#include "sync/blocking_task.hpp"

#include <atomic>
#include <functional>
#include <latch>
#include <stdexcept>
#include <string>

#include <gmock/gmock.h>

#include "sync/blocking_task_group.hpp"
#include "sync/thread_pool.hpp"

namespace concbench::blocking {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

TEST(blocking_task, gives_what_its_function_returns) {
  auto answer = create_task([] { return 42; });
  EXPECT_EQ(answer.get(), 42);
}

TEST(blocking_task, gives_what_its_function_throws) {
  auto answer = create_task([]() -> int { throw std::runtime_error("no"); });
  EXPECT_THROW(answer.get(), std::runtime_error);
}

TEST(blocking_task, is_asked_to_stop_when_it_is_destroyed) {
  std::atomic<bool> stopped = false;
  {
    const auto endless = create_task([&](const std::stop_token& token) {
      while (!token.stop_requested()) std::this_thread::yield();
      stopped = true;
    });
  }
  EXPECT_TRUE(stopped);
}

TEST(blocking_gather, runs_all_at_once_and_keeps_their_order) {
  std::latch both(2);  // neither ends before the other has begun
  const auto [number, text] = gather(
      [&] {
        both.arrive_and_wait();
        return 1;
      },
      [&] {
        both.arrive_and_wait();
        return std::string("two");
      });
  EXPECT_EQ(number, 1);
  EXPECT_EQ(text, "two");
}

TEST(blocking_gather, throws_the_first_failure_when_all_have_ended) {
  std::atomic<int> ended = 0;
  std::vector<std::function<int()>> calls;
  for (int i = 0; i < 3; ++i)
    calls.emplace_back([&, i]() -> int {
      ++ended;
      if (i > 0) throw std::runtime_error(std::to_string(i));
      return i;
    });
  try {
    gather(std::move(calls));
    FAIL();
  } catch (const std::runtime_error& e) {
    EXPECT_STREQ(e.what(), "1");
  }
  EXPECT_EQ(ended, 3);
}

TEST(blocking_as_completed, gives_results_in_the_order_of_their_ends) {
  std::latch second_was_taken(1);
  std::vector<std::function<std::string()>> calls;
  calls.emplace_back([&] {
    second_was_taken.wait();
    return "slow";
  });
  calls.emplace_back([] { return "fast"; });
  auto results = as_completed(std::move(calls));
  auto first = results.next();
  ASSERT_TRUE(first);
  EXPECT_EQ(first->index, 1u);
  EXPECT_EQ(first->get(), "fast");
  second_was_taken.count_down();
  auto second = results.next();
  ASSERT_TRUE(second);
  EXPECT_EQ(second->index, 0u);
  EXPECT_EQ(second->get(), "slow");
  EXPECT_FALSE(results.next());
}

TEST(blocking_as_completed, waits_for_results_that_nobody_took) {
  std::atomic<int> ended = 0;
  {
    std::vector<std::function<void()>> calls(4, [&] { ++ended; });
    auto results = as_completed(std::move(calls));
  }
  EXPECT_EQ(ended, 4);
}

TEST(pool_as_completed, gives_the_result_or_failure_of_each_input) {
  thread_pool pool(2);
  const std::vector<int> inputs{1, 2, 3, 4};
  auto results = pool.as_completed(inputs, [](int input) {
    if (input == 3) throw std::runtime_error("three");
    return input * 10;
  });
  std::vector<int> got(4);
  int failures = 0;
  while (auto done = results.next()) {
    try {
      got[done->index] = done->get();
    } catch (const std::runtime_error&) {
      ++failures;
    }
  }
  EXPECT_THAT(got, ElementsAre(10, 20, 0, 40));
  EXPECT_EQ(failures, 1);
}

TEST(blocking_task_group, throws_every_failure_when_all_have_ended) {
  task_group group;
  for (int i = 0; i < 2; ++i)
    group.create_task([i] { throw std::runtime_error("failure " + std::to_string(i)); });
  try {
    group.join();
    FAIL();
  } catch (const sync::exception_group& e) {
    EXPECT_EQ(e.errors().size(), 2u);
    EXPECT_THAT(e.what(), HasSubstr("2 tasks failed: failure "));
  }
}

TEST(blocking_task_group, asks_the_others_to_stop_when_one_fails) {
  task_group group;
  group.create_task([](const std::stop_token& token) {
    while (!token.stop_requested()) std::this_thread::yield();
  });
  group.create_task([] { throw std::runtime_error("no"); });
  EXPECT_THROW(group.join(), sync::exception_group);
}

TEST(blocking_task_group, lets_a_task_add_tasks) {
  std::atomic<int> ended = 0;
  task_group group;
  group.create_task([&] {
    for (int i = 0; i < 10; ++i) group.create_task([&] { ++ended; });
  });
  group.join();
  EXPECT_EQ(ended, 10);
}

}  // namespace
}  // namespace concbench::blocking

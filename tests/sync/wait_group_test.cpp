#include "sync/wait_group.hpp"

#include <thread>
#include <vector>

#include <gtest/gtest.h>

namespace concbench::sync {
namespace {

TEST(wait_group, does_not_wait_when_nothing_is_under_way) {
  wait_group group;
  group.wait();
}

TEST(wait_group, waits_for_what_was_added_while_it_waited) {
  wait_group group;
  int ended = 0;  // written by one thread after the other, and read after both
  group.add();
  std::jthread first([&] {
    group.add();
    std::jthread([&] { ++ended; }).join();
    std::thread([&] {
      std::this_thread::sleep_for(std::chrono::milliseconds(5));
      ++ended;
      group.done();
    }).detach();
    group.done();
  });
  group.wait();
  EXPECT_EQ(ended, 2);
}

TEST(wait_group, shows_the_waiter_what_others_wrote) {
  for (int turn = 0; turn < 200; ++turn) {
    wait_group group;
    std::vector<int> written(4);
    group.add(written.size());
    std::vector<std::jthread> threads;
    for (auto& each : written)
      threads.emplace_back([&] {
        each = 1;
        group.done();
      });
    group.wait();
    EXPECT_EQ(written, std::vector<int>(4, 1));
  }
}

TEST(wait_group, counts_several_at_once) {
  wait_group group;
  group.add(5);
  group.done(2);
  group.done(3);
  group.wait();
}

}  // namespace
}  // namespace concbench::sync

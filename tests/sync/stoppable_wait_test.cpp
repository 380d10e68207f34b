// Waits that end when they are told to, and only then or at their time.
#include "sync/stoppable_wait.hpp"

#include <algorithm>
#include <optional>
#include <thread>
#include <vector>

#include <gtest/gtest.h>
#include <boost/asio/co_spawn.hpp>

namespace concbench::sync {
namespace {

using std::chrono::hours;
using std::chrono::milliseconds;

TEST(wait_for, ends_at_its_time_when_nobody_stops_it) {
  const std::stop_source nobody;
  const auto before = clock::now();
  EXPECT_FALSE(wait_for(milliseconds(2), nobody.get_token()));
  EXPECT_GE(clock::now() - before, milliseconds(2));
}

TEST(wait_for, is_cut_short_by_a_stop_from_another_thread) {
  std::stop_source source;
  std::optional<bool> stopped;
  {
    const std::jthread waiting([&] { stopped = wait_for(hours(1), source.get_token()); });
    source.request_stop();
  }
  EXPECT_EQ(stopped, true);
}

TEST(wait_for, does_not_begin_after_the_stop) {
  std::stop_source source;
  source.request_stop();
  EXPECT_TRUE(wait_for(hours(1), source.get_token()));
}

class waits_of_a_loop : public ::testing::Test {
 protected:
  void start(duration time, const std::stop_source& source) {
    ++waiting_;
    asio::co_spawn(loop_.get_executor(), co_wait_for(loop_.get_executor(), time, source.get_token()),
                   [this](const std::exception_ptr& error, bool stopped) {
                     EXPECT_FALSE(error);
                     stopped_.push_back(stopped);
                     if (--waiting_ == 0) loop_.stop();
                   });
  }

  event_loop loop_;
  int waiting_ = 0;
  std::vector<bool> stopped_;
};

TEST_F(waits_of_a_loop, end_at_their_time_when_nobody_stops_them) {
  const std::stop_source nobody;
  const auto before = clock::now();
  start(milliseconds(2), nobody);
  loop_.run();
  EXPECT_GE(clock::now() - before, milliseconds(2));
  EXPECT_EQ(stopped_, std::vector{false});
}

TEST_F(waits_of_a_loop, are_all_cut_short_by_a_stop_from_another_thread) {
  std::stop_source source;
  for (int i = 0; i < 100; ++i) start(hours(1), source);
  asio::post(loop_.get_executor(), [&] { std::jthread([&] { source.request_stop(); }).join(); });
  loop_.run();
  EXPECT_EQ(stopped_, std::vector<bool>(100, true));
}

TEST_F(waits_of_a_loop, do_not_begin_after_the_stop) {
  std::stop_source source;
  source.request_stop();
  start(hours(1), source);
  loop_.run();
  EXPECT_EQ(stopped_, std::vector{true});
}

TEST_F(waits_of_a_loop, are_not_touched_by_a_stop_that_is_not_theirs) {
  std::stop_source source;
  const std::stop_source nobody;
  start(milliseconds(3), nobody);
  start(hours(1), source);
  asio::post(loop_.get_executor(), [&] { source.request_stop(); });
  loop_.run();
  EXPECT_EQ(stopped_, (std::vector{true, false}));
}

#ifndef CONCBENCH_NO_FIBERS
TEST_F(waits_of_a_loop, are_the_same_for_fibers) {
  std::stop_source source;
  const std::stop_source nobody;
  const auto wait = [&](duration time, const std::stop_source& of) {
    ++waiting_;
    asio::spawn(
        loop_.get_executor(),
        [&, time](const fiber_yield& yield) {
          return wait_for(time, of.get_token(), loop_.get_executor(), yield);
        },
        [this](const std::exception_ptr& error, bool stopped) {
          EXPECT_FALSE(error);
          stopped_.push_back(stopped);
          if (--waiting_ == 0) loop_.stop();
        });
  };
  wait(milliseconds(3), nobody);
  wait(hours(1), source);
  asio::post(loop_.get_executor(), [&] { std::jthread([&] { source.request_stop(); }).join(); });
  loop_.run();
  // In either order: the thread may take longer than the short wait. The long one ends by the stop alone.
  EXPECT_EQ(stopped_.size(), 2u);
  EXPECT_EQ(std::ranges::count(stopped_, true), 1);
}
#endif

TEST_F(waits_of_a_loop, are_over_for_a_stop_that_comes_as_they_end) {
  std::stop_source source;
  const auto loop = loop_.get_executor();
  start(duration(0), source);
  // Two turns on, the timer's handler is ready and has not run: the signal is posted behind it.
  asio::post(loop, [&source, loop] { asio::post(loop, [&source] { source.request_stop(); }); });
  loop_.run();
  loop_.restart();
  loop_.poll();  // the signal, if it is still there
  EXPECT_EQ(stopped_.size(), 1u);
}

}  // namespace
}  // namespace concbench::sync

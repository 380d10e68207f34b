// Many time limits on one timer.
#include "net/client/request_deadlines.hpp"

#include <memory>
#include <vector>

#include <gtest/gtest.h>

namespace concbench::net {
namespace {

using loop_deadlines = request_deadlines<loop_executor>;

struct waiting_request final : loop_deadlines::entry {
  explicit waiting_request(std::vector<int>& log, int number) : log_(log), number_(number) {}
  void expired() noexcept override { log_.push_back(number_); }

 private:
  std::vector<int>& log_;
  int number_;
};

class deadlines : public ::testing::Test {
 protected:
  event_loop loop_;
  loop_deadlines list_{loop_.get_executor()};
  std::vector<int> late_;
};

TEST_F(deadlines, tell_a_request_that_it_is_late) {
  waiting_request one(late_, 1);
  const loop_deadlines::scope timed(list_, one, std::chrono::milliseconds(1));
  loop_.run();
  EXPECT_EQ(late_, (std::vector<int>{1}));
}

TEST_F(deadlines, tell_requests_in_the_order_of_their_start) {
  std::vector<std::unique_ptr<waiting_request>> requests;
  std::vector<std::unique_ptr<loop_deadlines::scope>> scopes;
  for (int i = 0; i < 5; ++i) {
    requests.push_back(std::make_unique<waiting_request>(late_, i));
    scopes.push_back(
        std::make_unique<loop_deadlines::scope>(list_, *requests.back(), std::chrono::milliseconds(1)));
  }
  loop_.run();
  EXPECT_EQ(late_, (std::vector<int>{0, 1, 2, 3, 4}));
}

TEST_F(deadlines, leave_a_request_alone_that_ended_in_time) {
  waiting_request ended(late_, 1);
  waiting_request waiting(late_, 2);
  const loop_deadlines::scope other(list_, waiting, std::chrono::milliseconds(2));
  {
    const loop_deadlines::scope timed(list_, ended, std::chrono::milliseconds(2));
  }
  loop_.run();
  EXPECT_EQ(late_, (std::vector<int>{2}));
}

TEST_F(deadlines, go_on_when_the_request_that_the_timer_was_set_for_has_ended) {
  waiting_request first(late_, 1);
  waiting_request second(late_, 2);
  auto timed = std::make_unique<loop_deadlines::scope>(list_, first, std::chrono::milliseconds(1));
  const loop_deadlines::scope other(list_, second, std::chrono::milliseconds(1));
  timed.reset();
  loop_.run();
  EXPECT_EQ(late_, (std::vector<int>{2}));
}

TEST_F(deadlines, watch_a_request_on_that_asks_for_it_when_it_is_late) {
  struct patient final : loop_deadlines::entry {
    explicit patient(loop_deadlines& list) : list_(list) {}
    void expired() noexcept override {
      if (++times < 3) list_.add(*this, std::chrono::milliseconds(1));
    }
    int times = 0;

   private:
    loop_deadlines& list_;
  };
  patient one(list_);
  waiting_request other(late_, 2);
  const loop_deadlines::scope timed(list_, one, std::chrono::milliseconds(1));
  const loop_deadlines::scope too(list_, other, std::chrono::milliseconds(1));
  loop_.run();
  EXPECT_EQ(one.times, 3);
  EXPECT_EQ(late_, (std::vector<int>{2}));
}

TEST_F(deadlines, let_the_loop_end_when_there_are_no_more_requests) {
  waiting_request one(late_, 1);
  {
    const loop_deadlines::scope timed(list_, one, std::chrono::milliseconds(1));
  }
  loop_.run();
  EXPECT_TRUE(late_.empty());
}

TEST_F(deadlines, serve_a_request_again_after_it_was_late) {
  waiting_request one(late_, 1);
  for (int turn = 0; turn < 2; ++turn) {
    const loop_deadlines::scope timed(list_, one, std::chrono::milliseconds(1));
    loop_.restart();
    loop_.run();
  }
  EXPECT_EQ(late_, (std::vector<int>{1, 1}));
}

}  // namespace
}  // namespace concbench::net

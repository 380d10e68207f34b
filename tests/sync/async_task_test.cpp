// The same for coroutines on one loop.
#include "sync/async_task.hpp"

#include <stdexcept>
#include <string>

#include <gmock/gmock.h>

#include "sync/async_task_group.hpp"

namespace concbench::async {
namespace {

using namespace std::chrono_literals;
using ::testing::ElementsAre;

constexpr auto never = 1h;

class async_tasks : public ::testing::Test {
 public:
  /// Runs a coroutine to its end, and throws what it throws.
  void run(awaitable<void> work) {
    std::exception_ptr error;
    asio::co_spawn(loop_.get_executor(), std::move(work),
                   [&](std::exception_ptr thrown) { error = std::move(thrown); });
    loop_.run();
    if (error) std::rethrow_exception(error);
  }

  /// Ends when told to, and keeps a diary.
  awaitable<std::string> sleeper(std::string name, duration time) {
    diary_.push_back(name + " begins");
    loop_timer timer(loop_.get_executor(), time);
    co_await timer.async_wait(use_awaitable);
    diary_.push_back(name + " ends");
    co_return name;
  }

  awaitable<std::string> failing(std::string name, duration time) {
    loop_timer timer(loop_.get_executor(), time);
    co_await timer.async_wait(use_awaitable);
    throw std::runtime_error(name);
  }

  /// Catches its cancellation, and finishes in order.
  awaitable<std::string> tidy(std::string name) {
    loop_timer timer(loop_.get_executor(), never);
    try {
      co_await timer.async_wait(use_awaitable);
    } catch (const boost::system::system_error&) {
      diary_.push_back(name + " tidies up");
    }
    co_return name;
  }

  template <class T>
  static awaitable<void> without_result(awaitable<T> work) {
    co_await std::move(work);
  }

  loop_executor here() { return loop_.get_executor(); }

  event_loop loop_;
  std::vector<std::string> diary_;
};

TEST_F(async_tasks, give_what_their_coroutine_returns) {
  const auto body = [](async_tasks& test) -> awaitable<void> {
    auto task = create_task(test.here(), test.sleeper("a", 0s));
    EXPECT_FALSE(task.done());
    const auto name = co_await task.get();
    EXPECT_EQ(name, "a");
    EXPECT_TRUE(task.done());
  };
  run(body(*this));
}

TEST_F(async_tasks, give_what_their_coroutine_throws) {
  const auto body = [](async_tasks& test) -> awaitable<void> {
    auto task = create_task(test.here(), test.failing("no", 0s));
    co_await task.get();
  };
  EXPECT_THROW(run(body(*this)), std::runtime_error);
}

TEST_F(async_tasks, end_with_an_error_when_they_are_cancelled) {
  const auto body = [](async_tasks& test) -> awaitable<void> {
    auto task = create_task(test.here(), test.sleeper("a", never));
    loop_timer turn(test.here(), 0s);
    co_await turn.async_wait(use_awaitable);
    task.cancel();
    co_await task.get();
  };
  EXPECT_THROW(run(body(*this)), boost::system::system_error);
  EXPECT_THAT(diary_, ElementsAre("a begins"));
}

TEST_F(async_tasks, end_with_an_error_when_they_are_cancelled_before_they_begin) {
  const auto body = [](async_tasks& test) -> awaitable<void> {
    auto task = create_task(test.here(), test.sleeper("a", never));
    task.cancel();
    co_await task.get();
  };
  EXPECT_THROW(run(body(*this)), boost::system::system_error);
}

TEST_F(async_tasks, are_cancelled_with_the_one_who_waits_for_them) {
  const auto inner = [](async_tasks& test) -> awaitable<std::string> {
    auto task = create_task(test.here(), test.tidy("a"));
    co_return co_await task.get();
  };
  const auto body = [](async_tasks& test, awaitable<std::string> work) -> awaitable<void> {
    auto outer = create_task(test.here(), std::move(work));
    loop_timer turn(test.here(), 1ms);
    co_await turn.async_wait(use_awaitable);
    outer.cancel();
    const auto name = co_await outer.get();
    EXPECT_EQ(name, "a");
  };
  run(body(*this, inner(*this)));
  EXPECT_THAT(diary_, ElementsAre("a tidies up"));
}

TEST_F(async_tasks, are_gathered_in_their_order) {
  const auto body = [](async_tasks& test) -> awaitable<void> {
    std::vector<awaitable<std::string>> works;
    works.push_back(test.sleeper("slow", 20ms));
    works.push_back(test.sleeper("fast", 0ms));
    const auto names = co_await gather(std::move(works));
    EXPECT_THAT(names, ElementsAre("slow", "fast"));
  };
  run(body(*this));
  EXPECT_THAT(diary_, ElementsAre("slow begins", "fast begins", "fast ends", "slow ends"));
}

TEST_F(async_tasks, are_all_waited_for_when_one_that_is_gathered_fails) {
  const auto body = [](async_tasks& test) -> awaitable<void> {
    std::vector<awaitable<std::string>> works;
    works.push_back(test.failing("no", 0ms));
    works.push_back(test.sleeper("a", 5ms));
    co_await gather(std::move(works));
  };
  EXPECT_THROW(run(body(*this)), std::runtime_error);
  EXPECT_THAT(diary_, ElementsAre("a begins", "a ends"));
}

TEST_F(async_tasks, are_all_waited_for_when_the_gathering_is_cancelled) {
  const auto body = [](async_tasks& test) -> awaitable<void> {
    std::vector<awaitable<std::string>> works;
    works.push_back(test.tidy("a"));
    works.push_back(test.tidy("b"));
    auto gathering = create_task(test.here(), gather(std::move(works)));
    loop_timer turn(test.here(), 1ms);
    co_await turn.async_wait(use_awaitable);
    gathering.cancel();
    const auto names = co_await gathering.get();
    EXPECT_THAT(names, ElementsAre("a", "b"));
    test.diary_.emplace_back("gathered");
  };
  run(body(*this));
  EXPECT_THAT(diary_, ElementsAre("a tidies up", "b tidies up", "gathered"));
}

TEST_F(async_tasks, come_as_they_end) {
  const auto body = [](async_tasks& test) -> awaitable<void> {
    std::vector<awaitable<std::string>> works;
    works.push_back(test.sleeper("slow", 20ms));
    works.push_back(test.failing("no", 10ms));
    works.push_back(test.sleeper("fast", 0ms));
    auto results = as_completed(test.here(), std::move(works));
    std::vector<std::size_t> order;
    while (auto done = co_await results.next()) {
      order.push_back(done->index);
      if (done->index == 1) {
        EXPECT_THROW(done->get(), std::runtime_error);
      } else {
        EXPECT_EQ(done->get(), done->index == 0 ? "slow" : "fast");
      }
    }
    EXPECT_THAT(order, ElementsAre(2, 1, 0));
  };
  run(body(*this));
}

TEST_F(async_tasks, are_cancelled_when_nobody_takes_their_results) {
  const auto body = [](async_tasks& test) -> awaitable<void> {
    std::vector<awaitable<std::string>> works;
    works.push_back(test.sleeper("fast", 0ms));
    works.push_back(test.tidy("endless"));
    auto results = as_completed(test.here(), std::move(works));
    co_await results.next();
  };
  run(body(*this));  // ends
  EXPECT_THAT(diary_, ElementsAre("fast begins", "fast ends", "endless tidies up"));
}

TEST_F(async_tasks, have_a_time_limit) {
  const auto body = [](async_tasks& test) -> awaitable<void> {
    const auto name = co_await wait_for(test.sleeper("in time", 0ms), never);
    EXPECT_EQ(name, "in time");
    co_await wait_for(test.sleeper("late", never), 1ms);
  };
  EXPECT_THROW(run(body(*this)), timed_out);
}

TEST_F(async_tasks, keep_a_failure_of_their_own_within_a_time_limit) {
  const auto body = [](async_tasks& test) -> awaitable<void> {
    co_await wait_for(test.failing("no", 0ms), never);
  };
  EXPECT_THROW(run(body(*this)), std::runtime_error);
}

TEST_F(async_tasks, of_a_group_throw_every_failure_and_cancel_the_others) {
  const auto body = [](async_tasks& test) -> awaitable<void> {
    task_group group(test.here());
    group.create_task(without_result(test.failing("one", 1ms)));
    group.create_task(without_result(test.sleeper("endless", never)));
    co_await group.join();
  };
  try {
    run(body(*this));
    FAIL();
  } catch (const sync::exception_group& e) {
    EXPECT_STREQ(e.what(), "1 task failed: one");
  }
  EXPECT_THAT(diary_, ElementsAre("endless begins"));
}

TEST_F(async_tasks, of_a_group_may_add_others) {
  const auto child = [](async_tasks& test, task_group& group) -> awaitable<void> {
    group.create_task(without_result(test.sleeper("grandchild", 0ms)));
    co_return;
  };
  const auto body = [](async_tasks& test, auto child_of) -> awaitable<void> {
    task_group group(test.here());
    group.create_task(child_of(test, group));
    co_await group.join();
  };
  run(body(*this, child));
  EXPECT_THAT(diary_, ElementsAre("grandchild begins", "grandchild ends"));
}

TEST_F(async_tasks, of_a_group_that_was_cancelled_are_no_failures) {
  const auto body = [](async_tasks& test) -> awaitable<void> {
    task_group group(test.here());
    group.create_task(without_result(test.sleeper("endless", never)));
    loop_timer turn(test.here(), 1ms);
    co_await turn.async_wait(use_awaitable);
    group.cancel();
    co_await group.join();
  };
  run(body(*this));
  EXPECT_THAT(diary_, ElementsAre("endless begins"));
}

}  // namespace
}  // namespace concbench::async

// What a bounded pool lends, tested with both twins: threads that block, and tasks on loops.
#include "sync/resource_pool.hpp"

#include <algorithm>
#include <atomic>
#include <stdexcept>
#include <thread>
#include <vector>

#include <gtest/gtest.h>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/spawn.hpp>
#include <boost/asio/strand.hpp>
#include <boost/asio/this_coro.hpp>

#include "sync/async_resource_pool.hpp"

namespace concbench::sync {
namespace {

/// Counts how many of it are alive.
struct thing {
  explicit thing(int n) : number(n) { most_alive = std::max(most_alive.load(), ++alive); }
  thing(const thing&) = delete;
  ~thing() { --alive; }
  int number;
  inline static std::atomic<int> alive = 0;
  inline static std::atomic<int> most_alive = 0;
};

class lent_things : public ::testing::Test {
 protected:
  lent_things() {
    thing::alive = 0;
    thing::most_alive = 0;
  }
  std::unique_ptr<thing> make() { return std::make_unique<thing>(made_++); }
  auto maker() {
    return [this] { return make(); };
  }

  std::atomic<int> made_ = 0;
  resource_pool<thing> pool_;
};

TEST_F(lent_things, are_made_when_none_is_free_and_lent_again_afterwards) {
  auto first = pool_.acquire(2, maker());
  auto second = pool_.acquire(2, maker());
  EXPECT_EQ(first->number, 0);
  EXPECT_EQ(second->number, 1);
  first.give_back();
  EXPECT_EQ(pool_.acquire(2, maker())->number, 0);
  EXPECT_EQ(made_, 2);
}

TEST_F(lent_things, end_when_they_are_not_given_back_and_leave_their_place) {
  {
    const auto broken = pool_.acquire(1, maker());
  }
  EXPECT_EQ(thing::alive, 0);
  EXPECT_EQ(pool_.acquire(1, maker())->number, 1);
}

TEST_F(lent_things, leave_their_place_when_they_cannot_be_made) {
  const auto fails = []() -> std::unique_ptr<thing> { throw std::runtime_error("no"); };
  EXPECT_THROW(pool_.acquire(1, fails), std::runtime_error);
  EXPECT_THROW(pool_.add(1, fails), std::runtime_error);
  EXPECT_EQ(pool_.acquire(1, maker())->number, 0);
}

TEST_F(lent_things, are_never_more_than_allowed_among_threads) {
  std::vector<std::jthread> users;
  for (int i = 0; i < 8; ++i)
    users.emplace_back([this] {
      for (int turn = 0; turn < 500; ++turn) {
        auto one = pool_.acquire(3, maker());
        if (turn % 50 != 0) one.give_back();  // some break
      }
    });
  users.clear();
  EXPECT_LE(thing::most_alive, 3);
  EXPECT_GE(made_, 8 * 10);
}

TEST_F(lent_things, are_made_beforehand_up_to_the_bound) {
  for (int i = 0; i < 5; ++i) pool_.add(3, maker());
  EXPECT_EQ(thing::alive, 3);
  pool_.clear();
  EXPECT_EQ(thing::alive, 0);
}

class things_lent_on_loops : public lent_things {
 protected:
  using lent = async_resource_pool<thing>;

  template <class Executor>
  asio::awaitable<std::unique_ptr<thing>, Executor> make_later() {
    co_await asio::post(loop_.get_executor(), asio::use_awaitable_t<Executor>());
    co_return make();
  }
  template <class Executor>
  auto later() {
    return [this] { return make_later<Executor>(); };
  }

  /// Takes `turns` times one of at most `most` and uses it for a turn of the loop; every tenth breaks.
  template <class Executor>
  asio::awaitable<void, Executor> use(std::size_t most, int turns) {
    for (int turn = 0; turn < turns; ++turn) {
      auto one = co_await lent_.acquire(most, later<Executor>());
      ++taken_;
      co_await asio::post(loop_.get_executor(), asio::use_awaitable_t<Executor>());
      if (turn % 10 != 9) one.give_back();
    }
    ++ended_;
  }

  void start(awaitable<void> work) { asio::co_spawn(loop_.get_executor(), std::move(work), asio::detached); }

  event_loop loop_;
  lent lent_;
  std::atomic<int> taken_ = 0;
  std::atomic<int> ended_ = 0;
};

TEST_F(things_lent_on_loops, are_never_more_than_allowed) {
  for (int i = 0; i < 20; ++i) start(use<loop_executor>(3, 30));
  loop_.run();
  EXPECT_EQ(ended_, 20);
  EXPECT_LE(thing::most_alive, 3);
}

TEST_F(things_lent_on_loops, serve_the_strands_of_a_loop_that_several_threads_run) {
  for (int i = 0; i < 20; ++i)
    asio::co_spawn(asio::make_strand(loop_.get_executor()), use<asio::strand<loop_executor>>(3, 100),
                   asio::detached);
  std::vector<std::jthread> threads;
  for (int i = 0; i < 4; ++i) threads.emplace_back([this] { loop_.run(); });
  threads.clear();
  EXPECT_EQ(ended_, 20);
  EXPECT_LE(thing::most_alive, 3);
}

awaitable<void> note_turn(async_resource_pool<thing>& from, std::vector<int>& turns, int id) {
  auto make = []() -> awaitable<std::unique_ptr<thing>> { co_return std::make_unique<thing>(0); };
  auto one = co_await from.acquire(1, make);
  turns.push_back(id);
  co_await asio::post(co_await asio::this_coro::executor, use_awaitable);
  one.give_back();
}

TEST_F(things_lent_on_loops, go_to_those_that_wait_in_the_order_of_asking) {
  std::vector<int> turns;
  for (int i = 0; i < 5; ++i) start(note_turn(lent_, turns, i));
  loop_.run();
  EXPECT_EQ(turns, (std::vector{0, 1, 2, 3, 4}));
}

awaitable<std::unique_ptr<thing>> refuse() {
  throw std::runtime_error("no");
  co_return nullptr;
}

awaitable<int> fail_then_wait(async_resource_pool<thing>& from) {
  int failures = 0;
  for (int i = 0; i < 3; ++i) {
    try {
      const auto none = co_await from.acquire(1, refuse);
    } catch (const std::runtime_error&) {
      ++failures;
    }
  }
  co_return failures;
}

TEST_F(things_lent_on_loops, leave_their_place_when_they_cannot_be_made) {
  int failures = 0;
  for (int i = 0; i < 2; ++i)
    asio::co_spawn(loop_.get_executor(), fail_then_wait(lent_),
                   [&](const std::exception_ptr&, int count) { failures += count; });
  loop_.run();
  EXPECT_EQ(failures, 6);
}

awaitable<void> add_some(async_resource_pool<thing>& to, int count) {
  auto make = []() -> awaitable<std::unique_ptr<thing>> { co_return std::make_unique<thing>(0); };
  for (int i = 0; i < count; ++i) {
    auto place = to.place(3);
    if (!place) continue;
    place->fill(co_await make());
    place->give_back();
  }
}

TEST_F(things_lent_on_loops, are_made_beforehand_up_to_the_bound) {
  start(add_some(lent_, 5));
  loop_.run();
  EXPECT_EQ(thing::alive, 3);
  lent_.clear();
  EXPECT_EQ(thing::alive, 0);
}

TEST_F(things_lent_on_loops, serve_tasks_in_handlers_in_their_turn) {
  std::vector<int> turns;
  for (int i = 0; i < 5; ++i)
    lent_.acquire(1, loop_.get_executor(), [&, i](lent::lease given) {
      if (!given) given.fill(make());
      turns.push_back(i);
      asio::post(loop_, [given = std::move(given), i]() mutable {
        if (i != 2) given.give_back();  // one breaks
      });
    });
  EXPECT_EQ(turns, std::vector{0}) << "one is free, and its handler is called at once";
  loop_.run();
  EXPECT_EQ(turns, (std::vector{0, 1, 2, 3, 4}));
  EXPECT_EQ(made_, 2);
  EXPECT_EQ(thing::most_alive, 1);
}

#ifndef CONCBENCH_NO_FIBERS
TEST_F(things_lent_on_loops, serve_fibers_in_their_turn) {
  std::vector<int> turns;
  for (int i = 0; i < 5; ++i)
    asio::spawn(
        loop_.get_executor(),
        [&, i](const fiber_yield& yield) {
          auto given = lent_.acquire(1, maker(), yield);
          turns.push_back(i);
          asio::post(loop_.get_executor(), yield);
          if (i != 2) given.give_back();  // one breaks
        },
        asio::detached);
  loop_.run();
  EXPECT_EQ(turns, (std::vector{0, 1, 2, 3, 4}));
  EXPECT_EQ(made_, 2);
  EXPECT_EQ(thing::most_alive, 1);
}
#endif

TEST_F(things_lent_on_loops, end_with_the_pool_while_coroutines_still_wait) {
  for (int i = 0; i < 4; ++i) start(use<loop_executor>(1, 2));
  while (taken_ == 0) loop_.run_one();
  lent_.clear();
  EXPECT_LT(ended_, 4);
}

}  // namespace
}  // namespace concbench::sync

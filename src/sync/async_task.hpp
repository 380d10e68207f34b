// Tasks that are coroutines on one loop, as Python's asyncio has them: create_task, gather, as_completed, wait_for.
// blocking_task.hpp has their twins for threads.
//
//     const auto loop = co_await asio::this_coro::executor;
//     auto answer = create_task(loop, compute());                      // begins at once, and runs until it first waits
//     auto pages = co_await gather(std::move(downloads));              // all at once, results in order
//     auto results = as_completed(loop, std::move(downloads));         // results as they come
//     while (auto done = co_await results.next()) use(done->index, done->get());
//
// Tasks, and the coroutines that wait for them, share one loop with one thread, so nothing here is locked. Result types
// must be default-constructible, as Asio asks of coroutines that it spawns.
#pragma once

#include <cstddef>
#include <deque>
#include <exception>
#include <memory>
#include <optional>
#include <stdexcept>
#include <type_traits>
#include <utility>
#include <vector>

#include <boost/asio/associated_cancellation_slot.hpp>
#include <boost/asio/async_result.hpp>
#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/error.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/system/system_error.hpp>

#include "sync/outcome.hpp"
#include "sync/parked_handler.hpp"
#include "system/event_loop.hpp"

namespace concbench::async {

namespace detail {

/// Who waits for something of a task. If the one who waits is cancelled, `cancel()` is called, and the wait goes on
/// until the task has ended: nothing is left running behind its back.
class waiter {
 public:
  template <class Cancel>
  awaitable<void> wait(Cancel cancel) {
    return asio::async_initiate<const asio::use_awaitable_t<loop_executor>&, void()>(
        [this](auto handler, Cancel on_cancel) {
          auto slot = asio::get_associated_cancellation_slot(handler);
          if (slot.is_connected())
            slot.assign([on_cancel = std::move(on_cancel)](asio::cancellation_type) mutable { on_cancel(); });
          parked_.push_back(sync::park(std::move(handler)));
        },
        use_awaitable, std::move(cancel));
  }

  void wake_all() {
    for (auto& each : std::exchange(parked_, {})) each->resume();
  }

 private:
  std::vector<std::unique_ptr<sync::parked_task<>>> parked_;
};

/// A coroutine that was started.
template <class T>
struct task_state {
  std::optional<sync::outcome<T>> ended = {};
  waiter waiting = {};
  asio::cancellation_signal signal = {};

  void cancel() {
    if (!ended) signal.emit(asio::cancellation_type::terminal);
  }
  void end(sync::outcome<T> outcome) {
    ended = std::move(outcome);
    waiting.wake_all();
  }
};

/// Starts `work`, and calls `then(outcome)` when it has ended.
template <class T, class Then>
void start(const loop_executor& loop, awaitable<T> work, asio::cancellation_slot slot, Then then) {
  if constexpr (std::is_void_v<T>) {
    asio::co_spawn(
        loop, std::move(work),
        asio::bind_cancellation_slot(slot, [then = std::move(then)](std::exception_ptr error) mutable {
          then(sync::outcome<void>{std::move(error)});
        }));
  } else {
    asio::co_spawn(loop, std::move(work),
                   asio::bind_cancellation_slot(
                       slot, [then = std::move(then)](std::exception_ptr error, T value) mutable {
                         then(sync::outcome<T>{std::move(error), std::move(value)});
                       }));
  }
}

}  // namespace detail

/// A coroutine that runs beside the one that made it. If it is destroyed before its coroutine has ended, the coroutine
/// goes on, and its result is lost.
template <class T>
class task {
 public:
  explicit task(std::shared_ptr<detail::task_state<T>> state) : state_(std::move(state)) {}

  bool done() const { return state_->ended.has_value(); }

  /// Suspends until the coroutine has ended. Returns what it returned, or throws what it threw. Ask once. Who is
  /// cancelled while it waits here cancels the coroutine too.
  awaitable<T> get() {
    const auto state = state_;  // this coroutine may outlive the task
    if (!state->ended) {
      auto end = state->waiting.wait([state] { state->cancel(); });
      co_await std::move(end);
    }
    co_return state->ended->get();
  }

  /// Has what the coroutine waits for end with the error operation_aborted. It may catch that, and finish in order.
  void cancel() { state_->cancel(); }

 private:
  std::shared_ptr<detail::task_state<T>> state_;
};

/// Starts a coroutine on the loop. On the loop's own thread it begins at once, and this returns when it first suspends.
template <class T>
task<T> create_task(const loop_executor& loop, awaitable<T> work) {
  auto state = std::make_shared<detail::task_state<T>>();
  detail::start(loop, std::move(work), state->signal.slot(),
                [state](sync::outcome<T> outcome) { state->end(std::move(outcome)); });
  return task<T>(std::move(state));
}

/// Runs a coroutine to its end on the calling thread, and returns its result or throws its exception (`asyncio.run`).
/// Other work of the loop may be left then.
template <class T>
T run(event_loop& loop, awaitable<T> work) {
  std::optional<sync::outcome<T>> ended;
  detail::start(loop.get_executor(), std::move(work), {},
                [&](sync::outcome<T> outcome) { ended = std::move(outcome); });
  loop.restart();
  while (!ended && loop.run_one() > 0) {
  }
  return ended.value().get();
}

/// A coroutine that has ended.
template <class T>
struct completion {
  std::size_t index = 0;  ///< its place among the coroutines
  sync::outcome<T> ended = {};

  /// Returns what the coroutine returned, or throws what it threw. Ask once.
  T get() { return ended.get(); }
};

/// Results in the order in which coroutines end. The destructor cancels those that still run.
template <class T>
class completions {
  struct shared_state {
    explicit shared_state(std::size_t count) : signals(count), left(count) {}

    void cancel() {
      for (auto& each : signals) each.emit(asio::cancellation_type::terminal);
    }

    std::vector<asio::cancellation_signal> signals;
    std::size_t left;  ///< not yet taken
    std::deque<completion<T>> ended = {};
    detail::waiter waiting = {};
  };

 public:
  completions(const loop_executor& loop, std::vector<awaitable<T>> works)
      : state_(std::make_shared<shared_state>(works.size())) {
    for (std::size_t i = 0; i < works.size(); ++i)
      detail::start(loop, std::move(works[i]), state_->signals[i].slot(),
                    [state = state_, i](sync::outcome<T> outcome) {
                      state->ended.push_back({i, std::move(outcome)});
                      state->waiting.wake_all();
                    });
  }
  completions(completions&&) noexcept = default;
  completions& operator=(completions&&) = delete;
  ~completions() {
    if (state_) state_->cancel();
  }

  /// Suspends until another coroutine has ended. Empty when all have been taken. Who is cancelled while it waits here
  /// cancels all that still run.
  awaitable<std::optional<completion<T>>> next() {
    const auto state = state_;
    if (state->left == 0) co_return std::nullopt;
    while (state->ended.empty()) {
      auto another = state->waiting.wait([state] { state->cancel(); });
      co_await std::move(another);
    }
    --state->left;
    std::optional<completion<T>> first(std::move(state->ended.front()));
    state->ended.pop_front();
    co_return first;
  }

 private:
  std::shared_ptr<shared_state> state_;
};

/// Starts all coroutines at once. Results come as they end.
template <class T>
completions<T> as_completed(const loop_executor& loop, std::vector<awaitable<T>> works) {
  return completions<T>(loop, std::move(works));
}

/// Runs all coroutines at once, and suspends until all have ended. Returns their results in the order of the coroutines.
/// If some throw, the first of them in this order is rethrown when all have ended. Who is cancelled while it waits here
/// cancels them all.
template <class T>
auto gather(std::vector<awaitable<T>> works)
    -> awaitable<std::conditional_t<std::is_void_v<T>, void, std::vector<T>>> {
  const auto loop = co_await asio::this_coro::executor;
  const bool throws = co_await asio::this_coro::throw_if_cancelled();
  co_await asio::this_coro::throw_if_cancelled(false);  // it waits for all of them, also when it is cancelled
  std::vector<sync::outcome<T>> outcomes(works.size());
  auto results = as_completed(loop, std::move(works));
  while (auto done = co_await results.next()) outcomes[done->index] = std::move(done->ended);
  co_await asio::this_coro::throw_if_cancelled(throws);
  if constexpr (std::is_void_v<T>) {
    for (auto& each : outcomes) each.get();
  } else {
    std::vector<T> values;
    values.reserve(outcomes.size());
    for (auto& each : outcomes) values.push_back(each.get());
    co_return values;
  }
}

/// That something took too long.
class timed_out : public std::runtime_error {
 public:
  timed_out() : std::runtime_error("timed out") {}
};

/// Runs a coroutine for at most `limit`. When the time is over the coroutine is cancelled, and once it has ended this
/// throws timed_out (`asyncio.wait_for`). A coroutine that ends well all the same keeps its result.
template <class T>
awaitable<T> wait_for(awaitable<T> work, duration limit) {
  const auto loop = co_await asio::this_coro::executor;
  auto running = create_task(loop, std::move(work));
  const auto expired = std::make_shared<bool>(false);
  loop_timer timer(loop, limit);
  timer.async_wait([expired, running](const boost::system::error_code& error) mutable {
    if (error) return;
    *expired = true;
    running.cancel();
  });
  try {
    co_return co_await running.get();
  } catch (const boost::system::system_error& e) {
    if (!*expired || e.code() != asio::error::operation_aborted) throw;
  }
  throw timed_out();
}

}  // namespace concbench::async

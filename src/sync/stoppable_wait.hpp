// Waits that can be stopped, for each way to wait. Nothing is polled: the stop itself ends the wait.
#pragma once

#include <condition_variable>
#include <memory>
#include <mutex>
#include <stop_token>
#include <utility>

#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/redirect_error.hpp>

#include "system/event_loop.hpp"
#include "system/fiber.hpp"

namespace concbench::sync {

/// Blocks the calling thread for `time`, or until `stop` is requested. Returns whether it was stopped.
inline bool wait_for(duration time, const std::stop_token& stop) {
  std::mutex mutex;
  std::condition_variable_any nothing_else;
  std::unique_lock lock(mutex);
  const auto end = clock::now() + time;
  nothing_else.wait_until(lock, stop, end, [] { return false; });
  return stop.stop_requested() && clock::now() < end;
}

/// A timer of `Executor`, which is a loop or a strand of one. A stop ends its wait; any thread may request the stop.
template <class Executor>
class stoppable_timer {
 public:
  stoppable_timer(const Executor& home, duration time, std::stop_token stop)
      : timer_(home, time), on_stop_(std::move(stop), emission{home, signal_}) {}
  stoppable_timer(const stoppable_timer&) = delete;
  stoppable_timer& operator=(const stoppable_timer&) = delete;
  ~stoppable_timer() { signal_->slot().clear(); }  // it still knows the timer

  /// Completes with an error_code: operation_aborted when the wait was stopped.
  template <class Token>
  auto async_wait(Token&& token) {
    return timer_.async_wait(asio::bind_cancellation_slot(signal_->slot(), std::forward<Token>(token)));
  }

 private:
  /// A signal belongs to the thread of the loop or strand, so the stop is posted there. It may arrive after the wait
  /// has ended: the signal outlives the timer then, and does nothing.
  struct emission {
    Executor home;
    std::shared_ptr<asio::cancellation_signal> signal;

    void operator()() const {
      asio::post(home, [signal = signal] { signal->emit(asio::cancellation_type::terminal); });
    }
  };

  timer_on<Executor> timer_;
  std::shared_ptr<asio::cancellation_signal> signal_ = std::make_shared<asio::cancellation_signal>();
  std::stop_callback<emission> on_stop_;
};

/// As wait_for, for a coroutine on `home`.
template <class Executor>
asio::awaitable<bool, Executor> co_wait_for(Executor home, duration time, std::stop_token stop) {
  if (stop.stop_requested()) co_return true;
  stoppable_timer<Executor> timer(home, time, std::move(stop));
  boost::system::error_code ended;
  auto resume = asio::redirect_error(asio::use_awaitable_t<Executor>(), ended);
  co_await timer.async_wait(std::move(resume));
  co_return ended == asio::error::operation_aborted;
}

/// As wait_for, for a fiber on `home`.
inline bool wait_for(duration time, std::stop_token stop, const loop_executor& home,
                     const fiber_yield& yield) {
  if (stop.stop_requested()) return true;
  stoppable_timer<loop_executor> timer(home, time, std::move(stop));
  boost::system::error_code ended;
  timer.async_wait(yield[ended]);
  return ended == asio::error::operation_aborted;
}

}  // namespace concbench::sync

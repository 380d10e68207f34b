// Waits that can be told to stop, as twins: for threads and for coroutines. Nothing is polled: the stop
// itself ends the wait.
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

namespace concbench::sync {

/// Blocks the calling thread for `time`, or until `stop` is requested. Whether it was cut short.
inline bool wait_for(duration time, const std::stop_token& stop) {
  std::mutex mutex;
  std::condition_variable_any nothing_else;
  std::unique_lock lock(mutex);
  const auto end = clock::now() + time;
  nothing_else.wait_until(lock, stop, end, [] { return false; });
  return stop.stop_requested() && clock::now() < end;
}

/// The same for a coroutine of `home`, a loop or a strand of one; the stop may come from any thread.
template <class Executor>
asio::awaitable<bool, Executor> co_wait_for(Executor home, duration time, std::stop_token stop) {
  if (stop.stop_requested()) co_return true;
  timer_on<Executor> timer(home, time);
  // A signal belongs to the thread of the loop or strand, so the stop is posted there. It may arrive when the
  // wait has ended: the signal outlives the wait then, and does nothing.
  const auto signal = std::make_shared<asio::cancellation_signal>();
  const std::stop_callback on_stop(std::move(stop), [home, signal] {
    asio::post(home, [signal] { signal->emit(asio::cancellation_type::terminal); });
  });
  boost::system::error_code ended;
  auto resume = asio::bind_cancellation_slot(signal->slot(),
                                             asio::redirect_error(asio::use_awaitable_t<Executor>(), ended));
  co_await timer.async_wait(std::move(resume));
  signal->slot().clear();  // it still knows the timer
  co_return ended == asio::error::operation_aborted;
}

}  // namespace concbench::sync

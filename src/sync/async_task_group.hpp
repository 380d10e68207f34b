// Coroutines that begin and end together (Python's asyncio.TaskGroup). blocking_task_group.hpp is its twin for threads.
//
//     task_group group(co_await asio::this_coro::executor);
//     group.create_task(download("a"));
//     group.create_task(download("b"));
//     co_await group.join();
#pragma once

#include <cstddef>
#include <exception>
#include <list>
#include <memory>
#include <utility>
#include <vector>

#include "sync/async_task.hpp"
#include "sync/exception_group.hpp"

namespace concbench::async {

/// The first coroutine that throws has the others cancelled. A destructor cannot suspend, so `co_await join()` is what
/// waits for them; those that still run when the group is destroyed are cancelled, and end later.
class task_group {
  struct shared_state {
    std::list<asio::cancellation_signal> signals = {};  ///< of the coroutines that run
    std::vector<std::exception_ptr> errors = {};
    bool cancelled = false;
    detail::waiter waiting = {};

    void cancel() {
      cancelled = true;
      for (auto& each : signals) each.emit(asio::cancellation_type::terminal);
    }

    void end(std::list<asio::cancellation_signal>::iterator which, const std::exception_ptr& error) {
      signals.erase(which);
      if (error && !(cancelled && is_abort(error))) {
        errors.push_back(error);
        cancel();
      }
      if (signals.empty()) waiting.wake_all();
    }
  };

 public:
  explicit task_group(const loop_executor& loop) : loop_(loop), state_(std::make_shared<shared_state>()) {}
  task_group(const task_group&) = delete;
  task_group& operator=(const task_group&) = delete;
  ~task_group() { state_->cancel(); }

  /// Starts a coroutine, as async::create_task does. A coroutine may add others to its own group.
  void create_task(awaitable<void> work) {
    const auto which = state_->signals.emplace(state_->signals.end());
    detail::start(loop_, std::move(work), which->slot(),
                  [state = state_, which](sync::outcome<void> outcome) { state->end(which, outcome.error); });
  }

  /// Cancels the coroutines that run. That they then end with operation_aborted is no failure.
  void cancel() { state_->cancel(); }

  /// Suspends until all coroutines have ended. Throws sync::exception_group if some threw. Who is cancelled while it
  /// waits here cancels them all.
  awaitable<void> join() {
    const auto state = state_;
    if (!state->signals.empty()) {
      auto end = state->waiting.wait([state] { state->cancel(); });
      co_await std::move(end);
    }
    state->cancelled = false;
    if (!state->errors.empty()) throw sync::exception_group(std::exchange(state->errors, {}));
  }

 private:
  static bool is_abort(const std::exception_ptr& error) {
    try {
      std::rethrow_exception(error);
    } catch (const boost::system::system_error& e) {
      return e.code() == asio::error::operation_aborted;
    } catch (...) {
      return false;
    }
  }

  loop_executor loop_;
  std::shared_ptr<shared_state> state_;
};

}  // namespace concbench::async

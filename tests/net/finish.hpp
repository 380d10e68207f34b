// Runs a loop until something on it has ended.
#pragma once

#include <chrono>
#include <exception>
#include <future>
#include <utility>

#include "system/event_loop.hpp"

namespace concbench::net::testing {

/// Its result, or what it threw. The loop is left as it is then: a deadline's timer may still be armed.
template <class T>
T finish(event_loop& loop, std::future<T> result) {
  loop.restart();
  while (result.wait_for(std::chrono::seconds(0)) != std::future_status::ready) loop.run_one();
  return result.get();
}

/// The same of what `begin(done)` begins in completion handlers, the last of which calls
/// `done(std::exception_ptr, results…)`.
template <class T, class Begin>
T finish_handlers(event_loop& loop, Begin begin) {
  std::promise<T> ended;
  begin([&](const std::exception_ptr& error, auto... results) {
    error ? ended.set_exception(error) : ended.set_value(std::move(results)...);
  });
  return finish(loop, ended.get_future());
}

}  // namespace concbench::net::testing

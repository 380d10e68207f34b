// Tasks that are threads: create_task, gather and as_completed, as Python's asyncio names them. async_task.hpp has their
// twins for coroutines.
//
//     auto answer = create_task([] { return 42; });                    // begins at once
//     auto [page, image] = gather(fetch_page, fetch_image);            // both at once, results in order
//     auto results = as_completed(std::move(downloads));               // results as they come
//     while (auto done = results.next()) use(done->index, done->get());
#pragma once

#include <cstddef>
#include <future>
#include <memory>
#include <stop_token>
#include <thread>
#include <tuple>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

#include "sync/completions.hpp"

namespace concbench::blocking {

/// Calls `function(token)` if it takes a stop token, and `function()` otherwise, as std::jthread does.
template <class Function>
decltype(auto) call(Function& function, const std::stop_token& token) {
  if constexpr (std::is_invocable_v<Function&, std::stop_token>) {
    return function(token);
  } else {
    return function();
  }
}

template <class Function>
using result_of = decltype(call(std::declval<Function&>(), std::declval<std::stop_token>()));

/// A thread with a result. The destructor asks it to stop, and waits for its end.
template <class T>
class task {
 public:
  task(std::future<T> result, std::jthread thread) : result_(std::move(result)), thread_(std::move(thread)) {}

  /// Blocks until the function has ended. Returns what it returned, or throws what it threw. Call it once.
  T get() { return result_.get(); }

  /// Asks the function to end. Only one that looks at its stop token does.
  void request_stop() { thread_.request_stop(); }

 private:
  std::future<T> result_;
  std::jthread thread_;
};

/// Calls `function` in a thread of its own, which begins at once. Throws std::system_error when the system refuses the
/// thread. The same holds for gather and as_completed.
template <class Function>
task<result_of<Function>> create_task(Function function) {
  std::packaged_task<result_of<Function>(std::stop_token)> work(
      [function = std::move(function)](const std::stop_token& token) mutable {
        return call(function, token);
      });
  auto result = work.get_future();
  return {std::move(result), std::jthread(std::move(work))};
}

namespace detail {

/// The element of a tuple; nothing becomes std::monostate.
template <class T>
auto element_of(task<T>& from) {
  if constexpr (std::is_void_v<T>) {
    from.get();
    return std::monostate();
  } else {
    return from.get();
  }
}

}  // namespace detail

/// Calls all functions at once, each in a thread of its own, and waits for all of them. Returns their results in the
/// order of the functions. If some throw, the first of them in this order is rethrown when all have ended.
template <class... Functions>
auto gather(Functions... functions) {
  auto tasks = std::tuple(create_task(std::move(functions))...);
  return std::apply([](auto&... each) { return std::tuple{detail::element_of(each)...}; }, tasks);
}

template <class Function>
auto gather(std::vector<Function> functions) {
  using result = result_of<Function>;
  std::vector<task<result>> tasks;
  tasks.reserve(functions.size());
  for (auto& each : functions) tasks.push_back(create_task(std::move(each)));
  if constexpr (std::is_void_v<result>) {
    for (auto& each : tasks) each.get();
  } else {
    std::vector<result> results;
    results.reserve(tasks.size());
    for (auto& each : tasks) results.push_back(each.get());
    return results;
  }
}

/// Calls all functions at once, each in a thread of its own. Results come as the calls end.
template <class Function>
completions<result_of<Function>> as_completed(std::vector<Function> functions) {
  auto threads = std::make_shared<std::vector<std::jthread>>();
  threads->reserve(functions.size());
  completions<result_of<Function>> results(threads);
  for (auto& each : functions)
    results.add([work = std::move(each)]() mutable { return call(work, {}); },
                [&](auto job) { threads->emplace_back(std::move(job)); });
  return results;
}

}  // namespace concbench::blocking

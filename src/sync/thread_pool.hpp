// A fixed pool of threads (`concurrent.futures.ThreadPoolExecutor`). submit() returns a future; map() keeps the order
// of its inputs. The destructor waits for everything that was submitted.
//
//     thread_pool pool(8);
//     std::future<int> answer = pool.submit([] { return 42; });
//     std::vector<image> images = pool.map(urls, download);
//     auto results = pool.as_completed(urls, download);
//     while (auto done = results.next()) show(urls[done->index], done->get());
#pragma once

#include <atomic>
#include <cstddef>
#include <exception>
#include <future>
#include <memory>
#include <optional>
#include <ranges>
#include <thread>
#include <type_traits>
#include <utility>
#include <vector>

#include "sync/blocking_queue.hpp"
#include "sync/completions.hpp"

namespace concbench::blocking {

class thread_pool {
 public:
  /// Starts `size` ≥ 1 threads. Throws std::system_error when the system refuses one; threads that were already started
  /// are joined.
  explicit thread_pool(std::size_t size) {
    threads_.reserve(size);
    try {
      for (std::size_t i = 0; i < size; ++i) threads_.emplace_back([this] { work(); });
    } catch (...) {
      jobs_.close();
      throw;
    }
  }

  thread_pool(const thread_pool&) = delete;
  thread_pool& operator=(const thread_pool&) = delete;

  /// Runs what was submitted, then joins the threads.
  ~thread_pool() { jobs_.close(); }

  std::size_t size() const noexcept { return threads_.size(); }

  /// Queues a call. The future gets what the call returns or throws. Destroying the future does not wait.
  template <class Function>
  std::future<std::invoke_result_t<Function&>> submit(Function function) {
    using result = std::invoke_result_t<Function&>;
    auto queued = std::make_unique<job_of<result>>(std::packaged_task<result()>(std::move(function)));
    auto answer = queued->task.get_future();
    jobs_.push(std::move(queued));
    return answer;
  }

  /// Calls `function` for each input. Returns the results in the order of the inputs (nothing for a function that
  /// returns nothing). Threads take one input at a time from a shared index, so no input waits behind a slow one, and a
  /// large batch needs no queue entry for each. The first exception ends the map: no more inputs are taken, and it is
  /// rethrown once the calls that run have returned.
  template <std::ranges::random_access_range Inputs, class Function>
  auto map(Inputs&& inputs, Function function) {
    using result = std::invoke_result_t<Function&, std::ranges::range_reference_t<Inputs>>;
    if constexpr (std::is_void_v<result>) {
      for_each_index(std::ranges::size(inputs),
                     [&](std::size_t i) { function(std::ranges::begin(inputs)[offset(i)]); });
    } else {
      std::vector<std::optional<result>> slots(std::ranges::size(inputs));
      for_each_index(slots.size(), [&](std::size_t i) {
        slots[i].emplace(function(std::ranges::begin(inputs)[offset(i)]));
      });
      std::vector<result> results;
      results.reserve(slots.size());
      for (auto& slot : slots) results.push_back(std::move(*slot));
      return results;
    }
  }

  /// Calls `function` for each input. Results come as the calls end. `inputs` and the pool must outlive the result.
  template <std::ranges::random_access_range Inputs, class Function>
  auto as_completed(Inputs& inputs, Function function) {
    completions<std::invoke_result_t<Function&, std::ranges::range_reference_t<Inputs>>> results;
    for (auto& input : inputs)
      results.add([&input, function]() mutable { return function(input); },
                  [this](auto call) { this->submit(std::move(call)); });
    return results;
  }

  /// Calls `call` once for each of the indices 0 … `count`-1.
  template <class Call>
  void for_each_index(std::size_t count, Call call) {
    std::atomic<std::size_t> next = 0;
    const auto lane = [&] {
      try {
        for (std::size_t i; (i = next.fetch_add(1, std::memory_order_relaxed)) < count;) call(i);
      } catch (...) {
        next.store(count, std::memory_order_relaxed);
        throw;
      }
    };
    std::vector<std::future<void>> lanes;
    lanes.reserve(size());
    for (std::size_t i = 0; i < size() && i < count; ++i) lanes.push_back(submit(lane));
    for (const auto& each : lanes) each.wait();
    for (auto& each : lanes) each.get();
  }

 private:
  struct job {
    virtual ~job() = default;
    virtual void run() = 0;
  };

  template <class Result>
  struct job_of final : job {
    explicit job_of(std::packaged_task<Result()> t) : task(std::move(t)) {}
    void run() override { task(); }
    std::packaged_task<Result()> task;
  };

  static std::ptrdiff_t offset(std::size_t i) { return static_cast<std::ptrdiff_t>(i); }

  void work() {
    while (auto taken = jobs_.pop()) (*taken)->run();
  }

  queue<std::unique_ptr<job>> jobs_;
  std::vector<std::jthread> threads_;  // last: joined before the queue is destroyed
};

}  // namespace concbench::blocking

// Counts how many threads are alive at once. No reading at the end of a run can tell the peak, because threads come and
// go.
#pragma once

#include <atomic>
#include <cstdint>
#include <utility>

namespace concbench {

/// Counts one thread. The code that starts a thread makes this object and moves it into the thread, which destroys it
/// when it ends.
class live_thread {
 public:
  live_thread() noexcept {
    const auto alive = alive_.fetch_add(1, std::memory_order_relaxed) + 1;
    auto peak = peak_.load(std::memory_order_relaxed);
    while (alive > peak && !peak_.compare_exchange_weak(peak, alive, std::memory_order_relaxed)) {
    }
  }
  live_thread(live_thread&& other) noexcept : counted_(std::exchange(other.counted_, false)) {}
  live_thread& operator=(live_thread&&) = delete;
  ~live_thread() {
    if (counted_) alive_.fetch_sub(1, std::memory_order_relaxed);
  }

  /// The most threads that were alive at once in this process.
  static std::uint64_t peak() noexcept { return peak_.load(std::memory_order_relaxed); }

 private:
  inline static std::atomic<std::uint64_t> alive_ = 0;
  inline static std::atomic<std::uint64_t> peak_ = 0;
  bool counted_ = true;
};

}  // namespace concbench

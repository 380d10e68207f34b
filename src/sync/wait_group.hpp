// Counts what is running, and waits until nothing is: a latch whose count may still grow (Go's WaitGroup).
#pragma once

#include <atomic>
#include <cstddef>

namespace concbench::sync {

/// It must outlive all calls of its functions: done() may still be returning when wait() has returned.
class wait_group {
 public:
  /// `count` more are running. Do not call this when wait() may already have seen that nothing is.
  void add(std::size_t count = 1) noexcept { under_way_.fetch_add(count, std::memory_order_relaxed); }

  /// `count` of them have ended. Everything they wrote before this call is visible after wait().
  void done(std::size_t count = 1) noexcept {
    if (under_way_.fetch_sub(count, std::memory_order_acq_rel) == count) under_way_.notify_all();
  }

  /// Blocks until nothing is running.
  void wait() const noexcept {
    for (std::size_t left; (left = under_way_.load(std::memory_order_acquire)) > 0;) under_way_.wait(left);
  }

 private:
  std::atomic<std::size_t> under_way_ = 0;
};

}  // namespace concbench::sync

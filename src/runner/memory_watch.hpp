// Resident memory over time, in a round that is not counted.
#pragma once

#include <condition_variable>
#include <cstdint>
#include <mutex>
#include <thread>
#include <vector>

#include "core/timeline.hpp"

namespace concbench::runner {

/// A thread that reads how much memory this process has. It reads every 2 ms at first, and half as often each time that
/// there are 1,000 readings. A reading takes about 10 µs of one CPU.
class memory_watch {
 public:
  /// Takes the first reading before it returns.
  memory_watch();
  memory_watch(const memory_watch&) = delete;
  memory_watch& operator=(const memory_watch&) = delete;

  /// Ends the thread. Returns the readings up to `end` (now_ns()), with times since `start`. The last reading before
  /// `start` gets the time 0, so there is at least one when `start` is after the construction.
  std::vector<memory_reading> stop(std::int64_t start, std::int64_t end);

 private:
  void watch(const std::stop_token& ended);
  void read();

  std::mutex mutex_;
  std::condition_variable_any woken_;
  std::vector<memory_reading> readings_;  ///< used by the thread until it has ended; their times are now_ns()
  std::jthread thread_;                   // last: it uses the others
};

}  // namespace concbench::runner

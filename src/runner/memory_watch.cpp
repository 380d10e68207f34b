// Read, wait, and thin out.
#include "runner/memory_watch.hpp"

#include "system/clock.hpp"
#include "system/resource_usage.hpp"

namespace concbench::runner {
namespace {

constexpr std::size_t most_readings = 1'000;

/// Leaves every second one.
void thin_out(std::vector<memory_reading>& readings) {
  for (std::size_t i = 0; 2 * i < readings.size(); ++i) readings[i] = readings[2 * i];
  readings.resize((readings.size() + 1) / 2);
}

}  // namespace

void memory_watch::watch(const std::stop_token& ended) {
  readings_.reserve(most_readings);
  duration pause = std::chrono::milliseconds(2);
  std::unique_lock lock(mutex_);
  while (!ended.stop_requested()) {
    const auto at = now_ns();
    readings_.push_back({at, memory_usage::now().resident_bytes});
    if (readings_.size() == most_readings) {
      thin_out(readings_);
      pause *= 2;
    }
    woken_.wait_for(lock, ended, pause, [] { return false; });
  }
}

std::vector<memory_reading> memory_watch::stop(std::int64_t start, std::int64_t end) {
  thread_.request_stop();
  thread_.join();
  std::vector<memory_reading> within;
  for (const auto& each : readings_)
    if (each.at_ns >= start && each.at_ns <= end) within.push_back({each.at_ns - start, each.resident_bytes});
  return within;
}

}  // namespace concbench::runner

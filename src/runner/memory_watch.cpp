// Read, wait, and thin out.
#include "runner/memory_watch.hpp"

#include <algorithm>

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

memory_watch::memory_watch() {
  readings_.reserve(most_readings);
  read();
  thread_ = std::jthread([this](const std::stop_token& ended) { watch(ended); });
}

void memory_watch::read() {
  const auto at = now_ns();
  readings_.push_back({at, memory_usage::now().resident_bytes});
}

void memory_watch::watch(const std::stop_token& ended) {
  duration pause = std::chrono::milliseconds(2);
  std::unique_lock lock(mutex_);
  while (!woken_.wait_for(lock, ended, pause, [] { return false; }) && !ended.stop_requested()) {
    read();
    if (readings_.size() < most_readings) continue;
    thin_out(readings_);
    pause *= 2;
  }
}

std::vector<memory_reading> memory_watch::stop(std::int64_t start, std::int64_t end) {
  thread_.request_stop();
  thread_.join();
  std::vector<memory_reading> since;
  for (const auto& each : readings_) {
    if (each.at_ns > end) break;
    const memory_reading next{std::max<std::int64_t>(each.at_ns - start, 0), each.resident_bytes};
    if (!since.empty() && next.at_ns == 0) since.pop_back();
    since.push_back(next);
  }
  return since;
}

}  // namespace concbench::runner

// Several threads at once: each writes a result of its own, and main joins them all.
#include <array>
#include <chrono>
#include <functional>
#include <string>
#include <thread>
#include <vector>

#include <fmt/format.h>

#include "system/story.hpp"

using namespace std::chrono_literals;
using namespace concbench;

namespace {

void worker(int number, std::chrono::milliseconds pause, std::string& result) {
  const story::task task("worker {}", number);
  std::this_thread::sleep_for(pause);
  result = fmt::format("worker {} slept {} ms", number, pause.count());
}

}  // namespace

int main() {
  const std::array pauses{300ms, 200ms, 100ms};
  std::array<std::string, 3> results;  // a string for each thread: they share nothing
  std::vector<std::jthread> threads;
  story::say("main: starts {} threads", pauses.size());
  for (std::size_t i = 0; i < pauses.size(); ++i)
    threads.emplace_back(worker, static_cast<int>(i) + 1, pauses[i], std::ref(results[i]));
  story::say("main: all of them run");
  for (auto& each : threads) each.join();  // main waits as long as the slowest takes
  for (const auto& each : results) story::say("main: {}", each);
  return 0;
}

// Three coroutines at once: `as_completed` gives each result as soon as it is there, the fastest
// first.
#include <chrono>
#include <string>
#include <utility>
#include <vector>

#include "sync/async_task.hpp"
#include "system/event_loop.hpp"
#include "system/story.hpp"

using namespace std::chrono_literals;
using namespace concbench;

namespace {

awaitable<std::string> worker(event_loop& loop, std::string name, duration time) {
  const story::task task("worker {}", name);
  loop_timer timer(loop.get_executor(), time);
  co_await timer.async_wait(use_awaitable);
  co_return "result of " + name;
}

awaitable<void> run_all(event_loop& loop) {
  std::vector<awaitable<std::string>> workers;
  workers.push_back(worker(loop, "A", 450ms));
  workers.push_back(worker(loop, "B", 150ms));
  workers.push_back(worker(loop, "C", 300ms));
  auto results = async::as_completed(loop.get_executor(), std::move(workers));
  while (auto done = co_await results.next()) {  // empty when all have been taken
    const auto result = done->get();             // would throw what the worker threw
    story::say("{}, started as number {}", result, done->index + 1);
  }
}

}  // namespace

int main() {
  event_loop loop;
  async::run(loop, run_all(loop));
  return 0;
}

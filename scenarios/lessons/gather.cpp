// Three coroutines at once on one thread: `gather` starts them together, and returns their results in order.
#include <chrono>
#include <string>
#include <vector>

#include "sync/async_task.hpp"
#include "system/event_loop.hpp"
#include "system/story.hpp"

using namespace std::chrono_literals;
using namespace concbench;

namespace {

awaitable<std::string> worker(event_loop& loop, std::string name) {
  const story::task task("worker {}", name);
  loop_timer timer(loop.get_executor(), 300ms);
  co_await timer.async_wait(use_awaitable);  // the loop runs the others meanwhile
  co_return "result of " + name;
}

awaitable<void> run_all(event_loop& loop) {
  std::vector<awaitable<std::string>> workers;
  for (const auto* name : {"A", "B", "C"}) workers.push_back(worker(loop, name));
  const auto results = co_await async::gather(std::move(workers));
  for (const auto& each : results) story::say("{}", each);
}

}  // namespace

int main() {
  event_loop loop;
  async::run(loop, run_all(loop));
  return 0;
}

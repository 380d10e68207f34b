// Three coroutines, awaited one after another: as long as in sequence, for co_await alone starts
// nothing beside it.
#include <chrono>
#include <string>
#include <utility>

#include "sync/async_task.hpp"
#include "system/event_loop.hpp"
#include "system/story.hpp"

using namespace std::chrono_literals;
using namespace concbench;

namespace {

awaitable<std::string> worker(event_loop& loop, std::string name) {
  const story::task task("worker {}", name);
  loop_timer timer(loop.get_executor(), 200ms);
  co_await timer.async_wait(use_awaitable);  // the loop has nothing else to run
  co_return "result of " + name;
}

awaitable<void> run_all(event_loop& loop) {
  for (const auto* name : {"A", "B", "C"}) {
    auto work = worker(loop, name);
    const auto result = co_await std::move(work);  // only then the next
    story::say("{}", result);
  }
}

}  // namespace

int main() {
  event_loop loop;
  async::run(loop, run_all(loop));
  return 0;
}

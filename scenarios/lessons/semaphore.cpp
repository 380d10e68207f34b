// Nine coroutines and a semaphore with three permits: never more than three of them download at
// once.
#include <algorithm>
#include <chrono>
#include <utility>
#include <vector>

#include "sync/async_task.hpp"
#include "sync/semaphore.hpp"
#include "system/event_loop.hpp"
#include "system/story.hpp"

using namespace std::chrono_literals;
using namespace concbench;

namespace {

struct usage {  // one thread runs all coroutines, so this needs no lock
  int now = 0;
  int most = 0;
};

awaitable<void> download(event_loop& loop, sync::semaphore& limit, usage& running, int number) {
  const auto permit = co_await limit.acquire();  // suspends until a permit is free
  const story::task task("download {}", number);
  running.most = std::max(running.most, ++running.now);
  loop_timer timer(loop.get_executor(), 150ms);
  co_await timer.async_wait(use_awaitable);
  --running.now;
}  // the permit goes to the next in the queue

awaitable<void> run_all(event_loop& loop) {
  sync::semaphore limit(3);
  usage running;
  std::vector<awaitable<void>> downloads;
  for (int i = 1; i <= 9; ++i) downloads.push_back(download(loop, limit, running, i));
  story::say("main: nine coroutines, three permits");
  co_await async::gather(std::move(downloads));
  story::say("main: at most {} ran at once", running.most);
}

}  // namespace

int main() {
  event_loop loop;
  async::run(loop, run_all(loop));
  return 0;
}

// A coroutine that blocks its thread stops the loop and everybody on it. The remedy: the call that
// blocks goes to a pool of threads.
#include <chrono>
#include <thread>
#include <utility>
#include <vector>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/thread_pool.hpp>

#include "sync/async_task.hpp"
#include "sync/offload.hpp"
#include "system/event_loop.hpp"
#include "system/story.hpp"

using namespace std::chrono_literals;
using namespace concbench;

namespace {

void old_library() {  // knows nothing of loops
  const story::task task("blocking call");
  std::this_thread::sleep_for(400ms);
}

awaitable<void> tick(event_loop& loop, int number) {
  const story::task task("tick {}", number);
  loop_timer timer(loop.get_executor(), 100ms);
  co_await timer.async_wait(use_awaitable);
}

awaitable<void> call_here() {
  old_library();  // wrong: nothing suspends, so the loop cannot run the others
  co_return;
}

awaitable<void> call_elsewhere(asio::thread_pool& pool) {
  auto call = sync::offload(pool, old_library);
  co_await std::move(call);  // right: this coroutine suspends, and a thread of the pool blocks
}

awaitable<void> beside_ticks(event_loop& loop, awaitable<void> call) {
  std::vector<awaitable<void>> all;
  for (int number = 1; number <= 3; ++number) all.push_back(tick(loop, number));
  all.push_back(std::move(call));
  co_await async::gather(std::move(all));
}

awaitable<void> run_all(event_loop& loop, asio::thread_pool& pool) {
  story::say("main: a call that blocks the loop");
  co_await beside_ticks(loop, call_here());
  story::say("main: the same call on a pool of threads");
  co_await beside_ticks(loop, call_elsewhere(pool));
}

}  // namespace

int main() {
  asio::thread_pool pool(1);
  event_loop loop;
  asio::co_spawn(loop, run_all(loop, pool), asio::detached);
  loop.run();
  return 0;
}

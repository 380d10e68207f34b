// The event loop, turn by turn: in each turn it runs one function, or one coroutine until that
// suspends.
#include <chrono>
#include <string>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/post.hpp>

#include "system/event_loop.hpp"
#include "system/story.hpp"

using namespace std::chrono_literals;
using namespace concbench;

namespace {

awaitable<void> count(event_loop& loop, std::string name) {
  const story::task task("coroutine {}", name);
  for (int step = 1; step <= 2; ++step) {
    story::say("coroutine {}: step {}", name, step);
    co_await asio::post(loop.get_executor(), use_awaitable);  // to the end of the queue
  }
}

awaitable<void> wait(event_loop& loop) {
  const story::task task("timer");
  loop_timer timer(loop.get_executor(), 300ms);
  co_await timer.async_wait(use_awaitable);
}

}  // namespace

int main() {
  event_loop loop;
  asio::co_spawn(loop, wait(loop), asio::detached);
  asio::co_spawn(loop, count(loop, "A"), asio::detached);
  asio::co_spawn(loop, count(loop, "B"), asio::detached);
  asio::post(loop, [] { story::say("a function that was posted"); });
  story::say("main: all of it is queued, and nothing has begun");

  int turns = 0;
  while (loop.poll_one() > 0) story::say("main: end of turn {}", ++turns);
  story::say("main: nothing is ready, but a timer is under way");
  while (loop.run_one() > 0) story::say("main: end of turn {}", ++turns);  // sleeps until then
  story::say("main: nothing is left to do");
  return 0;
}

// One coroutine: calling it runs nothing yet. A loop runs it to its end, as co_await asks.
#include <chrono>
#include <string>
#include <utility>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>

#include "system/event_loop.hpp"
#include "system/story.hpp"

using namespace std::chrono_literals;
using namespace concbench;

namespace {

awaitable<std::string> worker(event_loop& loop, std::string name) {
  const story::task task("worker {}", name);
  loop_timer timer(loop.get_executor(), 300ms);
  co_await timer.async_wait(use_awaitable);  // suspends; the thread is free meanwhile
  co_return "result of " + name;
}

awaitable<void> first(event_loop& loop) {
  story::say("first: begins");
  auto work = worker(loop, "A");  // a coroutine object; its first line has not run
  story::say("first: the worker is made, and has not begun");
  const auto result = co_await std::move(work);  // runs it, and resumes here at its end
  story::say("first: {}", result);
}

}  // namespace

int main() {
  event_loop loop;
  asio::co_spawn(loop, first(loop), asio::detached);
  story::say("main: a coroutine waits for the loop");
  loop.run();  // returns when there is nothing left to do
  story::say("main: the loop has ended");
  return 0;
}

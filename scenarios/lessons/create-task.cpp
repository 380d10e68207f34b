// A task runs beside the coroutine that made it: up to its first wait at once, then whenever the
// loop is free. get() waits for its end.
#include <chrono>
#include <exception>
#include <stdexcept>
#include <string>

#include "sync/async_task.hpp"
#include "system/event_loop.hpp"
#include "system/story.hpp"

using namespace std::chrono_literals;
using namespace concbench;

namespace {

awaitable<void> pause(event_loop& loop, duration time) {
  loop_timer timer(loop.get_executor(), time);
  co_await timer.async_wait(use_awaitable);
}

awaitable<std::string> download(event_loop& loop) {
  const story::task task("download");
  co_await pause(loop, 300ms);
  co_return "a page";
}

awaitable<std::string> upload(event_loop& loop) {
  const story::task task("upload");
  co_await pause(loop, 200ms);
  throw std::runtime_error("the disk is full");
}

awaitable<void> run_all(event_loop& loop) {
  auto page = async::create_task(loop.get_executor(), download(loop));
  auto sent = async::create_task(loop.get_executor(), upload(loop));
  story::say("main: two tasks are made, and both already wait");
  co_await pause(loop, 100ms);  // something else to do meanwhile
  story::say("main: they run beside me; is the download done? {}", page.done());
  const auto text = co_await page.get();
  story::say("main: got {}; is the download done? {}", text, page.done());
  try {
    co_await sent.get();  // ended long ago: does not suspend
  } catch (const std::exception& error) {
    story::say("main: get() threw: {}", error.what());
  }
}

}  // namespace

int main() {
  event_loop loop;
  async::run(loop, run_all(loop));
  return 0;
}

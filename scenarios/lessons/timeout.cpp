// `wait_for` gives a coroutine some time. When that is over the coroutine is cancelled: what it
// waits for throws, so that it can tidy up.
#include <chrono>
#include <string>
#include <utility>

#include <boost/system/system_error.hpp>

#include "sync/async_task.hpp"
#include "system/event_loop.hpp"
#include "system/story.hpp"

using namespace std::chrono_literals;
using namespace concbench;

namespace {

awaitable<std::string> download(event_loop& loop, std::string name, duration time) {
  const story::task task("download {}", name);
  loop_timer timer(loop.get_executor(), time);
  try {
    co_await timer.async_wait(use_awaitable);
  } catch (const boost::system::system_error& error) {
    story::say("download {}: {}; I remove my half of a file", name, error.code().message());
    throw;  // the caller must learn that there is no result
  }
  co_return "page " + name;
}

awaitable<void> try_it(event_loop& loop, std::string name, duration time) {
  try {
    auto limited = async::wait_for(download(loop, name, time), 300ms);
    const auto page = co_await std::move(limited);
    story::say("main: got {}", page);
  } catch (const async::timed_out& error) {
    story::say("main: download {} {}", name, error.what());
  }
}

awaitable<void> run_all(event_loop& loop) {
  co_await try_it(loop, "A", 150ms);
  co_await try_it(loop, "B", 10s);
}

}  // namespace

int main() {
  event_loop loop;
  async::run(loop, run_all(loop));
  return 0;
}

// A group of coroutines: the first failure cancels the others, and join() throws every failure,
// not only the first.
#include <chrono>
#include <stdexcept>

#include <boost/system/system_error.hpp>

#include "sync/async_task_group.hpp"
#include "sync/exception_group.hpp"
#include "system/event_loop.hpp"
#include "system/story.hpp"

using namespace std::chrono_literals;
using namespace concbench;

namespace {

awaitable<void> pause(event_loop& loop, duration time) {
  loop_timer timer(loop.get_executor(), time);
  co_await timer.async_wait(use_awaitable);
}

awaitable<void> download(event_loop& loop) {
  const story::task task("download");
  co_await pause(loop, 200ms);
  throw std::runtime_error("the server has gone away");
}

awaitable<void> save(event_loop& loop) {
  const story::task task("save");
  try {
    co_await pause(loop, 10s);
  } catch (const boost::system::system_error&) {  // cancelled, and now it tidies up
    throw std::runtime_error("cannot remove half of a file");
  }
}

awaitable<void> watch(event_loop& loop) {
  const story::task task("watch");
  co_await pause(loop, 10s);  // cancelled: an end that was asked for is no failure
}

awaitable<void> run_all(event_loop& loop) {
  async::task_group group(loop.get_executor());
  group.create_task(download(loop));
  group.create_task(save(loop));
  group.create_task(watch(loop));
  try {
    co_await group.join();
  } catch (const sync::exception_group& failures) {
    story::say("main: {}", failures.what());
    for (const auto& each : failures.errors()) story::say("main: - {}", sync::text_of(each));
  }
}

}  // namespace

int main() {
  event_loop loop;
  async::run(loop, run_all(loop));
  return 0;
}

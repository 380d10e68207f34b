// An exception in a pool's thread waits in the future until get() throws it. A task group
// collects every failure.
#include <chrono>
#include <exception>
#include <stdexcept>
#include <stop_token>
#include <string>
#include <thread>

#include "sync/blocking_task_group.hpp"
#include "sync/exception_group.hpp"
#include "sync/thread_pool.hpp"
#include "system/story.hpp"

using namespace std::chrono_literals;
using namespace concbench;

namespace {

void fail(const std::string& name, std::chrono::milliseconds after) {
  const story::task task("{}", name);
  std::this_thread::sleep_for(after);
  throw std::runtime_error(name + " failed");
}

void watch(const std::stop_token& stop) {
  const story::task task("watch");
  // A failure in the group ends it; without one it would run for ever.
  while (!stop.stop_requested()) std::this_thread::sleep_for(10ms);
}

void one_future() {
  blocking::thread_pool pool(1);
  story::say("main: one call on a pool");
  auto answer = pool.submit([] { fail("download", 100ms); });
  try {
    answer.get();
  } catch (const std::exception& error) {
    story::say("main: get() threw: {}", error.what());
  }
}

void several_tasks() {
  blocking::task_group group;
  story::say("main: three tasks in a group");
  group.create_task([] { fail("query", 100ms); });
  group.create_task([] { fail("upload", 200ms); });
  group.create_task(watch);
  try {
    group.join();
  } catch (const sync::exception_group& failures) {
    story::say("main: join() threw: {}", failures.what());
    for (const auto& each : failures.errors()) story::say("main: {}", sync::text_of(each));
  }
}

}  // namespace

int main() {
  one_future();
  several_tasks();
  return 0;
}

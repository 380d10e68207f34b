// The memory of tasks that sleep: in sequence, as threads, as coroutines. A process for each row.
#include <chrono>
#include <fstream>
#include <latch>
#include <string>
#include <thread>
#include <vector>

#include <unistd.h>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>

#include "system/event_loop.hpp"
#include "system/forked_process.hpp"
#include "system/story.hpp"

using namespace std::chrono_literals;
using namespace concbench;

namespace {

void in_sequence(int tasks) {
  for (int i = 0; i < tasks; ++i) std::this_thread::sleep_for(50ms / tasks);
}

void as_threads(int tasks) {
  std::latch all_began(tasks);  // so that all exist at the same time
  std::vector<std::jthread> threads;
  for (int i = 0; i < tasks; ++i) try {
      threads.emplace_back([&] { all_began.arrive_and_wait(), std::this_thread::sleep_for(50ms); });
    } catch (...) {
      all_began.count_down(tasks - i);  // those that wait for the others can end
      throw;
    }
}

void as_coroutines(int tasks) {
  event_loop loop;
  const auto sleep = [](event_loop& on) -> awaitable<void> {
    loop_timer timer(on.get_executor(), 50ms);
    co_await timer.async_wait(use_awaitable);
  };
  for (int i = 0; i < tasks; ++i) asio::co_spawn(loop, sleep(loop), asio::detached);
  loop.run();
}

/// The KiB behind a name in /proc/self/status.
long status(const std::string& name) {
  std::ifstream lines("/proc/self/status");
  for (std::string line; std::getline(lines, line);)
    if (line.starts_with(name)) return std::stol(line.substr(name.size() + 1));
  return 0;
}

void measure(const char* name, void (*model)(int), int tasks) {
  forked_process child([&](int channel) {
    model(1);  // what is needed once is not counted
    const long before[] = {status("VmSize"), status("VmRSS")};
    model(tasks);
    const long added[] = {status("VmPeak") - before[0], status("VmHWM") - before[1]};
    if (::write(channel, added, sizeof added) < 0) ::_exit(1);
  });
  long kib[2];
  if (::read(child.channel(), kib, sizeof kib) <= 0)
    return story::say("{:>4} {:<14} refused by the system", tasks, name);
  const auto each = [&](long all) { return static_cast<double>(all) / tasks; };
  story::say("{:>4} {:<14}{:>9}{:>9.1f}{:>10}{:>9.1f}", tasks, name, kib[0], each(kib[0]), kib[1],
             each(kib[1]));
}

}  // namespace

int main() {
  story::say("KiB added             virtual   a task  resident   a task");
  for (const int tasks : {10, 5'000}) {
    measure("in sequence", in_sequence, tasks);
    measure("as threads", as_threads, tasks);
    measure("as coroutines", as_coroutines, tasks);
  }
  return 0;
}

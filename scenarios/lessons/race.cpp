// A race: two threads add to one counter, and additions get lost. Two ways to repair it: a mutex,
// and an atomic addition.
#include <atomic>
#include <latch>
#include <mutex>
#include <string_view>
#include <thread>

#include "system/story.hpp"

using namespace concbench;

namespace {

constexpr int rounds = 200'000;

/// Calls `add` in two threads at the same time, in each of them `rounds` times.
template <class Add>
void count_twice(std::string_view name, Add add) {
  std::latch both_ready(2);
  const auto worker = [&] {
    const story::task task("{}", name);
    both_ready.arrive_and_wait();
    for (int i = 0; i < rounds; ++i) add();
  };
  const std::jthread first(worker);
  const std::jthread second(worker);
}  // joins both

void report(std::string_view name, int counted) {
  story::say("main: {}: counted {} of {}", name, counted, 2 * rounds);
}

}  // namespace

int main() {
  story::say("main: {} additions in each of two threads", rounds);
  std::atomic<int> shared = 0;
  count_twice("load, then store", [&] {
    const int seen = shared.load();
    std::this_thread::yield();  // the other thread may add now
    shared.store(seen + 1);     // this undoes what it added
  });
  report("load, then store", shared);

  int guarded = 0;
  std::mutex mutex;
  count_twice("mutex", [&] {
    const std::scoped_lock lock(mutex);  // one thread at a time, until the end of the block
    ++guarded;
  });
  report("mutex", guarded);

  shared = 0;
  count_twice("atomic addition", [&] { ++shared; });  // load, add and store in one step
  report("atomic addition", shared);
  return 0;
}

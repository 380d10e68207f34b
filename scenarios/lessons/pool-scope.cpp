// The end of a scope closes the pool: what was submitted is done first, also when an exception
// leaves the scope.
#include <atomic>
#include <chrono>
#include <exception>
#include <stdexcept>
#include <thread>

#include "sync/thread_pool.hpp"
#include "system/story.hpp"

using namespace std::chrono_literals;
using namespace concbench;

namespace {

void submit_pages(blocking::thread_pool& pool, std::atomic<int>& saved) {
  for (int number = 1; number <= 4; ++number) {
    pool.submit([number, &saved] {
      const story::task task("save page {}", number);
      std::this_thread::sleep_for(100ms);
      ++saved;
    });
  }
  story::say("main: four calls are submitted");
}

}  // namespace

int main() {
  std::atomic<int> saved = 0;  // declared before the pools, so that it outlives their threads
  story::say("main: opens a pool of two threads");
  {
    blocking::thread_pool pool(2);
    submit_pages(pool, saved);
  }  // waits here until all four are done
  story::say("main: {} pages are saved", saved.load());
  try {
    blocking::thread_pool pool(2);
    submit_pages(pool, saved);
    throw std::runtime_error("the disk is nearly full");
  } catch (const std::exception& error) {  // the pool was closed on the way here
    story::say("main: {}, and {} pages are saved", error.what(), saved.load());
  }
  return 0;
}

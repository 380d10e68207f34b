// Ten tasks that wait 0.15 s each, one after another, and then on a pool of ten threads.
#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstddef>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "sync/thread_pool.hpp"
#include "system/story.hpp"

using namespace std::chrono_literals;
using namespace concbench;

namespace {

using seconds = std::chrono::duration<double>;

void fetch(int number) {
  const story::task task("task {}", number);
  std::this_thread::sleep_for(150ms);  // stands for a request to a server
}

template <class Work>
seconds time_of(Work work) {
  const auto start = std::chrono::steady_clock::now();
  work();
  return std::chrono::steady_clock::now() - start;
}

void draw(std::string_view name, seconds took, seconds longest) {
  const auto length = static_cast<std::size_t>(std::lround(20 * took / longest));
  story::say("{:<11} {:5.2f} s  {}", name, took.count(), std::string(length, '#'));
}

}  // namespace

int main() {
  const std::vector<int> numbers{1, 2, 3, 4, 5, 6, 7, 8, 9, 10};
  const auto sequential = time_of([&] {
    for (const int number : numbers) fetch(number);
  });
  const auto pooled = time_of([&] {
    blocking::thread_pool pool(numbers.size());
    pool.map(numbers, fetch);
  });
  const auto longest = std::max(sequential, pooled);
  draw("sequential", sequential, longest);
  draw("thread pool", pooled, longest);
  story::say("the pool is {:.1f} times as fast", sequential / pooled);
  return 0;
}

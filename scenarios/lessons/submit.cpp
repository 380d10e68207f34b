// A pool of two threads gets four calls. submit() returns a future for each, and get() waits for
// its result.
#include <chrono>
#include <future>
#include <thread>
#include <vector>

#include "sync/thread_pool.hpp"
#include "system/story.hpp"

using namespace std::chrono_literals;
using namespace concbench;

namespace {

int square_of(int number) {
  const story::task task("square of {}", number);
  std::this_thread::sleep_for(200ms);
  return number * number;
}

}  // namespace

int main() {
  blocking::thread_pool pool(2);
  std::vector<std::future<int>> answers;
  story::say("main: submits four calls to {} threads", pool.size());
  for (int number = 1; number <= 4; ++number)
    answers.push_back(pool.submit([number] { return square_of(number); }));  // returns at once
  story::say("main: has {} futures", answers.size());
  for (auto& answer : answers) {
    const int square = answer.get();  // waits until this call has ended
    story::say("main: the answer is {}", square);
  }
  return 0;
}

// One thread: started by its constructor, and waited for by join().
#include <chrono>
#include <thread>

#include "system/story.hpp"

using namespace std::chrono_literals;
using namespace concbench;

namespace {

void worker(int number) {
  const story::task task("worker {}", number);
  std::this_thread::sleep_for(300ms);
}

}  // namespace

int main() {
  story::say("main: before the thread");
  std::thread thread(worker, 1);  // begins now
  story::say("main: the thread runs, and so do I");
  thread.join();  // waits until it has ended
  story::say("main: the thread has ended");
  return 0;
}

// One function for many inputs: map() calls it on the threads of a pool, and returns the results in
// the order of the inputs.
#include <chrono>
#include <string>
#include <thread>
#include <vector>

#include "sync/thread_pool.hpp"
#include "system/story.hpp"

using namespace std::chrono_literals;
using namespace concbench;

namespace {

struct page {
  std::string name;
  std::chrono::milliseconds latency;
};

std::string load(const page& wanted) {
  const story::task task("load {}", wanted.name);
  std::this_thread::sleep_for(wanted.latency);
  return "text of " + wanted.name;
}

}  // namespace

int main() {
  const std::vector<page> pages{{"home", 300ms}, {"news", 100ms}, {"search", 200ms}};
  blocking::thread_pool pool(3);
  story::say("main: loads {} pages", pages.size());
  const std::vector<std::string> texts = pool.map(pages, load);  // waits for all of them
  for (const auto& text : texts) story::say("main: {}", text);
  return 0;
}

// Results as they come: as_completed() hands over each result as soon as its call has ended.
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
  const std::vector<page> pages{{"home", 450ms}, {"news", 150ms}, {"search", 300ms}};
  blocking::thread_pool pool(3);
  story::say("main: loads {} pages", pages.size());
  auto results = pool.as_completed(pages, load);  // returns at once
  while (auto done = results.next())              // waits for the next one to end
    story::say("main: {}, of pages[{}]", done->get(), done->index);
  return 0;
}

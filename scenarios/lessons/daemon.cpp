// A detached thread dies with the process, whatever it still had to do. A std::jthread is asked to
// stop and waited for, so that it can finish its work.
#include <chrono>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <stop_token>
#include <string>
#include <thread>
#include <utility>

#include "system/story.hpp"

using namespace std::chrono_literals;
using namespace concbench;

namespace {

/// Saves its lines ten at a time, and what is left when it is asked to stop.
class journal {
 public:
  explicit journal(std::string name) : name_(std::move(name)) {}

  void add_line() {
    const std::scoped_lock lock(mutex_);
    ++unsaved_;
    added_.notify_one();
  }

  void keep_saving(const std::stop_token& stop) {
    const story::task task("saver of {}", name_);
    std::unique_lock lock(mutex_);
    do {
      added_.wait(lock, stop, [this] { return unsaved_ >= 10; });  // a request to stop ends it too
      story::say("saver of {}: saves {} lines", name_, std::exchange(unsaved_, 0));
    } while (!stop.stop_requested());
  }

  int unsaved() {
    const std::scoped_lock lock(mutex_);
    return unsaved_;
  }

 private:
  std::string name_;
  std::mutex mutex_;
  std::condition_variable_any added_;  // can wait with a stop token; std::condition_variable cannot
  int unsaved_ = 0;
};

}  // namespace

int main() {
  story::say("main: starts two savers");
  // A detached thread may outlive the variables of main, so it owns a share of what it uses.
  const auto lost = std::make_shared<journal>("journal A");
  std::thread([lost] { lost->keep_saving({}); }).detach();
  journal kept("journal B");
  std::jthread saver([&kept](const std::stop_token& stop) { kept.keep_saving(stop); });
  for (int i = 0; i < 3; ++i) {
    lost->add_line();
    kept.add_line();
    std::this_thread::sleep_for(100ms);
  }
  saver.request_stop();
  saver.join();  // without these two lines, the destructor of the jthread would do both
  story::say("main: ends with {} unsaved lines in A, and {} in B", lost->unsaved(), kept.unsaved());
  return 0;
}

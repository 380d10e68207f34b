// What a lesson tells while it runs: which task begins and ends, when, and on which thread.
//
//     void worker(int number) {
//       const story::task task("worker {}", number);  // "worker 1: starting", and at the end "worker 1: done"
//       std::this_thread::sleep_for(300ms);
//       story::say("{} has slept", number);
//     }
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

#include <fmt/format.h>

namespace concbench::story {

/// Begins the line of an event, which is not for readers.
inline constexpr char event_mark = '\x1e';

/// The environment variable that has a story write events, each a line of its own: event_mark, then
/// {"thread": 1, "start_ns": …, "end_ns": …, "ok": true} at the end of a task, and {"took_ns": …} at the end of run().
inline constexpr const char* events_variable = "CONCBENCH_STORY_EVENTS";

/// Writes a line to standard output: the seconds since the program began, the number of the calling thread (in the order
/// in which threads first said something), and the text. Any thread may call it; lines do not mix.
void say_line(std::string_view text);

template <class... Values>
void say(fmt::format_string<Values...> text, Values&&... values) {
  say_line(fmt::format(text, std::forward<Values>(values)...));
}

/// Runs the main() of a lesson, and returns its exit code.
int run(int (*main)(int, char**), int argc, char** argv);

/// Says that a task begins, and when it is destroyed that it has ended: well, or by an exception. It may end on another
/// thread than the one on which it began.
class task {
 public:
  template <class... Values>
  explicit task(fmt::format_string<Values...> name, Values&&... values)
      : task(fmt::format(name, std::forward<Values>(values)...)) {}
  explicit task(std::string name);
  task(const task&) = delete;
  task& operator=(const task&) = delete;
  ~task();

 private:
  std::string name_;
  std::int64_t start_ns_;
  int thread_;
  int exceptions_;
};

}  // namespace concbench::story

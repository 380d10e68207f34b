// One write for each line, so that lines of several threads do not mix.
#include "system/story.hpp"

#include <atomic>
#include <cstdlib>
#include <exception>

#include <unistd.h>

#include "system/clock.hpp"
#include "system/output.hpp"

namespace concbench::story {
namespace {

const auto program_began = clock::now();

std::int64_t elapsed_ns() {
  return std::chrono::duration_cast<std::chrono::nanoseconds>(clock::now() - program_began).count();
}

int this_thread() {
  static std::atomic<int> threads = 0;
  thread_local const int number = ++threads;
  return number;
}

/// A reader that has gone away ends no lesson.
void write_line(const std::string& line) {
  [[maybe_unused]] const auto error = write_all(STDOUT_FILENO, line);
}

template <class... Values>
void write_event(fmt::format_string<Values...> fields, Values&&... values) {
  if (std::getenv(events_variable) == nullptr) return;
  write_line(fmt::format("{}{{{}}}\n", event_mark, fmt::format(fields, std::forward<Values>(values)...)));
}

}  // namespace

void say_line(std::string_view text) {
  write_line(fmt::format("{:7.3f} s  thread {:<2}  {}\n", static_cast<double>(elapsed_ns()) / 1e9,
                         this_thread(), text));
}

task::task(std::string name)
    : name_(std::move(name)),
      start_ns_(elapsed_ns()),
      thread_(this_thread()),
      exceptions_(std::uncaught_exceptions()) {
  say("{}: starting", name_);
}

task::~task() {
  const bool ok = std::uncaught_exceptions() == exceptions_;
  say("{}: {}", name_, ok ? "done" : "ended by an exception");
  write_event(R"("thread": {}, "start_ns": {}, "end_ns": {}, "ok": {})", thread_, start_ns_, elapsed_ns(),
              ok);
}

int run(int (*main)(int, char**), int argc, char** argv) {
  const auto start = elapsed_ns();
  const int code = main(argc, argv);
  write_event(R"("took_ns": {})", elapsed_ns() - start);
  return code;
}

}  // namespace concbench::story

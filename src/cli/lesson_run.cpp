// The program's lines and its events come through one pipe, in their order.
#include "cli/lesson_run.hpp"

#include <algorithm>
#include <cstdlib>
#include <set>
#include <stdexcept>

#include <boost/json/parse.hpp>

#include "core/json_field.hpp"
#include "system/clock.hpp"
#include "system/story.hpp"

namespace concbench::cli {
namespace {

constexpr std::int64_t most_event_ns = 3'600'000'000'000;

using line_printer = std::function<void(std::string_view line)>;

/// Takes an event of the program's story. Returns whether it is one.
bool take_event(std::string_view text, lesson_outcome& into) try {
  const auto document = boost::json::parse(text);
  const json_field event(document, "event");
  if (const auto took = event.find("took_ns")) {
    into.took_ns = took->whole<std::int64_t>(0, most_event_ns);
    return true;
  }
  into.timeline.tasks.push_back({.thread = event.at("thread").whole<std::uint32_t>(1, 1'000'000),
                                 .ok = event.at("ok").truth(),
                                 .start_ns = event.at("start_ns").whole<std::int64_t>(0, most_event_ns),
                                 .end_ns = event.at("end_ns").whole<std::int64_t>(0, most_event_ns)});
  return true;
} catch (const std::exception&) {
  return false;
}

/// Takes whole lines from the front of `output`.
void take_lines(std::string& output, lesson_outcome& into, const line_printer& show) {
  std::size_t begin = 0;
  for (std::size_t end; (end = output.find('\n', begin)) != output.npos; begin = end + 1) {
    const auto line = std::string_view(output).substr(begin, end + 1 - begin);
    const bool is_event = line.front() == story::event_mark && take_event(line.substr(1), into);
    if (!is_event) show(line);
  }
  output.erase(0, begin);
}

/// The most tasks that ran at one moment. `tasks` are in the order in which they began.
std::uint64_t most_at_once(const std::vector<timeline_task>& tasks) {
  std::multiset<std::int64_t> ends;
  std::size_t most = 0;
  for (const auto& each : tasks) {
    ends.erase(ends.begin(), ends.upper_bound(each.start_ns));
    ends.insert(each.end_ns);
    most = std::max(most, ends.size());
  }
  return most;
}

void complete(task_timeline& timeline, std::int64_t took_ns) {
  std::ranges::stable_sort(timeline.tasks, {}, &timeline_task::start_ns);
  timeline.peak_tasks = most_at_once(timeline.tasks);
  std::uint32_t id = 0;
  for (auto& each : timeline.tasks) {
    each.id = id++;
    each.lane = id;
  }
  timeline.began = timeline.tasks.size();
  timeline.wall_ns = took_ns;
}

}  // namespace

lesson_outcome run_lesson(const std::vector<std::string>& command, int interrupt, const line_printer& show) {
  ::setenv(story::events_variable, "1", 1);
  lesson_outcome outcome;
  const auto start = clock::now();
  child_process child(command, "");
  outcome.process = run_to_end(child, lesson_time_limit, interrupt,
                               [&](std::string& output) { take_lines(output, outcome, show); });
  outcome.wall_ns = std::chrono::nanoseconds(clock::now() - start).count();
  if (!outcome.process.output.empty()) show(outcome.process.output + "\n");
  outcome.process.output.clear();
  if (outcome.took_ns == 0) outcome.took_ns = outcome.wall_ns;
  complete(outcome.timeline, outcome.took_ns);
  return outcome;
}

}  // namespace concbench::cli

// Writes each event on a line of its own.
#include "report/exports/trace.hpp"

#include <iterator>
#include <map>
#include <set>
#include <string_view>
#include <utility>
#include <vector>

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <boost/json.hpp>

#include "report/figures/results.hpp"
#include "report/figures/timeline.hpp"
#include "system/foreign_text.hpp"

namespace concbench {
namespace {

using numbers = std::set<std::uint32_t>;

std::map<std::uint32_t, numbers> threads_by_lane(const task_timeline& from) {
  std::map<std::uint32_t, numbers> threads;
  for (const auto& each : from.tasks) threads[each.lane].insert(each.thread);
  return threads;
}

std::string json_string(std::string_view text) {
  return boost::json::serialize(boost::json::string_view(valid_utf8(text)));
}

/// Nanoseconds as microseconds, to the last digit: rounded, tasks of a lane could overlap.
std::string microseconds(std::int64_t ns) {
  return fmt::format("{}.{:03}", ns / 1000, ns % 1000);
}

/// The text of one process after another; without blanks, since there may be a million events.
class trace_writer {
 public:
  void write_cell(const cell& of, const std::string& name) {
    const auto& timeline = *of.timeline;
    ++process_;
    name_it("process_name", 0, "name", json_string(name));
    name_it("process_sort_index", 0, "sort_index", fmt::format_int(process_).c_str());
    const auto threads = threads_by_lane(timeline);
    for (const auto& [lane, those] : threads) name_lane(lane, those);
    for (const auto& each : timeline.tasks) write_task(of, each, threads.at(each.lane).size() > 1);
    const auto* const running =
        timeline.tasks.size() < timeline.began ? "running tasks, of those kept" : "running tasks";
    for (const auto& [at, count] : running_over_time(timeline, most_counts))
      write_counter(running, at, "tasks", count);
    for (const auto& [at, bytes] : timeline.memory) write_counter("resident memory", at, "bytes", bytes);
  }

  /// The whole document.
  std::string finish() { return std::move(text_.append("\n]}\n")); }

 private:
  static constexpr std::size_t most_counts = 10'000;

  /// Begins an event; all of it that every kind has.
  void begin(std::string_view name, char phase, std::size_t track) {
    fmt::format_to(std::back_inserter(text_), R"({}{{"name":{},"ph":"{}","pid":{},"tid":{})",
                   std::exchange(separator_, ",\n"), json_string(name), phase, process_, track);
  }

  void name_it(std::string_view what, std::size_t track, std::string_view key, std::string_view value) {
    begin(what, 'M', track);
    fmt::format_to(std::back_inserter(text_), R"(,"args":{{"{}":{}}}}})", key, value);
  }

  /// A lane whose tasks all began on one thread is named after it as well.
  void name_lane(std::uint32_t lane, const numbers& threads) {
    const bool one = threads.size() == 1 && *threads.begin() > 0;
    name_it("thread_name", lane, "name",
            json_string(one ? fmt::format("lane {} (thread {})", lane, *threads.begin())
                            : fmt::format("lane {}", lane)));
    name_it("thread_sort_index", lane, "sort_index", fmt::format_int(lane).c_str());
  }

  /// Viewers show `args` beside the name: nothing is in it that the lane's name says.
  void write_task(const cell& of, const timeline_task& task, bool with_thread) {
    begin(fmt::format("task {}{}", task.id, task.ok ? "" : " (failed)"), 'X', task.lane);
    fmt::format_to(std::back_inserter(text_), R"(,"cat":{},"ts":{},"dur":{})", json_string(of.scenario),
                   microseconds(task.start_ns), microseconds(task.end_ns - task.start_ns));
    std::vector<std::string> facts;
    if (with_thread) facts.push_back(fmt::format(R"("thread":{})", task.thread));
    if (task.due_ns > 0) facts.push_back(fmt::format(R"("due_us":{})", microseconds(task.due_ns)));
    if (!facts.empty()) fmt::format_to(std::back_inserter(text_), R"(,"args":{{{}}})", fmt::join(facts, ","));
    text_ += '}';
  }

  void write_counter(std::string_view name, std::int64_t at, std::string_view key, std::uint64_t value) {
    begin(name, 'C', 0);
    fmt::format_to(std::back_inserter(text_), R"(,"ts":{},"args":{{"{}":{}}}}})", microseconds(at), key,
                   value);
  }

  std::string text_ = R"({"displayTimeUnit":"ms","traceEvents":[)";
  std::string_view separator_ = "\n";
  std::size_t process_ = 0;
};

}  // namespace

std::string render_trace(const report& result) {
  trace_writer writer;
  const auto groups = results_of(result);
  for (const auto& group : groups)
    for (const auto& each : group.cells) {
      if (!each.cell->timeline || !each.cell->timeline->problem.empty()) continue;
      const auto name = groups.size() == 1 ? each.cell->executor
                                           : fmt::format("{}: {}", each.cell->executor, group.title());
      writer.write_cell(*each.cell, name);
    }
  return writer.finish();
}

}  // namespace concbench

// One pass over the tasks in the order of their starts.
#include "report/figures/timeline.hpp"

#include <algorithm>
#include <set>

namespace concbench {
namespace {

/// Starts of bars come in ascending order.
void add(timeline_row& row, timeline_bar next, std::int64_t gap_ns) {
  if (row.empty() || next.start_ns - row.back().end_ns >= std::max<std::int64_t>(gap_ns, 1)) {
    row.push_back(next);
  } else {
    row.back().end_ns = std::max(row.back().end_ns, next.end_ns);
  }
}

std::vector<running_tasks> changes_of(const task_timeline& from) {
  std::vector<std::int64_t> ends;
  for (const auto& each : from.tasks) ends.push_back(each.end_ns);
  std::ranges::sort(ends);
  std::vector<running_tasks> changes;
  const auto change = [&](std::int64_t at, std::uint64_t count) {
    if (changes.empty() || changes.back().from_ns != at) changes.push_back({at, 0});
    changes.back().count = count;
  };
  std::size_t ended = 0;
  std::size_t begun = 0;
  while (ended < ends.size()) {
    const bool starts = begun < ends.size() && from.tasks[begun].start_ns < ends[ended];
    if (starts || ended == begun) {  // a task that took no time begins before it ends
      ++begun;
      change(from.tasks[begun - 1].start_ns, begun - ended);
    } else {
      ++ended;
      change(ends[ended - 1], begun - ended);
    }
  }
  return changes;
}

}  // namespace

std::vector<timeline_row> rows_of(const task_timeline& timeline, timeline_rows grouping, std::size_t most,
                                  std::int64_t gap_ns) {
  const auto& tasks = timeline.tasks;
  if (tasks.empty()) return {};
  std::size_t all = tasks.size();
  if (grouping == timeline_rows::lanes) all = std::ranges::max(tasks, {}, &timeline_task::lane).lane;
  const auto count = std::min(all, most);
  std::vector<timeline_row> rows(count);
  for (std::size_t i = 0; i < tasks.size(); ++i) {
    const auto place = grouping == timeline_rows::lanes ? tasks[i].lane - 1 : i;
    add(rows[place * count / all], {tasks[i].start_ns, tasks[i].end_ns}, gap_ns);
  }
  return rows;
}

std::vector<running_tasks> running_over_time(const task_timeline& timeline, std::size_t most) {
  auto changes = changes_of(timeline);
  if (changes.size() <= most) return changes;
  const auto first = changes.front().from_ns;
  const auto count = static_cast<std::int64_t>(most) - 1;  // one is left for the last change
  const auto length = (changes.back().from_ns - first) / count + 1;
  std::vector<running_tasks> parts{{first, 0}};
  std::uint64_t before = 0;
  for (const auto& [at, running] : changes) {
    const auto begin = first + (at - first) / length * length;
    if (begin - parts.back().from_ns > length) parts.push_back({parts.back().from_ns + length, before});
    if (begin > parts.back().from_ns) parts.push_back({begin, before});
    parts.back().count = std::max(parts.back().count, running);
    before = running;
  }
  if (parts.back().count != before) parts.push_back({changes.back().from_ns, before});
  return parts;
}

std::size_t thread_count(const task_timeline& timeline) {
  std::set<std::uint32_t> threads;
  for (const auto& each : timeline.tasks)
    if (each.thread > 0) threads.insert(each.thread);
  return threads.size();
}

std::int64_t timeline_extent(const scenario_results& group) {
  std::int64_t extent = 0;
  for (const auto& each : group.cells)
    if (const auto& timeline = each.cell->timeline; timeline && timeline->problem.empty()) {
      extent = std::max(extent, timeline->wall_ns);
      for (const auto& task : timeline->tasks) extent = std::max(extent, task.end_ns);
    }
  return extent;
}

}  // namespace concbench

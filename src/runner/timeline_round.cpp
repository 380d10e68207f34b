// Tasks in the order of their starts; lanes; and which tasks are kept where there are too many.
#include "runner/timeline_round.hpp"

#include <algorithm>
#include <functional>
#include <queue>
#include <span>
#include <unordered_map>
#include <utility>
#include <vector>

#include "core/registry.hpp"
#include "runner/open_loop.hpp"

namespace concbench::runner {
namespace {

using numbers = std::vector<std::uint32_t>;

/// The tasks that began, in the order in which they did.
numbers order_of_starts(std::span<const task_record> records) {
  numbers order;
  for (std::uint32_t id = 0; id < records.size(); ++id)
    if (records[id].outcome != task_outcome::pending) order.push_back(id);
  std::ranges::stable_sort(order, {}, [&](std::uint32_t id) { return records[id].start_ns; });
  return order;
}

/// Numbers of threads as they first turn up in `order`, 1 first; 0 stays 0. By task.
numbers numbered_threads(std::span<const std::uint32_t> threads, const numbers& order) {
  numbers dense(threads.begin(), threads.end());
  if (dense.empty()) return dense;
  std::unordered_map<std::uint32_t, std::uint32_t> known{{0, 0}};
  for (const auto id : order)
    dense[id] = known.try_emplace(dense[id], static_cast<std::uint32_t>(known.size())).first->second;
  return dense;
}

/// Lanes that are handed to tasks in the order of their starts, and come back at their ends.
class lane_pool {
 public:
  /// The lane that was left last before this task; a new one, numbered by `made`, where none is free.
  std::uint32_t take(const task_record& task, std::uint32_t& made) {
    while (!busy_.empty() && busy_.top().first <= task.start_ns) {
      free_.push_back(busy_.top().second);
      busy_.pop();
    }
    if (free_.empty()) free_.push_back(++made);
    const auto lane = free_.back();
    free_.pop_back();
    busy_.emplace(task.end_ns, lane);
    return lane;
  }

 private:
  using end_of_lane = std::pair<std::int64_t, std::uint32_t>;
  std::priority_queue<end_of_lane, std::vector<end_of_lane>, std::greater<>> busy_;
  numbers free_;
};

/// By task. Tasks of different `places` share no lane.
std::pair<numbers, std::uint32_t> lanes_of(std::span<const task_record> records, const numbers& order,
                                           std::span<const std::uint32_t> places) {
  numbers lanes(records.size());
  std::unordered_map<std::uint32_t, lane_pool> pools;
  std::uint32_t made = 0;
  for (const auto id : order) lanes[id] = pools[places.empty() ? 0 : places[id]].take(records[id], made);
  return {std::move(lanes), made};
}

numbers lanes_of(std::span<const task_record> records, const numbers& order, const numbers& threads,
                 std::uint64_t concurrency) {
  auto [lanes, count] = lanes_of(records, order, threads);
  return count <= concurrency ? std::move(lanes) : lanes_of(records, order, {}).first;
}

/// Which of the tasks in `order` are kept: places in it, ascending.
numbers kept_of(std::span<const task_record> records, const numbers& order) {
  constexpr std::size_t longest = 1'000;
  numbers kept;
  const auto count = order.size();
  if (count <= most_timeline_tasks) {
    for (std::uint32_t at = 0; at < count; ++at) kept.push_back(at);
    return kept;
  }
  const auto record = [&](std::uint32_t at) -> const task_record& { return records[order[at]]; };
  for (std::uint32_t at = 0; at < count; ++at) kept.push_back(at);
  const auto last_to_end = *std::ranges::max_element(kept, {}, [&](auto at) { return record(at).end_ns; });
  std::ranges::nth_element(kept, kept.begin() + longest, std::greater{},
                           [&](auto at) { return record(at).end_ns - record(at).start_ns; });
  kept.resize(longest);
  kept.push_back(last_to_end);
  const auto evenly = most_timeline_tasks - kept.size();
  for (std::size_t i = 0; i < evenly; ++i)  // the first and the last to begin among them
    kept.push_back(static_cast<std::uint32_t>(i * (count - 1) / (evenly - 1)));
  std::ranges::sort(kept);
  // Not std::ranges::unique, whose subrange clang 14 cannot compile.
  kept.erase(std::unique(kept.begin(), kept.end()), kept.end());
  return kept;
}

}  // namespace

task_timeline timeline_of(const task_batch& batch, std::int64_t run_start, std::uint64_t concurrency) {
  const auto records = batch.records();
  if (records.empty())
    return {.problem = "the scenario answers for all of its tasks at once, and none has times of its own"};
  const auto order = order_of_starts(records);
  const auto threads = numbered_threads(batch.threads(), order);
  const auto lanes = lanes_of(records, order, threads, concurrency);
  task_timeline made{.began = order.size()};
  for (const auto at : kept_of(records, order)) {
    const auto id = order[at];
    const auto& record = records[id];
    made.tasks.push_back({.id = id,
                          .lane = lanes[id],
                          .thread = threads.empty() ? 0 : threads[id],
                          .ok = record.outcome == task_outcome::ok,
                          .due_ns = batch.is_paced() ? due_ns(batch, id) - run_start : 0,
                          .start_ns = record.start_ns - run_start,
                          .end_ns = record.end_ns - run_start});
  }
  return made;
}

timeline_keeper::timeline_keeper(task_batch& batch, const scenario_setup& setup)
    : batch_(batch), concurrency_(setup.concurrency) {
  batch_.keep_threads();
  if (!find_executor(setup.executor).in_processes) memory_.emplace();
}

task_timeline timeline_keeper::take(std::int64_t run_start, const sample& taken) {
  auto made = timeline_of(batch_, run_start, concurrency_);
  made.wall_ns = taken.wall_ns;
  if (memory_) made.memory = memory_->stop(run_start, run_start + taken.wall_ns);
  return made;
}

}  // namespace concbench::runner

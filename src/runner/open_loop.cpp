// Lateness of an open loop's tasks, and what follows from it.
#include "runner/open_loop.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "analysis/open_loop.hpp"
#include "core/ended_rate.hpp"
#include "core/registry.hpp"
#include "system/counted.hpp"
#include "system/cpu_count.hpp"
#include "system/three_digits.hpp"

namespace concbench::runner {
namespace {

std::vector<std::int64_t> lateness_of(const task_batch& batch) {
  std::vector<std::int64_t> lateness;
  lateness.reserve(batch.size());
  for (task_id id = 0; id < batch.size(); ++id)
    lateness.push_back(batch.records()[id].start_ns - due_ns(batch, id));
  return lateness;
}

/// The longest time from a task's start to its end.
std::int64_t longest_task_ns(const task_batch& batch) {
  std::int64_t longest = 0;
  for (const auto& each : batch.records()) longest = std::max(longest, each.end_ns - each.start_ns);
  return longest;
}

/// When the last task began, as a value of `now_ns()`.
std::int64_t last_start(const task_batch& batch) {
  std::int64_t last = 0;
  for (const auto& each : batch.records()) last = std::max(last, each.start_ns);
  return last;
}

/// Counts what had ended ok then.
std::uint64_t ended_by(const task_batch& batch, std::int64_t last) {
  return static_cast<std::uint64_t>(std::ranges::count_if(batch.records(), [&](const task_record& each) {
    return each.outcome == task_outcome::ok && each.end_ns <= last;
  }));
}

/// The median time from a task's start to its end, of those that ended ok; 0 when none did.
std::int64_t typical_task_ns(const task_batch& batch) {
  std::vector<std::int64_t> times;
  for (const auto& each : batch.records())
    if (each.outcome == task_outcome::ok) times.push_back(each.end_ns - each.start_ns);
  if (times.empty()) return 0;
  const auto middle = times.begin() + static_cast<std::ptrdiff_t>(times.size() / 2);
  std::ranges::nth_element(times, middle);
  return *middle;
}

/// Whether the threads of a sample used nearly all the CPU time that they could. More tasks at once would only wait for
/// it.
bool used_up_its_cpu(const sample& taken) {
  constexpr double nearly = 0.9;
  const auto could_run = std::min<std::uint64_t>(taken.peak_threads, cpu_count::now().usable());
  const auto used = static_cast<double>(taken.cpu_user_ns + taken.cpu_system_ns);
  return used >= nearly * static_cast<double>(could_run) * static_cast<double>(taken.wall_ns);
}

/// For how long a task held its lane on average; 0 when none began.
double mean_task_ns(const task_batch& batch) {
  double sum = 0;
  double tasks = 0;
  for (const auto& each : batch.records()) {
    if (each.outcome == task_outcome::pending) continue;
    sum += static_cast<double>(each.end_ns - each.start_ns);
    ++tasks;
  }
  return tasks > 0 ? sum / tasks : 0;
}

/// What helps past saturation. More lanes may help when the model has several, they are fewer than the tasks, and CPU
/// time is left for them. Whether they do depends on why a task takes as long as it does, which only the user knows.
std::string remedy(const scenario_setup& setup, const sample& taken, double mean_ns) {
  if (used_up_its_cpu(taken))
    return fmt::format("its {} used up the CPU time that {} could have, so lower --rate",
                       taken.peak_threads == 1 ? "thread" : "threads",
                       taken.peak_threads == 1 ? "it" : "they");
  const bool more_lanes_help = find_executor(setup.executor).concurrent && setup.concurrency < setup.tasks;
  if (!more_lanes_help) return "lower --rate";
  const auto task =
      mean_ns > 0 ? fmt::format(" for {} ms a task on average", fmt::format("{:.3g}", mean_ns / 1e6)) : "";
  return fmt::format(
      "all {} lanes (-c) were busy{}: raise -c if a task takes as long at a low --rate, and otherwise lower --rate",
      setup.concurrency, task);
}

}  // namespace

duration patience_of(const scenario_setup& setup) {
  constexpr duration least = std::chrono::seconds(5);
  const std::chrono::duration<double> schedule(static_cast<double>(setup.tasks) / setup.rate);
  return std::max(least, std::chrono::duration_cast<duration>(schedule));
}

std::optional<saturation> judge_starts(const task_batch& batch, const scenario_setup& setup, sample& sample) {
  const auto lateness = lateness_of(batch);
  const double spacing_ns = 1e9 / setup.rate;
  sample.missed_starts = analysis::missed_starts(lateness, spacing_ns);
  const auto last = last_start(batch);
  sample.last_start_ns = std::max<std::int64_t>(0, last - due_ns(batch, 0));
  sample.ended_by_last_start = ended_by(batch, last);
  const auto schedule_ns = spacing_ns * static_cast<double>(batch.size());
  if (batch.dropped() == 0 && analysis::keeps_up(lateness, spacing_ns) &&
      analysis::drains_in_time(schedule_ns, static_cast<double>(sample.wall_ns),
                               static_cast<double>(longest_task_ns(batch))))
    return {};

  const auto typical_ns = typical_task_ns(batch);
  sample.saturation = fmt::format("asked for {}, tasks ended at {}; {}", rate_text(setup.rate),
                                  rate_text(three_digits(ended_per_second(sample, typical_ns))),
                                  remedy(setup, sample, mean_task_ns(batch)));
  const auto failures = batch.failures();
  if (failures.empty()) return saturation{status::saturated, sample.saturation};
  const auto& [failure, count] = failures.front();
  return saturation{status::failed, fmt::format("saturated: {}; {} failed: {}", sample.saturation,
                                                counted(count, "task"), failure)};
}

void settle_saturation(cell& cell) {
  if (cell.status > status::saturated) return;
  std::vector<const sample*> late;
  for (const auto& taken : cell.samples)
    if (taken.status == status::saturated) late.push_back(&taken);
  const bool keeps_up = 2 * late.size() < cell.samples.size() || late.empty();
  cell.status = keeps_up ? status::ok : status::saturated;
  if (keeps_up) {
    cell.reason.clear();
    return;
  }
  const auto middle = late.begin() + static_cast<std::ptrdiff_t>(late.size() / 2);
  std::ranges::nth_element(late, middle, {}, [](const sample* taken) { return ended_per_second(*taken); });
  cell.reason = (*middle)->reason;
}

}  // namespace concbench::runner

// Sorted columns of the records: each view sorts one member and leaves the others where they are.
#include "runner/task_summary.hpp"

#include <algorithm>
#include <ranges>
#include <span>

#include "analysis/quantiles.hpp"
#include "runner/open_loop.hpp"

namespace concbench::runner {
namespace {

using task_records = std::span<task_record>;

/// Quantiles of one member, in nanoseconds since `origin`. The member is sorted.
template <class Member>
latency_summary summarise(task_records records, Member member, std::int64_t origin = 0) {
  if (records.empty()) return {};
  const auto column = records | std::views::transform(member);
  std::ranges::sort(column);
  const auto at = [&](double q) {
    const auto index = static_cast<std::ptrdiff_t>(analysis::nearest_rank(records.size(), q));
    return static_cast<std::int64_t>(column[index]) - origin;
  };
  return {at(0.50), at(0.90), at(0.99), at(0.999), at(1)};
}

/// Of tasks that began and ended; starts and ends are sorted, each for itself.
std::uint64_t peak_tasks(task_records records) {
  std::ranges::sort(records | std::views::transform(&task_record::start_ns));
  std::ranges::sort(records | std::views::transform(&task_record::end_ns));
  std::size_t most = 0;
  std::size_t ended = 0;
  for (std::size_t begun = 0; begun < records.size(); ++begun) {
    while (records[ended].end_ns <= records[begun].start_ns && ended < begun) ++ended;
    most = std::max(most, begun + 1 - ended);
  }
  return most;
}

}  // namespace

void count_tasks(const task_batch& batch, sample& into) {
  into.tasks_ok = batch.answered();
  into.tasks_failed = batch.size() - into.tasks_ok;
}

void summarise_tasks(task_batch& batch, std::int64_t batch_start, sample& into) {
  const auto all = batch.use_up();
  for (std::size_t i = 0; i < all.size(); ++i) {
    into.last_start_ns = std::max(into.last_start_ns, all[i].start_ns - batch_start);
    // The answers have been judged: their place holds one time after the other. While tasks stand in their
    // own order, that is the time since a task was due.
    if (batch.is_paced())
      all[i].answer = static_cast<digest>(all[i].end_ns - due_ns(batch, static_cast<task_id>(i)));
  }
  const auto begun = task_records(all.begin(), std::ranges::partition(all, [](const task_record& each) {
                                                 return each.outcome != task_outcome::pending;
                                               }).begin());
  const auto ok = task_records(begun.begin(), std::ranges::partition(begun, [](const task_record& each) {
                                                return each.outcome == task_outcome::ok;
                                              }).begin());
  if (batch.is_paced()) into.response_ns = summarise(ok, &task_record::answer);
  for (auto& each : ok) each.answer = static_cast<digest>(each.end_ns - each.start_ns);
  into.latency_ns = summarise(ok, &task_record::answer);
  into.sojourn_ns = summarise(ok, &task_record::end_ns, batch_start);
  into.peak_tasks = peak_tasks(begun);
}

}  // namespace concbench::runner

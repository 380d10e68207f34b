// Sorted columns of the records: each view sorts one member and leaves the others where they are.
#include "runner/task_summary.hpp"

#include <algorithm>
#include <span>

#include <boost/iterator/transform_iterator.hpp>

#include "analysis/quantiles.hpp"
#include "runner/open_loop.hpp"

namespace concbench::runner {
namespace {

using task_records = std::span<task_record>;

template <auto Member>
struct member_of {
  auto& operator()(task_record& each) const noexcept { return each.*Member; }
};

/// Sorts one member, and leaves the others where they are. (clang can do that with std::views since its version 16.)
template <auto Member>
void sort_member(task_records records) {
  const auto column = [](auto each) { return boost::make_transform_iterator(each, member_of<Member>{}); };
  std::sort(column(records.begin()), column(records.end()));
}

/// Quantiles of one member, in nanoseconds since `origin`. The member is sorted.
template <auto Member>
latency_summary summarise(task_records records, std::int64_t origin = 0) {
  if (records.empty()) return {};
  sort_member<Member>(records);
  const auto at = [&](double q) {
    return static_cast<std::int64_t>(records[analysis::nearest_rank(records.size(), q)].*Member) - origin;
  };
  return {at(0.50), at(0.90), at(0.99), at(0.999), at(1)};
}

/// Of tasks that began and ended; starts and ends are sorted, each for itself.
std::uint64_t peak_tasks(task_records records) {
  sort_member<&task_record::start_ns>(records);
  sort_member<&task_record::end_ns>(records);
  std::size_t most = 0;
  std::size_t ended = 0;
  for (std::size_t begun = 0; begun < records.size(); ++begun) {
    while (records[ended].end_ns <= records[begun].start_ns && ended < begun) ++ended;
    most = std::max(most, begun + 1 - ended);
  }
  return most;
}

}  // namespace

void count_tasks(const task_batch& batch, sample& sample) {
  sample.tasks_ok = batch.answered();
  sample.tasks_failed = batch.size() - sample.tasks_ok;
  sample.tasks_dropped = batch.dropped();
}

void summarise_tasks(task_batch& batch, std::int64_t batch_start, sample& sample) {
  const auto all = batch.use_up();
  for (std::size_t i = 0; i < all.size(); ++i) {
    sample.last_start_ns = std::max(sample.last_start_ns, all[i].start_ns - batch_start);
    // The answers have been judged: their place holds one time after the other. While tasks stand in their
    // own order, that is the time since a task was due.
    if (batch.is_paced())
      all[i].answer = static_cast<digest>(all[i].end_ns - due_ns(batch, static_cast<task_id>(i)));
  }
  const task_records begun(all.begin(), std::partition(all.begin(), all.end(), [](const task_record& each) {
                             return each.outcome != task_outcome::pending;
                           }));
  const task_records ok(begun.begin(),
                        std::partition(begun.begin(), begun.end(), [](const task_record& each) {
                          return each.outcome == task_outcome::ok;
                        }));
  if (batch.is_paced()) sample.response_ns = summarise<&task_record::answer>(ok);
  for (auto& each : ok) each.answer = static_cast<digest>(each.end_ns - each.start_ns);
  sample.latency_ns = summarise<&task_record::answer>(ok);
  sample.sojourn_ns = summarise<&task_record::end_ns>(ok, batch_start);
  sample.peak_tasks = peak_tasks(begun);
}

}  // namespace concbench::runner

// The part of a batch that is not time-critical: failures, and the one number that combines all answers.
#include "core/task_batch.hpp"

#include <algorithm>
#include <stdexcept>

#include <fmt/format.h>

#include "core/task_subject.hpp"
#include "core/thread_notes.hpp"
#include "system/exception_text.hpp"

namespace concbench {
namespace {

constexpr std::size_t most_reasons = 20;

/// Ends a task that is dropped. Dropped tasks are counted, and are no failures of their own.
struct dropped_task : std::runtime_error {
  dropped_task() : runtime_error("dropped: a task began too late") {}
};

bool is_dropped(const std::exception_ptr& error) {
  try {
    std::rethrow_exception(error);
  } catch (const dropped_task&) {
    return true;
  } catch (...) {
    return false;
  }
}

void sort_by_count(std::vector<error_count>& errors) {
  std::ranges::stable_sort(errors, std::greater{}, &error_count::count);
}

task_id first_tasks_of(const scenario& work, std::size_t count) {
  if (const auto* spawning = dynamic_cast<const spawns_tasks*>(&work)) return spawning->first_tasks();
  if (const auto* acting = dynamic_cast<const runs_actors*>(&work)) return acting->actors();
  return static_cast<task_id>(count);
}

}  // namespace

std::string reason_of(const std::exception_ptr& error) {
  try {
    std::rethrow_exception(error);
  } catch (const std::exception& e) {
    return exception_text(e);
  } catch (...) {
    return "an exception that is not a std::exception";
  }
}

task_batch::task_batch(scenario& work, std::size_t count)
    : work_(work),
      blocking_(dynamic_cast<blocking_face*>(&work)),
      coroutine_(dynamic_cast<coroutine_face*>(&work)),
      strand_(dynamic_cast<strand_face*>(&work)),
      callback_(dynamic_cast<callback_face*>(&work)),
      fiber_(dynamic_cast<fiber_face*>(&work)),
      as_one_(dynamic_cast<const answers_as_one*>(&work)),
      size_(count),
      first_tasks_(first_tasks_of(work, count)),
      records_(as_one_ == nullptr ? count : 0),
      recorded_(as_one_ == nullptr ? records_.data() : nullptr) {}

task_batch::~task_batch() = default;

void task_batch::keep_threads() {
  notes_ = std::make_unique<thread_notes>(
      thread_notes::faces{blocking_, coroutine_, strand_, callback_, fiber_}, records_.size());
  const auto take_note = [this](auto*& face) {
    if (face != nullptr) face = notes_.get();
  };
  take_note(blocking_);
  take_note(coroutine_);
  take_note(strand_);
  take_note(callback_);
  take_note(fiber_);
}

std::span<const std::uint32_t> task_batch::threads() const noexcept {
  return notes_ ? notes_->threads() : std::span<const std::uint32_t>();
}

std::uint64_t task_batch::answered() const noexcept {
  if (as_one_ != nullptr) return as_one_->answered();
  return static_cast<std::uint64_t>(std::ranges::count(records_, task_outcome::ok, &task_record::outcome));
}

void task_batch::pace(clock::time_point start, double rate, duration patience) {
  spacing_ns_ = 1e9 / rate;
  first_due_ = start;
  patience_ = patience;
}

void task_batch::drop_late(task_id id) {
  const clock::time_point begun{duration(records_[id].start_ns)};
  if (dropped() == 0 && begun - due(id) <= patience_) return;
  dropped_.fetch_add(1, std::memory_order_relaxed);
  throw dropped_task();
}

void task_batch::fail(task_id id, const std::exception_ptr& error) noexcept {
  if (is_dropped(error)) return;
  auto reason = reason_of(error);
  const std::scoped_lock lock(mutex_);
  auto known = std::ranges::find(failures_, reason, &failure::reason);
  if (known == failures_.end() && failures_.size() >= most_reasons) {
    reason = "other reasons";
    known = std::ranges::find(failures_, reason, &failure::reason);
  }
  if (known == failures_.end()) known = failures_.insert(known, {std::move(reason), 0, id});
  ++known->count;
  known->first = std::min(known->first, id);
}

void task_batch::refuse(task_id id, const std::exception_ptr& error) noexcept {
  begin(id);
  end(id, {}, error);
  if (auto* acting = dynamic_cast<runs_actors*>(&work_)) acting->abandon();
}

std::vector<error_count> task_batch::failures() const {
  const std::scoped_lock lock(mutex_);
  const auto* const subjects = dynamic_cast<const has_subjects*>(&work_);
  std::vector<error_count> sorted;
  for (const auto& each : failures_) {
    const auto subject = subjects != nullptr ? subjects->subject_of(each.first) : std::string();
    sorted.push_back(
        {subject.empty() ? each.reason : fmt::format("{} (first: {})", each.reason, subject), each.count});
  }
  sort_by_count(sorted);
  return sorted;
}

std::vector<error_count> task_batch::errors() const {
  auto sorted = failures();
  if (dropped() > 0) sorted.push_back({dropped_task().what(), dropped()});
  sort_by_count(sorted);
  return sorted;
}

digest task_batch::combined() const noexcept {
  if (as_one_ != nullptr) return as_one_->answer();
  digest sum = 0;
  for (std::size_t i = 0; i < records_.size(); ++i)
    if (records_[i].outcome == task_outcome::ok) sum += mix(records_[i].answer, i + 1);
  return sum;
}

}  // namespace concbench

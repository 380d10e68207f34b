// An event loop with a fixed number of lanes, which limits the concurrency. All models that wait on a loop share it.
#pragma once

#include <algorithm>
#include <cstddef>
#include <deque>
#include <functional>
#include <memory>
#include <optional>
#include <utility>

#include <boost/asio/post.hpp>

#include "core/task_batch.hpp"
#include "system/event_loop.hpp"

namespace concbench {

/// The tasks of a batch that a loop takes: `first`, and every `step`-th one after it.
struct task_share {
  task_id first = 0;
  task_id step = 1;

  std::size_t size(std::size_t tasks) const noexcept {
    return tasks <= first ? 0 : (tasks - first - 1) / step + 1;
  }
};

/// A loop with one thread. Each lane takes one task after another. A lane has no coroutine or stack of its own: it is
/// the code that runs when a task ends.
class loop_lanes : public spawner {
 public:
  explicit loop_lanes(std::size_t lanes) : lanes_(lanes) {}
  virtual ~loop_lanes() = default;

  event_loop& loop() noexcept { return loop_; }

  /// Runs a batch on the calling thread.
  void run(task_batch& batch) {
    assign(batch, {}, [this](std::size_t) { loop_.stop(); });
    loop_.restart();
    open();
    loop_.run();
  }

  /// Sets the tasks to run next; the loop must not be running any. `drained` is called on the loop whenever none of its
  /// tasks is left. Its argument is how many have ended since the last call.
  void assign(task_batch& batch, task_share share, std::function<void(std::size_t)> drained) {
    batch_ = &batch;
    next_ = share.first;
    step_ = share.step;
    drained_ = std::move(drained);
    running_ = unopened_ = std::min(lanes_, share.size(batch.first_tasks()));
  }

  /// Begins the tasks that were assigned. Call it on the loop's thread, or while the loop is not running.
  void open() {
    if (unopened_ > 0) open_lane();
  }

  /// Adds a task that another task found. Call it on the loop's thread.
  void admit(task_id id) {
    found_.push_back(id);
    if (running_ == lanes_) return;
    ++running_;
    take(next());
  }

  void spawn(task_id id) override { admit(id); }

  /// Is called once for each task that was started, when it ends, on the loop's thread.
  void ended(task_id id, digest answer, const std::exception_ptr& error) {
    batch_->end(id, answer, error);
    ++ended_;
    take(next());
  }

 protected:
  /// Starts a task. It ends with a call of `ended`, which must not come before this function has returned: the next
  /// task would begin on the same stack. If this throws, the task has failed.
  virtual void start(task_batch&, task_id) = 0;

  /// For models that would run a task at once until it first waits: begins it later, in a turn of the loop of its own.
  template <class Begin>
  void post(task_id id, Begin begin) {
    asio::post(loop_.get_executor(), [this, id, begin = std::move(begin)] {
      try {
        begin();
      } catch (...) {
        ended(id, {}, std::current_exception());
      }
    });
  }

 private:
  /// One lane is opened in each turn of the loop. Opening 100,000 lanes at once would need memory for as many start-up
  /// operations, and the first task would wait until all were made.
  void open_lane() {
    if (--unopened_ > 0) asio::post(loop_.get_executor(), [this] { open_lane(); });
    take(next());  // last: if this ends the batch, the next batch may be assigned at once
  }

  /// The next task for a lane: of this loop's share or, when all those have begun, the first one that was found.
  std::optional<task_id> next() {
    if (next_ < batch_->first_tasks()) return static_cast<task_id>(std::exchange(next_, next_ + step_));
    if (found_.empty()) return {};
    const auto first = found_.front();
    found_.pop_front();
    return first;
  }

  /// Begins this task on a lane. If the task cannot be started, it has failed, and the lane takes the next one. The
  /// lane ends when `id` is empty.
  void take(std::optional<task_id> id) {
    for (; id; id = next(), ++ended_) {
      if (batch_->is_early(*id)) return wait_for(*id);
      batch_->begin(*id);
      try {
        start(*batch_, *id);
        return;
      } catch (...) {
        batch_->end(*id, {}, std::current_exception());
      }
    }
    if (--running_ > 0) return;
    const auto drained = drained_;  // a copy: it may be replaced while it runs
    drained(std::exchange(ended_, 0));
  }

  /// Open loop: the lane sleeps until its task is due.
  void wait_for(task_id id) {
    auto timer = std::make_unique<loop_timer>(loop_.get_executor(), batch_->due(id));
    auto& waiting = *timer;
    waiting.async_wait([this, id, timer = std::move(timer)](const boost::system::error_code&) { take(id); });
  }

  // One thread runs the loop, so its reactor needs no locks; other threads may still post to it.
  event_loop loop_{BOOST_ASIO_CONCURRENCY_HINT_UNSAFE_IO};
  std::size_t lanes_;
  task_batch* batch_ = nullptr;
  std::uint64_t next_ = 0;  ///< wider than a task_id: the last step may lead beyond its range
  task_id step_ = 1;
  std::size_t running_ = 0;
  std::size_t unopened_ = 0;
  std::size_t ended_ = 0;      ///< tasks that ended since drained_ was last called
  std::deque<task_id> found_;  ///< tasks for which no lane was free
  std::function<void(std::size_t)> drained_;
};

}  // namespace concbench

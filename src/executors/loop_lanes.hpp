// An event loop with a fixed set of lanes, which bound the concurrency: what the models that wait on a loop
// have in common.
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

/// Which tasks of a batch a loop takes: `first`, and every `step`-th one after it.
struct task_share {
  task_id first = 0;
  task_id step = 1;

  std::size_t size(std::size_t tasks) const noexcept {
    return tasks <= first ? 0 : (tasks - first - 1) / step + 1;
  }
};

/// A loop for one thread, and whose turn it is on it. Each lane takes one task after another; a lane is no
/// coroutine or stack of its own, it is what runs when a task ends.
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

  /// What to run next, while nothing runs. `drained` is called on the loop whenever none of its tasks is
  /// left, with how many have ended since the last time.
  void assign(task_batch& batch, task_share share, std::function<void(std::size_t)> drained) {
    batch_ = &batch;
    next_ = share.first;
    step_ = share.step;
    drained_ = std::move(drained);
    running_ = unopened_ = std::min(lanes_, share.size(batch.first_tasks()));
  }

  /// Begins what was assigned, on the loop's thread or while it does not run.
  void open() {
    if (unopened_ > 0) open_lane();
  }

  /// Takes in a task that was found; on the loop's thread.
  void admit(task_id id) {
    found_.push_back(id);
    if (running_ == lanes_) return;
    ++running_;
    take(next());
  }

  void spawn(task_id id) override { admit(id); }

  /// What a task ends with: called once for each task that was started, on the loop's thread.
  void ended(task_id id, digest answer, const std::exception_ptr& error) {
    batch_->end(id, answer, error);
    ++ended_;
    take(next());
  }

 protected:
  /// Starts a task that ends in a call of `ended`, but not before this has returned: the next would begin on
  /// its stack. When it throws, the task has failed.
  virtual void start(task_batch&, task_id) = 0;

  /// For models that would run a task until it first waits: does so in a turn of the loop of its own.
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
  /// Lanes are opened one a turn of the loop: opened all at once, 100,000 of them would hold memory for as
  /// many start-up operations, and the first task would wait for the last to be made.
  void open_lane() {
    if (--unopened_ > 0) asio::post(loop_.get_executor(), [this] { open_lane(); });
    take(next());  // last: when it ends the batch, the next one may be assigned at once
  }

  /// The task that a lane takes next: of this loop's share or, when those are begun, the first one found.
  std::optional<task_id> next() {
    if (next_ < batch_->first_tasks()) return static_cast<task_id>(std::exchange(next_, next_ + step_));
    if (found_.empty()) return {};
    const auto first = found_.front();
    found_.pop_front();
    return first;
  }

  /// The lane whose turn it is begins this task or, where it cannot even be started and so has failed, one
  /// after it. Without a task it ends.
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
    const auto drained = drained_;  // it may be given another while it runs
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
  std::size_t ended_ = 0;      ///< tasks, since drained_ was last called
  std::deque<task_id> found_;  ///< tasks that no lane was free for
  std::function<void(std::size_t)> drained_;
};

}  // namespace concbench

// A fixed pool of worker processes (`concurrent.futures.ProcessPoolExecutor`): each idle one is given a task
// over a channel of its own, and its answer comes back.
#include <array>
#include <optional>
#include <stdexcept>
#include <system_error>
#include <vector>

#include <fmt/format.h>
#include <poll.h>
#include <sys/epoll.h>

#include "core/registry.hpp"
#include "core/task_batch.hpp"
#include "system/counted.hpp"
#include "system/error.hpp"
#include "system/limits.hpp"
#include "task_process.hpp"

namespace concbench {
namespace {

/// Waits until `watched` is readable, or until a moment.
void wait_for(int watched, clock::time_point until) {
  pollfd one{watched, POLLIN, 0};
  const auto left = std::max(duration::zero(), until - clock::now()).count();
  const timespec time{left / 1'000'000'000, left % 1'000'000'000};
  ::ppoll(&one, 1, &time, nullptr);
}

class process_pool final : public executor {
 public:
  std::optional<std::string> refuses(const scenario& work) const override {
    return refuse_in_other_processes(work);
  }

  void start(std::size_t concurrency) override {
    watch_.reset(::epoll_create1(EPOLL_CLOEXEC));
    if (!watch_) throw_errno("cannot watch worker processes");
    lanes_ = std::vector<lane>(concurrency);
    try {
      for (auto& each : lanes_) make_process(each);
    } catch (const std::system_error& e) {
      stop();
      throw std::runtime_error(fmt::format("cannot start a pool of {}: {} (limits: {}); lower -c",
                                           counted(concurrency, "process"), e.what(), process_limits()));
    }
  }

  void run(task_batch& batch) override {
    replace_ignorant(batch.work());
    idle_.clear();
    for (auto& each : lanes_) idle_.push_back(&each);
    task_id next = 0;
    while (next < batch.size() || busy_ > 0) {
      while (next < batch.size() && !idle_.empty() && !batch.is_early(next)) hand_over(batch, next++);
      if (busy_ == 0 && idle_.empty()) {
        while (next < batch.size()) hand_over_to_none(batch, next++);
      } else if (busy_ > 0 || next < batch.size()) {
        const bool waits_for_a_task = next < batch.size() && !idle_.empty();
        if (waits_for_a_task) wait_for(watch_.get(), batch.due(next));
        take_answers(batch, waits_for_a_task ? 0 : -1);
      }
    }
  }

  void stop() noexcept override {
    for (auto& each : lanes_)
      if (each.process) each.process->hang_up();
    for (auto& each : lanes_)
      if (each.process) each.process->wait();
    lanes_.clear();
    watch_.reset();
  }

  std::vector<pid_t> processes() const override {
    std::vector<pid_t> ids;
    for (const auto& each : lanes_)
      if (each.process) ids.push_back(each.process->id());
    return ids;
  }

  tally counted_elsewhere(scenario& work) override {
    tally sum;
    const auto here = work.counters();  // the copies began with these values
    for (auto& each : lanes_) {
      const bool knows = each.process && each.process->knows(work);
      const auto counted = knows ? each.process->count(work) : std::nullopt;
      if (!counted) continue;
      sum.allocations += counted->allocations;
      sum.programs += counted->programs;
      for (const auto& [name, value] : counted->counters) {
        const auto before = here.find(name);
        sum.counters[name] += value - (before == here.end() ? 0 : before->second);
      }
    }
    return sum;
  }

 private:
  /// A place for one task at a time. When its process has ended and there is a task for it, it gets a new process.
  struct lane {
    std::optional<task_process> process;
    std::optional<task_id> task;
  };

  void make_process(lane& on) {
    on.process.emplace();
    epoll_event event{.events = EPOLLIN, .data = {.ptr = &on}};
    if (::epoll_ctl(watch_.get(), EPOLL_CTL_ADD, on.process->channel(), &event) == 0) return;
    const int error = errno;
    on.process.reset();
    throw std::system_error(error, std::generic_category());
  }

  /// How its process ended, for good.
  std::string end_process(lane& on) {
    // Closing its channel is not enough to forget it: later siblings have copies of the descriptor.
    ::epoll_ctl(watch_.get(), EPOLL_CTL_DEL, on.process->channel(), nullptr);
    auto how = on.process->end();
    on.process.reset();
    return how;
  }

  /// Processes that are older than the scenario are no use.
  void replace_ignorant(const scenario& work) {
    for (auto& each : lanes_)
      if (each.process && !each.process->knows(work)) end_process(each);
  }

  /// Gives a task to an idle process. A process that ended while it was idle is replaced.
  void hand_over(task_batch& batch, task_id id) {
    if (!batch.hand_over(id)) return;
    auto& to = *idle_.back();
    idle_.pop_back();
    try {
      if (to.process && !to.process->give(batch.work(), id)) end_process(to);
      if (!to.process) {
        make_process(to);
        to.process->give(batch.work(), id);  // should it have ended by now, its channel will say so
      }
      to.task = id;
      ++busy_;
    } catch (const std::system_error& e) {
      refused_ =
          fmt::format("no process for this task: {} (limits: {}); lower -c", e.what(), process_limits());
      batch.end(id, {}, std::make_exception_ptr(std::runtime_error(refused_)));
    }
  }

  /// Ends a task when the system refuses processes and none is left to run it.
  void hand_over_to_none(task_batch& batch, task_id id) {
    batch.wait_until_due(id);
    if (batch.hand_over(id)) batch.end(id, {}, std::make_exception_ptr(std::runtime_error(refused_)));
  }

  /// Receives the answers that have come. With a `limit` of -1, waits for the next one.
  void take_answers(task_batch& batch, int limit) {
    std::array<epoll_event, 64> events;
    const int count = ::epoll_wait(watch_.get(), events.data(), events.size(), limit);
    for (int i = 0; i < count; ++i)
      take_answer(batch, *static_cast<lane*>(events[static_cast<std::size_t>(i)].data.ptr));
  }

  void take_answer(task_batch& batch, lane& from) {
    const auto answer = from.process->answer();
    const auto how = answer ? answer->error : end_process(from);
    if (!from.task) return;  // it ended while idle
    const auto error = how.empty() ? nullptr : std::make_exception_ptr(std::runtime_error(how));
    if (answer) {
      batch.end_elsewhere(*from.task, answer->start_ns, answer->end_ns, answer->answer, error);
    } else {
      batch.end(*from.task, {}, error);
    }
    from.task.reset();
    idle_.push_back(&from);
    --busy_;
  }

  file_descriptor watch_;
  std::vector<lane> lanes_;
  std::vector<lane*> idle_;
  std::size_t busy_ = 0;
  std::string refused_;  ///< why the last process that was asked for could not be made
};

const registration registered{executor_declaration{
    .name = "processes",
    .summary = "a fixed pool of --concurrency worker processes, forked from this one",
    .order = 60,
    .in_processes = true,
    .make = [] { return std::make_unique<process_pool>(); },
}};

}  // namespace
}  // namespace concbench

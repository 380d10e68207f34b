// What a concurrency model offers to its tasks besides running them.
#pragma once

#include <algorithm>
#include <cstddef>
#include <exception>
#include <functional>
#include <memory>
#include <thread>
#include <type_traits>
#include <utility>

#include <boost/asio/bind_executor.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/execution_context.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/thread_pool.hpp>

#include "core/task.hpp"
#include "sync/offload.hpp"
#include "sync/offload_pool.hpp"
#include "system/event_loop.hpp"

namespace concbench {

/// Takes in the tasks that other tasks found while they ran.
class spawner {
 public:
  /// Adds a task. The model runs it later, and never runs more than `concurrency` tasks at once. Only a task may call
  /// this.
  virtual void spawn(task_id) = 0;

 protected:
  ~spawner() = default;
};

/// Runs the parts of a task, such as several requests, at once. For models whose tasks block.
class part_runner {
 public:
  /// Calls `part` with each of the numbers 0 … `count`-1, and returns when all calls have returned. `part` throws
  /// nothing. It must not wait for anything that only a further part of another task could do. Throws
  /// std::runtime_error when the system refuses a thread; calls that have begun have then returned.
  virtual void run_parts(std::size_t count, const std::function<void(std::size_t)>& part) = 0;

 protected:
  ~part_runner() = default;
};

/// The context of tasks that block. It has the services, such as connection pools, that all threads of one executor
/// share. `asio::use_service<pool>(context.services())` makes a service on first use. A service is destroyed with its
/// executor.
class blocking_context {
 public:
  /// `found` takes in the tasks that tasks spawn. It is null where the executor refuses scenarios that spawn. `parts`
  /// runs parts of a task at once. It is null where a task has one thread, which runs them one after another.
  explicit blocking_context(spawner* found = nullptr, part_runner* parts = nullptr)
      : found_(found), parts_(parts) {}

  asio::execution_context& services() noexcept { return services_; }

  void sleep_for(duration time) { std::this_thread::sleep_for(time); }

  /// Runs `work`, which blocks, on the calling thread: the task has this thread to itself.
  template <class Work>
  std::invoke_result_t<Work&> offload(Work work) {
    return work();
  }

  /// Runs `work`, which computes, on the calling thread.
  template <class Work>
  std::invoke_result_t<Work&> compute(Work work) {
    return work();
  }

  /// Calls `part(context, number)` for the numbers 0 … `count`-1, at once where the model does this. `part` throws
  /// nothing.
  template <class Part>
  void run_parts(std::size_t count, Part part) {
    if (parts_ != nullptr) return parts_->run_parts(count, [&](std::size_t number) { part(*this, number); });
    for (std::size_t number = 0; number < count; ++number) part(*this, number);
  }

  /// Adds a task. Only tasks of a scenario that is a `spawns_tasks` may call this.
  void spawn(task_id id) { found_->spawn(id); }

 private:
  spawner* found_;
  part_runner* parts_;
  asio::execution_context services_;
};

/// How many threads a loop with `lanes` tasks at once has for work that can only block, such as opening files or
/// writing a download. Never more than 16, because more threads do not make a disk faster.
inline std::size_t offload_threads(std::size_t lanes) {
  return std::min<std::size_t>(lanes, 16);
}

/// One of a model's loops: its number (`loop`), how many loops there are, and how many lanes this one has.
struct loop_share {
  std::size_t lanes = 1;
  std::size_t loop = 0;
  std::size_t loops = 1;

  /// How many of `things`, such as connections, this loop may have when all loops together may have that many. Each
  /// loop has at least one, so the shares add up to more than `things` where there are more loops than things.
  std::size_t part_of(std::size_t things) const noexcept {
    return std::max<std::size_t>(1, things / loops + (loop < things % loops ? 1 : 0));
  }
};

/// The context of tasks that suspend: their loop, the services that belong to it, and a pool of threads for work that
/// can only block. Tasks resume on `Executor`, which is the loop itself, or a strand of it where several threads run
/// the loop. A task body that serves both is a template over its context:
///
///     template <class Context>
///     typename Context::template awaitable<digest> suspend(Context& context, task_id id);
template <class Executor>
class basic_coroutine_context {
 public:
  using executor_type = Executor;
  template <class T>
  using awaitable = asio::awaitable<T, Executor>;
  using timer = timer_on<Executor>;
  static constexpr asio::use_awaitable_t<Executor> use_awaitable{};

  /// `share` is the share of `loop`. `found` takes in the tasks that tasks spawn. `computing` is the pool on which the
  /// model computes; where it is null, a task computes on the thread that it runs on.
  basic_coroutine_context(event_loop& loop, Executor executor, loop_share share, spawner* found = nullptr,
                          asio::thread_pool* computing = nullptr)
      : basic_coroutine_context(loop, std::move(executor), share,
                                std::make_shared<sync::offload_pool>(offload_threads(share.lanes)), found,
                                computing) {}

  /// As above, with a pool for work that blocks which other contexts use as well.
  basic_coroutine_context(event_loop& loop, Executor executor, loop_share share,
                          std::shared_ptr<sync::offload_pool> blocking, spawner* found = nullptr,
                          asio::thread_pool* computing = nullptr)
      : loop_(loop),
        executor_(std::move(executor)),
        share_(share),
        found_(found),
        computing_(computing),
        blocking_(std::move(blocking)) {}

  event_loop& loop() noexcept { return loop_; }
  const Executor& executor() const noexcept { return executor_; }

  loop_share share() const noexcept { return share_; }

  /// Services that need no locks: those of the loop where one thread runs it, otherwise those of this context. The
  /// context makes its own on the first call, because a strand whose tasks only wait needs none. The loop must outlive
  /// them.
  asio::execution_context& services() {
    if constexpr (std::is_same_v<Executor, loop_executor>) {
      return loop_;
    } else {
      if (!own_services_) own_services_ = std::make_unique<asio::execution_context>();
      return *own_services_;
    }
  }

  /// Runs `work`, which blocks, on the pool. Resumes with its result, or throws what it threw.
  template <class Work>
  awaitable<std::invoke_result_t<Work&>> offload(Work work) {
    return sync::offload<Executor>(blocking_->get(), std::move(work));
  }

  /// Runs `work`, which computes, where the model computes: on a pool, or on the loop's own thread while the other
  /// tasks of this loop wait.
  template <class Work>
  awaitable<std::invoke_result_t<Work&>> compute(Work work) {
    if (computing_ != nullptr) return sync::offload<Executor>(*computing_, std::move(work));
    return in_place(std::move(work));
  }

  /// Runs the coroutines `part(number)` for the numbers 0 … `count`-1 at once, each an awaitable<void> that throws
  /// nothing. Resumes when all have ended.
  template <class Part>
  awaitable<void> run_parts(std::size_t count, Part part) {
    auto left = count;
    timer all_ended(executor_, timer::time_point::max());
    for (std::size_t number = 0; number < count; ++number)
      asio::co_spawn(executor_, part(number), [&left, &all_ended](const std::exception_ptr&) {
        if (--left == 0) all_ended.cancel();
      });
    boost::system::error_code cancelled;
    while (left > 0) co_await all_ended.async_wait(asio::redirect_error(use_awaitable, cancelled));
  }

  /// Adds a task. Only tasks of a scenario that is a `spawns_tasks` may call this.
  void spawn(task_id id) { found_->spawn(id); }

 private:
  template <class Work>
  static awaitable<std::invoke_result_t<Work&>> in_place(Work work) {
    co_return work();
  }

  event_loop& loop_;
  Executor executor_;
  loop_share share_;
  spawner* found_;
  asio::thread_pool* computing_;
  std::shared_ptr<sync::offload_pool> blocking_;
  std::unique_ptr<asio::execution_context> own_services_;  ///< those of a strand
};

using coroutine_context = basic_coroutine_context<loop_executor>;
using strand_context = basic_coroutine_context<loop_strand>;

/// The context of tasks that are completion handlers: their loop, and the services that belong to it.
class callback_context {
 public:
  /// `lanes` is the most tasks at once on `loop`. `found` takes in the tasks that tasks spawn.
  callback_context(event_loop& loop, std::size_t lanes, spawner* found = nullptr)
      : loop_(loop), found_(found), blocking_(offload_threads(lanes)) {}

  event_loop& loop() noexcept { return loop_; }
  asio::execution_context& services() noexcept { return loop_; }

  /// Runs `work`, which blocks, on a pool of threads. Then calls `handler(std::exception_ptr, result)` on the loop.
  template <class Work, class Handler>
  void offload(Work work, Handler handler) {
    auto resume = [handler = std::move(handler)](auto outcome) {
      handler(outcome.error, std::move(outcome.value));
    };
    sync::async_offload(blocking_.get(), std::move(work),
                        asio::bind_executor(loop_.get_executor(), std::move(resume)));
  }

  /// Adds a task. Only tasks of a scenario that is a `spawns_tasks` may call this.
  void spawn(task_id id) { found_->spawn(id); }

 private:
  event_loop& loop_;
  spawner* found_;
  sync::offload_pool blocking_;
};

}  // namespace concbench

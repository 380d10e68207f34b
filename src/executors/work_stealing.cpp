// oneTBB: a task arena whose threads steal tasks from each other.
#include "core/registry.hpp"
#include "core/task_batch.hpp"

#ifdef CONCBENCH_HAS_TBB
#include <condition_variable>
#include <cstdlib>
#include <functional>
#include <mutex>
#include <new>
#include <optional>
#include <stdexcept>
#include <system_error>
#include <thread>
#include <vector>

#include <fmt/format.h>
#include <pthread.h>
#include <sys/resource.h>
#include <tbb/blocked_range.h>
#include <tbb/global_control.h>
#include <tbb/parallel_for.h>
#include <tbb/task_arena.h>
#include <tbb/task_group.h>

#include "sync/wait_group.hpp"
#include "system/counted.hpp"
#include "system/limits.hpp"
#endif

namespace concbench {
namespace {

#ifdef CONCBENCH_HAS_TBB
class work_stealing final : public executor, public spawner, public part_runner {
 public:
  ~work_stealing() noexcept override = default;  // oneTBB's group of tasks says that its own may throw

  std::optional<std::string> refuses(const scenario& work) const override {
    if (dynamic_cast<const runs_actors*>(&work) != nullptr)
      return "oneTBB does not promise that tasks run at once: actors that wait for each other might wait for ever";
    return refuse_without_blocking_face(work);
  }

  void start(std::size_t concurrency) override {
    try_threads(concurrency);
    context_.emplace(this, this);
    // The arena's threads come when there is work; as many as tasks may wait at once, where the default is
    // one per CPU.
    allowed_.emplace(tbb::global_control::max_allowed_parallelism, concurrency + 1);
    stack_.emplace(tbb::global_control::thread_stack_size, usual_stack());  // as those that were tried
    arena_.emplace(static_cast<int>(concurrency));
    arena_->initialize();
    found_.emplace();
  }

  void run(task_batch& batch) override {
    if (batch.is_paced()) return run_paced(batch);
    batch_ = &batch;
    arena_->execute([&] {
      // Tasks of one index each: what is not split cannot be stolen while a task before it waits.
      tbb::parallel_for(
          tbb::blocked_range<task_id>(0, batch.first_tasks(), 1),
          [&](const auto& range) {
            for (auto id = range.begin(); id < range.end(); ++id) batch.run(id, *context_);
          },
          tbb::simple_partitioner());
      found_->wait();
    });
  }

  void stop() noexcept override {
    found_.reset();
    arena_.reset();
    stack_.reset();
    allowed_.reset();
    context_.reset();
  }

 private:
  /// oneTBB makes its threads while it runs, and ends the process when the system refuses one. So as many threads are
  /// started before, as a test. Where addresses are limited (ulimit -v), a thread takes more than its stack: its first
  /// allocation makes a heap of 64 MiB, if there is room. So each thread has allocated before the next is started.
  static void try_threads(std::size_t count) try {
    rlimit addresses{};
    const bool limited = ::getrlimit(RLIMIT_AS, &addresses) == 0 && addresses.rlim_cur != RLIM_INFINITY;
    std::mutex mutex;
    std::condition_variable begun;
    std::condition_variable_any never;
    std::size_t living = 0;
    std::vector<std::jthread> tried;  // told to stop and joined one after another, also after a refusal
    for (std::size_t i = 0; i < count; ++i) {
      tried.emplace_back([&](const std::stop_token& stop) {
        void* volatile first = limited ? std::malloc(1) : nullptr;
        std::unique_lock lock(mutex);
        std::free(first);
        ++living;
        begun.notify_one();
        never.wait(lock, stop, [] { return false; });
      });
      std::unique_lock lock(mutex);
      begun.wait(lock, [&] { return !limited || living == tried.size(); });
    }
  } catch (const std::system_error& e) {
    throw std::runtime_error(fmt::format("cannot start an arena of {}: {}", counted(count, "thread"),
                                         thread_refusal(e, "lower -c")));
  }

  /// Bytes of the stack that other threads get (ulimit -s); oneTBB's own choice are 4 MiB.
  static std::size_t usual_stack() {
    std::size_t bytes = 0;
    pthread_attr_t attributes;
    if (::pthread_getattr_default_np(&attributes) != 0) throw std::bad_alloc();
    ::pthread_attr_getstacksize(&attributes, &bytes);
    ::pthread_attr_destroy(&attributes);
    return bytes;
  }

  /// From a task, and so in the arena: the task stays with its thread until another one steals it.
  void spawn(task_id id) override {
    found_->run([this, id] { batch_->run(id, *context_); });
  }

  /// Parts that no idle thread has stolen are run by the thread of the task. While it waits for stolen ones, it runs
  /// nothing else: another task could keep it long after the parts have ended.
  void run_parts(std::size_t count, const std::function<void(std::size_t)>& part) override {
    tbb::this_task_arena::isolate([&] {
      tbb::task_group parts;
      for (std::size_t number = 1; number < count; ++number) parts.run([&part, number] { part(number); });
      part(0);
      parts.wait();
    });
  }

  /// Open loop: the calling thread adds tasks when they are due, and they begin in that order. It runs no tasks itself.
  void run_paced(task_batch& batch) {
    // An arena of its own: with no slot reserved for the caller, 25,000 empty tasks of a closed loop took 5
    // to 28 ms instead of 1.4.
    tbb::task_arena arriving(arena_->max_concurrency(), /*reserved_for_masters=*/0);
    arrived_.add(batch.size());
    for (task_id id = 0; id < batch.size(); ++id) {
      batch.wait_until_due(id);
      arriving.enqueue([&, id] {
        batch.run(id, *context_);
        arrived_.done();
      });
    }
    arrived_.wait();
  }

  task_batch* batch_ = nullptr;
  std::optional<blocking_context> context_;
  std::optional<tbb::global_control> allowed_;
  std::optional<tbb::global_control> stack_;
  std::optional<tbb::task_arena> arena_;
  std::optional<tbb::task_group> found_;
  sync::wait_group arrived_;  ///< tasks of an open loop that have not ended
};
#endif

const registration registered{executor_declaration{
    .name = "work-stealing",
    .summary = "a oneTBB task arena of --concurrency threads that steal tasks from each other",
    .order = 35,
    .parts = part_order::where_idle,
#ifdef CONCBENCH_HAS_TBB
    .make = [] { return std::make_unique<work_stealing>(); },
#else
    .lacks = "this build lacks oneTBB: install libtbb-dev and build again",
#endif
}};

}  // namespace
}  // namespace concbench

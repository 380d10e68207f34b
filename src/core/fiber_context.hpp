// The context of fibers (stackful coroutines): calls that suspend them look like calls that block.
#pragma once

#include <type_traits>
#include <utility>

#include "core/context.hpp"
#include "system/fiber.hpp"

namespace concbench {

/// What the fibers of one loop share.
struct fiber_services {
  event_loop& loop;
  spawner* found;
  sync::offload_pool blocking;  ///< for work that can only block
};

/// The context of one fiber, the twin of blocking_context. A task body that is a template over the two contexts is
/// written only once, as straight-line code.
class fiber_context {
 public:
  fiber_context(fiber_services& shared, fiber_yield yield) : shared_(shared), yield_(std::move(yield)) {}

  event_loop& loop() noexcept { return shared_.loop; }
  asio::execution_context& services() noexcept { return shared_.loop; }
  const fiber_yield& yield() const noexcept { return yield_; }

  void sleep_for(duration time) {
    loop_timer timer(loop().get_executor(), time);
    timer.async_wait(yield_);
  }

  /// Runs `work`, which computes, on the loop's thread. All other fibers wait meanwhile.
  template <class Work>
  std::invoke_result_t<Work&> compute(Work work) {
    return work();
  }

  /// Runs `work`, which blocks, on a pool of threads. Other fibers run meanwhile.
  template <class Work>
  std::invoke_result_t<Work&> offload(Work work) {
    return sync::async_offload(shared_.blocking.get(), std::move(work), yield_).get();
  }

  /// Adds a task. Only tasks of a scenario that is a `spawns_tasks` may call this.
  void spawn(task_id id) { shared_.found->spawn(id); }

 private:
  fiber_services& shared_;
  fiber_yield yield_;
};

}  // namespace concbench

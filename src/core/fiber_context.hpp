// What a stackful coroutine gets from its model: calls that suspend it look like calls that block.
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
  sync::offload_pool blocking;  ///< for what can only block
};

/// Of one fiber. Twin of blocking_context: a body that is a template over the two is written once, straight
/// down.
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

  /// Computes in place, where all other fibers wait for it meanwhile.
  template <class Work>
  std::invoke_result_t<Work&> compute(Work work) {
    return work();
  }

  /// Runs `work`, which blocks, on a pool of threads; other fibers go on meanwhile.
  template <class Work>
  std::invoke_result_t<Work&> offload(Work work) {
    return sync::async_offload(shared_.blocking.get(), std::move(work), yield_).get();
  }

  /// For the tasks of a `spawns_tasks`.
  void spawn(task_id id) { shared_.found->spawn(id); }

 private:
  fiber_services& shared_;
  fiber_yield yield_;
};

}  // namespace concbench

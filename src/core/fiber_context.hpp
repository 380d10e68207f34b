// The context of fibers (stackful coroutines): calls that suspend them look like calls that block.
#pragma once

#include <cstddef>
#include <exception>
#include <memory>
#include <type_traits>
#include <utility>

#include "core/context.hpp"
#include "system/fiber.hpp"
#include "system/fiber_stacks.hpp"

namespace concbench {

/// What the fibers of one loop share.
struct fiber_services {
  event_loop& loop;
  spawner* found;
  sync::offload_pool blocking;  ///< for work that can only block
  fiber_stacks stacks = {};
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

  /// Calls `part(context, number)` for the numbers 0 … `count`-1, each on a fiber of its own, and waits for all of them.
  /// `part` throws nothing.
  template <class Part>
  void run_parts(std::size_t count, Part part) {
    auto left = count;
    loop_timer all_ended(loop().get_executor(), loop_timer::time_point::max());
    for (std::size_t number = 0; number < count; ++number)
      asio::spawn(
          loop().get_executor(), std::allocator_arg, shared_.stacks.allocator(),
          [this, &part, number](fiber_yield yield) {
            fiber_context context(shared_, std::move(yield));
            part(context, number);
          },
          [&left, &all_ended](const std::exception_ptr&) {
            if (--left == 0) all_ended.cancel();
          });
    boost::system::error_code cancelled;
    while (left > 0) all_ended.async_wait(yield_[cancelled]);
  }

  /// Adds a task. Only tasks of a scenario that is a `spawns_tasks` may call this.
  void spawn(task_id id) { shared_.found->spawn(id); }

 private:
  fiber_services& shared_;
  fiber_yield yield_;
};

}  // namespace concbench

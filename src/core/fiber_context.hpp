// What a stackful coroutine gets from its model: calls that suspend it look like calls that block.
#pragma once

#include <exception>
#include <type_traits>
#include <utility>

#include <boost/asio/spawn.hpp>

#include "core/context.hpp"

namespace concbench {

/// Suspends the fiber that gives it as a completion token. `yield[error]` keeps an error instead of throwing
/// it.
using fiber_yield = asio::basic_yield_context<loop_executor>;

/// What the fibers of one loop share.
struct fiber_services {
  event_loop& loop;
  spawner* found;
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

  /// For the tasks of a `spawns_tasks`.
  void spawn(task_id id) { shared_.found->spawn(id); }

 private:
  fiber_services& shared_;
  fiber_yield yield_;
};

}  // namespace concbench

// Stackful coroutines on one event loop and one thread: calls suspend as if they blocked, and each task has a
// stack of its own.
#include "core/registry.hpp"

#ifndef CONCBENCH_NO_FIBERS
#include <optional>

#include "core/fiber_context.hpp"
#include "core/task_batch.hpp"
#include "loop_lanes.hpp"
#endif

namespace concbench {
namespace {

#ifndef CONCBENCH_NO_FIBERS
class fiber_lanes final : public loop_lanes {
 public:
  explicit fiber_lanes(std::size_t lanes)
      : loop_lanes(lanes), services_{loop(), this, sync::offload_pool(offload_threads(lanes))} {}

 private:
  void start(task_batch& batch, task_id id) override {
    post(id, [this, &batch, id] {
      asio::spawn(
          loop().get_executor(), std::allocator_arg, services_.stacks.allocator(),
          [this, &batch, id](fiber_yield yield) {
            fiber_context context(services_, std::move(yield));
            return batch.run_fiber(id, context);
          },
          [this, id](const std::exception_ptr& error, digest answer) { ended(id, answer, error); });
    });
  }

  fiber_services services_;
};

class fibers final : public executor {
 public:
  std::optional<std::string> refuses(const scenario& work) const override {
    return refuse_without_fiber_face(work);
  }

  void start(std::size_t concurrency) override { lanes_.emplace(concurrency); }
  void run(task_batch& batch) override { lanes_->run(batch); }
  void stop() noexcept override { lanes_.reset(); }

 private:
  std::optional<fiber_lanes> lanes_;
};
#endif

const registration registered{executor_declaration{
    .name = "fibers",
    .summary = "stackful coroutines (Boost.Context) on one single-threaded event loop",
    .order = 39,
    .parts = part_order::at_once,
#ifndef CONCBENCH_NO_FIBERS
    .make = [] { return std::make_unique<fibers>(); },
#else
    .lacks = "this build has sanitizers, which do not follow a fiber to its stack",
#endif
}};

}  // namespace
}  // namespace concbench

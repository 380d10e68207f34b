// Stackful coroutines on one event loop and one thread: calls suspend as if they blocked, and each task has a
// stack of its own.
#include "core/registry.hpp"

#ifndef CONCBENCH_NO_FIBERS
#include <optional>
#include <vector>

#include <boost/context/fixedsize_stack.hpp>

#include "core/fiber_context.hpp"
#include "core/task_batch.hpp"
#include "loop_lanes.hpp"
#endif

namespace concbench {
namespace {

#ifndef CONCBENCH_NO_FIBERS
/// Keeps the stacks of fibers that have ended for later fibers, because a new mapping for each task would cost two
/// system calls and page faults. (Boost's pooled_fixedsize_stack doubles the number of its stacks, and links the free
/// ones through pages that no fiber would touch: 4 KiB more for each.)
class stacks {
 public:
  ~stacks() {
    for (auto& each : left_) new_ones_.deallocate(each);
  }

  /// The allocator that is passed to asio::spawn, which copies it.
  struct allocator {
    stacks* of;

    boost::context::stack_context allocate() const { return of->allocate(); }
    void deallocate(boost::context::stack_context& stack) const { of->left_.push_back(stack); }
  };

 private:
  boost::context::stack_context allocate() {
    if (left_.empty()) return new_ones_.allocate();  // 128 KiB, of which the pages that are touched count
    const auto last = left_.back();
    left_.pop_back();
    return last;
  }

  boost::context::fixedsize_stack new_ones_;
  std::vector<boost::context::stack_context> left_;
};

class fiber_lanes final : public loop_lanes {
 public:
  explicit fiber_lanes(std::size_t lanes)
      : loop_lanes(lanes), services_{loop(), this, sync::offload_pool(offload_threads(lanes))} {}

 private:
  void start(task_batch& batch, task_id id) override {
    post(id, [this, &batch, id] {
      asio::spawn(
          loop().get_executor(), std::allocator_arg, stacks::allocator{&stacks_},
          [this, &batch, id](fiber_yield yield) {
            fiber_context context(services_, std::move(yield));
            return batch.run_fiber(id, context);
          },
          [this, id](const std::exception_ptr& error, digest answer) { ended(id, answer, error); });
    });
  }

  fiber_services services_;
  stacks stacks_;
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
#ifndef CONCBENCH_NO_FIBERS
    .make = [] { return std::make_unique<fibers>(); },
#else
    .lacks = "this build has sanitizers, which do not follow a fiber to its stack",
#endif
}};

}  // namespace
}  // namespace concbench

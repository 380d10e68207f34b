// The stacks of fibers.
#pragma once

#include <vector>

#include <boost/context/fixedsize_stack.hpp>

namespace concbench {

/// Keeps the stacks of fibers that have ended for later fibers, because a new mapping for each would cost two system
/// calls and page faults. For the fibers of one thread. (Boost's pooled_fixedsize_stack doubles the number of its stacks,
/// and links the free ones through pages that no fiber would touch: 4 KiB more for each.)
class fiber_stacks {
 public:
  /// What is passed to asio::spawn, which copies it.
  struct allocator_type {
    fiber_stacks* of;

    boost::context::stack_context allocate() const { return of->allocate(); }
    void deallocate(boost::context::stack_context& stack) const { of->left_.push_back(stack); }
  };

  fiber_stacks() = default;
  fiber_stacks(const fiber_stacks&) = delete;
  fiber_stacks& operator=(const fiber_stacks&) = delete;
  ~fiber_stacks() {
    for (auto& each : left_) new_ones_.deallocate(each);
  }

  /// The stacks must outlive its fibers.
  allocator_type allocator() noexcept { return {this}; }

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

}  // namespace concbench

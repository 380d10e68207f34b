// fan-out: a tree of tasks that spawn tasks, and sum up (skynet): what spawning and joining costs.
//
// The nodes are numbered as in a heap of ten children each, so that a node's number says who its parent and
// its children are. No task waits for its children: the last one to end completes its parent.
#include <algorithm>
#include <atomic>
#include <memory>
#include <optional>

#include <fmt/format.h>

#include "core/registry.hpp"

namespace concbench {
namespace {

constexpr task_id children = 10;

class fan_out final : public scenario,
                      public spawns_tasks,
                      public answers_as_one,
                      public blocking_face,
                      public coroutine_face {
 public:
  explicit fan_out(const scenario_setup& setup)
      : leaves_(setup.tasks),
        inner_(static_cast<task_id>((leaves_ - 1 + children - 2) / (children - 1))),
        nodes_(static_cast<task_id>(inner_ + leaves_)),
        sums_(std::make_unique<sum[]>(inner_)) {
    for (task_id node = 0; node < inner_; ++node) sums_[node].missing = last_child(node) - first_child(node);
  }

  task_id first_tasks() const override { return 1; }

  digest run(blocking_context& context, task_id node) override {
    visit(context, node);
    return 0;
  }

  awaitable<digest> co_run(coroutine_context& context, task_id node) override {
    visit(context, node);
    co_return 0;
  }

  std::uint64_t answered() const override { return root_ ? leaves_ : 0; }
  digest answer() const override { return root_.value_or(0); }

  /// The leaves are worth 0, 1, 2 …
  void verify(std::span<const task_record>) override {
    if (const auto right = leaves_ * (leaves_ - 1) / 2; root_ && *root_ != right)
      throw wrong_result(fmt::format("the leaves sum up to {} instead of {}", *root_, right));
  }

 private:
  /// Of one node's children.
  struct sum {
    std::atomic<std::uint64_t> value = 0;
    std::atomic<task_id> missing = 0;  ///< children that have not ended
  };

  static task_id first_child(task_id node) { return node * children + 1; }
  task_id last_child(task_id node) const { return std::min(first_child(node) + children, nodes_); }

  template <class Context>
  void visit(Context& context, task_id node) {
    if (node >= inner_) return complete(node, node - inner_);
    for (auto child = first_child(node); child < last_child(node); ++child) context.spawn(child);
  }

  /// A node's value is known: so may be that of its parent, and on towards the root.
  void complete(task_id node, std::uint64_t value) {
    while (node != 0) {
      node = (node - 1) / children;
      sums_[node].value.fetch_add(value, std::memory_order_relaxed);
      if (sums_[node].missing.fetch_sub(1, std::memory_order_acq_rel) > 1) return;
      value = sums_[node].value.load(std::memory_order_relaxed);
    }
    root_ = value;
  }

  std::uint64_t leaves_;
  task_id inner_;  ///< nodes that have children: the first ones
  task_id nodes_;
  std::unique_ptr<sum[]> sums_;
  std::optional<std::uint64_t> root_;  ///< the sum, once every leaf has ended
};

const registration registered{scenario_declaration{
    .name = "fan-out",
    .summary = "a tree of tasks that spawn ten tasks each and sum up: what spawning and joining costs",
    .order = 75,
    .tasks = {1'000, 10'000, 10'000},
    .computes = true,
    .parameters = {},
    .make = [](const scenario_setup& setup) { return std::make_unique<fan_out>(setup); },
}};

}  // namespace
}  // namespace concbench

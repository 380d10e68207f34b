// fan-out: a tree of tasks that spawn tasks, and sum up (skynet): what spawning and joining costs.
//
// The nodes are numbered as in a heap of ten children each, so that a node's number says who its parent and
// its children are. No task waits for its children: the last one to end completes its parent.
#include <algorithm>
#include <atomic>
#include <numeric>
#include <vector>

#include <fmt/format.h>

#include "core/faces.hpp"
#include "core/registry.hpp"

namespace concbench {
namespace {

constexpr task_id children = 10;

class fan_out final : public scenario,
                      public spawns_tasks,
                      public answers_as_one,
                      public straight_faces<fan_out>,
                      public suspending_faces<fan_out>,
                      public callback_face {
 public:
  explicit fan_out(const scenario_setup& setup)
      : leaves_(setup.tasks),
        inner_(static_cast<task_id>((leaves_ - 1 + children - 2) / (children - 1))),
        nodes_(static_cast<task_id>(inner_ + leaves_)),
        values_(nodes_),
        missing_(inner_) {
    for (task_id node = 0; node < inner_; ++node) missing_[node] = last_child(node) - first_child(node);
  }

  task_id first_tasks() const override { return 1; }

  template <class Context>
  digest work(Context& context, task_id node) {
    visit(context, node);
    return 0;
  }

  template <class Context>
  typename Context::template awaitable<digest> suspend(Context& context, task_id node) {
    visit(context, node);
    co_return 0;
  }

  void begin(callback_context& context, task_id node, task_end end) override {
    visit(context, node);
    end(0);
  }

  std::uint64_t answered() const override { return complete_ ? leaves_ : 0; }
  digest answer() const override { return values_[0]; }

  /// The leaves are worth 0, 1, 2 …
  void verify(std::span<const task_record>) override {
    if (const auto right = leaves_ * (leaves_ - 1) / 2; complete_ && values_[0] != right)
      throw wrong_result(fmt::format("the leaves sum up to {} instead of {}", values_[0], right));
  }

 private:
  static task_id first_child(task_id node) { return node * children + 1; }
  task_id last_child(task_id node) const { return std::min(first_child(node) + children, nodes_); }

  template <class Context>
  void visit(Context& context, task_id node) {
    if (node >= inner_) return complete(node, node - inner_);
    for (auto child = first_child(node); child < last_child(node); ++child) context.spawn(child);
  }

  /// Is called when a node's value is known. Then the value of its parent may be known too, and so on up to the root.
  void complete(task_id node, std::uint64_t value) {
    values_[node] = value;
    while (node != 0) {
      node = (node - 1) / children;
      if (missing_[node].fetch_sub(1, std::memory_order_acq_rel) > 1) return;
      const auto first = values_.begin() + first_child(node);
      values_[node] =
          std::accumulate(first, first + (last_child(node) - first_child(node)), std::uint64_t{0});
    }
    complete_ = true;
  }

  std::uint64_t leaves_;
  task_id inner_;  ///< nodes that have children: the first ones
  task_id nodes_;
  std::vector<std::uint64_t> values_;          ///< of the nodes that have ended
  std::vector<std::atomic<task_id>> missing_;  ///< each inner node's children that have not
  bool complete_ = false;                      ///< the root has ended, and so have all leaves
};

const registration registered{scenario_declaration{
    .name = "fan-out",
    .summary = "a tree of tasks that spawn ten tasks each and sum up: what spawning and joining costs",
    .work = work_kind::overhead,
    .order = 75,
    .tasks = {1'000, 10'000, 10'000},
    .computes = true,
    .parameters = {},
    .make = [](const scenario_setup& setup) { return std::make_unique<fan_out>(setup); },
}};

}  // namespace
}  // namespace concbench

// One task after another on the calling thread: the baseline.
#include <optional>
#include <vector>

#include "core/registry.hpp"
#include "core/task_batch.hpp"

namespace concbench {
namespace {

class sequential final : public executor, public spawner {
 public:
  std::optional<std::string> refuses(const scenario& work) const override {
    return refuse_without_blocking_face(work);
  }

  void start(std::size_t) override { context_.emplace(this); }

  void run(task_batch& batch) override {
    for (task_id id = 0; id < batch.first_tasks(); ++id) batch.run(id, *context_);
    while (!found_.empty()) {
      const auto id = found_.back();
      found_.pop_back();
      batch.run(id, *context_);
    }
  }

  void stop() noexcept override { context_.reset(); }

 private:
  void spawn(task_id id) override { found_.push_back(id); }

  std::optional<blocking_context> context_;
  std::vector<task_id> found_;  ///< the last one found is the next: fewer of them wait
};

const registration registered{executor_declaration{
    .name = "sequential",
    .summary = "one task after another on one thread: the baseline",
    .order = 10,
    .concurrent = false,
    .by_default = true,
    .is_baseline = true,
    .make = [] { return std::make_unique<sequential>(); },
}};

}  // namespace
}  // namespace concbench

// One task after another on the calling thread: the baseline.
#include "core/registry.hpp"

namespace concbench {
namespace {

class sequential final : public executor {
 public:
  std::optional<std::string> refuses(const scenario& work) const override {
    return refuse_without_blocking_face(work);
  }

  void start(std::size_t) override { context_.emplace(); }

  void run(task_batch& batch) override {
    for (task_id id = 0; id < batch.size(); ++id) batch.run(id, *context_);
  }

  void stop() noexcept override { context_.reset(); }

 private:
  std::optional<blocking_context> context_;
};

const registration registered{executor_declaration{
    .name = "sequential",
    .summary = "one task after another on one thread: the baseline",
    .order = 10,
    .concurrent = false,
    .by_default = true,
    .make = [] { return std::make_unique<sequential>(); },
}};

}  // namespace
}  // namespace concbench

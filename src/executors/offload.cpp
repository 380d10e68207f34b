// Coroutines for the waiting, a pool of threads for the computing (`asyncio.to_thread`).
#include "core/registry.hpp"
#include "core/task_batch.hpp"
#include "coroutine_lanes.hpp"
#include "system/cpu_count.hpp"

namespace concbench {
namespace {

class offload final : public executor {
 public:
  std::optional<std::string> refuses(const scenario& work) const override {
    return refuse_without_coroutine_face(work);
  }

  void start(std::size_t concurrency) override {
    // More threads than CPUs do not compute faster.
    computing_.emplace(cpu_count::now().for_lanes(concurrency));
    lanes_.emplace(concurrency, &computing_->get());
  }

  void run(task_batch& batch) override { lanes_->run(batch); }

  void stop() noexcept override {
    computing_.reset();  // before the loop that its threads hand results to
    lanes_.reset();
  }

 private:
  std::optional<sync::offload_pool> computing_;
  std::optional<coroutine_lanes> lanes_;
};

const registration registered{executor_declaration{
    .name = "offload",
    .summary = "coroutines for the waiting, a pool of a thread per CPU for the computing",
    .order = 46,
    .parts = part_order::at_once,
    .make = [] { return std::make_unique<offload>(); },
}};

}  // namespace
}  // namespace concbench

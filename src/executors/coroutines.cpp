// Boost.Asio awaitables on one event loop and one thread: coroutine_lanes.hpp has how.
#include "core/registry.hpp"
#include "core/task_batch.hpp"
#include "coroutine_lanes.hpp"

namespace concbench {
namespace {

class coroutines final : public executor {
 public:
  std::optional<std::string> refuses(const scenario& work) const override {
    return refuse_without_coroutine_face(work);
  }

  void start(std::size_t concurrency) override { lanes_.emplace(concurrency); }
  void run(task_batch& batch) override { lanes_->run(batch); }
  void stop() noexcept override { lanes_.reset(); }

 private:
  std::optional<coroutine_lanes> lanes_;
};

const registration registered{executor_declaration{
    .name = "coroutines",
    .summary = "Asio coroutines on one single-threaded event loop",
    .order = 40,
    .by_default = true,
    .parts = part_order::at_once,
    .make = [] { return std::make_unique<coroutines>(); },
}};

}  // namespace
}  // namespace concbench

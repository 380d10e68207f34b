// One std::jthread per task, at most `concurrency` of them alive: what most first programs do.
#include <optional>
#include <thread>
#include <utility>

#include "core/registry.hpp"
#include "core/task_batch.hpp"
#include "thread_per_task.hpp"

namespace concbench {
namespace {

struct start_thread {
  template <class Job>
  std::jthread operator()(Job job) const {
    return std::jthread(std::move(job));
  }
};

class threads final : public executor {
 public:
  std::optional<std::string> refuses(const scenario& work) const override {
    return refuse_without_blocking_face(work);
  }

  void start(std::size_t concurrency) override { threads_.emplace(concurrency); }

  void run(task_batch& batch) override { threads_->run(batch); }

  void stop() noexcept override { threads_.reset(); }

 private:
  std::optional<thread_per_task<start_thread>> threads_;
};

const registration registered{executor_declaration{
    .name = "threads",
    .summary = "one std::jthread per task, at most --concurrency alive",
    .order = 20,
    .by_default = true,
    .parts = part_order::at_once,
    .make = [] { return std::make_unique<threads>(); },
}};

}  // namespace
}  // namespace concbench

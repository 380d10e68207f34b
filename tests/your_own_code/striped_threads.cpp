// striped: an executor that gives each thread its tasks in advance, every n-th one. No queue, and no balance either.
#include <memory>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include <core/executor.hpp>
#include <core/registry.hpp>
#include <core/task_batch.hpp>
#include <system/live_threads.hpp>

namespace {

using namespace concbench;

class striped final : public executor {
 public:
  std::optional<std::string> refuses(const scenario& work) const override {
    if (dynamic_cast<const spawns_tasks*>(&work) != nullptr)
      return "its tasks add tasks, and this model gives them out in advance";
    return refuse_without_blocking_face(work);
  }

  void start(std::size_t concurrency) override {
    threads_ = concurrency;
    context_.emplace();
  }

  void run(task_batch& batch) override {
    std::vector<std::jthread> running;
    for (std::size_t first = 0; first < threads_; ++first)
      running.emplace_back([this, &batch, first] {
        const live_thread counted;
        for (auto id = first; id < batch.first_tasks(); id += threads_)
          batch.run(static_cast<task_id>(id), *context_);
      });
  }  // joins them

  void stop() noexcept override { context_.reset(); }

 private:
  std::size_t threads_ = 0;
  std::optional<blocking_context> context_;
};

const registration registered{executor_declaration{
    .name = "striped",
    .summary = "a thread for every n-th task, n being --concurrency",
    .make = [] { return std::make_unique<striped>(); },
}};

}  // namespace

// One std::jthread per task, at most `concurrency` of them alive: what most first programs do.
#include <optional>
#include <stdexcept>
#include <thread>

#include <fmt/format.h>

#include "core/registry.hpp"
#include "sync/blocking_queue.hpp"
#include "system/limits.hpp"
#include "system/live_threads.hpp"

namespace concbench {
namespace {

class threads final : public executor {
 public:
  std::optional<std::string> refuses(const scenario& work) const override {
    return refuse_without_blocking_face(work);
  }

  void start(std::size_t concurrency) override {
    context_.emplace();
    slots_.resize(concurrency);
    free_.emplace();
    for (std::size_t slot = 0; slot < concurrency; ++slot) free_->push(slot);
  }

  void run(task_batch& batch) override {
    // A thread gives its slot back as the last thing it does; it is joined before the slot's next one is
    // made.
    for (task_id id = 0; id < batch.size(); ++id) {
      batch.wait_until_due(id);
      const auto slot = *free_->pop();
      if (slots_[slot].joinable()) slots_[slot].join();
      try {
        slots_[slot] =
            std::jthread([this, &batch, id, slot, alive = std::make_optional<live_thread>()]() mutable {
              batch.run(id, *context_);
              alive.reset();
              free_->push(slot);
            });
      } catch (const std::system_error& e) {
        refuse(batch, id, e);
        free_->push(slot);
      }
    }
    for (auto& slot : slots_)
      if (slot.joinable()) slot.join();
  }

  void stop() noexcept override {
    slots_.clear();
    context_.reset();
  }

 private:
  /// A thread that the system does not give is that task's failure.
  static void refuse(task_batch& batch, task_id id, const std::system_error& error) {
    batch.begin(id);
    batch.end(id, {},
              std::make_exception_ptr(std::runtime_error(fmt::format(
                  "no thread for this task: {} (limits: {}); lower -c", error.what(), thread_limits()))));
  }

  std::optional<blocking_context> context_;
  std::optional<sync::blocking_queue<std::size_t>> free_;
  std::vector<std::jthread> slots_;
};

const registration registered{executor_declaration{
    .name = "threads",
    .summary = "one std::jthread per task, at most --concurrency alive",
    .order = 20,
    .make = [] { return std::make_unique<threads>(); },
}};

}  // namespace
}  // namespace concbench

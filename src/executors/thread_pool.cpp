// A fixed pool of `concurrency` threads that takes the batch as one ordered map.
#include <ranges>
#include <stdexcept>
#include <system_error>

#include <fmt/format.h>

#include "core/registry.hpp"
#include "sync/thread_pool.hpp"
#include "system/limits.hpp"

namespace concbench {
namespace {

class thread_pool final : public executor {
 public:
  std::optional<std::string> refuses(const scenario& work) const override {
    return refuse_without_blocking_face(work);
  }

  void start(std::size_t concurrency) override {
    context_.emplace();
    try {
      pool_.emplace(concurrency);
    } catch (const std::system_error& e) {
      throw std::runtime_error(fmt::format("cannot start a pool of {} threads: {} (limits: {}); lower -c",
                                           concurrency, e.what(), thread_limits()));
    }
  }

  void run(task_batch& batch) override {
    const auto ids = std::views::iota(task_id{0}, static_cast<task_id>(batch.size()));
    pool_->map(ids, [this, &batch](task_id id) { batch.run(id, *context_); });
  }

  void stop() noexcept override {
    pool_.reset();
    context_.reset();
  }

 private:
  std::optional<blocking_context> context_;
  std::optional<sync::thread_pool> pool_;
};

const registration registered{executor_declaration{
    .name = "thread-pool",
    .summary = "a fixed pool of --concurrency threads",
    .order = 30,
    .by_default = true,
    .make = [] { return std::make_unique<thread_pool>(); },
}};

}  // namespace
}  // namespace concbench

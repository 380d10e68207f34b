// A fixed pool of `concurrency` threads that takes the batch as one ordered map.
#include <stdexcept>
#include <system_error>

#include <fmt/format.h>

#include "core/registry.hpp"
#include "core/task_batch.hpp"
#include "sync/thread_pool.hpp"
#include "sync/wait_group.hpp"
#include "system/counted.hpp"
#include "system/limits.hpp"

namespace concbench {
namespace {

class thread_pool final : public executor, public spawner {
 public:
  std::optional<std::string> refuses(const scenario& work) const override {
    return refuse_without_blocking_face(work);
  }

  void start(std::size_t concurrency) override {
    context_.emplace(this);
    try {
      pool_.emplace(concurrency);
    } catch (const std::system_error& e) {
      throw std::runtime_error(fmt::format("cannot start a pool of {}: {}", counted(concurrency, "thread"),
                                           thread_refusal(e, "lower -c")));
    }
  }

  void run(task_batch& batch) override {
    batch_ = &batch;
    pool_->for_each_index(batch.first_tasks(),
                          [this](std::size_t id) { batch_->run(static_cast<task_id>(id), *context_); });
    found_.wait();
  }

  void stop() noexcept override {
    pool_.reset();
    context_.reset();
  }

 private:
  void spawn(task_id id) override {
    found_.add();
    pool_->submit([this, id] {
      batch_->run(id, *context_);
      found_.done();
    });
  }

  task_batch* batch_ = nullptr;
  sync::wait_group found_;
  std::optional<blocking_context> context_;
  std::optional<blocking::thread_pool> pool_;
};

const registration registered{executor_declaration{
    .name = "thread-pool",
    .summary = "a fixed pool of --concurrency threads",
    .order = 30,
    .by_default = true,
    .shows_noise = true,
    .make = [] { return std::make_unique<thread_pool>(); },
}};

}  // namespace
}  // namespace concbench

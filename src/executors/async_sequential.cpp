// Coroutines awaited one after another: `async` alone is not concurrency.
#include <optional>
#include <vector>

#include <boost/asio/co_spawn.hpp>

#include "core/registry.hpp"
#include "core/task_batch.hpp"
#include "system/event_loop.hpp"

namespace concbench {
namespace {

class async_sequential final : public executor, public spawner {
 public:
  std::optional<std::string> refuses(const scenario& work) const override {
    return refuse_without_coroutine_face(work);
  }

  void start(std::size_t) override {
    loop_.emplace(BOOST_ASIO_CONCURRENCY_HINT_UNSAFE_IO);
    context_.emplace(*loop_, loop_->get_executor(), loop_share(), this);
  }

  void run(task_batch& batch) override {
    asio::co_spawn(loop_->get_executor(), run_all(batch),
                   [this](const std::exception_ptr&) { loop_->stop(); });
    loop_->restart();
    loop_->run();
  }

  void stop() noexcept override {
    context_.reset();
    loop_.reset();
  }

 private:
  /// What a function looks like that was made a coroutine by writing co_await in front of each call. The
  /// loop has nothing else to do meanwhile.
  awaitable<void> run_all(task_batch& batch) {
    task_id first = 0;
    while (first < batch.first_tasks() || !found_.empty()) {
      const auto id = first < batch.first_tasks() ? first++ : take_found();
      if (batch.is_early(id)) {
        loop_timer due(loop_->get_executor(), batch.due(id));
        co_await due.async_wait(use_awaitable);
      }
      digest answer = 0;
      std::exception_ptr error;
      batch.begin(id);
      try {
        auto task = batch.co_run(id, *context_);
        answer = co_await std::move(task);
      } catch (...) {
        error = std::current_exception();
      }
      batch.end(id, answer, error);
    }
  }

  void spawn(task_id id) override { found_.push_back(id); }

  task_id take_found() {
    const auto last = found_.back();
    found_.pop_back();
    return last;
  }

  std::optional<event_loop> loop_;
  std::optional<coroutine_context> context_;
  std::vector<task_id> found_;  ///< the last one found is the next: fewer of them wait
};

const registration registered{executor_declaration{
    .name = "async-sequential",
    .summary = "coroutines awaited one after another: async alone is not concurrency",
    .order = 15,
    .concurrent = false,
    .parts = part_order::at_once,
    .make = [] { return std::make_unique<async_sequential>(); },
}};

}  // namespace
}  // namespace concbench

// Boost.Asio awaitables on one event loop and one thread.
#include "core/registry.hpp"
#include "coroutine_lanes.hpp"

namespace concbench {
namespace {

class coroutines final : public executor {
 public:
  std::optional<std::string> refuses(const scenario& work) const override {
    return refuse_without_coroutine_face(work);
  }

  void start(std::size_t concurrency) override {
    // One thread runs the loop, so its reactor needs no locks; other threads may still post to it.
    loop_.emplace(BOOST_ASIO_CONCURRENCY_HINT_UNSAFE_IO);
    context_.emplace(*loop_, offload_threads(concurrency));
    lanes_.emplace(*loop_, *context_, concurrency);
  }

  void run(task_batch& batch) override {
    lanes_->begin(batch, {}, [this] { loop_->stop(); });
    loop_->restart();
    loop_->run();
  }

  void stop() noexcept override {
    lanes_.reset();
    context_.reset();
    loop_.reset();
  }

 private:
  std::optional<event_loop> loop_;
  std::optional<coroutine_context> context_;
  std::optional<coroutine_lanes> lanes_;
};

const registration registered{executor_declaration{
    .name = "coroutines",
    .summary = "Asio coroutines on one single-threaded event loop",
    .order = 40,
    .by_default = true,
    .make = [] { return std::make_unique<coroutines>(); },
}};

}  // namespace
}  // namespace concbench

// std::async and futures. With launch::async, libstdc++ and libc++ start a thread a call: no pool stands
// behind it.
#include <future>
#include <optional>

#include "core/registry.hpp"
#include "core/task_batch.hpp"
#include "thread_per_task.hpp"

namespace concbench {
namespace {

class std_async final : public executor {
 public:
  std::optional<std::string> refuses(const scenario& work) const override {
    return refuse_without_blocking_face(work);
  }

  void start(std::size_t concurrency) override { futures_.emplace(concurrency); }

  void run(task_batch& batch) override {
    // The future of std::async waits for its call when it is destroyed. std::future cannot wait for whichever call ends
    // first; the slots of thread_per_task can.
    futures_->run(batch, [](auto job) { return std::async(std::launch::async, std::move(job)); });
  }

  void stop() noexcept override { futures_.reset(); }

 private:
  std::optional<thread_per_task<std::future<void>>> futures_;
};

const registration registered{executor_declaration{
    .name = "std-async",
    .summary = "std::async(std::launch::async) and futures, at most --concurrency alive",
    .order = 25,
    .make = [] { return std::make_unique<std_async>(); },
}};

}  // namespace
}  // namespace concbench

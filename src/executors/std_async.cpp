// std::async and futures. With launch::async, libstdc++ and libc++ start a thread a call: no pool stands
// behind it.
#include <future>
#include <optional>
#include <utility>

#include "core/registry.hpp"
#include "core/task_batch.hpp"
#include "thread_per_task.hpp"

namespace concbench {
namespace {

struct call_async {
  template <class Job>
  std::future<void> operator()(Job job) const {
    return std::async(std::launch::async, std::move(job));
  }
};

class std_async final : public executor {
 public:
  std::optional<std::string> refuses(const scenario& work) const override {
    return refuse_without_blocking_face(work);
  }

  void start(std::size_t concurrency) override { futures_.emplace(concurrency); }

  void run(task_batch& batch) override {
    // The future of std::async waits for its call when it is destroyed. std::future cannot wait for whichever call ends
    // first; the slots of thread_per_task can.
    futures_->run(batch);
  }

  void stop() noexcept override { futures_.reset(); }

 private:
  std::optional<thread_per_task<call_async>> futures_;
};

const registration registered{executor_declaration{
    .name = "std-async",
    .summary = "std::async(std::launch::async) and futures, at most --concurrency alive",
    .order = 25,
    .parts = part_order::at_once,
    .make = [] { return std::make_unique<std_async>(); },
}};

}  // namespace
}  // namespace concbench

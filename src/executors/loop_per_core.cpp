// As many single-threaded event loops as there are CPUs, which share nothing: each task belongs to one of
// them.
#include <latch>
#include <memory>
#include <thread>
#include <vector>

#include <boost/asio/executor_work_guard.hpp>

#include "core/registry.hpp"
#include "coroutine_lanes.hpp"
#include "system/cpu_count.hpp"

namespace concbench {
namespace {

/// A loop, its thread, and the share of the tasks that they take.
class core {
 public:
  core(std::size_t lanes, task_share share) : lanes_(lanes), share_(share) {}
  ~core() { lanes_.loop().stop(); }  // then the thread is joined

  /// Begins this core's share of the tasks; `done` counts down when it has ended.
  void begin(task_batch& batch, std::latch& done) {
    if (share_.size(batch.size()) == 0) return done.count_down();
    asio::post(lanes_.loop().get_executor(),
               [this, &batch, &done] { lanes_.begin(batch, share_, [&done] { done.count_down(); }); });
  }

 private:
  coroutine_lanes lanes_;
  task_share share_;
  asio::executor_work_guard<loop_executor> until_stopped_{lanes_.loop().get_executor()};
  std::jthread thread_{[this] { lanes_.loop().run(); }};
};

class loop_per_core final : public executor {
 public:
  std::optional<std::string> refuses(const scenario& work) const override {
    return refuse_without_coroutine_face(work);
  }

  void start(std::size_t concurrency) override {
    const auto count = std::min<std::size_t>(cpu_count::now().usable(), concurrency);
    for (std::size_t i = 0; i < count; ++i)
      cores_.push_back(
          std::make_unique<core>(concurrency / count + (i < concurrency % count ? 1 : 0),
                                 task_share{static_cast<task_id>(i), static_cast<task_id>(count)}));
  }

  void run(task_batch& batch) override {
    std::latch done(static_cast<std::ptrdiff_t>(cores_.size()));
    for (const auto& each : cores_) each->begin(batch, done);
    done.wait();
  }

  void stop() noexcept override { cores_.clear(); }

 private:
  std::vector<std::unique_ptr<core>> cores_;
};

const registration registered{executor_declaration{
    .name = "loop-per-core",
    .summary = "a single-threaded event loop of coroutines per CPU, sharing nothing",
    .order = 44,
    .make = [] { return std::make_unique<loop_per_core>(); },
}};

}  // namespace
}  // namespace concbench

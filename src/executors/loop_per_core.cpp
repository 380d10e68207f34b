// As many single-threaded event loops as there are CPUs, which share nothing: each task belongs to one of
// them.
#include <memory>
#include <stdexcept>
#include <system_error>
#include <thread>
#include <vector>

#include <fmt/format.h>
#include <boost/asio/executor_work_guard.hpp>

#include "core/registry.hpp"
#include "core/task_batch.hpp"
#include "coroutine_lanes.hpp"
#include "sync/wait_group.hpp"
#include "system/counted.hpp"
#include "system/cpu_count.hpp"
#include "system/limits.hpp"

namespace concbench {
namespace {

/// A loop, its thread, and the share of the tasks that they take.
class core {
 public:
  core(loop_share share, spawner* found)
      : lanes_(share, found), tasks_{static_cast<task_id>(share.loop), static_cast<task_id>(share.loops)} {}
  ~core() { lanes_.loop().stop(); }  // then the thread is joined

  /// What to run next, while no core runs anything; `left` hears of each task that has ended.
  void assign(task_batch& batch, sync::wait_group& left) {
    lanes_.assign(batch, tasks_, [&left](std::size_t ended) { left.done(ended); });
  }

  void open() {
    asio::post(lanes_.loop().get_executor(), [this] { lanes_.open(); });
  }

  /// Takes in a task that was found on any core.
  void admit(task_id id) {
    asio::post(lanes_.loop().get_executor(), [this, id] { lanes_.admit(id); });
  }

 private:
  coroutine_lanes lanes_;
  task_share tasks_;
  asio::executor_work_guard<loop_executor> until_stopped_{lanes_.loop().get_executor()};
  std::jthread thread_{[this] { lanes_.loop().run(); }};
};

class loop_per_core final : public executor, public spawner {
 public:
  std::optional<std::string> refuses(const scenario& work) const override {
    return refuse_without_coroutine_face(work);
  }

  void start(std::size_t concurrency) override {
    const auto count = cpu_count::now().for_lanes(concurrency);
    try {
      for (std::size_t i = 0; i < count; ++i) {
        const auto lanes = concurrency / count + (i < concurrency % count ? 1 : 0);
        cores_.push_back(std::make_unique<core>(loop_share{.lanes = lanes, .loop = i, .loops = count}, this));
      }
    } catch (const std::system_error& e) {
      throw std::runtime_error(
          fmt::format("cannot start {} for as many loops: {}", counted(count, "thread"), thread_refusal(e)));
    }
  }

  void run(task_batch& batch) override {
    left_.add(batch.first_tasks());
    for (const auto& each : cores_) each->assign(batch, left_);
    for (const auto& each : cores_) each->open();
    left_.wait();
  }

  void stop() noexcept override { cores_.clear(); }

 private:
  /// Tasks that were found are distributed like the first ones. If a core kept its own, the other cores would have no
  /// work.
  void spawn(task_id id) override {
    left_.add();
    cores_[id % cores_.size()]->admit(id);
  }

  sync::wait_group left_;  ///< tasks that have not ended
  std::vector<std::unique_ptr<core>> cores_;
};

const registration registered{executor_declaration{
    .name = "loop-per-core",
    .summary = "a single-threaded event loop of coroutines per CPU, sharing nothing",
    .order = 44,
    .parts = part_order::at_once,
    .make = [] { return std::make_unique<loop_per_core>(); },
}};

}  // namespace
}  // namespace concbench

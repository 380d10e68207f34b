// Asio's completion handlers on one event loop and one thread, without coroutines: what their frames cost.
#include <optional>

#include "core/registry.hpp"
#include "core/task_batch.hpp"
#include "loop_lanes.hpp"

namespace concbench {
namespace {

class callback_lanes final : public loop_lanes, private task_end::listener {
 public:
  explicit callback_lanes(std::size_t lanes) : loop_lanes(lanes), context_(loop(), lanes, this) {}

 private:
  void start(task_batch& batch, task_id id) override {
    post(id, [this, &batch, id] { batch.start(id, context_, task_end(*this, id)); });
  }

  void ended(task_id id, digest answer, const std::exception_ptr& error) override {
    loop_lanes::ended(id, answer, error);
  }

  callback_context context_;
};

class callbacks final : public executor {
 public:
  std::optional<std::string> refuses(const scenario& work) const override {
    return refuse_without_callback_face(work);
  }

  void start(std::size_t concurrency) override { lanes_.emplace(concurrency); }
  void run(task_batch& batch) override { lanes_->run(batch); }
  void stop() noexcept override { lanes_.reset(); }

 private:
  std::optional<callback_lanes> lanes_;
};

const registration registered{executor_declaration{
    .name = "callbacks",
    .summary = "Asio completion handlers on one single-threaded event loop, no coroutines",
    .order = 38,
    .parts = part_order::at_once,
    .make = [] { return std::make_unique<callbacks>(); },
}};

}  // namespace
}  // namespace concbench

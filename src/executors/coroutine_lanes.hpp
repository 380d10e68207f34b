// The lanes of a loop whose tasks are coroutines: what the models that have one loop or several, each on one
// thread, have in common.
#pragma once

#include <cstddef>

#include <boost/asio/co_spawn.hpp>

#include "core/context.hpp"
#include "loop_lanes.hpp"

namespace concbench {

class coroutine_lanes final : public loop_lanes {
 public:
  /// `computing`: where the model computes; null: on the loop.
  explicit coroutine_lanes(std::size_t lanes, asio::thread_pool* computing = nullptr)
      : loop_lanes(lanes),
        context_(loop(), loop().get_executor(), loop_share{.lanes = lanes}, this, computing) {}

  /// One loop of several: `found` takes in what its tasks spawn, and gives it to one of them with admit().
  coroutine_lanes(loop_share share, spawner* found)
      : loop_lanes(share.lanes), context_(loop(), loop().get_executor(), share, found) {}

 private:
  /// The task's own coroutine is spawned with this as its completion handler: awaiting it from a coroutine of
  /// the harness would cost another frame, 304 bytes a task.
  struct lane {
    coroutine_lanes* lanes;
    task_id id;

    void operator()(const std::exception_ptr& error, digest answer) const { lanes->ended(id, answer, error); }
  };

  void start(task_batch& batch, task_id id) override {
    asio::co_spawn(loop().get_executor(), batch.co_run(id, context_), lane{this, id});
  }

  coroutine_context context_;
};

}  // namespace concbench

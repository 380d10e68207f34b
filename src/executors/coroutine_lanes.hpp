// The lanes of a loop whose tasks are coroutines. It is shared by the models with one loop, or with several loops that
// have one thread each.
#pragma once

#include <cstddef>

#include <boost/asio/co_spawn.hpp>

#include "core/context.hpp"
#include "loop_lanes.hpp"

namespace concbench {

class coroutine_lanes final : public loop_lanes {
 public:
  /// `computing` is the pool on which the model computes; null: the loop's own thread.
  explicit coroutine_lanes(std::size_t lanes, asio::thread_pool* computing = nullptr)
      : loop_lanes(lanes),
        context_(loop(), loop().get_executor(), loop_share{.lanes = lanes}, this, computing) {}

  /// One loop of several. `found` takes in the tasks that tasks spawn, and passes each to one of the loops with
  /// admit().
  coroutine_lanes(loop_share share, spawner* found)
      : loop_lanes(share.lanes), context_(loop(), loop().get_executor(), share, found) {}

 private:
  /// The completion handler of a task's own coroutine, which is spawned directly. Awaiting it from a coroutine of the
  /// harness would need another frame, 304 bytes for each task.
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

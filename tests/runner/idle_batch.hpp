// Tasks that do nothing, and a batch of an open loop in which all of them came too late.
#pragma once

#include <chrono>
#include <span>

#include "core/context.hpp"
#include "core/faces.hpp"
#include "core/task_batch.hpp"

namespace concbench::testing {

class idle_work final : public scenario, public blocking_face {
 public:
  digest run(blocking_context&, task_id id) override { return id; }
  void verify(std::span<const task_record>) override {}
};

/// Three tasks that were due an hour ago, and were given up after a second.
class late_batch {
 public:
  late_batch() : batch_(work_, 3) {
    batch_.pace(clock::now() - std::chrono::hours(1), 1, std::chrono::seconds(1));
    blocking_context context;
    for (task_id id = 0; id < 3; ++id) batch_.run(id, context);
  }
  task_batch& operator*() { return batch_; }

 private:
  idle_work work_;
  task_batch batch_;
};

}  // namespace concbench::testing

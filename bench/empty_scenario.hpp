// Tasks that do nothing, with all faces: what is left is what a model costs.
#pragma once

#include "core/scenario.hpp"

namespace concbench {

class empty_scenario final : public scenario, public blocking_face, public suspending_faces<empty_scenario> {
 public:
  digest run(blocking_context&, task_id id) override { return id; }
  template <class Context>
  typename Context::template awaitable<digest> suspend(Context&, task_id id) {
    co_return id;
  }
  void verify(std::span<const task_record>) override {}
};

}  // namespace concbench

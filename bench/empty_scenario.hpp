// Tasks that do nothing, with both faces: what is left is what a model costs.
#pragma once

#include "core/scenario.hpp"

namespace concbench {

class empty_scenario final : public scenario, public blocking_face, public coroutine_face {
 public:
  digest run(blocking_context&, task_id id) override { return id; }
  awaitable<digest> co_run(coroutine_context&, task_id id) override { co_return id; }
  void verify(std::span<const task_record>) override {}
};

}  // namespace concbench

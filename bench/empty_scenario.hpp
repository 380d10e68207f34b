// Tasks that do nothing, with all faces. So only the cost of the model remains.
#pragma once

#include "core/faces.hpp"
#include "core/scenario.hpp"

namespace concbench {

class empty_scenario final : public scenario,
                             public straight_faces<empty_scenario>,
                             public suspending_faces<empty_scenario>,
                             public callback_face {
 public:
  template <class Context>
  digest work(Context&, task_id id) {
    return id;
  }
  template <class Context>
  typename Context::template awaitable<digest> suspend(Context&, task_id id) {
    co_return id;
  }
  void begin(callback_context&, task_id id, task_end end) override { end(id); }
  void verify(std::span<const task_record>) override {}
};

}  // namespace concbench

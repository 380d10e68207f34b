// The faces of a scenario: one interface for each way in which a model can wait. A scenario inherits those that it
// supports.
#pragma once

#include <exception>

#include "core/context.hpp"
#include "core/fiber_context.hpp"
#include "core/task.hpp"
#include "system/event_loop.hpp"

namespace concbench {

/// Tasks that block the calling thread.
struct blocking_face {
  virtual digest run(blocking_context&, task_id) = 0;

 protected:
  ~blocking_face() = default;
};

/// Tasks that suspend, and never block the thread that resumes them.
struct coroutine_face {
  virtual awaitable<digest> co_run(coroutine_context&, task_id) = 0;

 protected:
  ~coroutine_face() = default;
};

/// Tasks that suspend on a loop that several threads run: each task resumes on a strand.
struct strand_face {
  virtual asio::awaitable<digest, loop_strand> co_run(strand_context&, task_id) = 0;

 protected:
  ~strand_face() = default;
};

/// Gives a `Scenario` both faces of tasks that suspend. It writes one body for them:
///
///     template <class Context>
///     typename Context::template awaitable<digest> suspend(Context& context, task_id id);
template <class Scenario>
struct suspending_faces : coroutine_face, strand_face {
  awaitable<digest> co_run(coroutine_context& context, task_id id) final {
    return static_cast<Scenario&>(*this).suspend(context, id);
  }
  asio::awaitable<digest, loop_strand> co_run(strand_context& context, task_id id) final {
    return static_cast<Scenario&>(*this).suspend(context, id);
  }
};

/// Tasks that have their own stack, so that calls suspend instead of blocking.
struct fiber_face {
  virtual digest run(fiber_context&, task_id) = 0;

 protected:
  ~fiber_face() = default;
};

/// Gives a `Scenario` the faces of tasks that block and of fibers. It writes one body for them: a public template
/// `digest work(Context&, task_id)`, where the context is that of either face.
template <class Scenario>
struct straight_faces : blocking_face, fiber_face {
  digest run(blocking_context& context, task_id id) override {
    return static_cast<Scenario*>(this)->work(context, id);
  }
  digest run(fiber_context& context, task_id id) override {
    return static_cast<Scenario*>(this)->work(context, id);
  }

 protected:
  ~straight_faces() = default;
};

/// Ends a task that is made of completion handlers. The last handler of the task calls it once, on the task's loop. A
/// handler must not throw: it calls this with the exception instead.
class task_end {
 public:
  /// Is told when tasks end.
  class listener {
   public:
    virtual void ended(task_id, digest, const std::exception_ptr&) = 0;

   protected:
    ~listener() = default;
  };

  task_end(listener& heard_by, task_id id) : heard_by_(&heard_by), id_(id) {}

  void operator()(digest answer) const { heard_by_->ended(id_, answer, {}); }
  void operator()(const std::exception_ptr& error) const { heard_by_->ended(id_, {}, error); }

 private:
  listener* heard_by_;
  task_id id_;
};

/// Ends a task with what `work` returns or throws.
template <class Work>
void end_with(const task_end& end, Work work) {
  digest answer = 0;
  try {
    answer = work();
  } catch (...) {
    return end(std::current_exception());
  }
  end(answer);
}

/// Tasks that are completion handlers. `begin` starts a task and returns. If it throws, the task has failed with that
/// exception, and `end` is not called.
struct callback_face {
  virtual void begin(callback_context&, task_id, task_end end) = 0;

 protected:
  ~callback_face() = default;
};

}  // namespace concbench
